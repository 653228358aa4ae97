"""Running code that reads hostile bytes in a process of its own, bounded in time, memory and output.

``pool`` is what a caller uses; ``worker`` is the program on the other side; ``frames`` is what they speak.
"""

from files.confinement.pool import Bounds, Cause, Failed, Pool

__all__ = ["Bounds", "Cause", "Failed", "Pool"]
