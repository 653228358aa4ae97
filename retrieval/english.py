"""The forms of an English word: of one, of several, of whose, and of doing. By the rules of spelling, no dictionary."""

import re
from collections.abc import Iterator
from typing import Final

_SHORTEST: Final = 3
_WORD: Final = re.compile("[a-z]+")
_WHOSE: Final = re.compile("([a-z]+)['’]s?")
# Ends that are no plural: bus, gas, class, this.
_NO_PLURAL: Final = ("ss", "us", "is", "as")
_HISSING: Final = ("s", "x", "z", "ch", "sh")
_VOWELS: Final = "aeiou"


def whose(word: str) -> str:
    """Return a folded word without the sign of whose it is: city for city's; the word itself where it has none."""
    found = _WHOSE.fullmatch(word)
    return found[1] if found else word


def numbers(word: str) -> tuple[str, ...]:
    """Return the singular of a plural, or the plural of what is none; nothing for what is short or no English."""
    if not _is_word(word):
        return ()
    if word.endswith("s"):
        return tuple(_singular(word))
    return (_plural(word),)


def others(word: str) -> tuple[str, ...]:
    """Return further forms, of doing and having done: apply, applied and applies for applying."""
    if not _is_word(word):
        return ()
    bases = [*_bases(word)] or ([*_singular(word)] if word.endswith("s") else [word])
    forms = (form for base in bases for form in (base, _plural(base), f"{_open(base)}ing", f"{_open(base)}ed"))
    return tuple(dict.fromkeys(form for form in forms if form != word))


def bases(word: str) -> tuple[str, ...]:
    """Return the words that a word may be a form of, itself the first."""
    return tuple(dict.fromkeys((word, *_bases(word), *(_singular(word) if word.endswith("s") else ()))))


def _is_word(word: str) -> bool:
    return len(word) >= _SHORTEST and _WORD.fullmatch(word) is not None


def _singular(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    elif word.endswith("es") and word[:-2].endswith(_HISSING):
        yield word[:-2]
        yield word[:-1]
    elif not word.endswith(_NO_PLURAL):
        yield word[:-1]


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_HISSING) else f"{word}s"


def _bases(word: str) -> Iterator[str]:
    """Yield what a word of doing or having done may be made of."""
    if word.endswith("ied"):
        yield f"{word[:-3]}y"
        return
    ending = next((one for one in ("ing", "ed") if word.endswith(one) and len(word) - len(one) >= _SHORTEST), "")
    if not ending:
        return
    stem = word[: -len(ending)]
    if stem[-1] == stem[-2] and stem[-1] not in "ls":
        yield stem[:-1]
    yield stem
    yield f"{stem}e"


def _open(word: str) -> str:
    """Return a word as an ending that begins with a vowel stands behind it."""
    return word[:-1] if word.endswith("e") and not word.endswith("ee") else word
