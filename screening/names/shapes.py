"""Shapes of names: what a person's is like in Hangul, Hanja and Latin letters, and what may stand behind it."""

import re
from typing import Final

from screening.words.namewords import (
    GIVEN,
    HANJA_SURNAMES,
    LONG_HANJA_SURNAMES,
    RARE_SURNAMES,
    SURNAMES,
    TWO_LETTER_SURNAMES,
)

HONORIFIC: Final = "님|씨|氏|군|양"
PARTICLE: Final = (
    "께서는|께서|에게서|에게는|에게도|에게|한테는|와는|과는|와도|과도|이랑은|에서|에도|으로부터|로부터|으로서|로서|이라고|라고|이라는|라는|이라며|라며|이었|였|인데|이며|이고|이나|이다|입니다|외|까지|부터|한테"
    "|이|가|은|는|을|를|의|에|와|과|도|만|로|께|랑"
)
POST: Final = (
    "의원|위원|과장|팀장|국장|실장|본부장|주무관|사무관|서기관|장관|차관|시장|구청장|군수|도지사|교수|의장|부의장"
    "|위원장"
)
# The end of a name in a text, and no official's post behind it.
# Or the next question of a form whose spaces are lost (성명홍길동생년월일).
STOP: Final = (
    rf"(?=(?:{HONORIFIC})?(?:{PARTICLE})?(?![가-힣*○●])|생년|주민|연락처|전화|성별|관계|주소"
    rf"|내용|체납|면허|차량|계좌|세대[원주]|접수|사유|금액|거주|나이|직업|전입|전출|신고|신청|지급|환급)"
    rf"(?! ?(?:{POST})(?![가-힣]{{3}})| [가-힣]{{0,8}}(?:관리사|복지사|지도사|치료사|요원|공무원)(?:[\n,.)/]|\Z))"
)
_ONE: Final = f"[{SURNAMES}]"
_TWO: Final = "|".join(TWO_LETTER_SURNAMES)

WHOLE: Final = rf"(?:(?:{_TWO})[{GIVEN}]{{1,2}}|{_ONE}[{GIVEN}]{{2}})"
# One that is covered in part: 이○희, 박**, 최O수.
COVERED: Final = r"[가-힣](?:[○*●OoXx〇]{1,3}|[○*●OoXx〇][가-힣])"
ANY: Final = rf"(?:(?:{_TWO})[가-힣]{{1,2}}|{_ONE}[가-힣]{{2}})(?<![님씨])"
# 홍 길 동, not the first three letters of 정 보 제 공.
SPACED: Final = (
    rf"{_ONE} {{1,3}}[{GIVEN}] {{1,3}}[{GIVEN}](?![가-힣])"
    r"(?:(?= {1,3}(?:귀 ?하|[은는이가](?:\(|[ ,])))|(?! {1,3}[가-힣](?![가-힣])))"
)
SHORT: Final = rf"(?:(?:{_TWO}|{_ONE}) [{GIVEN}]{{2}}|{_ONE} {{0,3}}[{GIVEN}](?<!모))"  # 김모: one Kim
# Two letters that nothing else need speak for: with a family name that few nouns begin with.
SHORT_ALONE: Final = rf"[김이박최정강조윤장임한오서신권황안송류홍허노심배백문구남유][{GIVEN}](?<!모)"
# Of four syllables, behind one of the family: 김빛나라.
LONG: Final = rf"{_ONE}[{GIVEN}]{{3}}"
RARE: Final = rf"[{RARE_SURNAMES}][{GIVEN}]{{2}}"
# With any family name before it.
COMMON: Final = rf"[가-힣][{GIVEN}]{{2}}"
_LETTERS: Final = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
LATIN: Final = rf"[A-Z\u00c0-\u00de][{_LETTERS}'’-]+(?:,? [A-Z\u00c0-\u00de][{_LETTERS}'’.-]*){{1,4}}"
HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
HANJA: Final = (
    rf"(?:(?:{'|'.join(LONG_HANJA_SURNAMES)})[{HAN}]{{1,2}}|[{HANJA_SURNAMES}] ?[{HAN}](?: ?[{HAN}])?)(?![{HAN}])"
)
_IN_HANJA: Final = re.compile(rf" ?[(\[](?P<name>[{HAN}]{{2,4}})[)\]]")
_IN_HANGUL: Final = re.compile(rf" ?[(\[](?P<name>[{SURNAMES}][가-힣]{{1,3}})[)\]]")
_IS_HAN: Final = re.compile(f"[{HAN}]").match
# Several words: 응우옌 티 란.
FOREIGN: Final = r"[가-힣]{1,6}(?: [가-힣]{1,6}){1,4}(?![가-힣*○●])"
_OTHER_SCRIPT: Final = (
    rf"[{HAN}\u3040-\u30ff]{{2,8}}|[{_LETTERS}'’.-]+(?:,? [{_LETTERS}'’.-]+){{1,4}}|[A-Z][a-z'’-]{{2,}}"
)
_KOREAN: Final = re.compile(WHOLE)
# What a cell that asks for a name can hold.
CELL: Final = re.compile(rf"(?:{ANY}|{SPACED}|{SHORT}|{LATIN}|{HANJA}|{FOREIGN}|{_OTHER_SCRIPT}|[가-힣]{{2,10}})")


def is_korean(word: str) -> bool:
    """Say whether a word by itself is a Korean name of three syllables or more."""
    return len(word) > 2 and _KOREAN.fullmatch(word) is not None


def in_other_script(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the same name stands in brackets behind it, in Hanja, or in Hangul where it is in Hanja itself."""
    if text[end : end + 1] not in (" ", "(", "["):
        return None
    han = _IS_HAN(text, start) is not None
    again = (_IN_HANGUL if han else _IN_HANJA).match(text, end)
    if again is None or (han and len(again["name"]) != end - start):
        return None
    return again.span("name")
