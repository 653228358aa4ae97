"""The colours that fields and websites bring with them, made readable, as a style sheet of their own.

A colour from the editor may be too light for text on white. It is darkened, and lightened for dark mode, until text in
it reaches a contrast of 4.5 (WCAG 2.2, 1.4.3) on the page and on its own tint as ``base.css`` mixes them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from cms.core.errors import NotFound

CONTRAST: Final = 4.5
Grounds = tuple[str, ...]
LIGHT_GROUNDS: Final[Grounds] = ("#ffffff", "#f4f5f6")
DARK_GROUNDS: Final[Grounds] = ("#131416", "#1e2124")
TINT: Final[dict[Grounds, float]] = {LIGHT_GROUNDS: 0.08, DARK_GROUNDS: 0.12}
_STEPS: Final = 40
# More colours than this no page shows, and no address may ask for.
MOST: Final = 200
_NAME: Final = re.compile(r"[0-9a-f]{6}")
_COLOUR: Final = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)

Rgb = tuple[float, float, float]


@lru_cache(maxsize=1_024)
def class_name(colour: str) -> str:
    """The class that carries a colour; none for what is not a colour, which so takes the site's own."""
    return f"accent-{_six_digits(colour)}" if _COLOUR.fullmatch(colour) else ""


def address(data: Mapping[str, Any]) -> str:
    """The path of the style sheet for the colours of the terms in a page's data, empty where it shows none.

    The colours are the address, so nothing has to be looked up. Those of a post's topics are among the fields.
    """
    names = sorted({_six_digits(colour) for colour in _colours(data) if _COLOUR.fullmatch(colour)})[:MOST]
    return f"/accents/{'-'.join(names)}.css" if names else ""


def _colours(data: Mapping[str, Any]) -> Iterator[str]:
    for value in data.values():
        for term in value if isinstance(value, list) else [value]:
            if isinstance(term, dict) and "colour" in term:
                yield term["colour"]


def style_sheet(names: str) -> str:
    """The style sheet of an address, whose colours are parted by hyphens; NotFound where no page names it so."""
    colours = names.split("-")
    if colours != sorted(set(colours)) or len(colours) > MOST or not all(map(_NAME.fullmatch, colours)):
        raise NotFound("no page has a style sheet of this name", where=names[:100])
    light = "".join(_rule(colour, LIGHT_GROUNDS) for colour in colours)
    dark = "".join(_rule(colour, DARK_GROUNDS) for colour in colours)
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


def _rule(colour: str, grounds: Grounds) -> str:
    return f".accent-{colour}{{--accent:{readable(f'#{colour}', grounds)}}}"


@lru_cache(maxsize=1_024)
def readable(colour: str, grounds: Grounds) -> str:
    """The nearest colour to ``colour`` whose text is readable on every one of ``grounds`` and on its own tint there."""
    towards: Rgb = (0, 0, 0) if grounds == LIGHT_GROUNDS else (255, 255, 255)
    wanted = _rgb(colour)

    def is_readable(step: int) -> bool:
        candidate = _mix(towards, wanted, step / _STEPS)
        return all(_is_readable(candidate, _rgb(ground), TINT[grounds]) for ground in grounds)

    # Each step is readable where the one before it is, so the first one is found by halves.
    return _hex(_mix(towards, wanted, bisect_left(range(_STEPS), True, key=is_readable) / _STEPS))


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _is_readable(colour: Rgb, ground: Rgb, tint: float) -> bool:
    return min(contrast(colour, ground), contrast(colour, _mix(colour, ground, tint))) >= CONTRAST


def _luminance(colour: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _six_digits(colour: str) -> str:
    digits = colour[1:].lower()
    return "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits


def _rgb(colour: str) -> Rgb:
    digits = _six_digits(colour)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in colour)
