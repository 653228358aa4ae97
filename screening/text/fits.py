"""Points for how well a value fits below a heading: what the heading asks for has a shape, or the words of one.

Where nothing but spaces parts the cells of a row, or each stands in a line of its own, this is what tells them apart.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from screening.text.cues import Label
from screening.words import belongings, headings, patterns, persons, places
from screening.words.namewords import GIVEN, RARE_SURNAMES, SURNAMES, TWO_LETTER_SURNAMES

# What a number with a form of its own says below its heading, a value with the shape of a word, nothing, and what is
# something else.
SURE: Final = 3
LIKELY: Final = 2
FITS: Final = 1
OTHER: Final = -2
_UNLIKELY: Final = -1
_ALIKE: Final = 20_000

_DIGITS: Final = "[0-9*●○xX]"
_NOTE: Final = r"(?: ?\([^()\n]{1,20}\))?"
_NONE: Final = re.compile(r"(?:-|없음|해당 ?없음|미등록|미신청|미부착|불명|〃|\"|상동|x|X|\.)")
_BANKS: Final = "|".join(
    word.replace("_", "").replace("+", "") for word in (belongings.BANK_NAME + belongings.BANK).split()
)
_PERSON: Final = "|".join(TWO_LETTER_SURNAMES)
_LIKE_NAMES: Final = re.compile(
    rf"(?:(?:{_PERSON})[{GIVEN}]{{1,2}}|[{SURNAMES}{RARE_SURNAMES}] ?[{GIVEN}] ?[{GIVEN}]){_NOTE}"
)
_MAY_BE_NAMES: Final = re.compile(
    r"(?:[가-힣]{2,6}(?: [가-힣]{1,6}){0,3}|[\u3400-\u4dbf\u4e00-\u9fff]{2,4}"
    r"|[A-Z][A-Za-z'-]+(?:,? [A-Za-z'.-]+){0,4}"
    rf"|[가-힣][*○●OoXx]{{1,3}}|[가-힣][*○●OoXx][가-힣])(?:님|씨)?{_NOTE}"
    r"|[가-힣]{2,4}(?:[,·/] ?[가-힣]{2,4}){1,3}"
)
_TELEPHONE: Final = (
    r"\(?(?:\+?82[- ]?)?0?(?:1[016-9]|2|[3-6][1-5]|70|50[0-9])\)?"
    rf"[-. ]{{0,2}}{_DIGITS}{{3,4}}[-. ]{{0,2}}{_DIGITS}{{4}}{_NOTE}"
    rf"|{_DIGITS}{{3,4}}-{_DIGITS}{{4}}"
)
_ADDRESS: Final = re.compile(
    r"(?:\(?[0-9]{5}\)? )?"
    rf"(?:(?:{places.REGIONS}|{places.UNTITLED}|{places.DISTRICTS}|{places.COUNTIES})(?![가-힣]{{3}})"
    r"|[가-힣○*]{1,7}(?:시|도|군|구|읍|면|동|리|로|길|가|마을)[0-9]{0,4}(?![가-힣]{2}))"
    rf"(?=[^\n]*(?:[0-9*○]|{places.HOUSES}))[^\n]{{2,}}"
)
_PLACE: Final = re.compile("(?:[가-힣0-9○*]{1,7} ){0,3}[가-힣○*]{1,6}[0-9]?(?:시|도|군|구|읍|면|동|리|로|길|마을)")
_TOWN: Final = re.compile(
    rf"(?:{places.REGIONS})(?:시|도|{places.REGION_TITLES})?(?![가-힣])|[가-힣]{{2,4}}[시군구읍면](?: |\Z)"
)
_NUMBERS: Final[Mapping[Label, re.Pattern[str]]] = {
    label: re.compile(shape)
    for label, shape in {
        Label.RESIDENT: rf"[0-9]{{6}} ?- ?{_DIGITS}{{1,7}}|[0-9]{{13}}|[0-9]{{6}}|[0-9]{{8}}"
        rf"|(?:19|20)?[0-9*]{{2}}(?:[-./] ?|년 ?)[0-9*]{{1,2}}(?:[-./] ?|월 ?)[0-9*]{{1,2}}[.일]?{_NOTE}",
        Label.PHONE: _TELEPHONE,
        Label.HOME_PHONE: _TELEPHONE,
        Label.ACCOUNT: rf"(?:(?:{_BANKS})(?:은행|뱅크)? ?)?{_DIGITS}[-0-9* ]{{8,20}}{_DIGITS}{_NOTE}",
        Label.PLATE: rf"(?:[가-힣]{{2,7}} ?)?[0-9]{{0,3}} ?[가-힣] ?(?:[0-9] ?){{4}}{_NOTE}",
        Label.PASSPORT: r"(?=(?:[A-Z]*[0-9]){5})[A-Z0-9]{7,10}",
        Label.LICENCE: r"(?:[가-힣]{2} ?)?[0-9]{2} ?[- ] ?(?:[0-9]{2} ?[- ] ?)?[0-9]{6} ?[- ] ?[0-9]{2}|[0-9]{12}",
        Label.HEALTH: r"[0-9]-?[0-9]{10}|L-?[0-9]{10}",
        Label.CARD: rf"{_DIGITS}{{4}}(?:[- ]?{_DIGITS}{{4}}){{3}}",
        Label.IDENTIFIER: r"[가-힣A-Z]{0,4}[-0-9A-Z]{3,24}",
    }.items()
}
_NAMED: Final = frozenset({Label.NAME, Label.CITIZEN, Label.PERSON, Label.HOLDER, Label.ROSTER})
_HOMES: Final = frozenset({Label.ADDRESS, Label.HOME})
# What other headings ask for, by the words in them.
_OTHERS: Final = tuple(
    (re.compile(heading), re.compile(value))
    for heading, value in (
        ("연번|순번|순위|번호|No|#|호수", r"\(?[0-9]{1,4}[.)]?|[가-힣A-Z]{0,3}[-0-9]{2,14}"),
        ("성별|성 ?별", "남|여|男|女|남성|여성|남자|여자|M|F"),
        ("나이|연령", r"만? ?[0-9]{1,3} ?(?:세|살)?"),
        (
            "일자?\\Z|날짜|일시|기간|출생|생년|기한",
            r"(?:[0-9]{2,4}[-./년] ?)?[0-9]{1,2}[-./월] ?[0-9]{1,2}[.일]?.{0,8}",
        ),
        ("액|금|비용|요금|단가|수당|급여", r"[0-9][0-9,.]*(?:원|만원|천원)?"),
        ("수\\Z|점수|학년|반\\Z|등급|지분|면적", r"[0-9][0-9.,/]*(?:명|인|급|등급|학년|반|점|㎡|마리|두|대|개)?"),
        ("관계", "|".join(headings.KIN.split())),
        ("국적|출신", "|".join(persons.COUNTRIES.split())),
        ("은행", rf"(?:{_BANKS})(?:은행|뱅크)?"),
        ("동 ?호|동\\Z|호\\Z", r"[0-9가-하A-Z]{1,4}(?:동|호)?(?:[- ]?[0-9]{1,4}호?)?"),
    )
)
# A heading that no cue word is in, as forms and lists have them.
HEADING: Final = re.compile(
    rf"(?:{patterns.alternatives(f'{persons.HEADING} {headings.MORE}')}|No\.?|NO\.?|#)"
    rf"|[가-힣 ]{{1,8}}(?:{patterns.alternatives(headings.ENDS)})"
)


@lru_cache(maxsize=_ALIKE)
def fit(label: Label | None, heading: str, value: str) -> int:
    """Return the points of a value below a heading of that label, or of none."""
    if _NONE.fullmatch(value):
        return 0
    if label in _NAMED:
        if _TOWN.match(value):
            return OTHER
        return LIKELY if _LIKE_NAMES.fullmatch(value) else FITS if _MAY_BE_NAMES.fullmatch(value) else OTHER
    if label in _HOMES:
        return SURE if _ADDRESS.fullmatch(value) else FITS if _PLACE.fullmatch(value) else OTHER
    shape = _NUMBERS.get(label) if label else None
    if shape:
        return SURE if shape.fullmatch(value) else OTHER
    answer = _answer(heading)
    return 0 if answer is None else LIKELY if answer.fullmatch(value) else _UNLIKELY


@lru_cache(maxsize=_ALIKE)
def _answer(heading: str) -> re.Pattern[str] | None:
    """Return what a heading without a label asks for, where that is known."""
    return next((answer for asked, answer in _OTHERS if asked.search(heading)), None)
