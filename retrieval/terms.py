"""Terms: what an index has of a folded text, each a number of 32 bits.

A run of Hangul gives the pairs of syllables in it, 전세사기 gives 전세 세사 사기, and a lone syllable itself. Korean
joins words, particles and endings without a blank, so that pairs find what words do not, without a dictionary. A run
of other letters, of digits, or of single consonants is one term. Where one of those stands beside another, they are
two.

:func:`terms` reads one text; :func:`terms_of_all` gives the same for many at once, by arithmetic on whole arrays.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.hangul import FIRST, LAST

Numbers: TypeAlias = npt.NDArray[np.uint32]

_BASE: Final = ord(FIRST)
_SYLLABLES: Final = ord(LAST) - _BASE + 1
# Pairs take the numbers below 2**27, lone syllables the next 11,172; other runs are hashed into the upper half.
_LONE: Final = _SYLLABLES * _SYLLABLES
_HASHED: Final = 1 << 31
# In a query alone: a lone syllable behind a number, met by itself and by what it is written together with.
_COUNTER: Final = 1 << 28
_GLUED: Final = "에의부까을를이가은는중말간분마과도로으자째"
_FACTOR: Final = 0x01000193
_WORD: Final = (1 << 32) - 1

_NOTHING, _HANGUL, _LETTER, _DIGIT, _JAMO = range(5)
_COUNTED: Final = re.compile("[0-9][가-힣](?![가-힣])")
RUN: Final = re.compile(r"[가-힣]+|[0-9]+|[ㄱ-ㅎ]+|[^\W\d_가-힣ㄱ-ㅎ]+")


def terms(text: str) -> list[int]:
    """Return the terms of a folded text, in their order, with repetitions."""
    out: list[int] = []
    for run in RUN.findall(text):
        if not FIRST <= run[0] <= LAST:
            out.append(_hashed(run))
        elif len(run) == 1:
            out.append(_LONE + ord(run) - _BASE)
        else:
            codes = [ord(letter) - _BASE for letter in run]
            out += [first * _SYLLABLES + second for first, second in pairwise(codes)]
    return out


def sought(text: str) -> list[int]:
    """Return the terms by which a folded text is looked for: in 11월 the syllable also stands for the 월까 of 11월까지.

    What a text has of them :func:`meeting` says.
    """
    found, before = terms(text), 0
    for at, term in enumerate(found):
        if _LONE <= term < _COUNTER and before >= _HASHED and _COUNTED.search(text):
            found[at] = _COUNTER + term - _LONE
        before = term
    return found


def meeting(term: int) -> tuple[int, ...]:
    """Return the terms of texts that meet one by which is looked for: itself, but for a syllable behind a number."""
    if not _COUNTER <= term < _HASHED:
        return (term,)
    syllable = term - _COUNTER
    return (_LONE + syllable, *(syllable * _SYLLABLES + ord(letter) - _BASE for letter in _GLUED))


def _hashed(run: str) -> int:
    number = 0
    factor = 1
    for letter in run:
        number = (number + ord(letter) * factor) & _WORD
        factor = (factor * _FACTOR) & _WORD
    return _HASHED | (number ^ number >> 15) & (_HASHED - 1)


def terms_of_all(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return the terms of all the texts, and beside each the index of its text."""
    codes = np.frombuffer("\0".join(texts).encode("utf-32-le", "replace"), np.uint32)
    kinds = _kinds_of(codes)
    owners = np.cumsum(codes == 0, dtype=np.uint32)
    found = (_hangul_terms(codes, kinds), _run_terms(codes, kinds))
    values = np.concatenate([values for values, _ in found])
    places = np.concatenate([places for _, places in found])
    return values, owners[places]


def _hangul_terms(codes: Numbers, kinds: npt.NDArray[np.uint8]) -> tuple[Numbers, npt.NDArray[np.intp]]:
    is_hangul = kinds == _HANGUL
    joined = is_hangul[:-1] & is_hangul[1:]
    pairs = np.flatnonzero(joined)
    beside = np.zeros(len(codes) + 1, np.bool_)
    beside[1:-1] = joined
    lone = np.flatnonzero(is_hangul & ~beside[:-1] & ~beside[1:])
    syllables = codes - np.uint32(_BASE)
    values = syllables[pairs] * np.uint32(_SYLLABLES) + syllables[pairs + 1]
    return np.concatenate([values, syllables[lone] + np.uint32(_LONE)]), np.concatenate([pairs, lone])


def _run_terms(codes: Numbers, kinds: npt.NDArray[np.uint8]) -> tuple[Numbers, npt.NDArray[np.intp]]:
    """Return the hashes of the runs that are not Hangul; all of them at once, as :func:`_hashed` makes them."""
    inside = kinds > _HANGUL
    places = np.flatnonzero(inside)
    if not len(places):
        return np.zeros(0, np.uint32), places
    begins = np.ones(len(places), np.bool_)
    begins[1:] = (np.diff(places) > 1) | (np.diff(kinds[places].astype(np.int8)) != 0)
    starts = np.flatnonzero(begins)
    within = np.arange(len(places)) - starts[np.cumsum(begins) - 1]
    weighed = codes[places] * _powers(int(within.max()) + 1)[within]
    sums = np.add.reduceat(weighed, starts, dtype=np.uint32)
    return np.uint32(_HASHED) | (sums ^ sums >> np.uint32(15)) & np.uint32(_HASHED - 1), places[starts]


def _powers(count: int) -> Numbers:
    powers = np.full(count, _FACTOR, np.uint32)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint32)


_TABLE: list[npt.NDArray[np.uint8]] = []
_PLANE: Final = 0x10000


def _kinds_of(codes: Numbers) -> npt.NDArray[np.uint8]:
    """Return what each letter is: from a table of the first plane, made when first needed; of others one by one."""
    if not _TABLE:
        _TABLE.append(np.array([_kind(chr(code)) for code in range(_PLANE)], np.uint8))
    kinds = _TABLE[0].take(codes, mode="clip")
    beyond = codes[codes >= _PLANE] if len(codes) and codes.max() >= _PLANE else codes[:0]
    for code in np.unique(beyond).tolist():
        kinds[codes == code] = _kind(chr(code))
    return kinds


def _kind(letter: str) -> int:
    if not RUN.fullmatch(letter):
        return _NOTHING
    if FIRST <= letter <= LAST:
        return _HANGUL
    if "ㄱ" <= letter <= "ㅎ":
        return _JAMO
    return _DIGIT if letter in "0123456789" else _LETTER
