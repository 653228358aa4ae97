"""Evidence for and against a name: what is to be seen of a word, of what stands around it, and of its document.

Each piece has a name in plain words. How much it says is counted, and stands in ``weights.txt``.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from screening.names import surroundings
from screening.names.candidates import ABROAD, Candidate
from screening.names.likelihood import form_points, often_first, often_last
from screening.names.posted import AROUND, BEFORE, is_public
from screening.names.shapes import POST
from screening.names.slots import Slots, Span, said, shape
from screening.text.lines import line_around
from screening.words.namewords import COMMON_GIVEN, NOT_NAMES, RARE_SURNAMES, SURNAMES, TWO_LETTER_SURNAMES
from screening.words.nouns import NOUNS, is_inflected

_TOP: Final = frozenset(SURNAMES[:24])
_FREQUENT: Final = frozenset(SURNAMES[:80])
_OTHER: Final = frozenset(SURNAMES)
_RARE: Final = frozenset(RARE_SURNAMES)
_LIKELY: Final = 1  # points of a form that is likelier a name than not
_WORD_AHEAD: Final = re.compile("(?P<word>[가-힣]+)(?P<gap>[^가-힣]{0,6})\\Z")
_WORD_BEHIND: Final = re.compile("(?P<gap>[^가-힣\n]{0,4})(?P<word>[가-힣]{1,8})")
_DEPARTMENT: Final = re.compile("..*[과팀청국실관단원동면읍부계처소]|.+센터").fullmatch
_KINDS_AHEAD: Final = (
    ("kin", surroundings.ENDS_IN_KIN),
    ("role", surroundings.ENDS_IN_ROLE),
    ("maker", surroundings.ENDS_IN_MAKER),
)
_PARTICLES: Final = frozenset("은는이가도에을를의와과로서며고")
_OFFICIALS: Final = re.compile(f"주무관|담당|당직|결재|전결|기안|직원|[팀과국실]장|{POST}")
_BULLETS: Final = " \t-·○●•*※□■▶▷|:.()0123456789①②③④⑤⑥⑦⑧⑨⑩가나다라마바사"
_CLOSING: Final = " \t.)|"
_SHORT: Final = 15  # characters of a line that hardly has room for a sentence
_FAR: Final = 99
_BESIDE_NAME: Final = 6
_BESIDE_DATA: Final = 4
_MOST_PLACES: Final = 3  # at which it is asked whether somebody is public


class Document:
    """The names and other personal data that were found in a text, and the words that look like more of the names."""

    def __init__(
        self, text: str, people: Sequence[Span], owned: Sequence[Span], candidates: Sequence[Candidate]
    ) -> None:
        self.text = text
        self._people, self._owned = sorted(people), sorted(owned)
        starts = {start for start, _ in people}
        others = [one for one in candidates if one.start not in starts]
        self._slots = Slots(text, people, [(one.start, one.end + len(one.honour)) for one in others])
        self._places: dict[str, list[Span]] = {}
        for start, end in (*people, *((one.start, one.end) for one in others)):
            self._places.setdefault(text[start:end], []).append((start, end))
        self._given = {text[start + 1 : end] for start, end in people if end - start == 3}
        self._line: Span = (0, 0)
        self._of_line: list[str] = []

    def evidence(self, word: Candidate, *, found: bool = False) -> Iterator[str]:
        """Yield the evidence for and against a word; ``found`` where it is a name that was found itself."""
        text, line = self.text, line_around(self.text, word.start, word.said_to, reach=AROUND)
        if line != self._line:
            self._line, self._of_line = line, list(_of_line(text, *line))
        yield from self._of_line
        yield from _of_form(text[word.start : word.end], word)
        yield from _beside(text, word, line)
        yield from _before(text, word, line[0])
        yield from _behind(text, word, line[1])
        yield from _told(text, word)
        yield from self._among(word, found=found)
        yield from self._again(word)
        yield from self._slots.evidence(word.start, word.end + len(word.honour) * (not found), found=found)

    def _among(self, word: Candidate, *, found: bool) -> Iterator[str]:
        """Yield how many names and other data the document and the line have, and how near the next are."""
        begin, end = self._line
        people = [one for one in _within(self._people, begin, end) if one[0] != word.start]
        owned = _within(self._owned, begin, end)
        named = _some(len(self._people) - found)
        likely = "likely" if word.form >= _LIKELY else "unlikely"
        yield f"names in line {_some(len(people))}"
        yield f"data in line {_some(len(owned))}"
        yield f"names {named}"
        yield f"names {named} {likely}"
        yield f"data {_some(len(self._owned))}"
        if _gap(people, word.start, word.end) < _BESIDE_NAME:
            yield f"beside a name {likely}"
        if _gap(owned, word.start, word.said_to) < _BESIDE_DATA:
            yield f"beside data {likely}"

    def _again(self, word: Candidate) -> Iterator[str]:
        """Yield what is said of the same name elsewhere in the document."""
        name = self.text[word.start : word.end]
        others = [one for one in self._places.get(name, ()) if one[0] != word.start]
        if others:
            yield "repeated"
        if any(is_public(self.text, *one) for one in others[:_MOST_PLACES]):
            yield "public elsewhere"
        if len(name) == 2 and name in self._given:
            yield "given name of another"


def _within(spans: Sequence[Span], begin: int, end: int) -> Sequence[Span]:
    """Return those of the spans, which are in order, that begin from ``begin`` to ``end``."""
    return spans[bisect_left(spans, (begin, 0)) : bisect_left(spans, (end, 0))]


def _gap(spans: Sequence[Span], start: int, end: int) -> int:
    return min((min(abs(first - end), abs(start - last)) for first, last in spans), default=_FAR)


def _some(count: int) -> str:
    """Return how many there are, roughly."""
    return "0" if count == 0 else "1" if count == 1 else "few" if count < 4 else "several" if count < 9 else "many"


def _family(letter: str) -> str:
    if letter in _TOP:
        return "of most"
    if letter in _FREQUENT:
        return "of many"
    return "of some" if letter in _OTHER else "rare" if letter in _RARE else "none"


def _of_form(name: str, word: Candidate) -> Iterator[str]:
    """Yield what the syllables of a name say."""
    yield f"form {word.form}"
    yield f"letters {min(6, len(name))}"
    yield f"family {_family(name[0])}"
    likely = "likely" if word.form >= _LIKELY else "unlikely"
    yield f"honour {word.honour} {likely}" if word.honour else f"said {word.said} {likely}"
    if " " in name:
        yield "from abroad in words" if word.form == ABROAD else f"apart in {len(name.split())}"
    if len(name) != 3 or " " in name or word.form == ABROAD:
        return
    given = name[2:] if name[:2] in TWO_LETTER_SURNAMES else name[1:]
    yield f"given first {min(3, often_first(given[0]).bit_length())}"
    yield f"given last {min(4, often_last(given[-1]).bit_length())}"
    if given in COMMON_GIVEN:
        yield "given common"
    if name in NOUNS:
        yield "noun"
    if name[:2] in NOUNS:
        yield "begins as an office's noun" if name[:2] in NOT_NAMES else "begins as a noun"
    if name[1:] in NOUNS:
        yield "ends as a noun"
    if is_inflected(name):
        yield "inflected"


def _beside(text: str, word: Candidate, line: Span) -> Iterator[str]:
    """Yield what marks stand beside a name, and where in its line it is."""
    ahead = text[max(0, word.start - 3) : word.start].replace("\n", "¶")
    behind = said(text[word.said_to : word.said_to + 3]).replace("\n", "¶")
    last = ahead[-1:]
    yield f"ahead {'가' if '가' <= last <= '힣' else said(last)}"
    yield f"ahead {shape(ahead)[-2:]}"
    yield f"behind {behind[:1]}"
    yield f"behind {behind[:2]}"
    first = not text[line[0] : word.start].strip(_BULLETS)
    final = not text[word.said_to : line[1]].strip(_CLOSING)
    if first:
        yield f"first {'likely' if word.form > _LIKELY else 'unlikely'}"
    if final:
        yield "alone" if first else "last"


def _before(text: str, word: Candidate, begin: int) -> Iterator[str]:
    """Yield what the word before a name is."""
    match = _WORD_AHEAD.search(text, max(begin, word.start - 30), word.start)
    if match is None:
        yield "no word before"
        return
    before, gap = match["word"], said(match["gap"])
    yield f"gap {gap[:3]}"
    yield from (f"{kind} before" for kind, ends in _KINDS_AHEAD if ends.search(before))
    if surroundings.ENDS_IN_CITIZEN.search(before):
        yield f"citizen before {gap[:1]}"
    if before[-1] in _PARTICLES:
        yield "particle before"
    elif before in NOUNS:
        yield "noun before"
    if _DEPARTMENT(before):
        yield "department before"
    if len(before) == 3 and form_points(before) > _LIKELY:
        yield "name before"


def _behind(text: str, word: Candidate, end: int) -> Iterator[str]:
    """Yield what the word behind a name is."""
    match = _WORD_BEHIND.match(text, word.said_to, end)
    if match is None:
        if not text[word.said_to : end].strip():
            yield "line ends"
        return
    yield f"gap behind {said(match['gap'])[:2]}"
    if len(match["word"]) == 3 and form_points(match["word"]) > _LIKELY:
        yield "name behind"
    if surroundings.POST_BEHIND.match(text, word.said_to, end):
        yield "post behind"


def _told(text: str, word: Candidate) -> Iterator[str]:
    """Yield what the signs around a name say by which names are weighed."""
    before = text[max(0, word.start - BEFORE) : word.start]
    behind = next((points for points, sign in surroundings.BEHIND if sign.match(text, word.end)), 0)
    ahead = next((points for points, sign in surroundings.AHEAD if sign.search(before)), 0)
    likely = "likely" if word.form >= _LIKELY else "unlikely"
    yield f"sign behind {behind}"
    yield f"sign ahead {ahead}"
    yield f"sign behind {behind} {likely}"
    yield f"sign ahead {ahead} {likely}"
    if ahead and behind:
        yield "signs on both sides" if min(ahead, behind) > 1 else "weak signs on both sides"
    if is_public(text, word.start, word.end):
        yield "public"


def _of_line(text: str, begin: int, end: int) -> Iterator[str]:
    """Yield what the words of a line say, whoever stands in it."""
    if surroundings.PRIVATE.search(text, begin, end):
        yield "line of what befalls people"
    if surroundings.PUBLIC.search(text, begin, end):
        yield "line of who is public"
    if _OFFICIALS.search(text, begin, end):
        yield "line of officials"
    if end - begin < _SHORT:
        yield "short line"
    above = text.rfind("\n", max(0, begin - AROUND), max(0, begin - 1)) + 1
    if _OFFICIALS.search(text, max(above, begin - AROUND), begin):
        yield "line of officials above"
