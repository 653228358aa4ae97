"""Giving way: a job that has time takes a small share of the machine while the store is being filled."""

from collections.abc import Callable
from time import monotonic
from typing import Final

# Things written in a second from which on the store is being filled: nobody writes so many by hand.
FILLING: Final = 100
# Seconds that are waited at most.
LONGEST: Final = 60.0


class GivingWay:
    """The pause of a job after each step: so many ``times`` as long as the step took while the store is being filled,
    otherwise none.

    ``written`` is how much has ever been written, such as the number that was given last; what came of it since the
    step before tells.
    """

    def __init__(self, written: Callable[[], int], *, times: float) -> None:
        self._written = written
        self._times = times
        self._before: tuple[float, int] | None = None

    def __call__(self, took: float) -> float:
        """Seconds to wait after a step that took so many. Asks ``written`` once."""
        now, number = monotonic(), self._written()
        before, self._before = self._before or (now, number), (now, number)
        is_filled = number - before[1] > FILLING * (now - before[0])
        return min(self._times * took, LONGEST) if is_filled else 0.0
