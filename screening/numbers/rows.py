"""The parts of a rule for numbers: a row with a shape and a condition, and the place where the shape was met."""

import re
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from string import ascii_letters
from typing import Final

from screening.findings import Confidence, Kind
from screening.text.characters import FIGURES
from screening.text.cues import Label
from screening.text.figures import SIGNS
from screening.text.reading import Reading

# Groups of digits are parted by one or two signs, by spaces, a line break and what indents the next line, or nothing.
GAP: Final = r"(?>\n {2,24}|[ \n]{0,2})"
PART: Final = rf"{GAP}[{SIGNS}]{{0,2}}+{GAP}"
HYPHEN: Final = rf"{GAP}-{GAP}"
END: Final = r"(?![0-9*])"

_GROUP: Final = re.compile(r"\[0-9\]\{([0-9]+)(?:,([0-9]+))?\}")
_FIGURES: Final = frozenset(FIGURES)
_NO_FIGURES: Final = re.compile("[^0-9]+")
# Commas, slashes, brackets and quotes part the cells of a list. A full stop and zeros are what a spreadsheet adds.
_GLUED_BEFORE: Final = re.compile(r"[A-Za-z]\Z|[A-Za-z0-9]-\Z|[0-9]\.\Z")
_GLUED_AFTER: Final = re.compile(r"[A-Za-z]|\.(?!00?(?![0-9]))[0-9]")
_GLUE: Final = frozenset(f"{ascii_letters}-.")  # the letters beside the number in both
_LINK: Final = re.compile(
    r"://|www\.|(?:href|src)=|[A-Za-z0-9]\.(?:kr|com|net|org|io|be|gov|edu|info|biz)/"
    r"|\A[\"'(]*(?:/[A-Za-z0-9_.%-]+/|(?:[0-9_.%-]*[A-Za-z][A-Za-z0-9_.%-]*/){2})"
)
# Between two numbers of a list, behind whose the first is.
_OF_LIST: Final = re.compile(
    r"(?: ?\([가-힣○* ]{2,8}\)(?= ?[,;/·、]))?"
    r"(?: ?[,;/·、&+] ?\n?| ?(?:→|⇒|▶|➔|➡|[-=]?>|~) ?|,? ?(?:및|또는|그리고|and|or|AND) |[와과] |에서 "
    r"| ?[(\[]?(?:변경|정정) ?후[)\]]?[ :]{0,2})"
)
_WIDEST_MARK: Final = 16
# The names that programs give to what a number is: tel=010…
_PARAMETER: Final = re.compile(
    r"(?:tel|phone|mobile|cell|hp|jumin|rrn|ssn|resident|account|acct|card)[a-z_]{0,12}[=:]\Z", re.IGNORECASE
)


class Place:
    """One match of a row's pattern in a text; ``loose`` where digits may stand apart in it."""

    __slots__ = ("_digits", "bare", "end", "loose", "match", "reading", "start")

    def __init__(self, reading: Reading, match: re.Match[str], *, loose: bool = False) -> None:
        self.reading = reading
        self.match = match
        self.loose = loose
        self.start, self.end = match.span()
        said = match[0]
        self.bare = said.isdigit()  # nothing but digits
        self._digits = said if self.bare else ""  # looked for when they are asked for

    @property
    def digits(self) -> str:
        if not self._digits:
            self._digits = _NO_FIGURES.sub("", self.match[0])
        return self._digits

    @property
    def hyphened(self) -> bool:
        return "-" in self.match[0]

    @property
    def scattered(self) -> bool:
        """Broken across lines, or with digits apart inside a group, and no hyphen to say that all belong together."""
        return not self.hyphened and (self.loose or "\n" in self.match[0])

    @property
    def chained(self) -> bool:
        """Part of a longer number with hyphens: 12-010-1234-5678."""
        text, start, end = self.reading.text, self.start, self.end
        chained = text[end : end + 1] == "-" and text[end + 1 : end + 2] in _FIGURES
        return chained or (start > 1 and text[start - 1] == "-" and text[start - 2] in _FIGURES)

    @property
    def glued(self) -> bool:
        """Part of a code, a decimal fraction or a web address. An underscore parts the words of a file name, as a space
        does.
        """
        text, start, end = self.reading.text, self.start, self.end
        before = text[start - 1 : start] in _GLUE and self.follows(_GLUED_BEFORE, 2)
        return before or (text[end : end + 1] in _GLUE and self.precedes(_GLUED_AFTER, 4)) or self.linked

    @property
    def linked(self) -> bool:
        """Part of a web address or a path, and not what its parameter calls a telephone or the like."""
        word = self.reading.word_before(self.start)
        return bool(word) and bool(_LINK.search(word)) and not _PARAMETER.search(word)

    def follows(self, pattern: re.Pattern[str], length: int) -> bool:
        """Say whether ``pattern`` stands among the ``length`` characters before."""
        start = self.start
        return pattern.search(self.reading.text[start - length if start > length else 0 : start]) is not None

    def precedes(self, pattern: re.Pattern[str], length: int) -> bool:
        """Say whether the ``length`` characters behind begin with ``pattern``."""
        return pattern.match(self.reading.text[self.end : self.end + length]) is not None

    def announced(self, label: Label, within: int) -> bool:
        """Say whether a word of that label ends among the characters just before, ``within`` so many."""
        return self.reading.last_end(self.start, label, within=within) is not None

    def told(self, label: Label, within: int) -> bool:
        """Say whether a word of that label announces this, ``within`` so many characters before or as its heading, or
        stands behind it in brackets.
        """
        return self.announced(label, within) or self.under(label) or self.called(label)

    def called(self, label: Label) -> bool:
        """Say whether a word of that label stands right behind in brackets: 110-000-000000(환급계좌)."""
        return self.reading.called(self.end, label)

    def follows_another(self, kind: Kind) -> bool:
        """Say whether nothing but the mark of a list parts this from a number of that kind."""
        last = self.reading.owned[-1] if self.reading.owned else None
        if last is None or last.kind is not kind or not 0 < self.start - last.end < _WIDEST_MARK:
            return False
        return _OF_LIST.fullmatch(self.reading.text, last.end, self.start) is not None

    @property
    def banked(self) -> bool:
        """Near words for a bank account, or in a column of them."""
        return self.told(Label.ACCOUNT, 30) or self.announced(Label.BANK, 30)

    def under(self, label: Label) -> bool:
        """Say whether this stands below such a heading."""
        return self.reading.under(self.start, label)


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: the digits it can begin with, its shape, and what must hold beside the shape.

    ``lead`` is what belongs to the number and stands before its first digit, such as the plus of +82. A row with
    ``needs`` accepts nothing in a text that has no word of those labels, and is not tried there.
    """

    kind: Kind
    rule: str
    _: KW_ONLY
    first: str
    pattern: re.Pattern[str]
    accept: Callable[[Place], Confidence | None]
    lead: re.Pattern[str] | None = None
    needs: frozenset[Label] = frozenset()
    loose: bool = False


def loosened(row: Row) -> Row:
    """Return the row with digits that may stand apart inside a group too, as forms and narrow cells break them."""

    def apart(group: re.Match[str]) -> str:
        low, high = int(group[1]) - 1, int(group[2] or group[1]) - 1
        return f"[0-9](?:{GAP}[0-9]){{{low},{high}}}"

    return replace(row, pattern=re.compile(_GROUP.sub(apart, row.pattern.pattern)), loose=True)
