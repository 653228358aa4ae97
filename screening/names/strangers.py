"""Names that Korean syllables do not tell: of people from abroad, and those written in Hanja alone.

Where a text speaks of foreigners, what sounds foreign is somebody, and so is whatever stands before a country:
1 쩐반뚜안 베트남, 근로자 속 다라/캄보디아. Where it speaks of families and old registers, three Hanja that begin as
names do are one.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names.foreign import FAR_FIRST, foreign_name, is_strange
from screening.names.forms import Evidence, is_name
from screening.names.likelihood import is_role
from screening.names.posted import is_public
from screening.names.shapes import HAN, HANJA, is_korean
from screening.text.cues import Sign
from screening.text.reading import Reading
from screening.words import patterns, persons
from screening.words.nouns import NOUNS

_AROUND: Final = 160  # characters before and behind what speaks of foreigners or of families
_MOST_WORDS: Final = 4  # of a foreign name
_COUNTRIES: Final = frozenset(persons.COUNTRIES.split())
_RUN: Final = re.compile("(?<![가-힣*○●])[가-힣]+(?: [가-힣]+)*(?![가-힣*○●])")
_WORD: Final = re.compile("[가-힣]+")
# From the country that stands behind a name: 딜쇼드(우즈베키스탄), 딜쇼드/우즈베키스탄.
_COUNTRY: Final = re.compile(rf" ?[(,/|\t·] ?(?:국적 ?:? ?)?(?:{patterns.alternatives(persons.COUNTRIES)})(?![가-힣])")
_PARTED: Final = re.compile(r"(?:\A|[\n\t|,/(:·]|[0-9][.)]?|[①-⑳])[ \"]{0,3}\Z")
_ROW: Final = re.compile(r"(?:\A|[\n\t|]|[0-9][.)]?|[①-⑳])[ \"]{0,3}\Z")
_HANJA: Final = re.compile(rf"(?<![{HAN}])(?P<name>{HANJA})")

NEEDED: Final = frozenset({Sign.ABROAD, Sign.LINEAGE})


def find_strangers(reading: Reading) -> Iterator[Finding]:
    """Yield the foreign names and those in Hanja near what speaks of foreigners and of families."""
    for sign, find in ((Sign.ABROAD, _foreign), (Sign.LINEAGE, _in_hanja)):
        done = 0
        for place in reading.signs.get(sign, ()):
            if place >= done:
                first, done = max(done, place - _AROUND), min(len(reading.text), place + _AROUND)
                for start, end in find(reading.text, first, done):
                    if not is_public(reading.text, start, end):
                        yield Finding(Kind.PERSON_NAME, start, end, Confidence.POSSIBLE, "name-of-stranger")


def _in_hanja(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _HANJA.finditer(text, start, end):
        if len(match["name"]) > 2 and is_name(match["name"], Evidence.ASKED):
            yield match.span("name")


def _foreign(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where foreign names are: what sounds so, and the words before a country."""
    for run in _RUN.finditer(text, start, end):
        places = [word.span() for word in _WORD.finditer(text, *run.span())]
        said = [text[first:last] for first, last in places]
        at = 0
        while at < len(said):
            count = 0
            if said[at] in FAR_FIRST or _may_be(said[at]):
                count = _count(said[at:]) or _before_country(text, places, said, at)
            if count:
                yield places[at][0], places[at][0] + count
            at += 1 + text.count(" ", places[at][0], places[at][0] + count)


def _count(said: list[str]) -> int:
    """Return how many characters of the words are a foreign name by their sound."""
    name = foreign_name(" ".join(said[:_MOST_WORDS])).rstrip("씨님")
    return len(name) if len(name) > 1 else 0


def _before_country(text: str, places: list[tuple[int, int]], said: list[str], at: int) -> int:
    """Return how many characters of the words from one on are a name, for a country stands behind them."""
    country = next((behind for behind in range(at + 1, len(said)) if said[behind] in _COUNTRIES), None)
    if country is None and not _COUNTRY.match(text, places[-1][1]):
        return 0
    last = len(said) if country is None else country
    name = said[at:last]
    if not 0 < len(name) <= _MOST_WORDS or sum(map(len, name)) < 3 or not all(map(_may_be, name)):
        return 0
    before = text[max(0, places[at][0] - 6) : places[at][0]]
    known = (_PARTED if country is None else _ROW).search(before) or (at and is_role(said[at - 1]))
    known = known or (country is None and (any(map(is_strange, name)) or (len(name) == 1 and is_korean(name[0]))))
    return places[last - 1][1] - places[at][0] if known else 0


def _may_be(word: str) -> bool:
    return not (word in NOUNS or word in _COUNTRIES or is_role(word)) and len(word) < 9
