"""The colours that fields and websites bring with them, made readable, as a style block that a strict CSP admits.

A colour from the editor may be too light for text on white. It is darkened, and lightened for dark mode, until text in
it reaches a contrast of 4.5 (WCAG 2.2, 1.4.3) on the page and on its own tint as ``base.css`` mixes them.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

CONTRAST: Final = 4.5
Grounds = tuple[str, ...]
LIGHT_GROUNDS: Final[Grounds] = ("#ffffff", "#f4f5f6")
DARK_GROUNDS: Final[Grounds] = ("#131416", "#1e2124")
TINT: Final[dict[Grounds, float]] = {LIGHT_GROUNDS: 0.08, DARK_GROUNDS: 0.12}
_STEPS: Final = 40
_COLOUR: Final = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)

Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Accents:
    """A style block and its CSP source; both empty where a page shows no colour."""

    css: str
    source: str


@lru_cache(maxsize=1_024)
def class_name(colour: str) -> str:
    """The class that carries a colour; none for what is not a colour, which so takes the site's own."""
    return f"accent-{_six_digits(colour)}" if _COLOUR.fullmatch(colour) else ""


def accents(data: Mapping[str, Any]) -> Accents:
    """The style block for the colours of the terms in a page's data. Those of a post's topics are among the fields."""
    return _accents(frozenset(_six_digits(colour) for colour in _colours(data) if _COLOUR.fullmatch(colour)))


def _colours(data: Mapping[str, Any]) -> Iterator[str]:
    for value in data.values():
        for term in value if isinstance(value, list) else [value]:
            if isinstance(term, dict) and "colour" in term:
                yield term["colour"]


@lru_cache(maxsize=1_024)
def _accents(colours: frozenset[str]) -> Accents:
    if not colours:
        return Accents("", "")
    light = "".join(_rule(colour, LIGHT_GROUNDS) for colour in sorted(colours))
    dark = "".join(_rule(colour, DARK_GROUNDS) for colour in sorted(colours))
    css = f"{light}@media(prefers-color-scheme:dark){{{dark}}}"
    return Accents(css, f"'sha256-{b64encode(sha256(css.encode()).digest()).decode()}'")


def _rule(colour: str, grounds: Grounds) -> str:
    return f".accent-{colour}{{--accent:{readable(f'#{colour}', grounds)}}}"


@lru_cache(maxsize=1_024)
def readable(colour: str, grounds: Grounds) -> str:
    """The nearest colour to ``colour`` whose text is readable on every one of ``grounds`` and on its own tint there."""
    towards: Rgb = (0, 0, 0) if grounds == LIGHT_GROUNDS else (255, 255, 255)
    wanted = _rgb(colour)
    for step in range(_STEPS + 1):
        candidate = _mix(towards, wanted, step / _STEPS)
        if all(_is_readable(candidate, _rgb(ground), TINT[grounds]) for ground in grounds):
            return _hex(candidate)
    return _hex(towards)


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
