"""Classes of characters for patterns: what one has in it, and what is left when some are taken out."""

import re
from collections.abc import Iterable
from itertools import pairwise
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


def rest(points: Iterable[int], *, first: str, last: str) -> str:
    """Return the ranges from ``first`` to ``last`` that leave ``points`` out, for the brackets of a class."""
    bounds = [ord(first) - 1, *sorted(set(points)), ord(last) + 1]
    ranges = ((before + 1, behind - 1) for before, behind in pairwise(bounds))
    return "".join(f"{re.escape(chr(low))}-{re.escape(chr(high))}" for low, high in ranges if low <= high)
