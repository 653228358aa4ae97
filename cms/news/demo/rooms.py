"""Scenes of the demo within houses."""

from random import Random

from cms.news.demo import props
from cms.news.demo.canvas import COATS, CORAL, CREAM, INK, LEAF, LIGHT, NIGHT, WHITE, WIDTH, WOOD, Canvas, Tones, mix


def library(canvas: Canvas, tones: Tones, random: Random) -> None:
    """Shelves full of books, and somebody who reads."""
    canvas.sky(mix(tones.soft, CREAM, 0.4), CREAM)
    spines = (tones.deep, tones.mid, CORAL, LIGHT, LEAF, mix(tones.deep, NIGHT, 0.4), tones.soft)
    for shelf in (60, 450, 840):
        canvas.box((shelf, 70, 370, 520), mix(WOOD, INK, 0.12), radius=6)
        for row in range(4):
            canvas.box((shelf + 14, 84 + row * 124, 342, 112), mix(WOOD, INK, 0.5))
            x = shelf + 20
            while x < shelf + 332:
                wide, high = random.randrange(14, 32), random.randrange(74, 104)
                if random.random() > 0.08:
                    canvas.box((x, 196 + row * 124 - high, wide, high), random.choice(spines), radius=2)
                    canvas.box((x, 196 + row * 124 - high + 14, wide, 6), CREAM)
                x += wide + 2
    canvas.box((0, 590, WIDTH, 130), mix(WOOD, CREAM, 0.45))
    canvas.oval(640, 640, (420, 58), mix(tones.soft, CREAM, 0.2))
    for number, x in enumerate((470, 800)):
        props.person(canvas, x, 660, size=280 - 90 * number, kind=number * 2 + 1)
    canvas.shape([(432, 520), (470, 532), (508, 520), (508, 560), (470, 572), (432, 560)], WHITE)
    canvas.line([(470, 534), (470, 570)], tones.mid, 3)


def museum(canvas: Canvas, tones: Tones, random: Random) -> None:
    """Jars on pedestals in a museum."""
    canvas.sky(mix(tones.pale, CREAM, 0.5), CREAM)
    canvas.box((0, 560, WIDTH, 160), mix(WOOD, CREAM, 0.5))
    clays = (tones.deep, mix(CREAM, INK, 0.08), CORAL)
    for number, x in enumerate((270, 640, 1010)):
        light = mix(CREAM, LIGHT, 0.25)
        canvas.shape([(x - 26, 60), (x + 26, 60), (x + 170, 560), (x - 170, 560)], light)
        canvas.box((x - 34, 40, 68, 24), INK, radius=6)
        canvas.box((x - 96, 430, 192, 190), WHITE)
        canvas.box((x - 108, 418, 216, 20), tones.soft, radius=3)
        clay = clays[number]
        high = 84 + 10 * random.randrange(3)
        canvas.oval(x, 418 - high, (94 - 8 * number, high), clay)
        canvas.box((x - 40, 418 - 2 * high - 16, 80, 34), clay, radius=8)
        canvas.box((x - 48, 418 - 2 * high - 22, 96, 14), mix(clay, INK, 0.16), radius=7)
        canvas.box((x - 42, 406, 84, 13), mix(clay, INK, 0.16), radius=4)
        canvas.oval(x - 36, 418 - high * 1.2, (13, 34), mix(clay, WHITE, 0.36))
    for number, x in enumerate((450, 830)):
        props.person(canvas, x, 690, size=300 - 80 * number, kind=number + 3)


def papers(canvas: Canvas, tones: Tones, random: Random) -> None:
    """Papers with words and charts on a desk."""
    canvas.sky(tones.soft, tones.pale)
    sheets = ((150, 120, 0.94), (700, 90, 1.0))
    for x, y, shade in sheets:
        canvas.box((x + 12, y + 14, 420, 540), mix(tones.soft, INK, 0.24), radius=8)
        canvas.box((x, y, 420, 540), mix(tones.mist, WHITE, shade), radius=8)
        canvas.box((x + 40, y + 46, 220, 26), tones.deep, radius=5)
    for row in range(6):
        canvas.box((190, 226 + row * 34, 340 - 60 * (row % 3 == 2), 12), mix(tones.soft, INK, 0.1), radius=6)
    for bar in range(6):
        high = 60 + random.randrange(110)
        canvas.box((194 + bar * 56, 620 - high, 36, high), (tones.mid, CORAL)[bar == 4], radius=4)
    canvas.disc(910, 300, 104, tones.mid)
    canvas.shape([(910, 300), (910, 190), (1016, 190), (1016, 330)], mix(tones.mist, WHITE, 1.0))
    canvas.shape([(922, 290), (922, 186), (1000, 210), (1022, 300), (1020, 316)], CORAL)
    for row in range(5):
        canvas.disc(752, 452 + row * 36, 9, (CORAL, LIGHT, LEAF, tones.mid, tones.deep)[row])
        canvas.box((780, 446 + row * 36, 280 - 36 * (row % 2), 12), mix(tones.soft, INK, 0.1), radius=6)
    canvas.line([(560, 640), (664, 360)], CORAL, 22)
    canvas.shape([(549, 636), (571, 644), (552, 672)], CREAM)
    canvas.disc(1200, 610, 78, mix(CREAM, INK, 0.06))
    canvas.disc(1200, 610, 62, mix(WOOD, INK, 0.35))


def room(canvas: Canvas, tones: Tones, random: Random) -> None:
    """A room with a sofa, plants and a wide window."""
    canvas.sky(mix(tones.pale, CREAM, 0.35), CREAM)
    canvas.box((120, 80, 520, 330), WHITE, radius=8)
    canvas.box((136, 96, 488, 298), mix(tones.soft, WHITE, 0.25))
    canvas.disc(520, 170, 40, LIGHT)
    for x, size in ((210, 170), (320, 230), (450, 190)):
        props.tree(canvas, x, 394, size=size, colour=mix(LEAF, tones.soft, 0.3))
    canvas.box((374, 96, 12, 298), WHITE)
    for number, colour in enumerate((CORAL, tones.mid, LIGHT)):
        canvas.box((760 + number * 140, 130 + 20 * (number % 2), 104, 130), WHITE, radius=4)
        canvas.box((770 + number * 140, 140 + 20 * (number % 2), 84, 110), mix(colour, WHITE, 0.25))
    canvas.box((0, 570, WIDTH, 150), mix(WOOD, CREAM, 0.5))
    canvas.oval(700, 650, (440, 52), mix(tones.soft, CREAM, 0.3))
    canvas.box((420, 380, 520, 180), tones.deep, radius=34)
    canvas.box((390, 450, 96, 170), mix(tones.deep, INK, 0.12), radius=32)
    canvas.box((874, 450, 96, 170), mix(tones.deep, INK, 0.12), radius=32)
    canvas.box((470, 496, 420, 120), tones.mid, radius=22)
    for number, x in enumerate((520, 760)):
        canvas.box((x, 424, 96, 92), (CORAL, LIGHT)[number], radius=18)
    canvas.box((1080, 250, 8, 360), INK)
    canvas.shape([(1050, 190), (1118, 190), (1148, 262), (1020, 262)], LIGHT)
    canvas.shape([(190, 540), (300, 540), (284, 640), (206, 640)], CORAL)
    for blade in range(-4, 5):
        tip = (245 + blade * 26, 400 + abs(blade) * 16 + random.randrange(12))
        canvas.line([(245, 544), (245 + blade * 16, 480), tip], mix(LEAF, INK, 0.08 * (blade % 3)), 12)
    canvas.disc(1010, 660, 26, COATS[1])


ROOMS = {"library": library, "museum": museum, "papers": papers, "room": room}
