"""A folded text and what stands around a place in it: words before and after, whose data it is, a column's heading."""

import re
from bisect import bisect_left, bisect_right
from copy import copy
from enum import Enum
from itertools import takewhile
from operator import attrgetter
from typing import Final

from screening.findings import Finding
from screening.text.columns import Cell, labelled_cells, together
from screening.text.cues import Cue, Label, Sighted, Sign, sight
from screening.text.figures import beginnings
from screening.text.laidout import laid_out_cells
from screening.text.people import is_public
from screening.words import offices, patterns

# Characters, not words: about one line of a printed page, and the row of a form.
_WINDOW: Final = 80
_LONGEST_LINK: Final = 300
LONGEST_TITLE: Final = 200
# What a name of so many letters keeps when it is covered, of one in another script: 홍*동.
_WITH_LAST: Final = 3
_FIRST, _LAST = "김", "이"
_OPENING: Final = frozenset("([")


class Side(Enum):
    """Whose telephone or address something is, by the nearest word before it."""

    HOME = "home"
    CITIZEN = "citizen"
    OFFICE = "office"


_SIDE_OF: Final = {
    Label.HOME: Side.HOME,
    Label.HOME_PHONE: Side.HOME,
    Label.CITIZEN: Side.CITIZEN,
    Label.HOLDER: Side.CITIZEN,
    Label.NAME: Side.CITIZEN,
    Label.RESIDENT: Side.CITIZEN,
}
# The labels of words for a home or a citizen.
PRIVATE: Final = frozenset(_SIDE_OF)
_ANNOUNCED_BY_HEADING: Final = frozenset(
    {Label.CITIZEN, Label.PERSON, Label.HOLDER, Label.NAME, Label.ROSTER, Label.PASSPORT, Label.RESIDENT}
)
_OFFICE: Final = patterns.cue(offices.OFFICE)
# What a form asks of bodies alone, and nobody filled in: (사업자·법인·단체명: 해당없음).
_NONE: Final = re.compile(r"\([^()\n]{1,20}: ?(?:해당 ?(?:사항 ?)?없음|없음|-)?\)")
_AFTER_NUMBER: Final = re.compile(r" ?\(?(?:(?P<home>자택|집\b|댁\b)|사무실|직장|회사|대표|팩스|F)")
# What is said of a value in brackets behind it, up to where they close.
_CALLED: Final = re.compile(r" ?[(\[] ?(?P<said>[^0-9()\[\]\n]{1,24})[)\]]")


class Reading:
    """One text during one screening, scanned once for all rules. Positions are those of the folded text.

    ``digits`` are the places where a number, a plate or the number of a house can begin, ``numbers`` those of them
    that are no house's alone, ``cues`` the words that announce a value, ``cells`` the table cells below such words,
    each in order; ``labels`` are those of the cues, ``signs`` where the signs of other personal data begin, and
    ``seen`` which of both there are. ``named``, ``people`` and ``owned`` are filled while the rules are asked: where
    the names begin and end that a rule told, where all do that were found, and what else was; ``houses`` too, where the
    numbers stand that may be those of homes.
    """

    def __init__(self, text: str, sighted: Sighted | None = None) -> None:
        self.text = text
        self.digits, self.numbers = beginnings(text)
        sighted = sighted or sight(text)
        self.cues, self.signs = sighted.cues, sighted.signs
        if self.digits:
            self.signs[Sign.DIGIT] = self.digits
        if self.numbers:
            self.signs[Sign.NUMBER] = self.numbers
        if len(text) <= LONGEST_TITLE:
            self.signs[Sign.TITLE] = [0]
        self._ends: dict[Label, list[int]] = {}
        for cue in self.cues:
            self._ends.setdefault(cue.label, []).append(cue.end)
        self.labels = frozenset(self._ends)
        self.named: dict[int, int] = {}
        self.owned: list[Finding] = []
        self.people: list[tuple[int, int]] = []
        self.houses: list[int] = []
        self.cells: list[Cell] = []
        self._private: list[Cue] = []
        # Tables matter to names, passports and numbers in two cells, which their headings alone announce, and to what
        # begins with a digit.
        if self.cues and (self.digits or not self.labels.isdisjoint(_ANNOUNCED_BY_HEADING)):
            self.cells = together(labelled_cells(text, self.cues, self.digits), laid_out_cells(text, self.cues))
            self._cell_starts = [cell.start for cell in self.cells]
            if self.cells:
                self.signs[Sign.TABLE] = self._cell_starts
        self.seen: frozenset[Label | Sign] = self.labels.union(self.signs)
        if not self.labels.isdisjoint(PRIVATE):
            self._private = [cue for cue in self.cues if cue.label in PRIVATE and not is_public(text, cue)]
            self._private_ends = [cue.end for cue in self._private]

    def with_people_covered(self) -> "Reading":
        """Return the same reading of the text in which the names found are covered in part: 홍*동."""
        parts: list[str] = []
        done = 0
        for start, end in sorted(self.people):
            if start >= done:
                parts += self.text[done:start], _covered(self.text[start:end])
                done = end
        other = copy(self)
        other.text = f"{''.join(parts)}{self.text[done:]}"
        return other

    def announced(self, position: int, label: Label, *, within: int) -> bool:
        """Say whether a word of that label ends among the characters before ``position``, ``within`` so many."""
        return self.last_end(position, label, within=within) is not None

    def has_cue(self, start: int, end: int) -> bool:
        """Say whether a word that announces something begins from ``start`` to ``end``."""
        found = bisect_left(self.cues, start, key=attrgetter("start"))
        return found < len(self.cues) and self.cues[found].start < end

    def last_end(self, position: int, label: Label, *, within: int) -> int | None:
        """Return where the last such word before ``position`` ends."""
        ends = self._ends.get(label)
        if ends is None:
            return None
        found = bisect_right(ends, position) - 1
        return ends[found] if found >= 0 and ends[found] >= position - within else None

    def called(self, position: int, label: Label) -> bool:
        """Say whether a word of that label stands in the brackets that open at ``position``."""
        if label not in self._ends or self.text[position : position + 2].strip()[:1] not in _OPENING:
            return False
        said = _CALLED.match(self.text, position)
        if said is None:
            return False
        start, end = said.span("said")
        found = bisect_left(self.cues, start, key=attrgetter("start"))
        return any(cue.label is label for cue in takewhile(lambda cue: cue.end <= end, self.cues[found : found + 3]))

    def signed(self, position: int, sign: Sign, *, within: int) -> bool:
        """Say whether such a sign begins among the characters before ``position``, ``within`` so many."""
        starts = self.signs.get(sign)
        if starts is None:
            return False
        found = bisect_left(starts, position) - 1
        return found >= 0 and starts[found] >= position - within

    def before(self, position: int, length: int) -> str:
        """Return up to ``length`` characters that end at ``position``."""
        return self.text[position - length if position > length else 0 : position]

    def after(self, position: int, length: int) -> str:
        """Return up to ``length`` characters that begin at ``position``."""
        return self.text[position : position + length]

    def is_tabled(self, position: int) -> bool:
        """Say whether a table begins before ``position``."""
        return bool(self.cells) and self.cells[0].start <= position

    def cell(self, position: int, label: Label) -> Cell | None:
        """Return the table cell around ``position`` if its heading is ``label``."""
        if not self.cells:
            return None
        found = bisect_right(self._cell_starts, position) - 1
        if found < 0:
            return None
        cell = self.cells[found]
        return cell if position < cell.end and cell.label is label else None

    def under(self, position: int, label: Label, *, people: bool = False) -> bool:
        """Say whether a heading of that label stands over ``position``, and over ``people`` where that is asked."""
        found = self.cell(position, label)
        return found is not None and (found.people or not people)

    def word_before(self, position: int) -> str:
        """Return the end of the word, file name or web address that goes on to ``position``."""
        before = self.before(position, _LONGEST_LINK)
        return before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""

    def side(self, start: int, end: int) -> Side | None:
        """Return whose telephone or address stands at ``start`` to ``end``, or None where nothing says it."""
        if said := _AFTER_NUMBER.match(self.text, end):
            return Side.HOME if said["home"] else Side.OFFICE
        if not self._private:
            return None
        found = bisect_right(self._private_ends, start) - 1
        if found < 0 or self._private_ends[found] < start - _WINDOW:
            return None
        if _OFFICE.search(_NONE.sub("", self.text[self._private_ends[found] : start])):
            return Side.OFFICE
        return _SIDE_OF[self._private[found].label]


def _covered(name: str) -> str:
    """Return a name as an office covers it, in Hangul, as long as it is: the beginning of a long one is left out."""
    first = name[0] if _is_hangul(name[0]) else _FIRST
    if len(name) < _WITH_LAST:
        return first.ljust(len(name), "*")
    return f"{first}*{name[-1] if _is_hangul(name[-1]) else _LAST}".rjust(len(name))


def _is_hangul(letter: str) -> bool:
    return "가" <= letter <= "힣"
