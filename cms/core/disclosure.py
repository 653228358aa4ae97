"""The words for what is open and what the law closes, in Korean and English, for outputs that have no templates.

Official Information Disclosure Act, art. 9(1), as of 2024; retention periods: Public Records Act, decree, art. 26.
"""

from collections.abc import Iterable, Mapping
from typing import Final

Names = Mapping[str, str]

OPENNESS: Final[Mapping[str, Names]] = {
    "open": {"ko": "공개", "en": "Open"},
    "partial": {"ko": "부분공개", "en": "Partly open"},
    "closed": {"ko": "비공개", "en": "Closed"},
}
GROUNDS: Final[Mapping[int, Names]] = {
    1: {"ko": "법령이 정한 비밀", "en": "Secret under another law"},
    2: {"ko": "국가안전보장·국방·통일·외교", "en": "Security, defence, unification, diplomacy"},
    3: {"ko": "생명·신체·재산 보호", "en": "Life, body and property"},
    4: {"ko": "재판·수사·형의 집행", "en": "Trials, investigations, sentences"},
    5: {"ko": "감사·입찰·인사·내부 검토", "en": "Audits, tenders, personnel, internal review"},
    6: {"ko": "개인정보", "en": "Privacy"},
    7: {"ko": "법인·단체의 영업비밀", "en": "Business secrets"},
    8: {"ko": "부동산 투기·매점매석", "en": "Speculation"},
}
GENRES: Final[Mapping[str, Names]] = {
    "approval": {"ko": "결재문서", "en": "Approval document"},
    "press-release": {"ko": "보도자료", "en": "Press release"},
    "research": {"ko": "정책연구", "en": "Policy research"},
    "advance-publication": {"ko": "사전정보공표", "en": "Advance publication"},
    "expense": {"ko": "업무추진비", "en": "Business expense"},
}
ROLES: Final[Mapping[str, Names]] = {
    "original": {"ko": "원본", "en": "Original"},
    "pdf": {"ko": "보기용 PDF", "en": "PDF for reading"},
    "copy": {"ko": "개인정보를 가린 사본", "en": "Copy with personal data covered"},
}
STATUSES: Final[Mapping[str, Names]] = {
    "announced": {"ko": "개최 예정", "en": "Announced"},
    "held": {"ko": "개최", "en": "Held"},
    "postponed": {"ko": "연기", "en": "Postponed"},
    "cancelled": {"ko": "취소", "en": "Cancelled"},
}
MASKED: Final[Names] = {"ko": "개인정보를 가리고 공개한 문서", "en": "Released with personal data covered"}
_ARTICLE: Final[Names] = {"ko": "정보공개법 제9조 제1항 제{}호", "en": "Information Disclosure Act, art. 9(1) no. {}"}
_PERMANENT: Final[Mapping[str, Names]] = {
    "semi-permanent": {"ko": "준영구", "en": "Semi-permanent"},
    "permanent": {"ko": "영구", "en": "Permanent"},
}


def said(names: Names, language: str) -> str:
    """The word in Korean, or in English for every other language."""
    return names["ko" if language == "ko" else "en"]


def ground_names(ground: int) -> Names:
    """The names of a ground, with its place in the law; one that the law does not know has its place alone."""
    words = GROUNDS.get(ground, {})
    return {
        language: f"{article.format(ground)}: {words[language]}" if words else article.format(ground)
        for language, article in _ARTICLE.items()
    }


def retention_names(retention: str) -> Names:
    """A retention period in words."""
    years = {"ko": f"{retention}년", "en": "1 year" if retention == "1" else f"{retention} years"}
    return _PERMANENT.get(retention, years)


def closing(openness: str, grounds: Iterable[int], reason: str, language: str) -> str:
    """The sentence that says why something is not all open: openness, grounds and reason; empty where it is open."""
    if openness == "open":
        return ""
    word = said(OPENNESS[openness], language) if openness in OPENNESS else openness
    found = ", ".join(said(ground_names(ground), language) for ground in grounds)
    return ". ".join(part for part in (f"{word} ({found})" if found else word, reason) if part)
