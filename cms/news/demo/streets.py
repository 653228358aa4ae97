"""Scenes of the demo in streets and squares."""

from random import Random

from cms.news.demo import props
from cms.news.demo.canvas import CORAL, CREAM, INK, LEAF, LIGHT, NIGHT, WHITE, WIDTH, WOOD, Canvas, Tones, mix

SKY = (142, 188, 222)


def night_bus(canvas: Canvas, tones: Tones, random: Random) -> None:
    """A bus on its way at night."""
    canvas.sky(tones.night, tones.deep)
    props.stars(canvas, random)
    canvas.disc(1040, 200, 54, CREAM)
    canvas.disc(1018, 187, 48, mix(tones.night, tones.deep, 0.2))
    props.skyline(canvas, random, foot=500, colour=mix(tones.night, NIGHT, 0.7), lit=0.28)
    props.ground(canvas, 500, mix(tones.night, INK, 0.5))
    props.ground(canvas, 528, mix(NIGHT, INK, 0.45))
    for x in range(40, WIDTH, 190):
        canvas.box((x, 626, 96, 9), mix(INK, CREAM, 0.55), radius=4)
    canvas.shape([(888, 535), (1280, 474), (1280, 640), (888, 556)], mix(INK, LIGHT, 0.22))
    props.bus(canvas, 330, 590, colour=tones.mid, glass=LIGHT)
    for x in (120, 1120):
        props.lamp(canvas, x, 520, size=230)


def crossing(canvas: Canvas, tones: Tones, random: Random) -> None:
    """People who cross a street while the light is green."""
    canvas.sky(tones.pale, CREAM)
    props.cloud(canvas, 180, 140, size=90, colour=tones.mist)
    props.skyline(canvas, random, foot=430, colour=tones.soft)
    for x in (60, 400, 700, 1210):
        props.tree(canvas, x, 440, size=180)
    props.ground(canvas, 430, mix(tones.pale, CREAM, 0.5))
    props.ground(canvas, 466, mix(INK, WHITE, 0.24))
    for number in range(9):
        x = 150 + number * 116
        canvas.shape([(x + 60, 486), (x + 112, 486), (x + 62, 700), (x - 24, 700)], CREAM)
    for number, x in enumerate((360, 500, 690, 850)):
        props.person(canvas, x, 600 + 26 * (number % 2), size=218 - 34 * (number == 2), kind=number * 2)
    canvas.box((1040, 150, 12, 330), INK)
    canvas.box((1010, 128, 72, 150), INK, radius=16)
    canvas.disc(1046, 168, 24, mix(CORAL, INK, 0.62))
    canvas.disc(1046, 236, 24, (112, 214, 140))


def market(canvas: Canvas, tones: Tones, random: Random) -> None:
    """Stalls with awnings, full of fruit."""
    canvas.sky(tones.pale, CREAM)
    props.skyline(canvas, random, foot=400, colour=tones.soft)
    props.ground(canvas, 400, mix(tones.pale, CREAM, 0.55))
    for stall, x in enumerate((60, 460, 860)):
        cloth = (CORAL, tones.mid, LEAF)[stall]
        for side in (10, 338):
            canvas.box((x + side, 240, 12, 360), WOOD)
        for stripe in range(8):
            left, colour = x - 10 + stripe * 47.5, (cloth, CREAM)[stripe % 2]
            middle = (x + 180) + (left - x - 180) * 0.84
            canvas.shape([(middle, 176), (middle + 40, 176), (left + 47.5, 262), (left, 262)], colour)
            canvas.disc(left + 23.75, 262, 23.75, colour)
        props.person(canvas, x + 180, 610, size=270, kind=stall + 1)
        canvas.box((x, 470, 360, 150), mix(WOOD, CREAM, 0.22), radius=4)
        for crate in range(3):
            fruit = (CORAL, LIGHT, LEAF, (170, 88, 108))[(crate + stall) % 4]
            for number in range(8):
                canvas.disc(
                    x + 32 + crate * 118 + number % 4 * 22,
                    466 - number // 4 * 17,
                    14,
                    mix(fruit, INK, 0.1 * (number % 2)),
                )
            canvas.box((x + 10 + crate * 118, 470, 104, 46), WOOD, radius=3)
    props.ground(canvas, 616, mix(tones.soft, CREAM, 0.45))
    props.person(canvas, 440, 704, size=250, kind=4)
    props.person(canvas, 836, 708, size=236, kind=3)


def lane(canvas: Canvas, tones: Tones, random: Random) -> None:
    """Low houses with tiled roofs along a lane that climbs."""
    canvas.sky(tones.soft, CREAM)
    canvas.disc(1010, 150, 62, LIGHT)
    props.hill(canvas, 320, tones.soft, rise=60, length=1100)
    props.hill(canvas, 400, mix(LEAF, tones.soft, 0.35), rise=34, length=760, shift=200)
    roofs = (tones.deep, mix(CORAL, INK, 0.3), mix(tones.deep, INK, 0.4))
    for row, foot in enumerate((430, 540, 668)):
        for number in range(6):
            size = 150 + 44 * row
            x = number * (size + 52) - 60 + 70 * (row % 2)
            wall = mix(CREAM, (tones.pale, WOOD, WHITE)[random.randrange(3)], 0.3)
            props.house(
                canvas, x, foot, size=size, wall=wall, roof=roofs[random.randrange(3)], lit=random.random() < 0.3
            )
            if random.random() < 0.5:
                props.tree(canvas, x + size + 26, foot + 4, size=110 + 26 * row)
        canvas.box((0, foot, WIDTH, 70), mix(CREAM, tones.soft, 0.35 + 0.1 * row))


def school(canvas: Canvas, tones: Tones, random: Random) -> None:
    """A school with a clock, and children in front of it."""
    canvas.sky(tones.pale, CREAM)
    props.cloud(canvas, 200, 150, size=80)
    props.cloud(canvas, 960, 110, size=100)
    props.hill(canvas, 400, mix(LEAF, tones.soft, 0.45), rise=50, length=1000)
    canvas.box((210, 250, 860, 280), CREAM)
    canvas.box((196, 236, 888, 22), tones.deep)
    for x in (*range(246, 500, 88), *range(762, 1000, 88)):
        for y in (288, 400):
            canvas.box((x, y, 58, 72), mix(tones.soft, WHITE, 0.2), radius=3)
            canvas.box((x + 27, y, 5, 72), CREAM)
    canvas.box((530, 190, 220, 340), mix(CREAM, tones.soft, 0.5))
    canvas.shape([(510, 194), (640, 116), (770, 194)], tones.deep)
    canvas.disc(640, 262, 42, WHITE)
    canvas.line([(640, 236), (640, 262), (660, 274)], INK, 6)
    canvas.box((584, 402, 112, 128), tones.deep, radius=8)
    for x in (110, 1180):
        props.tree(canvas, x, 545, size=270)
    props.ground(canvas, 530, mix(LEAF, CREAM, 0.45))
    canvas.shape([(584, 530), (696, 530), (830, 720), (450, 720)], mix(CREAM, WOOD, 0.14))
    for number, x in enumerate((300, 392, 560, 690, 900, 1000)):
        props.person(canvas, x, 650 + 24 * (number % 2), size=158 + 20 * (number % 3), kind=(1, 2, 3, 5, 6, 7)[number])


def clinic(canvas: Canvas, tones: Tones, random: Random) -> None:
    """A health centre with people on their way in."""
    canvas.sky(tones.pale, CREAM)
    props.cloud(canvas, 150, 170, size=84)
    props.skyline(canvas, random, foot=520, colour=tones.pale)
    canvas.box((330, 190, 620, 360), WHITE)
    canvas.box((310, 176, 660, 24), tones.mid)
    for x in range(368, 900, 92):
        for y in (228, 320):
            if not 520 < x < 700:
                canvas.box((x, y, 56, 60), tones.soft, radius=4)
    canvas.disc(640, 286, 64, tones.mid)
    canvas.box((626, 246, 28, 80), WHITE, radius=4)
    canvas.box((600, 272, 80, 28), WHITE, radius=4)
    canvas.box((530, 398, 220, 18), tones.deep)
    for x in (548, 646):
        canvas.box((x, 416, 88, 134), mix(tones.soft, WHITE, 0.35))
    for x in (200, 1080, 1200):
        props.tree(canvas, x, 566, size=240)
    props.ground(canvas, 550, mix(tones.pale, CREAM, 0.4))
    props.ground(canvas, 640, mix(tones.soft, CREAM, 0.45))
    for number, x in enumerate((430, 520, 800, 890)):
        props.person(canvas, x, 668, size=(220, 150, 226, 214)[number], kind=number * 3 + 1)


def city_hall(canvas: Canvas, tones: Tones, random: Random) -> None:
    """The city hall behind its square."""
    canvas.sky(mix(tones.soft, SKY, 0.6), CREAM)
    props.cloud(canvas, 170, 140, size=86, colour=tones.mist)
    props.cloud(canvas, 980, 180, size=76, colour=tones.mist)
    props.skyline(canvas, random, foot=500, colour=mix(tones.soft, tones.mid, 0.3))
    canvas.box((260, 270, 760, 270), CREAM)
    canvas.shape([(430, 272), (640, 160), (850, 272)], mix(CREAM, tones.soft, 0.3))
    canvas.disc(640, 228, 26, tones.mid)
    canvas.box((240, 262, 800, 20), tones.deep)
    for x in range(296, 1000, 92):
        canvas.box((x, 320, 48, 190), mix(tones.mid, WHITE, 0.2), radius=22)
    for x in range(458, 830, 92):
        canvas.box((x - 13, 282, 26, 240), WHITE)
    for step in range(3):
        canvas.box((420 - step * 30, 520 + step * 14, 440 + step * 60, 14), mix(CREAM, INK, 0.1 + 0.06 * step))
    canvas.box((636, 70, 7, 100), INK)
    canvas.shape([(643, 72), (726, 92), (643, 116)], CORAL)
    props.ground(canvas, 560, mix(tones.pale, CREAM, 0.5))
    for x in (90, 190, 1090, 1200):
        props.tree(canvas, x, 580, size=230)
    for number, x in enumerate((330, 470, 780, 960)):
        props.person(canvas, x, 672 - 10 * (number % 2), size=196, kind=number + 1)


def cafe(canvas: Canvas, tones: Tones, random: Random) -> None:
    """Cups on the counter of a café."""
    canvas.sky(mix(tones.pale, CREAM, 0.5), CREAM)
    for x in (90, 700):
        canvas.box((x, 90, 490, 300), tones.soft, radius=10)
        canvas.box((x + 14, 104, 462, 272), mix(tones.mist, WHITE, 0.4))
        props.tree(canvas, x + 130, 376, size=200)
        props.tree(canvas, x + 340, 376, size=250)
    for x in (330, 640, 950):
        canvas.line([(x, 0), (x, 96)], INK, 4)
        canvas.shape([(x - 18, 92), (x + 18, 92), (x + 54, 146), (x - 54, 146)], tones.deep)
        canvas.oval(x, 147, (34, 9), LIGHT)
    canvas.box((0, 560, WIDTH, 34), mix(WOOD, CREAM, 0.2))
    canvas.box((0, 594, WIDTH, 126), WOOD)
    for number, x in enumerate((170, 390, 610, 830, 1050)):
        cup = (tones.mid, CORAL, LEAF, LIGHT, tones.deep)[number]
        high = 130 + 20 * random.randrange(3)
        canvas.ring(x + 112, 560 - high * 0.5, 34, colour=mix(cup, INK, 0.12), width=13)
        canvas.box((x, 560 - high, 112, high), cup, radius=16)
        canvas.box((x, 560 - high + 30, 112, 22), mix(cup, WHITE, 0.5))


STREETS = {
    "cafe": cafe,
    "city-hall": city_hall,
    "clinic": clinic,
    "crossing": crossing,
    "lane": lane,
    "market": market,
    "night-bus": night_bus,
    "school": school,
}
