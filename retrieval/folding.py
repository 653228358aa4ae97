"""One form for all spellings of the same letters, letter by letter, so that places in a text can be found again.

Composed Hangul (NFC), full-width and compatibility forms as plain ones (NFKC), small letters, Hanja as it is read;
without marks that nobody sees, such as those of direction and of a width of zero.
Single jamo stay as a keyboard types them, which NFKC would take for parts of a syllable.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, overload
from unicodedata import is_normalized, normalize

import numpy as np
import numpy.typing as npt

from retrieval import hanja

_FIRST_JAMO, _LAST_JAMO = "ㄱ", "ㆎ"
# Vowels and tails by themselves, which belong to the letter before them.
_PARTS: Final = "".join(map(chr, range(0x1160, 0x1200)))
# Marks that say how a text runs, or nothing at all, and stand unseen between its letters.
_UNSEEN: Final = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_NOTHING: Final = re.compile(f"[{_UNSEEN}]")
# What belongs to the letter before it: combining marks, the rest of a decomposed syllable, and the unseen.
_CONTINUES: Final = f"\u0300-\u036f\u1160-\u11ff\u3099{_UNSEEN}"
# What is plain already but for capital letters: most texts have little else.
_PLAIN: Final = "\x00-\x7e가-힣ㄱ-ㆎ·‘’“”「」『』○●□■△▲※→–—"
_ODD: Final = re.compile(f"[^{_PLAIN}]+")
_PART: Final = re.compile(f"[{_CONTINUES}]")
_PIECE: Final = re.compile(f"(?P<plain>[{_PLAIN}]+(?![{_CONTINUES}]))|.[{_CONTINUES}]*", re.DOTALL)


def fold(text: str, *, before: str = "") -> str:
    """Return the text in its one form; ``before`` is the letter that precedes it, by which Hanja is read."""
    text = _composed(text)

    def plain(odd: re.Match[str]) -> str:
        at = odd.start()
        return _plain(odd[0], before=text[at - 1] if at else before)

    return _composed(_ODD.sub(plain, text).lower())


def fold_all(texts: Sequence[str]) -> list[str]:
    """Return each of the texts in its one form: whole arrays tell where there is anything but what is plain.

    :func:`fold` does the same for one.
    """
    joined = "\0".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    forms = _forms_of(codes)
    small = (codes + (forms == _IS_CAPITAL) * np.uint32(_TO_SMALL)).tobytes().decode("utf-32-le", "surrogatepass")
    turns = np.flatnonzero(np.diff(forms == _IS_ODD, prepend=False, append=False)).tolist()
    odd = list(zip(turns[::2], turns[1::2], strict=True))
    folded, at, begin = [], 0, 0
    for text in texts:
        end, first = begin + len(text), at
        while at < len(odd) and odd[at][0] < end:
            at += 1
        if first == at:
            folded.append(small[begin:end])
        elif is_normalized("NFC", text):
            folded.append(_composed("".join(_parts(joined, small, odd[first:at], begin, end)).lower()))
        else:
            folded.append(fold(text))
        begin = end + 1
    return folded


def _parts(joined: str, small: str, odd: Sequence[tuple[int, int]], begin: int, end: int) -> Iterator[str]:
    """Yield a text piece by piece: what is plain as it is in small letters, and what is odd folded."""
    done = begin
    for first, last in odd:
        yield small[done:first]
        yield _plain(joined[first:last], before=joined[first - 1] if first > begin else "")
        done = last
    yield small[done:end]


_IS_PLAIN, _IS_CAPITAL, _IS_ODD = range(3)
_TO_SMALL: Final = ord("a") - ord("A")
_PLANE: Final = 0x10000
_FORMS: list[npt.NDArray[np.uint8]] = []


def _forms_of(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """Return what each letter is, from a table of the first plane, made when first needed; of others all are odd."""
    if not _FORMS:
        _FORMS.append(np.array([_form(chr(code)) for code in range(_PLANE)], np.uint8))
    forms = _FORMS[0].take(codes, mode="clip")
    if len(codes) and codes.max() >= _PLANE:
        forms[codes >= _PLANE] = _IS_ODD
    return forms


def _form(letter: str) -> int:
    if _ODD.match(letter):
        return _IS_ODD
    return _IS_CAPITAL if letter != letter.lower() else _IS_PLAIN


def _composed(text: str) -> str:
    """Return the text in NFC: small letters and readings may need marks and tails put in order once more."""
    return text if is_normalized("NFC", text) else normalize("NFC", text)


class Places(Sequence[int]):
    """For each letter of a folded text, and for its end, the place in the text that it comes from."""

    def __init__(self) -> None:
        self._begins: list[int] = []
        self._origins: list[int] = []
        self._steps: list[int] = []
        self._length = 0

    def add(self, length: int, origin: int, *, step: int) -> None:
        """Add so many letters, the first from ``origin``, each from the letter after, or all from it (``step`` 0)."""
        self._begins.append(self._length)
        self._origins.append(origin)
        self._steps.append(step)
        self._length += length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> list[int]: ...

    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        at = range(self._length)[at]
        piece = bisect_right(self._begins, at) - 1
        return self._origins[piece] + (at - self._begins[piece]) * self._steps[piece]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Return from where to where the letters come that the folded text has there: one may have become several."""
        piece, last = (bisect_right(self._begins, at) - 1 for at in (begin, end - 1))
        low = self._origins[piece] + (begin - self._begins[piece]) * self._steps[piece]
        if self._steps[last]:
            return low, self._origins[last] + end - self._begins[last]
        return low, self._origins[last + 1]


def fold_with_places(text: str) -> tuple[str, Places]:
    """Return the folded text, and where each of its letters comes from."""
    folded: list[str] = []
    places = Places()
    before = ""
    for found in _PIECE.finditer(text):
        piece = found[0].lower() if found["plain"] else fold(found[0], before=before)
        places.add(len(piece), found.start(), step=1 if found["plain"] else 0)
        folded.append(piece)
        before = (before + piece).rstrip(_PARTS)[-1:]
    places.add(1, len(text), step=1)
    return "".join(folded), places


def is_part(letter: str) -> bool:
    """Return whether this belongs to the letter before it, so that no text should be cut there."""
    return _PART.fullmatch(letter) is not None


def compatible(text: str) -> str:
    """Return the text composed, in plain forms and without unseen marks; its Hanja and capital letters stay."""
    plain = "".join(
        letter if _FIRST_JAMO <= letter <= _LAST_JAMO else normalize("NFKC", letter)
        for letter in _NOTHING.sub("", text)
    )
    return normalize("NFC", plain)


def _plain(text: str, *, before: str) -> str:
    return _plain_of_short(text, before) if len(text) <= _SHORT else hanja.read(compatible(text), before=before)


@lru_cache(maxsize=1 << 12)
def _plain_of_short(text: str, before: str) -> str:
    """Return the same of a few letters, most of which come again and again: ① at the beginning of a line."""
    return hanja.read(compatible(text), before=before)


_SHORT: Final = 4
