"""Trees, houses, people and the like for the scenes of the demo, each on the ground at a point."""

from math import pi, sin
from random import Random
from typing import Final

from cms.news.demo.canvas import (
    COATS,
    CREAM,
    HEIGHT,
    INK,
    LEAF,
    LIGHT,
    SKIN,
    WHITE,
    WIDTH,
    WOOD,
    Canvas,
    Colour,
    mix,
)

_STEP: Final = 20


def hill(
    canvas: Canvas, top: float, colour: Colour, *, rise: float = 40, length: float = 900, shift: float = 0
) -> None:
    """Land from one side to the other, whose upper edge is a wave, down to the foot of the picture."""
    crest = [(x, top + rise * sin(2 * pi * (x + shift) / length)) for x in range(0, WIDTH + _STEP, _STEP)]
    canvas.shape([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], colour)


def ground(canvas: Canvas, top: float, colour: Colour) -> None:
    """Level land."""
    canvas.box((0, top, WIDTH, HEIGHT - top), colour)


def cloud(canvas: Canvas, x: float, y: float, *, size: float, colour: Colour = WHITE) -> None:
    """A cloud that is flat below."""
    for across, up, radius in ((0, 0, 0.5), (0.55, 0.2, 0.66), (1.2, 0.05, 0.5)):
        canvas.disc(x + across * size, y - up * size, radius * size, colour)
    canvas.box((x - 0.5 * size, y, 2.2 * size, 0.5 * size), colour, radius=0.25 * size)


def stars(canvas: Canvas, random: Random, *, down: int = 320) -> None:
    """Stars in the upper part."""
    for _ in range(46):
        canvas.disc(random.randrange(WIDTH), random.randrange(down), random.choice((1, 1.5, 2.2)), CREAM)


def skyline(canvas: Canvas, random: Random, *, foot: float, colour: Colour, lit: float = 0) -> None:
    """Far houses side by side, so large a share of whose windows is lit."""
    x = -20
    while x < WIDTH:
        width, height = random.randrange(60, 130), random.randrange(90, 260)
        canvas.box((x, foot - height, width, height), colour)
        if lit:
            windows(canvas, random, (x, foot - height, width, height), lit=lit, dark=mix(colour, INK, 0.2))
        x += width + random.choice((0, 0, 10, 24))


def windows(
    canvas: Canvas, random: Random, place: tuple[float, float, float, float], *, lit: float, dark: Colour
) -> None:
    """The windows of a house at a place."""
    x, y, width, height = place
    for column in range(int((width - 12) // 24)):
        for row in range(int((height - 20) // 32)):
            colour = LIGHT if random.random() < lit else dark
            canvas.box((x + 12 + column * 24, y + 16 + row * 32, 12, 16), colour, radius=1)


def tree(canvas: Canvas, x: float, foot: float, *, size: float, colour: Colour = LEAF) -> None:
    """A tree with a round crown; ``size`` is its height."""
    canvas.box((x - size * 0.035, foot - size * 0.5, size * 0.07, size * 0.5), WOOD)
    dark = mix(colour, INK, 0.16)
    canvas.disc(x, foot - size * 0.68, size * 0.3, colour)
    canvas.disc(x - size * 0.17, foot - size * 0.5, size * 0.21, dark)
    canvas.disc(x + size * 0.18, foot - size * 0.53, size * 0.22, colour)


def pine(canvas: Canvas, x: float, foot: float, *, size: float, colour: Colour = LEAF) -> None:
    """A tree with three storeys of needles."""
    canvas.box((x - size * 0.04, foot - size * 0.2, size * 0.08, size * 0.2), WOOD)
    for storey, (low, high, half) in enumerate(((0.12, 0.55, 0.28), (0.36, 0.78, 0.22), (0.6, 1, 0.15))):
        shade = mix(colour, WHITE, 0.06 * storey)
        points = [(x - half * size, foot - low * size), (x + half * size, foot - low * size), (x, foot - high * size)]
        canvas.shape(points, shade)


def person(canvas: Canvas, x: float, foot: float, *, size: float, kind: int) -> None:
    """Somebody who stands; ``kind`` chooses the coat, the skin and the hair."""
    skin, coat = SKIN[kind % len(SKIN)], COATS[kind % len(COATS)]
    for side in (-1, 1):
        canvas.box((x + side * size * 0.07 - size * 0.045, foot - size * 0.4, size * 0.09, size * 0.4), INK, radius=3)
    canvas.box((x - size * 0.16, foot - size * 0.77, size * 0.32, size * 0.46), coat, radius=size * 0.1)
    canvas.box(
        (x - size * 0.21, foot - size * 0.72, size * 0.09, size * 0.32), mix(coat, INK, 0.18), radius=size * 0.04
    )
    canvas.disc(x, foot - size * 0.9, size * 0.115, (62, 48, 44) if kind % 4 else (196, 196, 200))
    canvas.disc(x, foot - size * 0.86, size * 0.1, skin)


def house(canvas: Canvas, x: float, foot: float, *, size: float, wall: Colour, roof: Colour, lit: bool = False) -> None:
    """A low house with a tiled roof; ``size`` is its width."""
    high = size * 0.5
    canvas.box((x, foot - high, size, high), wall)
    eaves = foot - high + 6
    canvas.shape(
        [
            (x - 18, eaves),
            (x + size * 0.2, eaves - size * 0.3),
            (x + size * 0.8, eaves - size * 0.3),
            (x + size + 18, eaves),
        ],
        roof,
    )
    pane = LIGHT if lit else mix(wall, INK, 0.45)
    canvas.box((x + size * 0.12, foot - high * 0.68, size * 0.26, high * 0.38), pane, radius=3)
    canvas.box((x + size * 0.6, foot - high * 0.72, size * 0.22, high * 0.72), mix(roof, WOOD, 0.6), radius=3)


def lamp(canvas: Canvas, x: float, foot: float, *, size: float) -> None:
    """A street lamp that is lit."""
    canvas.box((x - 3, foot - size, 6, size), INK)
    canvas.line([(x, foot - size), (x + size * 0.2, foot - size)], INK, 5)
    canvas.disc(x + size * 0.2, foot - size + 7, 11, LIGHT)


def bench(canvas: Canvas, x: float, foot: float, *, width: float) -> None:
    """A bench of wood."""
    for offset in (0.12, 0.82):
        canvas.box((x + width * offset, foot - 42, 9, 42), INK)
    for up in (48, 74, 92):
        canvas.box((x, foot - up, width, 11), WOOD, radius=4)


def bus(canvas: Canvas, x: float, foot: float, *, colour: Colour, glass: Colour) -> None:
    """A city bus, 560 wide, that goes to the right."""
    canvas.box((x, foot - 238, 560, 208), colour, radius=26)
    canvas.box((x, foot - 98, 560, 26), CREAM)
    for number in range(4):
        canvas.box((x + 26 + number * 98, foot - 206, 86, 86), glass, radius=8)
    canvas.box((x + 424, foot - 206, 52, 164), mix(glass, WHITE, 0.25), radius=6)
    canvas.box((x + 490, foot - 206, 70, 96), mix(glass, WHITE, 0.35), radius=12)
    canvas.box((x + 542, foot - 70, 18, 18), LIGHT, radius=6)
    for across in (116, 440):
        canvas.disc(x + across, foot - 34, 40, INK)
        canvas.disc(x + across, foot - 34, 17, (190, 196, 206))


def bicycle(canvas: Canvas, x: float, foot: float, *, size: float, colour: Colour) -> None:
    """A bicycle; ``size`` is the distance between its axles."""
    radius = size * 0.34
    back, front, saddle = (x, foot - radius), (x + size, foot - radius), (x + size * 0.3, foot - size * 0.78)
    pedals, bar = (x + size * 0.42, foot - radius), (x + size * 0.84, foot - size * 0.82)
    for axle in (back, front):
        canvas.ring(*axle, radius, colour=INK, width=size * 0.045)
    for way in ((back, saddle, pedals, back), (saddle, bar, pedals), (bar, front)):
        canvas.line(way, colour, size * 0.05)
    canvas.line(
        [(bar[0], bar[1]), (bar[0] - size * 0.06, bar[1] - size * 0.1), (bar[0] + size * 0.12, bar[1] - size * 0.12)],
        INK,
        size * 0.04,
    )
    canvas.box((saddle[0] - size * 0.12, saddle[1] - size * 0.07, size * 0.26, size * 0.07), INK, radius=size * 0.03)
