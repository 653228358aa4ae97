"""A table of words that mean the same, which editors keep.

A line is a group, its words parted by ``=``, or leads one way: ``혼자 사는 노인 > 독거노인``, where whoever types what
stands left wants what stands right too. ``#`` begins a comment.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from retrieval import english, pieces
from retrieval.folding import fold
from retrieval.hangul import is_syllable
from retrieval.words import spaced, squeezed, stem

# A phrase of the table has at most so many words, and a word so many others that mean the same.
LONGEST: Final = 5
MOST: Final = 8


class Fault(Enum):
    """The reason why a line says nothing, or not what it seems to."""

    FEW = "two words with = or > between them are needed"
    ARROWS = "> stands in it more than once"
    LONG = f"nobody's words are found that are more than {LONGEST}"
    MANY = f"a word has more than {MOST} others"
    SAME = "its words are one, but for blanks and signs"
    SIGNS = "quotes, a minus, and a name before a colon are no part of a word"


class BadLine(ValueError):
    """A line of the table that says nothing: ``number`` counts from 1, ``fault`` is what is wrong with it."""

    def __init__(self, line: str, fault: Fault, *, number: int = 1) -> None:
        super().__init__(f"line {number}: {fault.value}: {line[:80]!r}")
        self.line, self.fault, self.number = line, fault, number


@dataclass(frozen=True, slots=True)
class Group:
    """The sense of a line: whoever types one of ``typed`` wants the others of them, and all that is ``wanted``."""

    typed: tuple[str, ...]
    wanted: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " > ".join(" = ".join(words) for words in (self.typed, self.wanted) if words)

    @property
    def sense(self) -> tuple[frozenset[str], frozenset[str]]:
        """The same for all lines that say the same, however they are spelled and in whichever order."""
        return frozenset(map(gist, self.typed)), frozenset(map(gist, self.wanted))

    @property
    def fault(self) -> Fault | None:
        """The fault of a group of two words or more; None where there is none."""
        words = (*self.typed, *self.wanted)
        if len(set(map(gist, words))) < 2:
            return Fault.SAME
        if all(map(_is_long, self.typed)):
            return Fault.LONG
        return Fault.MANY if len(words) - 1 > MOST else None

    @property
    def unreached(self) -> tuple[str, ...]:
        """The words that are found and that nobody can type, since they are too long: they might as well be wanted."""
        return tuple(word for word in self.typed if _is_long(word))

    def says(self, other: "Group") -> bool:
        """Return whether whoever types a word of the other group gets by this one all that the other says."""
        typed, wanted = self.sense
        other_typed, other_wanted = other.sense
        return other_typed <= typed and other_wanted <= typed | wanted


class Synonyms:
    """The table, asked by squeezed words."""

    def __init__(self, others: Mapping[str, Iterable[str]]) -> None:
        self._others = {word: tuple(dict.fromkeys(texts))[:MOST] for word, texts in others.items()}

    def of(self, word: str) -> tuple[str, ...]:
        """Return what else a squeezed word may be called, folded, with its blanks; with its ending or without, and of
        one or of several in English."""
        forms = (word, stem(word), *english.numbers(word))
        return next((self._others[form] for form in forms if form in self._others), ())

    def has(self, word: str) -> bool:
        """Return whether some word of the table begins with this one, squeezed: it is no slip then."""
        at = bisect_left(self._words, word)
        return at < len(self._words) and self._words[at].startswith(word)

    @cached_property
    def _words(self) -> list[str]:
        every = (text for word, others in self._others.items() for text in (word, *others))
        return sorted({part for text in every for part in (squeezed(text), *spaced(text).split())})

    def pairs(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each squeezed word of the table with what else it may be called, as :meth:`of` returns it."""
        yield from self._others.items()

    def within(self, word: str) -> tuple[str, ...]:
        """Return the word with the longest known beginning, or else end, replaced: 킥보드주차 has one for 킥보드.

        Of Hangul alone: words of other letters are not written together.
        """
        if not all(map(is_syllable, word)):
            return ()
        for length in range(len(word) - 2, 1, -1):
            head, tail = word[:length], word[-length:]
            if head in self._others:
                return tuple(other + word[length:] for other in self._others[head])
            if tail in self._others:
                return tuple(word[:-length] + other for other in self._others[tail])
        return ()


def read(lines: Iterable[str]) -> Synonyms:
    """Return the table of these lines; BadLine where one has no two words."""
    return table(groups(lines))


def table(said: Iterable[Group]) -> Synonyms:
    """Return the table of these groups; those that come first count first.

    Whoever wants a word wants its equals too: with ``bike rental > 공공자전거``, and that equal to 공유자전거, both.
    """
    others: defaultdict[str, list[str]] = defaultdict(list)
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    equals: dict[str, tuple[str, ...]] = {}
    for group in said:
        for word in group.typed:
            others[squeezed(word)] += [other for other in (*group.typed, *group.wanted) if other != word]
            wanted[squeezed(word)] += group.wanted
            equals.setdefault(squeezed(word), group.typed)
    for word, texts in wanted.items():
        others[word] += [equal for text in texts for equal in equals.get(squeezed(text), ()) if squeezed(equal) != word]
    return Synonyms(others)


def groups(lines: Iterable[str]) -> Iterator[Group]:
    """Yield what each line says that says something; BadLine where one has no two words."""
    for number, line in enumerate(lines, 1):
        said = line.partition("#")[0].strip()
        if said:
            yield _group(said, line, number)


def checked(line: str) -> Group:
    """Return what one line says; BadLine for all that somebody who writes it would want to know."""
    if line.count(">") > 1:
        raise BadLine(line, Fault.ARROWS)
    group = next(groups([line]), None)
    if group is None:
        raise BadLine(line, Fault.FEW)
    fault = Fault.SIGNS if _has_signs(line) else group.fault
    if fault:
        raise BadLine(line, fault)
    return group


def _has_signs(line: str) -> bool:
    """Return whether a word of a line would be read as something else where somebody types it."""
    said = (pieces.parted(word) for word in re.split("[=>]", line.partition("#")[0]))
    return any(one.fields or one.without or any(word.is_quoted for word in one.words) for one in said)


def _is_long(word: str) -> bool:
    return len(word.split()) > LONGEST


def gist(word: str) -> str:
    """Return all of a folded word that makes a difference: blanks do where there is no syllable."""
    return squeezed(word) if any(map(is_syllable, word)) else word


def _group(said: str, line: str, number: int) -> Group:
    typed, _, wanted = said.partition(">")
    group = Group(words(typed.split("=")), words(wanted.split("=")))
    if not group.typed or len(group.typed) + len(group.wanted) < 2:
        raise BadLine(line, Fault.FEW, number=number)
    return group


def words(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts as a group has them, without those in which there is no letter and no digit."""
    return tuple(word for word in (spaced(fold(text)) for text in texts) if word)
