"""Hangul syllables and the letters (jamo) that they are made of, by the arithmetic of Unicode (chapter 3.12).

Letters are those of the compatibility block (U+3131 to U+3163), the ones that a keyboard types.
"""

from typing import Final

FIRST, LAST = "가", "힣"
LEADS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
# Letters that are typed as two.
JOINED: Final = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ",
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ",
    "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
PARTED: Final = {whole: pair for pair, whole in JOINED.items()}

_TAILS_OF_ONE_VOWEL: Final = len(TAILS)
_SYLLABLES_OF_ONE_LEAD: Final = len(VOWELS) * len(TAILS)


def is_syllable(letter: str) -> bool:
    """Return whether this is one of the 11,172 whole syllables."""
    return FIRST <= letter <= LAST


def letters_of(syllable: str) -> tuple[str, str, str]:
    """Return lead, vowel and tail of a syllable; the tail may be empty."""
    number = ord(syllable) - ord(FIRST)
    lead, rest = divmod(number, _SYLLABLES_OF_ONE_LEAD)
    vowel, tail = divmod(rest, _TAILS_OF_ONE_VOWEL)
    return LEADS[lead], VOWELS[vowel], TAILS[tail]


def syllable(lead: str, vowel: str, tail: str = "") -> str:
    """Return the syllable of these letters."""
    number = LEADS.index(lead) * _SYLLABLES_OF_ONE_LEAD + VOWELS.index(vowel) * _TAILS_OF_ONE_VOWEL
    return chr(ord(FIRST) + number + TAILS.index(tail))


def initials(text: str) -> str:
    """Return the text with each syllable replaced by its lead: 청소년 gives ㅊㅅㄴ."""
    return text.translate(_LEADS)


_LEADS: Final = {
    code: LEADS[(code - ord(FIRST)) // _SYLLABLES_OF_ONE_LEAD] for code in range(ord(FIRST), ord(LAST) + 1)
}


def typed(text: str) -> str:
    """Return the single letters in the order in which they are typed: 관 gives ㄱㅗㅏㄴ."""
    letters = (part for letter in text for part in (letters_of(letter) if is_syllable(letter) else letter))
    return "".join(PARTED.get(letter, letter) for letter in letters)


def composed(letters: str) -> str:
    """Return the syllables that a keyboard of two sets (dubeolsik) makes of single letters typed one after another."""
    composer = _Composer()
    for letter in letters:
        composer.take(letter)
    return composer.text()


class _Composer:
    """The state of an input method: a syllable under way, and the text before it."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._lead = self._vowel = self._tail = ""

    def take(self, letter: str) -> None:
        if letter in VOWELS:
            self._take_vowel(letter)
        elif letter in LEADS:
            self._take_consonant(letter)
        else:
            self._end()
            self._done.append(letter)

    def text(self) -> str:
        self._end()
        return "".join(self._done)

    def _take_consonant(self, letter: str) -> None:
        if self._lead and self._vowel and not self._tail and letter in TAILS:
            self._tail = letter
        elif self._tail + letter in JOINED and self._tail:
            self._tail = JOINED[self._tail + letter]
        else:
            self._end()
            self._lead = letter

    def _take_vowel(self, letter: str) -> None:
        if self._tail:
            # The tail, or the second half of it, begins the next syllable.
            pair = PARTED.get(self._tail, self._tail)
            self._tail = pair[:-1]
            self._end()
            self._lead, self._vowel = pair[-1], letter
        elif self._vowel + letter in JOINED and self._vowel:
            self._vowel = JOINED[self._vowel + letter]
        elif self._lead and not self._vowel:
            self._vowel = letter
        else:
            self._end()
            self._vowel = letter

    def _end(self) -> None:
        if self._lead and self._vowel:
            self._done.append(syllable(self._lead, self._vowel, self._tail))
        else:
            self._done.append(self._lead + self._vowel + self._tail)
        self._lead = self._vowel = self._tail = ""
