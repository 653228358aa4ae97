"""Korean particles that follow the word before them: 을 after a consonant, 를 after a vowel.

A catalogue cannot know which word comes where a message has a place for one, and has both: ‘%(title)s’을(를). Here the
right one is chosen when the word is there.
"""

import re
from functools import wraps
from typing import Any, Final

from django.utils.translation import trans_real

# Both forms as catalogues write them, by the form after a consonant and the one after a vowel.
_FORMS: Final = {
    "을(를)": ("을", "를"),
    "를(을)": ("을", "를"),
    "이(가)": ("이", "가"),
    "가(이)": ("이", "가"),
    "은(는)": ("은", "는"),
    "는(은)": ("은", "는"),
    "과(와)": ("과", "와"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_BOTH: Final = re.compile("|".join(map(re.escape, _FORMS)))
# A character of no writing, which marks those of the message among those of the words that are put into it.
_MARK: Final = "\ue0ff"
# The last letter or digit before a particle, behind which a tag or a quotation may end.
_MARKED: Final = re.compile(f"([가-힣0-9])((?:</[^<>]*>|[’”'\"」』)\\]]|&#x27;|&quot;)*){_MARK}({_BOTH.pattern})")
# Syllables in Unicode are in rows of 28, one for each last consonant and one without; ㄹ is the eighth.
_FIRST: Final = ord("가")
_LAST_CONSONANTS: Final = 28
_RIEUL: Final = 8
# The last consonant of each digit as it is read: 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구.
_DIGITS: Final = (21, 8, 0, 16, 0, 0, 1, 8, 8, 0)


class Particled(str):
    """A message with both forms of a particle, which has the right one as soon as it has its words.

    After words in another alphabet both stay: who reads knows how they sound.
    """

    def __mod__(self, words: Any) -> str:
        return _settled(str.__mod__(self._marked(), words))

    def format(self, *words: Any, **named: Any) -> str:
        """The message with its words."""
        return _settled(self._marked().format(*words, **named))

    def _marked(self) -> str:
        return _BOTH.sub(rf"{_MARK}\g<0>", self)


def _settled(text: str) -> str:
    return _MARKED.sub(_chosen, text).replace(_MARK, "")


def _chosen(found: re.Match[str]) -> str:
    consonant, (closed, open_) = _consonant(found[1]), _FORMS[found[3]]
    is_open = consonant == 0 or (consonant == _RIEUL and open_ == "로")
    return f"{found[1]}{found[2]}{open_ if is_open else closed}"


def _consonant(letter: str) -> int:
    """The last consonant of a syllable or a digit by its number in Unicode's order of them; 0 where there is none."""
    return _DIGITS[int(letter)] if letter.isdecimal() else (ord(letter) - _FIRST) % _LAST_CONSONANTS


def particled(text: str) -> str:
    """A Korean message as one that chooses its particles, where it has any to choose."""
    return Particled(text) if "(" in text and _BOTH.search(text) else text


def choose_particles() -> None:
    """Have the Korean catalogue say its messages so; to be called once."""
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        setattr(trans_real.DjangoTranslation, name, _choosing(getattr(trans_real.DjangoTranslation, name)))


def _choosing(said: Any) -> Any:
    @wraps(said)
    def choosing(self: Any, *message: Any) -> str:
        text: str = said(self, *message)
        return particled(text) if self.language() == "ko" else text

    return choosing
