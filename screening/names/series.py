"""Lists of people that nothing announces: names side by side are told by one another.

김하늘  이나래  박가온; 김하늘, 이나래, 박가온. One word of three syllables says little. Three in a row that all have
the form of a name, parted as lists are, are people; whose, the line before says, and those who speak, play or sit in a
committee are public.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names import surroundings
from screening.names.foreign import foreign_name, is_strange
from screening.names.forms import Evidence, is_name
from screening.names.likelihood import HOPELESS, POSSIBLE, form_points
from screening.names.posted import is_public
from screening.names.shapes import HONORIFIC, LATIN, POST
from screening.text.cues import Sign
from screening.text.reading import Reading
from screening.words import officials, patterns
from screening.words.namewords import FAMOUS, RARE_SURNAMES, SPECIMENS, SURNAMES

RULE: Final = "name-in-series"

_FEWEST: Final = 3
_LONGEST_LINE: Final = 400
_BEFORE: Final = 90  # characters before a list that may say that its names are public
# Who was drawn or chosen stands below.
_DRAWN: Final = re.compile("당첨|추첨|선발|선정|합격|배정|[0-9]등|쿠폰|상품권")
_ABOVE: Final = 120
_FAMILIES: Final = frozenset(SURNAMES + RARE_SURNAMES)
# What parts two names, and the second of them; of a list there are two such places beside each other.
_PARTED: Final = re.compile(
    r"(?<=[가-힣)])(?:, |· |  +|、|/ )(?:[가-힣]{2,4}|[가-힣] [가-힣])(?:님|씨)?(?= ?[,·/、(\n]|  |\Z| ?(?:등|외) )"
)
_WIDEST: Final = 40
_HANGUL: Final = re.compile("[가-힣]{3,5}").fullmatch
_PARTS: Final = re.compile(r" ?[,·/ㆍ、] ?| {2,}|\t|\|")
_ITEM: Final = re.compile(
    r"(?:[^:\n]{1,24}: ?|[^ :)]{1,8}[:)] ?|[-○•▷▶◦ㅇ*] ?|[0-9]{1,3}[.)] ?)?"
    rf"(?P<name>[가-힣]{{2,5}}?|[가-힣]{{2,5}} [가-힣]{{2,5}}|[가-힣] [가-힣]|{LATIN})"
    rf"(?: ?(?:{HONORIFIC}))?(?: ?\([^()\n]{{1,24}}\)?)?"
    r"(?: ?(?:등|외)(?: ?[0-9]{1,4} ?[인명])?)?"
)
_PUBLIC: Final = re.compile(
    rf"{patterns.alternatives(officials.PUBLIC_ROSTER)}|{surroundings.PUBLIC.pattern}|{POST}"
    "|[가-힣](?:팀|국|실|처|청|부|원)장|참석|출연|사회|진행|인사말|담당"
)


def find_series(reading: Reading) -> Iterator[Finding]:
    """Yield the names in the lists of the text."""
    text, done, last = reading.text, 0, -_LONGEST_LINE
    for sign in reading.signs.get(Sign.SERIES, ()):
        if sign < done or not _PARTED.match(text, sign):
            continue
        before, last = last, sign
        if sign - before > _WIDEST:  # the first of a list, which has another
            continue
        first = max(done, sign - _LONGEST_LINE)
        start = text.rfind("\n", first, sign) + 1 or first
        end = text.find("\n", sign, sign + _LONGEST_LINE)
        done = end if end >= 0 else min(len(text), sign + _LONGEST_LINE)
        for run in _runs(text, start, done):
            if not _PUBLIC.search(text, max(0, run[0][0] - _BEFORE), run[-1][1] + 20):
                yield from (
                    Finding(Kind.PERSON_NAME, *name, Confidence.POSSIBLE, RULE)
                    for name in run
                    if not is_public(text, *name)
                )


def _runs(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """Yield the names of each list in a line."""
    run: list[tuple[int, int]] = []
    for first, last in _items(text, start, end):
        match = _ITEM.fullmatch(text, first, last)
        if match and _may_be(match["name"]):
            run.append(match.span("name"))
            continue
        if _are_names(text, run):
            yield run
        run = []
    if _are_names(text, run):
        yield run


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for part in _PARTS.finditer(text, start, end):
        yield start, part.start()
        start = part.end()
    yield start, end


def _may_be(name: str) -> bool:
    if not "가" <= name[0] <= "힣":
        return is_name(name, Evidence.ASKED)
    if " " in name:
        return foreign_name(name) == name or (len(name) == 3 and name[0] in _FAMILIES)
    if name[0] not in _FAMILIES or len(name) == 5:
        return is_strange(name)
    return len(name) == 2 or form_points(name) > HOPELESS or is_strange(name)


def _are_names(text: str, run: list[tuple[int, int]]) -> bool:
    """Say whether enough of what stands side by side has the form of a name, and most of it."""
    names = {text[start:end] for start, end in run}
    whole = list(filter(_HANGUL, names))
    likely = sum(form_points(name) >= POSSIBLE for name in whole)
    drawn = len(names) > 2 and _DRAWN.search(text, max(0, run[0][0] - _ABOVE), run[0][0])
    enough = likely >= (_FEWEST - 1 if drawn else _FEWEST) and 3 * likely >= 2 * len(whole)
    return enough and (SPECIMENS | FAMOUS).isdisjoint(names)
