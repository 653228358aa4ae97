"""The words of an index, kept in memory: how many texts have each beginning of a word in their title or beside it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from retrieval.hangul import initials, is_syllable
from retrieval.segments import Text
from retrieval.terms import RUN

# Of longer words the beginning.
LONGEST: Final = 12
# What stands in one text alone may be a slip, and is offered only where nothing else is there, for so many initials:
# two are those of too much.
OFFERED_FROM: Final = 2
RARE_FROM: Final = 3


def words(text: Text) -> list[str]:
    """Return the words in what names a text, with repetitions: its title, what stands beside it, its summary."""
    return list(chain.from_iterable(map(_runs, _named(text).split())))


def distinct(text: Text) -> Iterable[str]:
    """Return the same words each once, of longer ones the beginning."""
    return dict.fromkeys(chain.from_iterable(map(_beginnings_of_runs, dict.fromkeys(_named(text).split()))))


def _named(text: Text) -> str:
    return "\n".join((text.folded["title"], text.folded["aside"], text.folded["summary"]))


def _runs(said: str) -> list[str]:
    """Return the words in what has no blank."""
    return RUN.findall(said)


@lru_cache(maxsize=1 << 14)
def _beginnings_of_runs(said: str) -> tuple[str, ...]:
    """Return no more of each than its beginning; most texts say what others have said."""
    return tuple(run[:LONGEST] for run in _runs(said))


def beginnings(text: Text) -> set[str]:
    """Return the beginnings of the words in what names a text: all of a word of Hangul, else the whole run."""
    return {beginning for run in words(text) for beginning in _beginnings(run)}


def _beginnings(run: str) -> Iterator[str]:
    if not is_syllable(run[0]):
        yield run
        return
    for end in range(1, min(len(run), LONGEST) + 1):
        yield run[:end]


class MemoryLexicon:
    """The lexicon of texts that are all at hand."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._counts = Counter(word for text in texts for word in beginnings(text))
        self._by_initials: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self._counts, key=lambda word: (-self._counts[word], word)):
            if len(word) > 1 and is_syllable(word[0]):
                self._by_initials[initials(word)].append(word)

    def counts(self, words: Collection[str]) -> Mapping[str, int]:
        """Return for each of the squeezed words in how many texts some word begins with it; 0 is left out."""
        return {word: self._counts[word] for word in words if word in self._counts}

    def with_initials(self, initials: str, *, limit: int) -> Sequence[str]:
        """Return the beginnings of words whose initials are exactly these, those in most texts first."""
        found = self._by_initials.get(initials, [])[:limit]
        common = [word for word in found if self._counts[word] >= OFFERED_FROM]
        return common or (found if len(initials) >= RARE_FROM else [])
