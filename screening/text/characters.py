"""Characters that several rules look for, and what a class of them has in it."""

import re
from typing import Final

FIGURES: Final = "0123456789"
# What is written over a figure or a letter that is not to be seen.
MARKS: Final = "*●○■□◯◎×#Xx"


def members(ranges: str) -> list[int]:
    """Return the code points of what stands in the brackets of a class: letters and ranges of them."""
    points: list[int] = []
    for first, last in re.findall("(.)(?:-(.))?", ranges, flags=re.DOTALL):
        points.extend(range(ord(first), ord(last or first) + 1))
    return points
