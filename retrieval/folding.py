"""One form for all spellings of the same letters, letter by letter, so that places in a text can be found again.

Composed Hangul (NFC), full-width and compatibility forms as plain ones (NFKC), small letters, Hanja as it is read;
without marks that nobody sees, such as those of direction and of a width of zero.
Single jamo stay as a keyboard types them, which NFKC would take for parts of a syllable.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, overload
from unicodedata import is_normalized, normalize

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
    return hanja.read(compatible(text), before=before)
