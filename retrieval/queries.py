"""Reading what somebody typed as what is looked for.

A query is a row of *concepts*, each of which may be met in several ways: as typed, without a particle, by a synonym,
in the other mode of the keyboard, by words with these initials, by a word that is known and one letter away.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Protocol

from retrieval import keyboards, spelling
from retrieval.folding import fold
from retrieval.hangul import is_syllable
from retrieval.synonyms import LONGEST, Synonyms
from retrieval.words import ASKING, spaced, squeezed, stem

MOST_LETTERS: Final = 200
_MOST_CONCEPTS: Final = 16
_MOST_WAYS: Final = 8
_WORTH_BY_INITIALS: Final = (1.0, 0.6, 0.4)
_WORTH_BY_SPELLING: Final = (1.0, 0.6)


class Lexicon(Protocol):
    """The words of the titles, units and tags of an index."""

    def counts(self, words: Collection[str]) -> Mapping[str, int]:
        """Return for each of the squeezed words in how many texts some word begins with it; 0 may be left out."""

    def with_initials(self, initials: str, *, limit: int) -> Sequence[str]:
        """Return the beginnings of words whose initials are exactly these, those in most texts first."""


class By(Enum):
    """The means by which a way to meet a concept was found."""

    TYPED = "typed"
    SYNONYM = "synonym"
    KEYBOARD = "keyboard"
    INITIALS = "initials"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a concept: a folded text; its ``worth`` is less than 1 where it is only a guess."""

    text: str
    by: By = By.TYPED
    worth: float = 1.0


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is looked for; ``is_exact`` where it was quoted, and may be met by nothing else."""

    typed: str
    ways: tuple[Way, ...]
    is_exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """The things looked for, those that must be absent (``without``), words such as ``unit:도로과`` (``fields``)."""

    concepts: tuple[Concept, ...] = ()
    without: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = field(default=())

    @property
    def readings(self) -> tuple[tuple[str, str], ...]:
        """The words that were read otherwise than typed, each with what it was read as, to be said and taken back."""
        return tuple(
            (concept.typed, way.text)
            for concept in self.concepts
            for way in concept.ways[:2]
            if way.by in (By.KEYBOARD, By.INITIALS, By.SPELLING)
        )


_FIELDS: Final = {
    "unit": "unit", "부서": "unit", "number": "number", "번호": "number", "문서번호": "number",
    "year": "year", "연도": "year", "년도": "year",
}  # fmt: skip
_PIECE: Final = re.compile(
    r'(?P<minus>-)?"(?P<quoted>[^"]+)"|(?P<field>[^\W\d_]+):(?P<value>"[^"]+"|[^\s"]+)|(?P<not>-)?(?P<word>[^\s"]+)'
)
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟＂«»「」『』", '"'))
_INITIALS: Final = re.compile("[ㄱ-ㅎ]{2,}")
_LATIN: Final = re.compile("[a-z]{3,}")


def read(text: str, *, lexicon: Lexicon, synonyms: Synonyms) -> Query:
    """Return the query that these letters are; of a longer text its first :data:`MOST_LETTERS`."""
    words: list[tuple[str, str, bool]] = []
    without: list[str] = []
    fields: list[tuple[str, str]] = []
    for piece in _PIECE.finditer(fold(text[:MOST_LETTERS].translate(_QUOTES).replace("\0", " "))):
        name = _FIELDS.get(piece["field"] or "")
        if name:
            fields.append((name, piece["value"].strip('"')))
            continue
        said = piece["quoted"] or piece["word"] or f"{piece['field']}:{piece['value']}"
        word = squeezed(said)
        if not word:
            continue
        if piece["minus"] or piece["not"]:
            without.append(word)
        else:
            words.append((word, said, piece["quoted"] is not None))
    concepts = tuple(_concepts(words, _Reader(lexicon, synonyms)))[:_MOST_CONCEPTS]
    return Query(concepts=concepts, without=tuple(without[:_MOST_CONCEPTS]), fields=tuple(fields[:_MOST_CONCEPTS]))


def _concepts(words: Sequence[tuple[str, str, bool]], reader: "_Reader") -> Iterator[Concept]:
    at = 0
    asking = [word for word, _, _ in words if word not in ASKING and stem(word) not in ASKING]
    while at < len(words):
        word, said, quoted = words[at]
        length, phrase = (1, None) if quoted else reader.phrase([word for word, _, _ in words[at : at + LONGEST]])
        at += length
        if phrase:
            yield phrase
        elif quoted:
            yield Concept(said, (Way(spaced(said)),), is_exact=True)
        elif asking and (word in ASKING or stem(word) in ASKING):
            continue
        else:
            yield reader.concept(word)


class _Reader:
    """Reads one word after another, with what is known of words."""

    def __init__(self, lexicon: Lexicon, synonyms: Synonyms) -> None:
        self._lexicon = lexicon
        self._synonyms = synonyms

    def phrase(self, words: Sequence[str]) -> tuple[int, Concept | None]:
        """Return how many of the words are one phrase of the table of synonyms, and its concept."""
        for length in range(len(words), 1, -1):
            whole = "".join(words[:length])
            others = self._synonyms.of(whole)
            if others:
                typed = " ".join(words[:length])
                ways = (Way(typed), *(Way(other, By.SYNONYM) for other in others))
                return length, Concept(typed, ways[:_MOST_WAYS])
        return 1, None

    def concept(self, word: str) -> Concept:
        """Return what one word looks for."""
        if _INITIALS.fullmatch(word):
            found = self._lexicon.with_initials(word, limit=len(_WORTH_BY_INITIALS))
            guesses = zip(found, _WORTH_BY_INITIALS, strict=False)
            return Concept(word, tuple(Way(text, By.INITIALS, worth) for text, worth in guesses) or (Way(word),))
        others = self._synonyms.of(word)
        root = self._root(word)
        ways = [Way(root), *(Way(other, By.SYNONYM) for other in others)]
        if not others:
            ways += self._readings(word, root)
            ways += (Way(other, By.SYNONYM) for other in self._synonyms.within(root))
        return Concept(word, tuple({way.text: way for way in reversed(ways)}.values())[::-1][:_MOST_WAYS])

    def _root(self, word: str) -> str:
        """Return the stem, unless most words that begin with it begin with the whole word."""
        short = stem(word)
        if short == word:
            return word
        counts = self._lexicon.counts((word, short))
        return word if 2 * counts.get(word, 0) > counts.get(short, 0) else short

    def _readings(self, word: str, root: str) -> list[Way]:
        """Return how an unknown word may be meant: in the other mode, or one letter away."""
        counts = self._lexicon.counts((word, root))
        if any(counts.values()):
            return []
        other = keyboards.as_korean(word) if _LATIN.fullmatch(word) else keyboards.as_latin(word)
        if _LATIN.fullmatch(word):
            is_word = len(other) > 1 and all(is_syllable(letter) for letter in other)
            return [Way(self._root(other), By.KEYBOARD)] if is_word else []
        if _LATIN.fullmatch(other) and any(self._lexicon.counts((other,)).values()):
            return [Way(other, By.KEYBOARD)]
        known = spelling.known(root, self._lexicon.counts) or spelling.known(word, self._lexicon.counts)
        return [Way(text, By.SPELLING, worth) for text, worth in zip(known, _WORTH_BY_SPELLING, strict=False)]
