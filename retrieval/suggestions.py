"""Suggestions while somebody types: what is looked up for what is typed so far, and the order of what was found.

A store keeps each title or term under its :func:`keys`, and finds those with a prefix that :func:`asked` names; a
few hundred of most weight are enough. :func:`ranked` then keeps what meets all that was typed.

>>> [one.text for one in ranked(asked("주거 청녀"), [Candidate("청년 주거 지원"), Candidate("청소년 주거")], limit=5)]
['청년 주거 지원']
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final, Protocol, TypeVar

from retrieval import keyboards, pieces
from retrieval.folding import fold
from retrieval.hangul import LEADS, TAILS, VOWELS, initials, is_syllable, letters_of, syllable, typed
from retrieval.pieces import Word
from retrieval.queries import By
from retrieval.words import spaced, squeezed, stem

_MOST_LETTERS: Final = 60
# A title is kept under so many of its words, each with what follows it, so many letters long.
_WORDS: Final = 8
_LONGEST: Final = 12
# After every text with a beginning: no text has this character.
AFTER: Final = "\U0010ffff"
_BLANK: Final = re.compile(r"\s")


class Kind(Enum):
    """The sort of a key: the single letters of a text as they are typed, or the initials of its syllables."""

    LETTERS = "letters"
    INITIALS = "initials"


@dataclass(frozen=True, slots=True)
class Key:
    """A name that a text is kept under; one with the same beginning finds it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """The letters that the last word begins with, as typed or in the other mode of the keyboard.

    Its last syllable may be under way: 청녀 begins 청년, and 갑 begins 가방. A lone consonant begins a syllable.
    """

    text: str
    by: By

    @property
    def key(self) -> Key:
        """The key with which a store finds all that begins so, and perhaps more."""
        if len(self.text) > 1 and _is_initials(self.text):
            return Key(Kind.INITIALS, self.text[:_LONGEST])
        known = next((at + 1 for at, letter in enumerate(self.text[:-1]) if letter in LEADS), len(self.text))
        return Key(Kind.LETTERS, typed(self.text[:known][:_LONGEST]))

    @property
    def bounds(self) -> tuple[str, str]:
        """The first text that may begin so in the order of letters, and one that comes after all of them.

        What is typed of the last syllable leaves open what follows: 자 begins 잔디, and ㅈ all syllables of its lead.
        """
        head, last = self.text[:-1], self.text[-1:]
        if is_syllable(last):
            lead, vowel, _ = letters_of(last)
            return head + syllable(lead, vowel), head + syllable(lead, vowel, TAILS[-1]) + AFTER
        if last and last in LEADS:
            return head + syllable(last, VOWELS[0]), head + syllable(last, VOWELS[-1], TAILS[-1]) + AFTER
        return self.text, self.text + AFTER

    def begins(self, text: str) -> bool:
        """Return whether a folded, squeezed text begins so."""
        if initials(text[:1]) != initials(self.text[:1]):
            return not self.text
        # What is typed of a syllable may belong to the one after it.
        if typed(text[: len(self.text) + 1]).startswith(_typed(self.text)):
            return True
        if len(text) < len(self.text) or not any(letter in LEADS for letter in self.text):
            return False
        *before, last = zip(self.text, text, strict=False)
        return all(_meets(one, other) for one, other in before) and (
            _meets(*last) or typed(text[len(before) : len(before) + 2]).startswith(typed(last[0]))
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """The words typed so far: ``words`` that are complete, and what the last one ``begins`` with.

    The latter is empty where a blank follows the last word, or where it is an operator.
    """

    words: tuple[str, ...] = ()
    begins: tuple[Beginning, ...] = ()

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys to look up: of what the last word begins with, or else of the last word."""
        begins = self.begins or tuple(Beginning(word, By.TYPED) for word in self.words[-1:])
        return tuple(dict.fromkeys(one.key for one in begins))


class Suggested(Protocol):
    """A title or term that may be suggested; those of more weight come first.

    What is one of thousands (``is_common``) comes behind all others that are read alike. Of those that have one of
    ``alike`` in common, such as a task, the first is suggested. No ``sort`` takes more than half of the places while
    others are left.
    """

    @property
    def text(self) -> str: ...

    @property
    def weight(self) -> float: ...

    @property
    def sort(self) -> str: ...

    @property
    def is_common(self) -> bool: ...

    @property
    def alike(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """The simplest of them."""

    text: str
    weight: float = 0.0
    sort: str = ""
    is_common: bool = False
    alike: tuple[str, ...] = ()


AnySuggested = TypeVar("AnySuggested", bound=Suggested)


def keys(text: str) -> tuple[Key, ...]:
    """Return what a store keeps a title or term under: the beginning of each of its first words, through blanks."""
    found = (key for ending in _endings(text) for key in _keys(ending[:_LONGEST]))
    return tuple(dict.fromkeys(found))


def asked(text: str) -> Asked:
    """Return what is looked up for what is typed so far; of a longer text for its beginning."""
    *before, last = _BLANK.split(text[:_MOST_LETTERS])
    head = " ".join(before)
    words = tuple(squeezed(word.text) for word in pieces.parted(head).words)
    if not last:
        return Asked(words)
    under_way = pieces.parted(last)
    if not under_way.words or under_way.without or under_way.fields:
        return Asked()
    *more, word = under_way.words
    begins = {text: Beginning(text, by) for text, by in reversed(list(_readings(word)))}
    return Asked((*words, *(squeezed(one.text) for one in more)), tuple(reversed(begins.values())))


def ranked(asked: Asked, candidates: Iterable[AnySuggested], *, limit: int) -> list[AnySuggested]:
    """Return the candidates that meet all that was typed, each text once.

    As typed before otherwise read, a whole syllable before one under way, then what is not common, what begins with it
    all, what weighs more, the shorter.
    """
    whole = "".join(asked.words)
    rows = [(one, Beginning(whole + one.text, one.by)) for one in asked.begins or (Beginning("", By.TYPED),)]
    found: dict[str, tuple[tuple[object, ...], AnySuggested]] = {}
    for one in candidates:
        place = _place(asked, rows, list(_endings(one.text)))
        if place:
            reading, is_under_way, is_within = place
            order = (reading, is_under_way, one.is_common, is_within, -one.weight, len(one.text), one.text)
            key = squeezed(fold(one.text))
            found[key] = min(found.get(key, (order, one)), (order, one), key=lambda pair: pair[0])
    return _mixed([one for _, one in sorted(found.values(), key=lambda pair: pair[0])], limit)


def _mixed(ordered: Sequence[AnySuggested], limit: int) -> list[AnySuggested]:
    """Return the first of them, in their order, of what is alike one, and of no sort more than half while there are
    others."""
    seen: set[str] = set()
    distinct = []
    for one in ordered:
        if seen.isdisjoint(one.alike):
            distinct.append(one)
        seen.update(one.alike)
    of_sort: Counter[str] = Counter()
    chosen: list[int] = []
    left: list[int] = []
    for at, one in enumerate(distinct):
        of_sort[one.sort] += 1
        (chosen if of_sort[one.sort] <= (limit + 1) // 2 else left).append(at)
    places = sorted([*chosen[:limit], *left[: max(limit - len(chosen), 0)]])
    return [distinct[at] for at in places]


def _place(
    asked: Asked, rows: Sequence[tuple[Beginning, Beginning]], endings: Sequence[str]
) -> tuple[int, bool, bool] | None:
    """Return which reading a text meets, whether with a syllable that is under way, and whether it does not begin so;
    None where it meets none.

    ``rows`` are what the last word begins with, alone and with all words before it; ``endings`` the text from each of
    its words on.
    """
    if not endings or not rows[0][1].text:
        return None
    has_words = all(word in endings[0] or stem(word) in endings[0] for word in asked.words)
    for number, (last, row) in enumerate(rows):
        met = [
            (not ending.startswith(one.text), at > 0 or one is not row)
            for at, ending in enumerate(endings)
            for one in ((row, last) if has_words else (row,))
            if one.begins(ending)
        ]
        if met:
            return number, *min(met)
    return None


@lru_cache(maxsize=64)
def _typed(text: str) -> str:
    """Return the single letters of what is compared with many."""
    return typed(text)


def _readings(word: Word) -> Iterator[tuple[str, By]]:
    text = squeezed(word.text)
    yield text, By.INITIALS if len(text) > 1 and _is_initials(text) else By.TYPED
    if text.isascii() and text.isalpha():
        for keys in dict.fromkeys((squeezed(word.typed), text)):
            yield keyboards.as_korean(keys), By.KEYBOARD
    elif keyboards.as_latin(text).isascii():
        yield keyboards.as_latin(text).lower(), By.KEYBOARD


def _endings(text: str) -> Iterator[str]:
    """Yield what begins at each of the first words of a text, squeezed."""
    words = spaced(fold(text)).split()
    for at in range(min(len(words), _WORDS)):
        yield "".join(words[at:])


def _keys(text: str) -> Iterator[Key]:
    yield Key(Kind.LETTERS, typed(text))
    if is_syllable(text[0]):
        yield Key(Kind.INITIALS, initials(text))


def _is_initials(text: str) -> bool:
    return all(letter in LEADS for letter in text)


def _meets(asked: str, letter: str) -> bool:
    """Return whether a letter is the one asked for, or a syllable with this lead."""
    return asked == letter or asked == initials(letter)
