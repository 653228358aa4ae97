"""Pictures for the demo: scenes of a city in the colour of their field, drawn rather than photographed."""

from collections.abc import Callable
from random import Random
from typing import Final

from cms.news.demo.canvas import Canvas, Tones
from cms.news.demo.outdoors import OUTDOORS
from cms.news.demo.rooms import ROOMS
from cms.news.demo.streets import STREETS

SCENES: Final[dict[str, Callable[[Canvas, Tones, Random], None]]] = {**OUTDOORS, **ROOMS, **STREETS}
# What each shows, by language.
_NAMES: Final[dict[str, dict[str, str]]] = {
    "bicycles": {"ko": "강변 자전거길과 자전거 세 대 그림", "en": "Drawing of bicycles on a path by the river"},
    "bridge": {"ko": "넓은 강에 놓인 다리와 걷는 사람들 그림", "en": "Drawing of people on a bridge over a wide river"},
    "cafe": {"ko": "카페 탁자에 놓인 다회용 컵 그림", "en": "Drawing of reusable cups on the counter of a café"},
    "city-hall": {"ko": "시청과 앞 광장의 사람들 그림", "en": "Drawing of the city hall and people on its square"},
    "clinic": {"ko": "보건소로 들어가는 사람들 그림", "en": "Drawing of people in front of a health centre"},
    "crossing": {"ko": "초록불에 횡단보도를 건너는 사람들 그림", "en": "Drawing of people who cross at a green light"},
    "forest": {"ko": "숲길을 걷는 두 사람 그림", "en": "Drawing of two people on a path through a wood"},
    "lane": {"ko": "기와집이 늘어선 언덕 골목 그림", "en": "Drawing of houses with tiled roofs along a lane"},
    "lanterns": {
        "ko": "밤 강물에 띄운 등불 그림",
        "en": "Drawing of lanterns on the river at night",
        "ja": "夜の川に浮かぶ灯籠の絵",
        "zh-hans": "夜晚河面上的河灯插画",
    },
    "library": {"ko": "책장 앞에서 책을 읽는 사람 그림", "en": "Drawing of readers in front of shelves of books"},
    "market": {"ko": "과일을 파는 시장 좌판 그림", "en": "Drawing of market stalls full of fruit"},
    "museum": {"ko": "받침대에 놓인 항아리와 관람객 그림", "en": "Drawing of visitors and jars in a museum"},
    "night-bus": {"ko": "밤거리를 달리는 버스 그림", "en": "Drawing of a bus in the street at night"},
    "papers": {"ko": "책상 위의 서류와 도표 그림", "en": "Drawing of papers and charts on a desk"},
    "park": {"ko": "공원 의자에 앉은 어르신들 그림", "en": "Drawing of older people on a bench in a park"},
    "rain": {"ko": "우산을 쓰고 걷는 사람들 그림", "en": "Drawing of people with umbrellas in the rain"},
    "room": {"ko": "소파와 화분이 있는 방 그림", "en": "Drawing of a room with a sofa and plants"},
    "school": {"ko": "학교 앞의 아이들 그림", "en": "Drawing of children in front of a school"},
    "snow": {"ko": "눈 내리는 밤의 집들 그림", "en": "Drawing of houses on a night with snow"},
    "stream": {"ko": "풀밭 사이로 굽이치는 냇물 그림", "en": "Drawing of a stream that winds through meadows"},
}


def draw(scene: str, colour: str, *, seed: str) -> bytes:
    """A JPEG of 1280 by 720; the same seed always gives the same bytes."""
    canvas = Canvas()
    SCENES[scene](canvas, Tones.of(colour), Random(seed))
    return canvas.jpeg()


def name(scene: str, language: str) -> str:
    """The words for a scene, for those who cannot see it; in English where the language has none."""
    names = _NAMES[scene]
    return names.get(language, names["en"])
