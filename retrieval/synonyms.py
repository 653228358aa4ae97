"""A table of words that mean the same, which editors keep.

A line is a group, its words parted by ``=``, or leads one way: ``혼자 사는 노인 > 독거노인``, where whoever types what
stands left wants what stands right too. ``#`` begins a comment.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from retrieval.folding import fold
from retrieval.words import spaced, squeezed, stem

# A phrase of the table has at most so many words.
LONGEST: Final = 5
MOST: Final = 8


class BadLine(ValueError):
    """A line of the table that says nothing: ``number`` counts from 1."""

    def __init__(self, number: int, line: str) -> None:
        super().__init__(f"line {number}: two words with = or > between them are needed: {line[:80]!r}")
        self.number = number


class Synonyms:
    """The table, asked by squeezed words."""

    def __init__(self, others: Mapping[str, Iterable[str]]) -> None:
        self._others = {word: tuple(dict.fromkeys(texts))[:MOST] for word, texts in others.items()}

    def of(self, word: str) -> tuple[str, ...]:
        """Return what else a squeezed word may be called, folded, with its blanks; with its ending or without."""
        return self._others.get(word) or self._others.get(stem(word), ())

    def pairs(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each squeezed word of the table with what else it may be called, as :meth:`of` returns it."""
        yield from self._others.items()

    def within(self, word: str) -> tuple[str, ...]:
        """Return the word with the longest known beginning, or else end, replaced: 킥보드주차 has one for 킥보드."""
        for length in range(len(word) - 2, 1, -1):
            head, tail = word[:length], word[-length:]
            if head in self._others:
                return tuple(other + word[length:] for other in self._others[head])
            if tail in self._others:
                return tuple(word[:-length] + other for other in self._others[tail])
        return ()


def read(lines: Iterable[str]) -> Synonyms:
    """Return the table of these lines; BadLine where one has no two words."""
    others: defaultdict[str, list[str]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        typed, _, wanted = said.partition(">")
        group, more = _words(typed), _words(wanted)
        if not group or len(group) + len(more) < 2:
            raise BadLine(number, line)
        for word in group:
            others[squeezed(word)] += [other for other in (*group, *more) if other != word]
    return Synonyms(others)


def _words(text: str) -> list[str]:
    return [word for word in (spaced(fold(part)) for part in text.split("=")) if word]
