"""The colours that fields and websites bring with them, made readable, as a style sheet of their own.

A colour from the editor may be too light for text on white. It is darkened, and lightened for dark mode, until text in
it reaches a contrast of 4.5 (WCAG 2.2, 1.4.3) on the page and on its own tint as ``base.css`` mixes them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from cms.core.colours import BLACK, WHITE, is_readable, mixed, nearest
from cms.core.errors import NotFound

Grounds = tuple[str, ...]
LIGHT_GROUNDS: Final[Grounds] = ("#ffffff", "#f4f5f6")
DARK_GROUNDS: Final[Grounds] = ("#131416", "#1e2124")
TINT: Final[dict[Grounds, float]] = {LIGHT_GROUNDS: 0.08, DARK_GROUNDS: 0.12}
# More colours than this no page shows, and no address may ask for.
MOST: Final = 200
_NAME: Final = re.compile(r"[0-9a-f]{6}")
_COLOUR: Final = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


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
    towards = BLACK if grounds == LIGHT_GROUNDS else WHITE

    def wanted(candidate: str) -> bool:
        return all(
            is_readable(candidate, on) for ground in grounds for on in (ground, mixed(candidate, ground, TINT[grounds]))
        )

    return nearest(f"#{_six_digits(colour)}", towards=towards, wanted=wanted)


def _six_digits(colour: str) -> str:
    digits = colour[1:].lower()
    return "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
