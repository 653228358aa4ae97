"""A surface for flat drawings, measured in the pixels of the finished picture, and the colours of a field."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageColor, ImageDraw

WIDTH: Final = 1280
HEIGHT: Final = 720
# Drawn so many times as large, since Pillow draws no smooth edges.
_SCALE: Final = 2
Colour = tuple[int, int, int]
Point = tuple[float, float]

NIGHT: Final[Colour] = (22, 30, 52)
WHITE: Final[Colour] = (255, 255, 255)
CREAM: Final[Colour] = (255, 244, 224)
LIGHT: Final[Colour] = (250, 208, 108)
CORAL: Final[Colour] = (226, 109, 84)
LEAF: Final[Colour] = (86, 143, 97)
WOOD: Final[Colour] = (140, 98, 70)
INK: Final[Colour] = (46, 52, 68)
SKIN: Final[tuple[Colour, ...]] = ((241, 205, 172), (222, 178, 140), (176, 126, 90))
COATS: Final[tuple[Colour, ...]] = (CORAL, (70, 112, 150), (240, 180, 84), (96, 140, 112), (148, 104, 140))


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """The first colour with so large a share of the other, from 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@dataclass(frozen=True, slots=True)
class Tones:
    """A colour from its darkest to its lightest form."""

    night: Colour
    deep: Colour
    mid: Colour
    soft: Colour
    pale: Colour
    mist: Colour

    @classmethod
    def of(cls, name: str) -> "Tones":
        """The tones of a colour as CSS writes it."""
        red, green, blue, *_ = ImageColor.getrgb(name)
        base = (red, green, blue)
        return cls(
            night=mix(base, NIGHT, 0.72),
            deep=mix(base, NIGHT, 0.3),
            mid=mix(base, WHITE, 0.28),
            soft=mix(base, WHITE, 0.55),
            pale=mix(base, WHITE, 0.74),
            mist=mix(base, WHITE, 0.88),
        )


class Canvas:
    """A surface of 1280 by 720 for the shapes of a scene."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE))
        self._draw = ImageDraw.Draw(self._image)

    def sky(self, above: Colour, below: Colour) -> None:
        """Fill all of it, from one colour to the other."""
        ramp = Image.linear_gradient("L").resize(self._image.size)
        self._image.paste(above, (0, 0, *ramp.size))
        self._image.paste(below, (0, 0, *ramp.size), ramp)

    def box(self, place: tuple[float, float, float, float], colour: Colour, *, radius: float = 0) -> None:
        """A rectangle: left, top, width and height."""
        x, y, width, height = place
        corners = [value * _SCALE for value in (x, y, x + width, y + height)]
        self._draw.rounded_rectangle(corners, radius * _SCALE, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A circle around a point."""
        self.oval(x, y, (radius, radius), colour)

    def oval(self, x: float, y: float, radii: tuple[float, float], colour: Colour) -> None:
        """An ellipse around a point."""
        wide, high = radii
        self._draw.ellipse([value * _SCALE for value in (x - wide, y - high, x + wide, y + high)], fill=colour)

    def ring(self, x: float, y: float, radius: float, *, colour: Colour, width: float) -> None:
        """The line around a circle."""
        place = [value * _SCALE for value in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.ellipse(place, outline=colour, width=round(width * _SCALE))

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """A polygon."""
        self._draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line with round joints."""
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(width * _SCALE), joint="curve")

    def jpeg(self) -> bytes:
        """The finished picture."""
        output = BytesIO()
        self._image.reduce(_SCALE).save(output, "JPEG", quality=88)
        return output.getvalue()
