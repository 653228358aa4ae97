"""Words typed with the keyboard in the other mode: ``dkssud`` for 안녕, ㅎㅑ소ㅕㅠ for ``github``.

The keys are those of the Korean standard keyboard of two sets (KS X 5002, dubeolsik) on QWERTY.
"""

from typing import Final

from retrieval.hangul import composed, typed

_LETTERS: Final = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"
_KEYS: Final = "qwertyuiopasdfghjklzxcvbnm"
_SHIFTED: Final = {"ㅃ": "Q", "ㅉ": "W", "ㄸ": "E", "ㄲ": "R", "ㅆ": "T", "ㅒ": "O", "ㅖ": "P"}

_KEY_OF: Final = dict(zip(_LETTERS, _KEYS, strict=True)) | _SHIFTED
# A capital letter whose key has no second letter types the first one.
_LETTER_OF: Final = (
    {key.upper(): letter for letter, key in zip(_LETTERS, _KEYS, strict=True)}
    | {key: letter for letter, key in _KEY_OF.items()}
)  # fmt: skip


# Where keys are: rows are one apart, and each is shifted a little to the right of the one above it.
_ROWS: Final = (("qwertyuiop", 0.0), ("asdfghjkl", 0.25), ("zxcvbnm", 0.75))
_PLACES: Final = {
    key: complex(shift + at, row) for row, (keys, shift) in enumerate(_ROWS) for at, key in enumerate(keys)
}
_BESIDE: Final = 1.3
# Letters that sound alike.
_ALIKE: Final = (
    "ㅐㅔㅒㅖ",
    "ㅚㅙㅞ",
    "ㅢㅣㅟ",
    "ㅡㅜ",
    "ㅓㅗ",
    "ㄱㄲㅋ",
    "ㄷㄸㅌ",
    "ㅂㅃㅍ",
    "ㅈㅉㅊ",
    "ㅅㅆ",
    "ㄷㅅㅆㅈㅊㅌ",
    "ㄴㅇㅁ",
)


def as_korean(text: str) -> str:
    """Return what the same keys type in Korean mode."""
    return composed("".join(_LETTER_OF.get(key, key) for key in text))


def as_latin(text: str) -> str:
    """Return what the same keys type in Latin mode."""
    return "".join(_KEY_OF.get(letter, letter) for letter in typed(text))


def are_near(letter: str, other: str) -> bool:
    """Return whether two single letters are easily taken for each other: on keys side by side, or alike in sound."""
    keys, others = (as_latin(one).lower() for one in (letter, other))
    is_alike = any(letter in row and other in row for row in _ALIKE)
    return letter != other and (is_alike or (len(keys) == len(others) == 1 and _distance(keys, others) < _BESIDE))


def _distance(key: str, other: str) -> float:
    return abs(_PLACES[key] - _PLACES[other])
