"""Colours as ``#rrggbb``, and whether text in one can be read (WCAG 2.2, 1.4.3)."""

from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from typing import Final

# The ratio that text of the usual size needs, and white, on which most of it stands.
CONTRAST: Final = 4.5
WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
_STEPS: Final = 40

Rgb = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(rgb(one)), _luminance(rgb(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(one: str, other: str) -> bool:
    """Return whether text in one colour can be read on the other."""
    return contrast(one, other) >= CONTRAST


def nearest(colour: str, *, towards: str, wanted: Callable[[str], bool]) -> str:
    """The nearest colour to ``colour`` on the way to another that is ``wanted``, as all further on that way are."""
    start, end = rgb(colour), rgb(towards)

    def at(step: int) -> str:
        return hexadecimal(_mix(end, start, step / _STEPS))

    return at(bisect_left(range(_STEPS), True, key=lambda step: wanted(at(step))))


@lru_cache(maxsize=1_024)
def readable_on_white(colour: str) -> str:
    """The colour, or the nearest darker one, whose text can be read on white."""
    return nearest(colour, towards=BLACK, wanted=lambda candidate: is_readable(candidate, WHITE))


def mixed(one: str, other: str, share: float) -> str:
    """One colour laid over another, with that share of it."""
    return hexadecimal(_mix(rgb(one), rgb(other), share))


def rgb(colour: str) -> Rgb:
    """The channels of a colour, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hexadecimal(channels: Rgb) -> str:
    """The colour of these channels."""
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)


def _luminance(channels: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue
