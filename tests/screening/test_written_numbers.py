"""A number of a person is found however it is written and wherever its word stands: every spelling in every layout.

The table is values x words x layouts x spellings. What a city publishes in the same layouts is found in none of them.
"""

import pytest

from screening import Kind, mask, screen

NAME = "홍길동"
WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
SPELLED = str.maketrans("0123456789", "공일이삼사오육칠팔구")
HANJA = str.maketrans("0123456789", "〇一二三四五六七八九")
RINGED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")

VALUES = {
    Kind.MOBILE: ("010", "0012", "3405"),
    Kind.HOME_PHONE: ("031", "001", "2304"),
    Kind.RESIDENT_NUMBER: ("991231", "3123405"),
    Kind.ALIEN_NUMBER: ("991231", "5123405"),
    Kind.BANK_ACCOUNT: ("110", "0012", "034050"),
    Kind.CARD: ("5100", "0012", "0034", "1050"),
    Kind.DRIVER_LICENCE: ("11", "30", "001234", "05"),
    Kind.HEALTH_INSURANCE: ("1", "0012340506"),
}
WORDS = {
    Kind.MOBILE: ("연락처", "휴대폰", "H.P", "Mobile"),
    Kind.HOME_PHONE: ("집 전화번호", "자택", "댁 전화"),
    Kind.RESIDENT_NUMBER: ("주민등록번호", "주민번호", "RRN", "Resident Registration No."),
    Kind.ALIEN_NUMBER: ("외국인등록번호", "Alien Registration No."),
    Kind.BANK_ACCOUNT: ("계좌번호", "환급계좌", "통장", "Account No."),
    Kind.CARD: ("카드번호", "체크카드", "Card No."),
    Kind.DRIVER_LICENCE: ("운전면허번호", "면허증 번호", "Driver License No."),
    Kind.HEALTH_INSURANCE: ("건강보험증번호", "증번호"),
}
LAYOUTS = (
    "{word}: {value}",
    "{word} {value}",
    "{word}：{value}",
    "{word}는 {value}입니다.",
    "({word} {value})",
    "{word}({value})",
    "{word}\n{value}",
    "{word} / {value}",
    "{word}={value}",
    "{word} → {value}",
    "| {word} | {value} |",
    "┌───┬───┐\n│ {word} │ {value} │\n└───┴───┘",
    "{word}\t{value}",
    "{name}씨 {word} {value}",
    "{name}({word} {value})",
    "[{word}] {value}",
    "  - {word} : {value}",
    "{word}(변경): {value}",
    "연번|성명|{word}|비고\n1|{name}|{value}|-\n",
    "연번,성명,{word},비고\n1,{name},{value},완료\n",
    "연번\t성명\t{word}\t비고\n" + "1\t심청\t\t-\n" * 30 + "2\t{name}\t{value}\t-\n",
    "성명;{word};비고\n{name};{value};-\n",
    '{{"name":"{name}","{word}":"{value}"}}',
    "<tr><th>{word}</th><td>{value}</td></tr>",
)


def joined(groups, sign):
    return sign.join(groups)


def spellings(groups):
    """The ways in which people and programs write the groups of a number."""
    plain = joined(groups, "-")
    yield plain
    yield from (joined(groups, sign) for sign in (" ", "", " - ", "- ", "–", "--", ".", "·", "/", "~", "_", "-\n"))
    yield plain.translate(WIDE)
    yield from (plain.translate(table) for table in (SPELLED, HANJA, RINGED))
    yield joined(groups, "에 ").translate(SPELLED)
    yield joined(groups, " 다시 ").translate(SPELLED)
    yield f"{groups[0]}에 {joined(groups[1:], ' 다시 ')}".translate(SPELLED)
    yield plain.replace("0", "O", 1)
    yield plain.replace("1", "l", 1)
    yield plain[:-4] + plain[-4:].replace("0", "o")
    yield joined(plain, "\u200b")


def missed(kind, layout, word):
    """The spellings of which something stays open after masking, or of which more than the value is found."""
    for value in spellings(VALUES[kind]):
        text = layout.format(word=word, value=value, name=NAME)
        start = text.index(value)
        found = screen(text)
        own = [one for one in found if one.kind is not Kind.PERSON_NAME]
        if [(one.kind, one.start, one.end) for one in own] != [(kind, start, start + len(value))]:
            yield text
        elif screen(mask(text, found)):
            yield mask(text, found)


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_spelling_behind_every_word_is_found_and_nothing_else(kind, layout):
    assert [text for word in WORDS[kind] for text in missed(kind, layout, word)] == []


PUBLISHED = {
    "사업자등록번호": ("107-00-83297", "1070083297", "314 86 02291"),
    "법인등록번호": ("110111-0012345", "1101110012345"),
    "대표전화": ("02-2133-0000", "1588-0012", "02)2133-0000"),
    "팩스": ("02-2133-0001", "0505-300-1234"),
    "바코드": ("8801234567893",),
    "접수번호": ("202611301234567", "1AA-2611-0157731", "20261130-00123"),
    "금액": ("1,250,000원", "1250000000"),
    "기간": ("2026-11-01 ~ 2026-11-30", "2026. 11. 1. ~ 2026. 11. 30."),
    "좌표": ("37.566535, 126.977969",),
    "홈페이지": ("https://www.narae.go.kr/board/view?id=202611300012", "http://narae.go.kr/1/0100001234/5"),
    "후원계좌": ("농협 301-0012-0034-51", "국민은행 123456-01-000012"),
    "가상계좌": ("농협 790-0012-0034-567",),
    "운송장번호": ("6012-3456-7890", "601234567890"),
    "자산번호": ("2026-0001-0012",),
    "고객번호": ("0123456789",),
    "이메일": ("narae@narae.go.kr", "info@narae.or.kr"),
    "등기번호": ("12345-6789-0123",),
    "모델명": ("XR-010-2000-3000",),
    "계약번호": ("R26TA00123456", "2026-11-0012345"),
    "예산과목": ("201-01-1234-5678",),
}


@pytest.mark.parametrize("word", PUBLISHED)
def test_what_is_published_in_the_same_layouts_is_found_in_none(word):
    texts = [layout.format(word=word, value=value, name="나래상사") for value in PUBLISHED[word] for layout in LAYOUTS]
    numbers = [[one for one in screen(text) if one.kind is not Kind.PERSON_NAME] for text in texts]
    assert [text for text, found in zip(texts, numbers, strict=True) if found] == []
