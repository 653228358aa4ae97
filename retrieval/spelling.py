"""Words that are one slip of the finger away from a word: a letter too many, too few, another, or two exchanged."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from retrieval.hangul import LEADS, VOWELS, composed, is_syllable, typed

_SHORTEST, _LONGEST = 2, 12
_LETTERS: Final = LEADS + VOWELS[:]


def known(word: str, counts: Callable[[Collection[str]], Mapping[str, int]]) -> list[str]:
    """Return those that are known, the most frequent first; asks ``counts`` once, for at most some 2,500 words."""
    if not _SHORTEST <= len(word) <= _LONGEST or not all(is_syllable(letter) for letter in word):
        return []
    near = set(_near(word)) - {word}
    found = {text: count for text, count in counts(near).items() if count}
    return sorted(found, key=lambda text: (-found[text], text))


def _near(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for letters in _slips(typed(word)):
        text = composed(letters)
        if len(text) > 1 and all(is_syllable(letter) for letter in text):
            yield text


def _slips(letters: str) -> Iterator[str]:
    for at in range(len(letters) + 1):
        before, after = letters[:at], letters[at:]
        for letter in _LETTERS:
            yield before + letter + after
        if after:
            yield before + after[1:]
            yield before + after[1:2] + after[0] + after[2:]
            for letter in _LETTERS:
                yield before + letter + after[1:]
