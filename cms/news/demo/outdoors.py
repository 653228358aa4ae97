"""Scenes of the demo at the river, in parks and woods."""

from math import pi, sin
from random import Random

from cms.news.demo import props
from cms.news.demo.canvas import (
    COATS,
    CORAL,
    CREAM,
    HEIGHT,
    INK,
    LEAF,
    LIGHT,
    NIGHT,
    WHITE,
    WIDTH,
    WOOD,
    Canvas,
    Tones,
    mix,
)

WATER = (118, 170, 196)


def bicycles(canvas: Canvas, tones: Tones, random: Random) -> None:
    """Bicycles on a path beside the river."""
    canvas.sky(tones.pale, CREAM)
    canvas.disc(690, 84, 48, LIGHT)
    props.cloud(canvas, 300, 84, size=72)
    props.skyline(canvas, random, foot=360, colour=tones.pale)
    props.hill(canvas, 350, mix(LEAF, tones.pale, 0.5), rise=16, length=900)
    props.ground(canvas, 382, mix(WATER, tones.soft, 0.35))
    for _ in range(16):
        canvas.box((random.randrange(WIDTH), random.randrange(396, 470), 90, 5), tones.mist, radius=3)
    props.hill(canvas, 500, LEAF, rise=12, length=800)
    canvas.shape([(0, 574), (WIDTH, 546), (WIDTH, 680), (0, 706)], mix(CREAM, CORAL, 0.36))
    for x in range(10, WIDTH, 150):
        canvas.shape([(x, 638), (x + 70, 636), (x + 70, 643), (x, 645)], CREAM)
    for x in (60, 1210):
        props.tree(canvas, x, 560, size=300)
    for number, x in enumerate((250, 620, 930)):
        props.bicycle(canvas, x, 650, size=170, colour=(tones.deep, CORAL, mix(LEAF, INK, 0.3))[number])
    _rider(canvas, 620, 650)


def _rider(canvas: Canvas, x: float, foot: float) -> None:
    canvas.line([(x + 52, foot - 142), (x + 98, foot - 108), (x + 72, foot - 46)], INK, 26)
    canvas.line([(x + 52, foot - 148), (x + 84, foot - 236)], COATS[2], 50)
    canvas.disc(x + 84, foot - 238, 25, COATS[2])
    canvas.line([(x + 84, foot - 226), (x + 140, foot - 160)], mix(COATS[2], INK, 0.16), 18)
    canvas.disc(x + 104, foot - 292, 31, (241, 205, 172))
    canvas.oval(x + 100, foot - 308, (36, 22), CORAL)


def bridge(canvas: Canvas, tones: Tones, random: Random) -> None:
    """A bridge on cables over a wide river."""
    canvas.sky(tones.soft, CREAM)
    canvas.disc(940, 250, 70, LIGHT)
    props.hill(canvas, 380, tones.soft, rise=46, length=1000)
    props.skyline(canvas, random, foot=430, colour=mix(tones.soft, tones.mid, 0.4))
    props.ground(canvas, 430, mix(WATER, tones.soft, 0.4))
    for tower in (390, 890):
        for number in range(1, 9):
            for side in (-1, 1):
                canvas.line([(tower, 130 + number * 9), (tower + side * number * 30, 448)], tones.pale, 3)
        canvas.shape([(tower - 20, 620), (tower - 9, 110), (tower + 9, 110), (tower + 20, 620)], tones.deep)
    canvas.box((0, 446, WIDTH, 26), tones.deep)
    canvas.box((0, 472, WIDTH, 10), mix(tones.deep, INK, 0.4))
    for x in range(0, WIDTH, 32):
        canvas.box((x, 428, 4, 18), tones.deep)
    canvas.box((0, 424, WIDTH, 5), tones.deep)
    for number, x in enumerate((90, 640, 700, 1140)):
        props.person(canvas, x, 448, size=78, kind=number)
    for _ in range(34):
        y = random.randrange(500, 700)
        canvas.box((random.randrange(-40, WIDTH), y, (y - 440) * 0.6, 5), mix(WATER, WHITE, 0.42), radius=3)


def forest(canvas: Canvas, tones: Tones, random: Random) -> None:
    """A path through a wood."""
    canvas.sky(tones.mist, CREAM)
    far = mix(LEAF, tones.pale, 0.55)
    for depth, (foot, size) in enumerate(((430, 250), (510, 330), (600, 430))):
        colour = mix(far, mix(LEAF, INK, 0.25), depth / 2)
        props.hill(canvas, foot - 26, mix(colour, CREAM, 0.3), rise=12, length=700, shift=depth * 260)
        for number in range(12 - 3 * depth):
            x = number * (1280 / (11 - 3 * depth)) + random.randrange(-30, 30)
            if depth and 500 < x < 780:
                continue
            kind = props.pine if random.random() < 0.65 else props.tree
            kind(canvas, x, foot, size=size + random.randrange(-40, 40), colour=mix(colour, tones.mid, 0.12))
    canvas.shape([(612, 500), (672, 500), (640, 580), (860, 720), (380, 720), (560, 590)], mix(CREAM, WOOD, 0.28))
    for number, x in enumerate((600, 668)):
        props.person(canvas, x, 640, size=150, kind=number * 2 + 1)


def lanterns(canvas: Canvas, tones: Tones, random: Random) -> None:
    """Lanterns that float on the river at night."""
    canvas.sky(tones.night, tones.deep)
    props.stars(canvas, random, down=260)
    canvas.disc(250, 130, 50, CREAM)
    props.hill(canvas, 330, mix(tones.night, tones.deep, 0.5), rise=44, length=1000)
    props.skyline(canvas, random, foot=400, colour=mix(NIGHT, tones.deep, 0.3), lit=0.35)
    props.ground(canvas, 392, mix(NIGHT, tones.night, 0.6))
    for number in range(30):
        y = 420 + number * 9
        size = 12 + (y - 400) * 0.13
        x = random.randrange(20, WIDTH - 20)
        glow = (LIGHT, (246, 164, 96), CORAL)[number % 3]
        canvas.oval(x, y + size * 1.5, (size * 1.5, size * 0.34), mix(NIGHT, glow, 0.4))
        canvas.box((x - size * 0.8, y - size, size * 1.6, size * 2.1), glow, radius=size * 0.4)
        canvas.box((x - size * 0.45, y - size * 0.5, size * 0.9, size * 1.2), mix(glow, WHITE, 0.5), radius=size * 0.3)
        canvas.box((x - size, y + size, size * 2, size * 0.3), WOOD, radius=3)
    for number, x in enumerate((930, 1010, 1120)):
        props.person(canvas, x, 716, size=(220, 150, 210)[number], kind=number * 2)


def park(canvas: Canvas, tones: Tones, random: Random) -> None:
    """Older people on a bench under the trees."""
    canvas.sky(tones.pale, CREAM)
    props.cloud(canvas, 240, 150, size=86)
    props.hill(canvas, 400, mix(LEAF, tones.pale, 0.6), rise=40, length=1100)
    props.hill(canvas, 480, mix(LEAF, CREAM, 0.3), rise=18, length=900, shift=300)
    for x, size in ((90, 330), (330, 250), (1000, 290), (1190, 380)):
        props.tree(canvas, x, 530, size=size + random.randrange(20), colour=mix(LEAF, tones.mid, 0.2))
    props.ground(canvas, 540, mix(LEAF, CREAM, 0.42))
    canvas.shape([(0, 640), (WIDTH, 606), (WIDTH, 720), (0, 720)], mix(CREAM, WOOD, 0.18))
    props.bench(canvas, 480, 634, width=330)
    for x, kind in ((560, 4), (690, 8)):
        props.person(canvas, x, 642, size=220, kind=kind)
    props.person(canvas, 930, 690, size=236, kind=5)
    for _ in range(40):
        x, y = random.randrange(WIDTH), random.randrange(556, 604)
        canvas.disc(x, y, 5, (CORAL, LIGHT, WHITE)[random.randrange(3)])


def rain(canvas: Canvas, tones: Tones, random: Random) -> None:
    """People with umbrellas in the rain."""
    canvas.sky(tones.mid, tones.pale)
    props.skyline(canvas, random, foot=520, colour=mix(tones.mid, tones.soft, 0.5), lit=0.14)
    for x in (120, 560, 1000):
        props.cloud(canvas, x, 120 + x % 50, size=120, colour=tones.soft)
    props.ground(canvas, 520, mix(tones.deep, tones.mid, 0.5))
    for _ in range(150):
        x, y = random.randrange(WIDTH), random.randrange(160, 700)
        canvas.line([(x, y), (x - 7, y + 26)], tones.mist, 2.4)
    for number, x in enumerate((270, 560, 790, 1050)):
        canvas.oval(x, 686, (90, 10), mix(tones.deep, INK, 0.2))
        props.person(canvas, x, 680, size=(250, 240, 170, 250)[number], kind=number + 1)
        top = 680 - (250, 240, 170, 250)[number]
        _umbrella(canvas, x + 24, top - 4, (CORAL, LIGHT, CREAM, mix(tones.deep, INK, 0.2))[number])


def _umbrella(canvas: Canvas, x: float, y: float, colour: tuple[int, int, int]) -> None:
    canvas.box((x - 3, y - 66, 6, 190), INK)
    arch = [(x - 120 * sin(pi / 2 - pi * step / 24), y - 78 * sin(pi * step / 24)) for step in range(25)]
    canvas.shape(arch, colour)
    canvas.shape([arch[8], arch[12], arch[16], (x + 40, y), (x - 40, y)], mix(colour, WHITE, 0.22))


def snow(canvas: Canvas, tones: Tones, random: Random) -> None:
    """Houses in the snow, with light in their windows."""
    canvas.sky(tones.night, tones.mid)
    props.hill(canvas, 400, mix(tones.mid, WHITE, 0.45), rise=60, length=1100)
    for number, (x, foot, size) in enumerate(((120, 510, 220), (520, 490, 260), (930, 520, 230))):
        props.house(canvas, x, foot, size=size, wall=mix(CREAM, tones.soft, 0.3), roof=WHITE, lit=True)
        for puff in range(4):
            canvas.disc(
                x + size * 0.7 + puff * 14, foot - size * 0.9 - puff * 34, 14 + puff * 6, mix(tones.mid, WHITE, 0.3)
            )
        props.pine(canvas, x + size + 76, foot + 20, size=210 + 20 * number, colour=mix(LEAF, WHITE, 0.35))
    props.hill(canvas, 540, mix(tones.mist, WHITE, 0.4), rise=22, length=1000, shift=500)
    props.hill(canvas, 632, WHITE, rise=16, length=760)
    for _ in range(150):
        canvas.disc(random.randrange(WIDTH), random.randrange(HEIGHT), random.choice((2, 3, 4.5)), WHITE)


def stream(canvas: Canvas, tones: Tones, random: Random) -> None:
    """A stream that winds through meadows."""
    canvas.sky(tones.pale, CREAM)
    props.cloud(canvas, 760, 130, size=92)
    props.hill(canvas, 300, tones.soft, rise=56, length=900)
    props.hill(canvas, 370, mix(LEAF, tones.soft, 0.4), rise=26, length=1200, shift=400)
    props.ground(canvas, 396, mix(LEAF, CREAM, 0.28))
    left, right = [], []
    for step in range(41):
        share = step / 40
        middle = 640 + 250 * sin(share * 2.3 * pi) * (0.35 + share)
        left.append((middle - 14 - 190 * share**1.5, 398 + 322 * share))
        right.append((middle + 14 + 190 * share**1.5, 398 + 322 * share))
    canvas.shape([*left, *reversed(right)], mix(WATER, WHITE, 0.12))
    for _ in range(110):
        place = random.randrange(6, 41)
        x, y = random.choice((left, right))[place] if place < 41 else (0, 0)
        for blade in (-6, 0, 7):
            canvas.line([(x, y), (x + blade * 1.6, y - 18 - place * 0.9)], mix(LEAF, INK, 0.12 + 0.02 * (blade % 5)), 4)
    for x, size in ((110, 250), (300, 180), (1080, 220), (1210, 290)):
        props.tree(canvas, x, 470, size=size)


OUTDOORS = {
    "bicycles": bicycles,
    "bridge": bridge,
    "forest": forest,
    "lanterns": lanterns,
    "park": park,
    "rain": rain,
    "snow": snow,
    "stream": stream,
}
