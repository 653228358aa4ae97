"""Hanja read as Hangul: 船舶 as 선박, 女性 as 여성, 男女 as 남녀.

``hanja.txt`` has a line a reading: the sound at the beginning of a word and, where it differs (the initial sound rule
of the Korean orthography, section 5), the one within a word; then the characters. It is made from the word list of
libhangul (:data:`NOTICE`), which says how often each is read how.
"""

from importlib.resources import files
from typing import Final

from retrieval import hangul

NOTICE: Final = "hanja.txt of libhangul, Copyright (c) 2005, 2006 Choe Hwanjin; terms in hanja-licence.txt"


def _readings() -> dict[str, tuple[str, str]]:
    lines = (files("retrieval") / "hanja.txt").read_text(encoding="utf-8").splitlines()
    readings = {}
    for line in lines:
        sounds, characters = line.split(" ")
        for character in characters:
            readings[character] = (sounds[0], sounds[-1])
    return readings


_READINGS: Final = _readings()


def read(text: str, *, before: str = "") -> str:
    """Return the text with each known character replaced by its sound; ``before`` is the letter that precedes it."""
    out = []
    for character in text:
        sounds = _READINGS.get(character)
        if sounds:
            within = before in _READINGS or (before != "" and hangul.is_syllable(before))
            out.append(sounds[within])
        else:
            out.append(character)
        # A vowel or tail by itself belongs to the syllable before it.
        if not "\u1160" <= character <= "\u11ff":
            before = character
    return "".join(out)
