"""The geometry of charts: numbers in, rectangles and lines of an SVG out. What they say is in tables beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Final

from markupsafe import Markup

# From the ground up: open and partial are never one.
OPENNESS: Final = ("open", "partial", "closed")
WIDTH: Final = 560
HEIGHT: Final = 240
# Around the bars: for the numbers of the scale with the gap after them, and for the names below.
_GAP: Final = 10
_DIGIT: Final = 9
_TOP: Final = 10
_BOTTOM: Final = 28
_FILLED: Final = 0.62
_LINES: Final = 4


@dataclass(frozen=True)
class Box:
    """A rectangle; ``name`` says of what."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bar:
    """Boxes on top of each other; ``middle`` is where the name below them goes."""

    middle: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Line:
    """A line of the scale, and the number that it stands for."""

    y: float
    number: int


@dataclass(frozen=True)
class Chart:
    """Stacked bars with a scale, in units of the view box ``width`` by ``height``."""

    width: int
    height: int
    left: int
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]


def stacked(rows: Sequence[Mapping[str, int]], names: Sequence[str]) -> Chart:
    """One bar a row, its ``names`` from the ground up. The scale ends at a round number."""
    top = _round_up(max((sum(row[name] for name in names) for row in rows), default=0))
    room = HEIGHT - _TOP - _BOTTOM
    left = _GAP + _DIGIT * len(f"{top:,}")
    step = (WIDTH - left) / max(len(rows), 1)
    bars = tuple(_bar(row, names, left + step * place, step, room / top) for place, row in enumerate(rows))
    lines = tuple(Line(_y(room * number / _LINES), top * number // _LINES) for number in range(_LINES + 1))
    return Chart(WIDTH, HEIGHT, left, bars, lines)


def _bar(row: Mapping[str, int], names: Sequence[str], x: float, step: float, scale: float) -> Bar:
    width, ground, boxes = step * _FILLED, 0.0, []
    for name in names:
        height = row[name] * scale
        ground += height
        boxes.append(Box(name, round(x + (step - width) / 2, 1), _y(ground), round(width, 1), round(height, 1)))
    return Bar(round(x + step / 2, 1), tuple(boxes))


def _y(above: float) -> float:
    return round(HEIGHT - _BOTTOM - above, 1)


def _round_up(number: int) -> int:
    """The next number of which a quarter is a whole and round number, at least 4."""
    if number <= _LINES:
        return _LINES
    quarter = number / _LINES
    unit: int = 10 ** int(log10(quarter))
    wanted = (int(factor * unit) for factor in _ROUND if factor * unit >= quarter and factor * unit % 1 == 0)
    return next(wanted) * _LINES


_ROUND: Final = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


def shares(row: Mapping[str, int]) -> Markup:
    """The rectangles of one flat bar that is always 100 wide and 1 high; none where there is nothing to share."""
    whole, x, boxes = sum(row[name] for name in OPENNESS), 0.0, []
    for name in OPENNESS if whole else ():
        width = 100 * row[name] / whole
        boxes.append(f'<rect class="chart-{name}" x="{x:.2f}" width="{width:.2f}" height="1"/>')
        x += width
    return Markup("".join(boxes))


def counts(row: Mapping[str, int]) -> Markup:
    """The cells of a table that tell of a row's documents: all, each openness, and the share of the open ones.

    Markup of numbers alone, here and in :func:`shares`: a template takes ten times as long for the hundreds of rows.
    """
    cells = "".join([f'<td class="number">{row[name]:,}</td>' for name in ("produced", *OPENNESS)])
    return Markup(f'{cells}<td class="number">{percent(row["open"], row["produced"])}</td>')


def percent(part: int, whole: int) -> str:
    """A share as people read it, never 100.0 where something is missing nor 0.0 where there is something."""
    if not whole:
        return "-"
    share = round(100 * part / whole, 1)
    if part and part < whole:
        share = min(max(share, 0.1), 99.9)
    return f"{share:.1f}%"
