"""Text of unknown encoding: decoded exactly or not at all.

A guess that replaces what it cannot decode would hide a number from the screening, so only strict decoders are tried,
and a result that does not look like text is refused.
"""

import codecs
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text has; both UTF-8 and CP949 leave their bytes alone.
_BINARY: Final = (*range(0x09), *range(0x0E, 0x1A), *range(0x1C, 0x20))
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
# What Korean writes beside ASCII: syllables and signs. Letters apart are what Japanese in EUC looks like.
_KOREAN: Final = re.compile(r"[가-힣\u00a0-\u00ff\u2000-\u27bf\u3000-\u303f\u3200-\u33ff\uff00-\uffef]")
_HANGUL: Final = re.compile("[가-힣]")
_HANJA: Final = re.compile(r"[\u4e00-\u9fff\uf900-\ufaff]")
# The syllables of nearly all Korean text and names: a fifth of the 2,350, and no more than that of what Chinese,
# Japanese and Russian become when they are read as Korean.
_USUAL: Final = frozenset(
    "가각간갈감강갖같개객거건걸검것게겠격견결겸경계고곡곤골곳공과곽관괄광교구국군굴권귀규균그극근글금급기긴길김까께나"
    "난날남납내너널넓넘네녀년념노논농높누눈뉴느는늘능니님다단달담답당대더덕던데델도독돈돌동돼됐되된될됨두드득든들등디"
    "따때또라락란람랍랑래랜램략량러럼레려력련렴령례로록론롬롯롱뢰료룡루룸룹류률르른를름리린림립링마막만많말망맞매맹메"
    "며면명모목몽무문물미민밀및바박밖반받발밝방배백버번벌범법베벡벤벽변별병보복본봄봉부북분불붙브비빈빛사삭산살삶삼상"
    "새색생서석선설섬섭성세센션소속손솔솜송쇄수숙순술쉽슈스슬습승시식신실심씨아악안않알암았앙앞애액야약얀양어억언엄업"
    "없었에엔엘여역연열염엽였영예오옥온올와완왕외요욕용우욱운울움웅워원월위유육윤율융으은을음읍응의이익인일임입잇있자"
    "작잠잡장재쟁저적전절점접정제젝조족존종좌죄주준줄중즈즉증지직진질집징쪽차착찬찰참창찾채책처천철첨첩첫청체쳐초촉촌"
    "총최추축춘출춤충취츠측층치칙친침칭카칼캠커컨컬케코크클키킹타탁탄탈태택터털테텍템토통투트특티틱팀팅파판패팽퍼펀페"
    "편평폐포폭폼표푸풀품풍프플피필핑하학한할함합항해핵했행향허헌험혁현협혔형혜호홈홍화확환활황회획효후훈휘휴흥희히힘"
)
# How Korean in one encoding was taken for another: what it was read as, and what it is.
_MISREADINGS: Final = (
    ("latin-1", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "cp949"),
    ("cp1252", "cp949"),
    ("cp949", "utf-8"),
)
_DOS_END: Final = "\x1a"
_DOUBLE_BYTE: Final = 2
_SAMPLE: Final = 20_000
_TELLING: Final = 5


@lru_cache(maxsize=1)  # what tells the type of a text has decoded it, and its reader need not again
def decode(data: bytes) -> str | None:
    """Return the text, or None where no encoding reads every byte as plain text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _wide(data[len(mark) :], encoding)
    if b"\0" in data:
        return _if_korean(_wide(data, _utf_16_without_mark(data)))
    if any(sign in data for sign in _BINARY):
        return None
    text = _strict(data, "utf-8")
    if text is None:
        return _if_korean(_strict(data, "cp949"))
    return None if _is_garbled(text) else text


def _is_garbled(text: str) -> bool:
    """Return whether Korean was misread when the file was written: it holds what no rule can find any more."""
    sample = text[:_SAMPLE]
    foreign = _FOREIGN.findall(sample)
    if foreign.count("\ufffd") * 20 > len(foreign):
        return True
    return bool(foreign) and any(_reads_again(sample, wrong, right) for wrong, right in _MISREADINGS)


def _reads_again(sample: str, wrong: str, right: str) -> bool:
    """Return whether the sample becomes Korean when it is read as ``right`` in place of ``wrong``."""
    try:
        text = codecs.getincrementaldecoder(right)().decode(sample.encode(wrong))
    except UnicodeError:
        return False
    hangul = _HANGUL.findall(text)
    return len(hangul) > 1 and len(hangul) > len(_HANGUL.findall(sample)) and _is_usual(hangul)


def _wide(data: bytes, encoding: str) -> str | None:
    text = _strict(data, encoding)
    return None if text is None or any(chr(sign) in text for sign in _BINARY) else text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding).rstrip(_DOS_END)
    except UnicodeDecodeError:
        return None


def _utf_16_without_mark(data: bytes) -> str:
    """The byte order in which line ends and Latin letters, which every text has, leave their zeros."""
    sample = data[:4096]
    return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"


def _if_korean(text: str | None) -> str | None:
    """A text that is decoded by a guess, where it is Korean: other texts, and binary data, come out as rare signs."""
    if text is None:
        return None
    foreign = [character for character in _FOREIGN.findall(text[:_SAMPLE]) if not character.isspace()]
    common = list(filter(_is_common, foreign))
    hangul = list(filter(_HANGUL.match, foreign))
    if not _is_usual(hangul):
        return None
    korean = sum(1 for character in common if _KOREAN.match(character))
    if korean * 10 >= len(foreign) * 7:
        return text
    # Statutes in mixed script: Hangul holds the Hanja together, with a particle every few words.
    hanja = sum(1 for character in common if _HANJA.match(character))
    return text if (korean + hanja) * 20 >= len(foreign) * 19 and len(hangul) * 8 >= len(foreign) else None


def _is_usual(hangul: Sequence[str]) -> bool:
    """Return whether most of these syllables are those of which Korean is made; too few of them say nothing."""
    return len(hangul) < _TELLING or sum(syllable in _USUAL for syllable in hangul) * 10 >= len(hangul) * 6


def _is_common(character: str) -> bool:
    """Return whether KS X 1001 has it: the 2,350 syllables of everyday Korean, not the 8,822 that CP949 adds.

    Python's EUC-KR composes those that are missing out of four letters, in eight bytes.
    """
    try:
        return len(character.encode("euc_kr")) <= _DOUBLE_BYTE
    except UnicodeEncodeError:
        return False
