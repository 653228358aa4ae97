"""Words that are one slip away from a word: a letter too many, too few, another, two exchanged, or written as heard.

Slips are made syllable by syllable, some 65 for each, or letter by letter of Latin, some 60: a word of twelve has
fewer than a thousand.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from string import ascii_lowercase
from typing import Final

from retrieval.hangul import LEADS, TAILS, VOWELS, composed, is_syllable, letters_of, syllable, typed
from retrieval.keyboards import are_near

_SHORTEST, _LONGEST = 2, 12
# Shorter words of Latin letters are names and abbreviations, each near to many others.
_LATIN: Final = re.compile("[a-z]{5,12}")
# The lead that is not heard, in whose place the tail before it is.
_SILENT: Final = "ㅇ"


def known(word: str, counts: Callable[[Collection[str]], Mapping[str, int]], *, is_strict: bool = False) -> list[str]:
    """Return those that are known, the most frequent first; asks ``counts`` once, for at most some 900 words.

    With ``is_strict`` a word of two syllables, which is near to many, has only those that it is likely a slip of.
    """
    if _LATIN.fullmatch(word):
        return _most_frequent({*_near_latin(word)} - {word}, counts)
    whole = composed(typed(word))
    if not _SHORTEST <= len(whole) <= _LONGEST or not all(is_syllable(letter) for letter in whole):
        return []
    return _most_frequent({whole, *_near(whole, is_strict=is_strict)} - {word}, counts)


def _most_frequent(near: Collection[str], counts: Callable[[Collection[str]], Mapping[str, int]]) -> list[str]:
    found = {text: count for text, count in counts(near).items() if count}
    return sorted(found, key=lambda text: (-found[text], text))


def _near_latin(word: str) -> Iterator[str]:
    """Yield words with a letter less, another, one more, or two in each other's place, as bicycle for bycicle."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (f"{before}{letter}{after}" for letter in ascii_lowercase)
        if after:
            yield f"{before}{after[1:]}"
            yield from (f"{before}{letter}{after[1:]}" for letter in ascii_lowercase)
            others = (other for other in range(at + 1, len(word)) if word[other] != word[at])
            yield from (f"{before}{word[other]}{word[at + 1 : other]}{word[at]}{word[other + 1 :]}" for other in others)


def _near(word: str, *, is_strict: bool) -> Iterator[str]:
    others = _likely if is_strict and len(word) == _SHORTEST else _others
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        for other in others(letter):
            yield before + other + after
        if not after:
            continue
        for pair in _other_pairs(letter, after[0]):
            yield before + pair + after[1:]


def _likely(letter: str) -> Iterator[str]:
    """Yield the syllables that differ from this in one letter near it on the keyboard or alike in sound, or in the tail
    where there is one.

    Any other letter makes a word of two syllables another one: 채용 is no slip for 내용.
    """
    lead, vowel, tail = letters_of(letter)
    yield from (syllable(other, vowel, tail) for other in LEADS if are_near(lead, other))
    yield from (syllable(lead, other, tail) for other in VOWELS if are_near(vowel, other))
    yield from (syllable(lead, vowel, other) for other in TAILS if tail and other != tail)


def _others(letter: str) -> Iterator[str]:
    """Yield the syllables that differ from this in one letter."""
    lead, vowel, tail = letters_of(letter)
    yield from (syllable(other, vowel, tail) for other in LEADS if other != lead)
    yield from (syllable(lead, other, tail) for other in VOWELS if other != vowel)
    yield from (syllable(lead, vowel, other) for other in TAILS if other != tail)


def _other_pairs(first: str, second: str) -> Iterator[str]:
    """Yield two syllables exchanged, said once where they were one twice, and with the letters between them moved."""
    yield second + first
    if first == second:
        yield first
    lead, vowel, tail = letters_of(first)
    next_lead, next_vowel, next_tail = letters_of(second)
    if tail and tail in LEADS and next_lead in TAILS:
        yield syllable(lead, vowel, next_lead) + syllable(tail, next_vowel, next_tail)
    if tail and tail in LEADS and next_lead == _SILENT:
        yield syllable(lead, vowel) + syllable(tail, next_vowel, next_tail)
    if not tail and next_lead in TAILS and next_lead != _SILENT:
        yield syllable(lead, vowel, next_lead) + syllable(_SILENT, next_vowel, next_tail)
