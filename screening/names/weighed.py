"""Names that no rule tells: what has the form of one is weighed, by its syllables and by what stands around it.

저는 두 아이를 키우는 홍길동이라고 합니다, 1,홍길동,1988.04.03,여. The points of its form (``likelihood``) and of its
surroundings (``surroundings``) are added; who stands in a list beside somebody who was told is told with him.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names import surroundings
from screening.names.candidates import SAID
from screening.names.likelihood import COMMON, HOPELESS, form_points
from screening.names.posted import AROUND, BEFORE, PARTICLES, is_public
from screening.names.shapes import HAN, HONORIFIC
from screening.text.cues import Cue, Label, Sign
from screening.text.reading import Reading
from screening.words.namewords import (
    COMMON_GIVEN,
    FAMOUS,
    GIVEN,
    NOT_NAMES,
    RARE_SURNAMES,
    SPECIMENS,
    SURNAMES,
    TWO_LETTER_SURNAMES,
)
from screening.words.nouns import NOUNS

RULE: Final = "name-weighed"

# So many points make a name one of a citizen.
_ENOUGH: Final = 5
_BOTH: Final = 2  # more, where what stands before it says so, and what stands behind
_PRIVATE: Final = 2  # in a line of what befalls people
_AT_EDGE: Final = 2  # more, where it begins or ends such a title
_LISTED: Final = 2  # more, beside another in a list
_AGAINST: Final = 10  # less, for the post of an official and the like
_PUBLIC: Final = 3  # less, in a line of artists, speakers and the honoured

_HELPLESS: Final = -1  # a form of less needs a sign before it and one behind

_WIDEST_GAP: Final = 30  # between two names of a list
_FAMILY: Final = f"[{SURNAMES}{RARE_SURNAMES}]"
# Syllables of given names that read as words (밝음) stand in names alone that much else speaks for.
_GIVEN: Final = f"[{GIVEN}밝약술둥맑꿈높깊벗볕쁨]"
_TWO: Final = "|".join(TWO_LETTER_SURNAMES)
_NAME: Final = rf"(?:{_TWO}) ?{_GIVEN}{{1,2}}?|{_FAMILY}{_GIVEN}{{2,3}}?|[{SURNAMES}{GIVEN}]{_GIVEN}"
_END: Final = rf"(?=(?:{HONORIFIC})?(?:{SAID})?(?![가-힣○*●0-9]))"
_CANDIDATE: Final = re.compile(rf"(?<![가-힣0-9A-Za-z*○●{HAN}])(?P<name>{_NAME}){_END}")
_IN_ROLE: Final = re.compile(rf"(?:.[ :]{{0,3}}|[가-힣]{{2,3}}(?: ?\(| - | ))(?P<name>{_FAMILY}{_GIVEN}{{2}}){_END}")
# What stands between two names of a list, with the number or the label of the second.
_LIST: Final = re.compile(
    rf"(?:{HONORIFIC}| ?(?:가족|어르신|할머니|할아버지|학생|부부))?(?: ?\([^()\n]{{1,20}}\))?"
    r"(?: ?[,·/ㆍ、&↔→▷▶•-] ?(?:[가-힣 ]{1,6}: ?)?| 및 | ?[와과] | {1,2}|[\n ]{1,2}(?=[0-9①-⑳가-하(-]))"
    r"(?:(?:[①-⑳]|\(?(?:[0-9]{1,3}|[가-하])[.)]|(?:예비 ?)?[0-9]{1,2}(?:순위|등|위|번)|[-•○]) ?)?"
)
# Behind a name of which a list goes on, or a bracket says more.
_MORE: Final = re.compile(
    rf"(?:{HONORIFIC})? ?(?:\([^()\n]{{1,20}}\)?)? ?(?:[,·/ㆍ、&↔→(]|및|[와과] |\n ?[0-9①-⑳가-하•○-]|{_FAMILY})"
)
_NEXT: Final = 4  # characters between a word and the name that it announces
_OF_VERBS: Final = frozenset("는여고지자")
_CLANS: Final = frozenset("이김박최정조류권")  # 여강이씨 is no somebody
_PERSONS: Final = frozenset({Label.CITIZEN, Label.PERSON, Label.HOLDER, Label.NAME, Label.ROSTER})
_GATES: Final = (Sign.PERSON, Sign.KIN, Sign.PERSONAL)
NEEDED: Final[frozenset[Label | Sign]] = frozenset({*_PERSONS, *_GATES, Sign.ROLE, Sign.TITLE})


# What parts the names of a list and hardly the words of a sentence.
_MARKED: Final = re.compile("[,·/ㆍ、&↔→▷▶①-⑳]| 및 |[와과] ")
# What parts those of whom the word before the first speaks: 위원 김하늘, 박나래.
_GOES_ON: Final = re.compile(r"(?: ?\([^()\n]{1,20}\))? ?[,·] ?")
_SLOT: Final = re.compile(
    r"(?:님|씨)?(?: ?\([^()\n]{1,20}\))? ?[,·/▷▶] ?(?:[가-힣0-9 ]{1,6}[:등위] ?)?(?P<name>[가-힣]{2,4}?)(?:님|씨)?"
    r"(?: ?\([^()\n]{1,20}\))? ?[,·/▷▶] ?(?:[가-힣0-9 ]{1,6}[:등위] ?)?"
)
# A child is called by his given name and 이: 제 아들 우람이가, 봉필이 할아버지는.
_CALLED: Final = re.compile(
    r"이(?:(?P<child>가|는|와|를|의|도|에게|에게서|랑|네)(?![가-힣])"
    r"|(?= (?:할머니|할아버지|아줌마|아저씨|엄마|아빠|어르신)))"
)
_SYLLABLES: Final = re.compile("[가-힣]{2}").fullmatch
_CHILD_OF: Final = re.compile(rf"(?<![가-힣]){surroundings.KIN} \Z")
# And who somebody is to him who writes, with the given name alone: 아내 우람을, 셋째 봉필이.
_OF_KIN: Final = re.compile(
    rf"(?<![가-힣])(?:{surroundings.KIN}|[첫둘셋넷]째) (?P<name>[가-힣]{{2}})"
    r"(?=(?:이?[가는를의와도랑]|[은이을과]|이?에게|께서|이?한테)(?![가-힣]))"
)


@dataclass(slots=True)
class _Weighed:
    """A word that may be a name, where, and how many points speak for it; ``public`` where it is an official's."""

    start: int
    end: int
    form: int
    points: int
    public: bool = False


def find_weighed_names(reading: Reading) -> Iterator[Finding]:
    """Yield the names in the lines that speak of people, where more speaks for a citizen's than against it."""
    for start, end in _lines(reading):
        weighed = list(_weigh_all(reading, start, end))
        _tell_lists(reading.text, weighed)
        for one in weighed:
            if one.points >= _ENOUGH:
                yield _finding(one.start, one.end)
        yield from _between(reading.text, [one for one in weighed if one.points >= _ENOUGH])
        yield from _called(reading.text, start, end)


def _called(text: str, start: int, end: int) -> Iterator[Finding]:
    """Yield the given names by which children, and old people, are called."""
    for match in _OF_KIN.finditer(text, start, end):
        if match["name"] in COMMON_GIVEN and match["name"] not in NOT_NAMES:
            yield _finding(*match.span("name"))
    for match in _CALLED.finditer(text, start, end):
        place = match.start()
        name, before = text[place - 2 : place], text[max(0, place - 12) : place - 2]
        if not _SYLLABLES(name) or f"{name}이" in NOUNS or "가" <= before[-1:] <= "힣":
            continue
        known = name in COMMON_GIVEN and name not in NOT_NAMES
        if match["child"]:
            told = _CHILD_OF.search(before) or (known and match["child"] in ("가", "에게", "에게서", "랑"))
        else:
            told = known or name not in NOUNS
        if told and not surroundings.PUBLIC.search(text, start, end):
            yield _finding(place - 2, place)


def _finding(start: int, end: int) -> Finding:
    return Finding(Kind.PERSON_NAME, start, end, Confidence.POSSIBLE, RULE)


def _lines(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where the lines are that speak of people, no more than so much around each place."""
    text = reading.text
    if Sign.TITLE in reading.signs:
        yield 0, len(text)
        return
    done = 0
    for place in _places(reading):
        if place < done:
            continue
        first = max(done, place - AROUND)
        start = text.rfind("\n", first, place) + 1 or first
        end = text.find("\n", place, place + AROUND)
        done = end if end >= 0 else min(len(text), place + AROUND)
        yield start, done


def _places(reading: Reading) -> list[int]:
    """Return where something speaks of people, in order: of a role, only where a likely name stands behind it."""
    text, signs, in_role = reading.text, reading.signs, _IN_ROLE.match
    places = [
        place
        for place in signs.get(Sign.ROLE, ())
        if (behind := in_role(text, place)) and form_points(behind["name"]) > 0
    ]
    if not _PERSONS.isdisjoint(reading.labels):
        cues = zip(reading.cues, [*reading.cues[1:], None], strict=True)
        places += [
            cue.start
            for cue, behind in cues
            if cue.label in _PERSONS and not _is_heading(cue, behind) and not _is_answered(reading, cue)
        ]
    for sign in _GATES:
        places += signs.get(sign, ())
    return sorted(places)


def _is_heading(cue: Cue, behind: Cue | None) -> bool:
    """Say whether another word follows at once, as in the heading of a table: 성명 | 주소."""
    return behind is not None and behind.start - cue.end < _NEXT


def _is_answered(reading: Reading, cue: Cue) -> bool:
    """Say whether a rule has found the name behind a word, and no list goes on from there."""
    named = reading.named
    found = next((end for start in range(cue.end, cue.end + _NEXT) if (end := named.get(start))), None)
    return found is not None and not _MORE.match(reading.text, found)


def _weigh_all(reading: Reading, start: int, end: int) -> Iterator[_Weighed]:
    """Yield what has the form of a name, with its points, those of its line where they can decide."""
    text, line = reading.text, _Line(reading.text, start, end)
    short = Sign.TITLE in reading.signs  # where the line is all that is said
    for match in _CANDIDATE.finditer(text, start, end):
        name = match["name"]
        if match.start() == start and match.end() == len(text):  # nothing else is said
            return
        if end_of_found := reading.named.get(match.start()):
            yield _Weighed(match.start(), end_of_found, COMMON, _ENOUGH)
            continue
        if name[-1] == "하" and text[match.end() : match.end() + 1] in _OF_VERBS and name[:-1] in NOUNS:  # 신청하는
            continue
        if text[match.start() : match.end() + (len(name) == 3)] in NOUNS:  # 조세정의
            continue
        form = form_points(name)
        if form == HOPELESS and len(name) == 3 and name[2] in PARTICLES:  # two letters and a particle: 김별의
            name = name[:2]
            form = form_points(name)
        if (
            form <= HOPELESS
            or name in SPECIMENS
            or name in FAMOUS
            or (name[-1] in _CLANS and text.startswith("씨", match.end()))
        ):
            continue
        last = match.start() + len(name)
        near = around(text, match.start(), last, form)
        points, public = form + near, False
        if points >= _ENOUGH - _PRIVATE - _AT_EDGE:
            public = is_public(text, match.start(), last)
            at_edge = _is_at_edge(text, match.start(), last)
            points += (line.points(at_edge=at_edge) if near or at_edge or short else 0) - _AGAINST * public
        yield _Weighed(match.start(), last, form, points, public)


class _Line:
    """The words of a line, looked for when they are asked for."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._said = (text, start, end)
        self._points: int | None = None
        self._private = False

    def points(self, *, at_edge: bool) -> int:
        """Return how much the line speaks of what befalls people, and of whom at its edge, less what is public."""
        if self._points is None:
            self._private = surroundings.PRIVATE.search(*self._said) is not None
            self._points = _PRIVATE * self._private - _PUBLIC * self._is_public()
        return self._points + _AT_EDGE * (at_edge and self._private)

    def _is_public(self) -> bool:
        text, start, end = self._said
        speaker = surroundings.SPEAKER.match(text, start, end)
        return surroundings.PUBLIC.search(text, speaker.end() if speaker else start, end) is not None


def _is_at_edge(text: str, start: int, end: int) -> bool:
    """Say whether a name begins or ends a title."""
    return (
        surroundings.BEGINS.search(text, max(0, start - 2), start) or surroundings.ENDS.match(text, end)
    ) is not None


def around(text: str, start: int, end: int, form: int) -> int:
    """Return the points of what stands right behind a name and right before it, where they can be enough."""
    behind = next((points for points, sign in surroundings.BEHIND if sign.match(text, end)), 0)
    if not behind and form < _HELPLESS:
        return 0
    before = text[max(0, start - BEFORE) : start]
    ahead = next((points for points, sign in surroundings.AHEAD if sign.search(before)), 0)
    return ahead + behind + (_BOTH if ahead > 1 and behind and ahead + behind > 3 else 0)


def _tell_lists(text: str, weighed: list[_Weighed]) -> None:
    """Add points to those that stand in a list with another, and more to those beside one that is told."""
    pairs = [
        (one, other)
        for one, other in pairwise(weighed)
        if other.start - one.end < _WIDEST_GAP
        and (_LIST.fullmatch(text, one.end, other.start) or _SLOT.fullmatch(text, one.end, other.start))
    ]
    for one, other in pairs:
        if _GOES_ON.fullmatch(text, one.end, other.start):
            one.public = one.public or (other.points >= _ENOUGH - _LISTED and is_public(text, one.start, one.end))
            if one.public:
                other.public, other.points = True, other.points - _AGAINST
        if one.form > 1 and other.form > 1:
            one.points += _LISTED
            other.points += _LISTED
    for one, other in (*pairs, *((other, one) for one, other in reversed(pairs))):
        if one.points >= _ENOUGH > other.points and not (other.public or is_public(text, other.start, other.end)):
            strict = _MARKED.search(text, min(one.end, other.end), max(one.start, other.start))
            if other.form > (HOPELESS if strict else -2):
                other.points = _ENOUGH


def _between(text: str, told: list[_Weighed]) -> Iterator[Finding]:
    """Yield what stands in a list between two that are told, whatever it looks like: ▷홍시아 ▷단감 ▷석류진."""
    for one, other in pairwise(told):
        slot = _SLOT.fullmatch(text, one.end, other.start) if other.start - one.end < _WIDEST_GAP else None
        if slot and slot["name"] not in NOT_NAMES:
            yield _finding(*slot.span("name"))
