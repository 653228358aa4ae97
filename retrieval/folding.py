"""One form for all spellings of the same letters, letter by letter, so that places in a text can be found again.

Composed Hangul (NFC), full-width and compatibility forms as plain ones (NFKC), small letters, Hanja as it is read.
Single jamo stay as a keyboard types them, which NFKC would take for parts of a syllable.
"""

import re
from typing import Final
from unicodedata import is_normalized, normalize

from retrieval import hanja

_FIRST_JAMO, _LAST_JAMO = "ㄱ", "ㆎ"
# Vowels and tails by themselves, which belong to the letter before them.
_PARTS: Final = "".join(map(chr, range(0x1160, 0x1200)))
# All that is not plain already: most texts have none of it but a few marks of punctuation.
_ODD: Final = re.compile("[^\x00-\x7e가-힣ㄱ-ㆎ·‘’“”…「」『』○●□■△▲※→–—]+")


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


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its letters and for its end, the place in ``text`` that it comes from."""
    folded: list[str] = []
    places: list[int] = []
    at, before = 0, ""
    while at < len(text):
        end = at + 1
        while end < len(text) and _continues(text[end]):
            end += 1
        piece = fold(text[at:end], before=before)
        folded.append(piece)
        places += [at] * len(piece)
        before = (before + piece).rstrip(_PARTS)[-1:]
        at = end
    return "".join(folded), [*places, len(text)]


def _continues(letter: str) -> bool:
    """Return whether this belongs to the letter before it: a combining mark, or the rest of a decomposed syllable."""
    return "\u0300" <= letter <= "\u036f" or "\u1160" <= letter <= "\u11ff" or letter == "\u3099"


def _plain(text: str, *, before: str) -> str:
    compatible = "".join(
        letter if _FIRST_JAMO <= letter <= _LAST_JAMO else normalize("NFKC", letter) for letter in text
    )
    return hanja.read(normalize("NFC", compatible), before=before)
