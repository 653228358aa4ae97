"""Reading what somebody typed as what is looked for.

A query is a row of *concepts*, each of which may be met in several ways: as typed, without a particle, by a synonym,
in the other mode of the keyboard, by words with these initials, by a word that is known and one letter away.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby, islice
from typing import Final, Protocol

from retrieval import doing, english, keyboards, pieces, spelling, writings
from retrieval.hangul import is_syllable
from retrieval.pieces import Word
from retrieval.synonyms import LONGEST, Synonyms
from retrieval.words import ASKING, PARTICLES, spaced, squeezed, stem

_MOST_CONCEPTS: Final = 16
_MOST_WAYS: Final = 8
_WORTH_BY_INITIALS: Final = (1.0, 0.6, 0.4)
_WORTH_BY_SPELLING: Final = (1.0, 0.6)
_WORTH_BY_BEGINNING: Final = 0.9
_MOST_FORMS: Final = 3
# A word that is followed by what asks whether it must be.
_MUST: Final = "야"
_MUST_BE: Final = ("하", "해", "되", "돼", "합", "됩")
# Lone syllables in a row that are one word.
_SYLLABLES: Final = 3
# Beside so many words a slip of a short one is proved by the others.
_MANY: Final = 4
_LAW: Final = "법"
_SHORTEST_SUBJECT: Final = 3
_WORTH_OF_A_SUBJECT: Final = 0.9
# Initials of two words in a row are looked for in no longer ones.
_LONGEST_ROW: Final = 8
_INITIALS: Final = re.compile("[ㄱ-ㅎ]{2,}")
_KEYS: Final = re.compile("(?=.*[a-z]{2})[a-z0-9]{3,}")


class Lexicon(Protocol):
    """The words of the titles, units and tags of an index."""

    def counts(self, words: Collection[str]) -> Mapping[str, int]:
        """Return for each of the squeezed words in how many texts some word begins with it; 0 may be left out."""

    def with_initials(self, initials: str, *, limit: int) -> Sequence[str]:
        """Return the beginnings of words whose initials are exactly these, those in most texts first."""


class By(Enum):
    """The means by which a way to meet a concept was found.

    WRITTEN is the same day, or the same word, written otherwise.
    BEGINNING is a word that begins with the one being typed, where somebody asks for such.
    """

    TYPED = "typed"
    WRITTEN = "written"
    SYNONYM = "synonym"
    KEYBOARD = "keyboard"
    INITIALS = "initials"
    SPELLING = "spelling"
    BEGINNING = "beginning"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a concept: a folded text; its ``worth`` is less than 1 where it is only a guess."""

    text: str
    by: By = By.TYPED
    worth: float = 1.0


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is looked for; ``is_exact`` where it was quoted, and may be met by nothing else.

    What ``only_helps`` says what somebody wants to do with the others, such as 빌려요 and ``borrow``: it adds to what a
    text scores, and nothing is missing where it is not there.
    """

    typed: str
    ways: tuple[Way, ...]
    is_exact: bool = False
    only_helps: bool = False


# A known word of more syllables is not written apart as well.
_SHORT: Final = 6
# A word that may be made up of others, of two syllables each.
_COMPOUND: Final = re.compile("[가-힣]{4,20}")
_READINGS: Final = (By.KEYBOARD, By.INITIALS, By.SPELLING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """The things looked for, those that must be absent (``without``), words such as ``unit:도로과`` (``fields``).

    It may have none of the first: ``-소독 year:2026`` is every text of that year but some.
    """

    concepts: tuple[Concept, ...] = ()
    without: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def readings(self) -> tuple[tuple[str, str], ...]:
        """The words that were read otherwise than typed, each with what it was read as, to be said and taken back."""
        return tuple((concept.typed, text) for concept in self.concepts for text in _read_as(concept))

    @property
    def typed(self) -> str:
        """The letters that were typed, in one form for all spellings: read once more it is the same query."""
        return self._text([concept.typed for concept in self.concepts])

    @property
    def understood(self) -> str:
        """The same with what was read otherwise than typed as it was read."""
        return self._text([next(_read_as(concept), concept.typed) for concept in self.concepts])

    def _text(self, words: Sequence[str]) -> str:
        return " ".join(
            [
                *(
                    f'"{word}"' if concept.is_exact else word
                    for concept, word in zip(self.concepts, words, strict=True)
                ),
                *(f'-"{word}"' if " " in word else f"-{word}" for word in self.without),
                *(f'{name}:"{value}"' if " " in value else f"{name}:{value}" for name, value in self.fields),
            ]
        )


def _read_as(concept: Concept) -> Iterator[str]:
    return (way.text for way in concept.ways[:2] if way.by in _READINGS)


def read(text: str, *, lexicon: Lexicon, synonyms: Synonyms, as_typed: bool = False) -> Query:
    """Return the query that these letters are; of a longer text the beginning.

    ``as_typed`` takes every word for what it is: no other mode of the keyboard, no initials, no other spelling.
    """
    typed = pieces.parted(text)
    reader = _Reader(lexicon, synonyms, as_typed=as_typed, is_alone=len(typed.words) < _MANY)
    found = [*islice(_concepts(typed.words, reader), _MOST_CONCEPTS)]
    if all(one.only_helps for one in found):
        found = [replace(one, only_helps=False) for one in found]
    return Query(
        # Equal ones once, where the last of them stands: it may be the one that is being typed.
        concepts=tuple({(one.ways, one.is_exact): one for one in reversed(found)}.values())[::-1],
        without=typed.without[:_MOST_CONCEPTS],
        fields=typed.fields[:_MOST_CONCEPTS],
    )


def widened(query: Query, words: Sequence[str], *, most: int = _MOST_WAYS) -> Query:
    """Return a query whose last concept is met by these words too, with which what is being typed may go on; in at
    most so many ways."""
    if not query.concepts or query.concepts[-1].is_exact:
        return query
    *before, last = query.concepts
    known = {squeezed(way.text) for way in last.ways}
    more = [Way(word, By.BEGINNING, _WORTH_BY_BEGINNING) for word in words if squeezed(word) not in known]
    return replace(query, concepts=(*before, replace(last, ways=(*last.ways, *more)[:most])))


def _concepts(words: Sequence[Word], reader: "_Reader") -> Iterator[Concept]:
    words = _rejoined(words)
    at, is_behind_a_verb = 0, False
    says_something = any(word.is_quoted or not _asks(word) for word in words)
    while at < len(words):
        word = words[at]
        length, phrase = reader.phrase(words[at : at + LONGEST])
        at += length
        verb = None if phrase or word.is_quoted else reader.verb(word)
        if phrase:
            yield phrase
        elif word.is_quoted:
            yield Concept(word.typed, (Way(spaced(word.text)),), is_exact=True)
        elif says_something and (_asks(word) or _says_how(word, words[at:], is_behind_a_verb=is_behind_a_verb)):
            pass
        elif verb:
            yield verb
        else:
            yield from reader.concepts(word)
        is_behind_a_verb = verb is not None


def _asks(word: Word) -> bool:
    """Return whether this only asks, with or without a particle."""
    text = squeezed(word.text)
    return text in ASKING or stem(text) in ASKING


def _says_how(word: Word, following: Sequence[Word], *, is_behind_a_verb: bool) -> bool:
    """Return whether this is the way or place to do what was said before, or what must be done: 가야 하나요."""
    text = squeezed(word.text)
    must = (
        text.endswith(_MUST)
        and stem(text) == text
        and any(one.text.startswith(_MUST_BE) and _asks(one) for one in following[:1])
    )
    return must or (is_behind_a_verb and text in doing.HOW)


def _rejoined(words: Sequence[Word]) -> list[Word]:
    """Return words, those that were typed syllable by syllable as one: 문 화 유 산."""
    found: list[Word] = []
    for is_one, some in groupby(words, _is_syllable_alone):
        row = list(some)
        if is_one and len(row) >= _SYLLABLES:
            row = [Word(" ".join(word.typed for word in row), "".join(word.text for word in row))]
        found += row
    return found


def _is_syllable_alone(word: Word) -> bool:
    return not word.is_quoted and len(word.text) == 1 and is_syllable(word.text)


def _within(text: str) -> list[tuple[int, int]]:
    """Return the bounds of all words of two syllables or more within a word, in their order."""
    every = ((low, high) for low in range(len(text) - 1) for high in range(low + 2, len(text) + 1))
    return [bounds for bounds in every if bounds != (0, len(text))]


class _Reader:
    """Reads one word after another, with what is known of words; ``is_alone`` where few stand beside each other."""

    def __init__(self, lexicon: Lexicon, synonyms: Synonyms, *, as_typed: bool, is_alone: bool) -> None:
        self._lexicon = lexicon
        self._synonyms = synonyms
        self._as_typed = as_typed
        self._is_alone = is_alone

    def phrase(self, words: Sequence[Word]) -> tuple[int, Concept | None]:
        """Return how many of the words are one date, or one phrase of the table of synonyms, and its concept."""
        quoted = next((number for number, word in enumerate(words) if word.is_quoted), len(words))
        length, days = writings.dated([word.text for word in words[:quoted]])
        if days:
            first, *written = days
            typed = " ".join(word.typed for word in words[:length])
            return length, Concept(typed, (Way(first), *(Way(one, By.WRITTEN) for one in written)))
        for length in range(quoted, 1, -1):
            texts = [word.text for word in words[:length]]
            others = self._synonyms.of(squeezed("".join(texts)))
            if others:
                typed = self._root(spaced(" ".join(texts)))
                head, _, last = typed.rpartition(" ")
                forms = (Way(f"{head} {form}", By.WRITTEN) for form in self._forms(last))
                ways = [Way(typed), *forms, *(Way(other, By.SYNONYM) for other in (*others, *self._replaced(texts)))]
                return length, Concept(" ".join(word.typed for word in words[:length]), self._parted(_distinct(ways)))
        return 1, None

    def _replaced(self, words: Sequence[str]) -> list[str]:
        """Return an English phrase with each of its words called otherwise: flu vaccination for flu vaccine."""
        if any(map(is_syllable, "".join(words))):
            return []
        return [
            " ".join([*words[:at], other, *words[at + 1 :]])
            for at, word in enumerate(words)
            for other in self._synonyms.of(squeezed(word))
            if " " not in other and not any(map(is_syllable, other))
        ]

    def verb(self, word: Word) -> Concept | None:
        """Return what a word for something to do looks for; None where it is none, or the table knows better."""
        text = spaced(word.text)
        nouns = doing.nouns(squeezed(text))
        if nouns is None or self._synonyms.of(squeezed(text)):
            return None
        ways = (Way(self._root(text)), *(Way(noun, By.SYNONYM) for noun in nouns))
        return Concept(word.typed, _distinct(ways), only_helps=True)

    def concepts(self, word: Word) -> list[Concept]:
        """Return what one word looks for: one thing, or each of the words that make it up where nobody writes it so."""
        whole = self.concept(word)
        text = squeezed(whole.ways[0].text)
        is_read = any(way.by not in (By.TYPED, By.WRITTEN) for way in whole.ways)
        is_whole = is_read or self._knows(text) or bool(self._subjects(text))
        if self._as_typed or is_whole or not _COMPOUND.fullmatch(text):
            return [whole]
        return [self.concept(replace(word, text=part, typed=part)) for part in self._parts(text)] or [whole]

    def _parted(self, ways: Sequence[Way]) -> tuple[Way, ...]:
        """Return ways with the same written as the known words that make it up: 음식물 쓰레기 for 음식물쓰레기.

        A long one that is known, such as the name of a law, is written so.
        """
        every = [way.text for way in ways if _COMPOUND.fullmatch(way.text)]
        compounds = [text for text in every if len(text) <= _SHORT or not self._knows(text)]
        self._lexicon.counts([text[low:high] for text in compounds for low, high in _within(text)])
        found = list(ways)
        for way in ways:
            parts = self._parts(way.text) if way.text in compounds else []
            by = By.WRITTEN if way.by is By.TYPED else way.by
            found += [replace(way, text=" ".join(parts), by=by)] if parts else []
        return tuple(found)

    def _parts(self, text: str) -> list[str]:
        """Return the fewest known words that make up one of Hangul; nothing where there are no two."""
        bounds = _within(text)
        known = self._lexicon.counts([text[low:high] for low, high in bounds])
        best: list[list[str] | None] = [[], *[None] * len(text)]
        for low, high in bounds:
            before, now = best[low], best[high]
            if before is not None and known.get(text[low:high]) and (now is None or len(before) + 1 < len(now)):
                best[high] = [*before, text[low:high]]
        return best[-1] or []

    def concept(self, word: Word) -> Concept:
        """Return what one word looks for as it stands, and what means or may mean the same."""
        text, whole = spaced(english.whose(word.text)), squeezed(word.text)
        if _INITIALS.fullmatch(whole) and not self._as_typed:
            return Concept(word.typed, tuple(self._with_initials(whole)) or (Way(text),))
        others = self._synonyms.of(whole)
        root = self._root(text)
        ways = [
            Way(root),
            *(Way(other, By.WRITTEN) for other in (*writings.others(word.text), *self._forms(root))),
            *(Way(other, By.SYNONYM) for other in others),
            *self._subjects(squeezed(root)),
        ]
        if not others and not self._as_typed:
            ways += self._readings(word, root)
        within = () if others else self._synonyms.within(squeezed(root))
        parted = self._parted(_distinct(ways))
        return Concept(word.typed, (*parted, *(Way(other, By.SYNONYM) for other in within))[:_MOST_WAYS])

    def _subjects(self, word: str) -> list[Way]:
        """Return the subject of a law that nothing calls so: 이해충돌 for 이해충돌법, which is 이해충돌 방지법."""
        subject = word.removesuffix(_LAW)
        is_short = subject != word and len(subject) >= _SHORTEST_SUBJECT and not self._knows(word)
        return [Way(subject, By.WRITTEN, _WORTH_OF_A_SUBJECT)] if is_short and self._knows(subject) else []

    def _forms(self, word: str) -> list[str]:
        """Return the known forms of an English word: of one or several; of doing, where it is not known itself. Of a
        lone syllable those with a particle, 눈이 for 눈: others are found by what they begin with."""
        if len(word) == 1 and is_syllable(word):
            every = [f"{word}{particle}" for particle in PARTICLES]
        else:
            every = [*english.numbers(word), *(() if self._knows(word) else english.others(word))]
        known = self._lexicon.counts(every)
        return [form for form in dict.fromkeys(every) if known.get(form)][:_MOST_FORMS]

    def _root(self, text: str) -> str:
        """Return the stem, unless most words that begin with it begin with the whole word."""
        short = stem(text)
        if short == text or short.endswith(" "):
            return text
        whole, part = squeezed(text), squeezed(short)
        counts = self._lexicon.counts((whole, part))
        return text if 2 * counts.get(whole, 0) > counts.get(part, 0) else short

    def _knows(self, *words: str) -> bool:
        return any(self._lexicon.counts(words).values())

    def _with_initials(self, initials: str) -> Iterator[Way]:
        """Yield the words with these initials, or else two of them in a row."""
        found = self._lexicon.with_initials(initials, limit=len(_WORTH_BY_INITIALS))
        for text, worth in zip(found, _WORTH_BY_INITIALS, strict=False):
            yield Way(text, By.INITIALS, worth)
        for cut in range(2, len(initials) - 1) if not found and len(initials) <= _LONGEST_ROW else ():
            heads, tails = (self._lexicon.with_initials(part, limit=1) for part in (initials[:cut], initials[cut:]))
            if heads and tails:
                yield Way(f"{heads[0]} {tails[0]}", By.INITIALS, _WORTH_BY_INITIALS[1])

    def _readings(self, word: Word, root: str) -> list[Way]:
        """Return how an unknown word may be meant: in the other mode, or one letter away."""
        whole = squeezed(word.text)
        root = squeezed(root)
        if self._knows(whole, root, *self._forms(root)) or self._subjects(root):
            return []
        if _KEYS.fullmatch(whole):
            return self._from_keys(word, spelling.known(whole, self._lexicon.counts))
        other = keyboards.as_latin(whole)
        if _KEYS.fullmatch(other) and self._knows(other):
            return [Way(other, By.KEYBOARD)]
        if self._is_alone and (doing.has(root) or self._synonyms.has(root)):
            return []
        known = spelling.known(root, self._lexicon.counts, is_strict=self._is_alone)
        if not known and root != whole:
            known = spelling.known(whole, self._lexicon.counts, is_strict=self._is_alone)
        return [Way(text, By.SPELLING, worth) for text, worth in zip(known, _WORTH_BY_SPELLING, strict=False)]

    def _from_keys(self, word: Word, slips: Sequence[str]) -> list[Way]:
        """Return the Korean word that these keys type: with Shift where it was held, unless only without is known.

        Where neither is, a known word that is a slip away, if there is one.
        """
        read = dict.fromkeys(self._root(keyboards.as_korean(keys)) for keys in (word.typed, word.text))
        words = [text for text in read if len(text) > 1 and all(is_syllable(one) or one.isdigit() for one in text)]
        known = [text for text in words if self._knows(text)]
        if not word.text.isalpha():
            return [Way(text, By.KEYBOARD) for text in known[:1]]
        if slips and not known:
            return [Way(text, By.SPELLING, worth) for text, worth in zip(slips, _WORTH_BY_SPELLING, strict=False)]
        return [Way(text, By.KEYBOARD) for text in (known or words)[:1]]


def _distinct(ways: Sequence[Way]) -> tuple[Way, ...]:
    """Return the first of those that differ in more than blanks, which part no syllables but other words."""
    first: dict[str, Way] = {}
    for way in ways:
        first.setdefault(squeezed(way.text) if any(map(is_syllable, way.text)) else way.text, way)
    return tuple(first.values())[:_MOST_WAYS]
