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


def as_korean(text: str) -> str:
    """Return what the same keys type in Korean mode."""
    return composed("".join(_LETTER_OF.get(key, key) for key in text))


def as_latin(text: str) -> str:
    """Return what the same keys type in Latin mode."""
    return "".join(_KEY_OF.get(letter, letter) for letter in typed(text))
