"""Lines: where the one around a place is, no more of it than a row may have, and whether somebody stands there."""

from bisect import bisect_left
from collections.abc import Sequence


def line_around(text: str, start: int, end: int, *, reach: int) -> tuple[int, int]:
    """Return where the line around ``start`` to ``end`` is, at most ``reach`` characters before and behind it."""
    first = max(0, start - reach)
    last = text.find("\n", end, end + reach)
    return text.rfind("\n", first, start) + 1 or first, last if last >= 0 else min(len(text), end + reach)


def is_among(places: Sequence[int], start: int, end: int) -> bool:
    """Say whether one of the places, which are in order, lies from ``start`` to before ``end``."""
    first = bisect_left(places, start)
    return first < len(places) and places[first] < end
