"""Pictures for the demo: a pattern on a gradient of the field's colour, drawn rather than photographed."""

from collections.abc import Callable
from io import BytesIO
from math import pi, sin
from random import Random
from typing import Final

from PIL import Image, ImageColor, ImageDraw

WIDTH: Final = 1280
HEIGHT: Final = 720
Colour = tuple[int, int, int, int]

NAMES: Final[dict[str, dict[str, str]]] = {
    "circles": {"ko": "크고 작은 원이 겹친 무늬", "en": "Large and small overlapping circles"},
    "dots": {"ko": "점무늬", "en": "A dotted pattern"},
    "grid": {"ko": "모눈 무늬", "en": "A grid pattern"},
    "stripes": {"ko": "겹친 사선 줄무늬", "en": "Overlapping diagonal stripes"},
    "triangles": {"ko": "흩어진 세모꼴", "en": "Scattered triangles"},
    "waves": {"ko": "겹친 물결무늬", "en": "Overlapping waves"},
}


def draw(pattern: str, colour: str, *, seed: str) -> bytes:
    """A JPEG of 1280 by 720; the same seed always gives the same bytes."""
    base = ImageColor.getrgb(colour)[:3]
    picture = _gradient(base).convert("RGBA")
    layer = Image.new("RGBA", picture.size)
    _PATTERNS[pattern](ImageDraw.Draw(layer), Random(seed), _light(base))
    output = BytesIO()
    Image.alpha_composite(picture, layer).convert("RGB").save(output, "JPEG", quality=82)
    return output.getvalue()


def _gradient(base: tuple[int, ...]) -> Image.Image:
    ramp = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    dark = Image.new("RGB", ramp.size, tuple(int(value * 0.55) for value in base))
    light = Image.new("RGB", ramp.size, tuple(value + (255 - value) // 3 for value in base))
    return Image.composite(dark, light, ramp)


def _light(base: tuple[int, ...]) -> Colour:
    red, green, blue = (value + (255 - value) * 2 // 3 for value in base)
    return red, green, blue, 70


def _circles(canvas: ImageDraw.ImageDraw, random: Random, ink: Colour) -> None:
    for _ in range(28):
        x, y, radius = random.randrange(WIDTH), random.randrange(HEIGHT), random.randrange(40, 260)
        canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(*ink[:3], random.randrange(20, 80)))


def _dots(canvas: ImageDraw.ImageDraw, random: Random, ink: Colour) -> None:
    for x in range(40, WIDTH, 80):
        for y in range(40, HEIGHT, 80):
            radius = random.randrange(6, 30)
            canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)


def _grid(canvas: ImageDraw.ImageDraw, random: Random, ink: Colour) -> None:
    for x in range(0, WIDTH, 100):
        for y in range(0, HEIGHT, 100):
            if random.random() < 0.6:
                canvas.rectangle((x + 6, y + 6, x + 94, y + 94), fill=(*ink[:3], random.randrange(15, 100)))


def _stripes(canvas: ImageDraw.ImageDraw, random: Random, ink: Colour) -> None:
    x = -HEIGHT
    while x < WIDTH:
        width = random.randrange(20, 120)
        canvas.polygon([(x, HEIGHT), (x + HEIGHT, 0), (x + HEIGHT + width, 0), (x + width, HEIGHT)], fill=ink)
        x += width + random.randrange(30, 140)


def _triangles(canvas: ImageDraw.ImageDraw, random: Random, ink: Colour) -> None:
    for _ in range(40):
        x, y, size = random.randrange(WIDTH), random.randrange(HEIGHT), random.randrange(60, 240)
        corners = [(x + random.randrange(-size, size), y + random.randrange(-size, size)) for _ in range(3)]
        canvas.polygon(corners, fill=(*ink[:3], random.randrange(20, 90)))


def _waves(canvas: ImageDraw.ImageDraw, random: Random, ink: Colour) -> None:
    for row in range(7):
        height, length, shift = random.randrange(20, 70), random.randrange(300, 900), random.random() * 2 * pi
        top = HEIGHT * (row + 1) / 8
        crest = [(x, top + height * sin(2 * pi * x / length + shift)) for x in range(0, WIDTH + 20, 20)]
        canvas.polygon([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], fill=(*ink[:3], 25 + 20 * row))


_PATTERNS: Final[dict[str, Callable[[ImageDraw.ImageDraw, Random, Colour], None]]] = {
    "circles": _circles,
    "dots": _dots,
    "grid": _grid,
    "stripes": _stripes,
    "triangles": _triangles,
    "waves": _waves,
}
