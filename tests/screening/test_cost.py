"""Whatever the text: the work grows as its length does, and a long one is read to its end."""

import sys

import pytest

from screening import Kind, screen
from tests.screening.labelled import spans

SHORT = 1_000
TIMES = 4
# What a rule begins to look at, over and over, with nothing or something behind it.
UNITS = [
    *("일", "공일 ", "O1l-", "1-1 ", "명단\n", "성명 비고\n가나\n", "성명|", "연번 계좌번호\n", "신청인 "),
    *("신청인 김", "신청인 A B ", "신청인 응우옌 ", "체납자 명단: 홍길동, ", "부: ", "부 김", "거주하는 ", "자 김"),
    *("홍길동 씨 ", "홍길동·홍길동 부부 ", "홍길동의 주소 ", "홍길동(45세) ", "국민은행 1-1 ", "휴직(홍길동) "),
    *("주소: ", "주소: 가 ", "길 1 ", "길 ** ", "101동 302호 ", "빌라 1호 ", "나래동 1통 ", "-ro 12 ", "12 A-ro "),
    *(
        "주소: 서울 가 로 ",
        "주소: 가 나 로 1 ",
        "공하나",
        "&#45;",
        "대상자 가나: ",
        "참여자: 김하늘, ",
        "망 김",
        "보호자 레 티 ",
    ),
    *("a골뱅이b ", "a★naver ", "a at naver "),
    *(
        "자이 101동 ",
        "백일호 ",
        "(우)12345 길 1 ",
        "김하늘, 길 1 ",
        "거주 서울 ",
        "아랫집 1호 ",
        "1호, 길 1 ",
        "1통 1반 ",
    ),
    *(
        "저는 김하늘이라고 합니다 ",
        "김하늘, ",
        "▷홍시아 ▷단감 ",
        "황무지씨 ",
        "아들 우람이가 ",
        "주민 김하늘이 ",
        "김하늘 010-0000-1234, ",
    ),
    *("지원 가구\n1. 가나시 다로 1\n", "보내는 사람\n다로 1\n", "돌봄 대상\n", "돌봄 대상 | 김하늘 | 02-200-0000\n"),
    "신청인 | 피해지 | 비고\n김하늘 | 가나시 다로 1 | 없음\n",
    *("외교 0", "이륜 서울 가 가 1", "12가0000 ", "*-0 ", "010 0000\n"),
]


def calls(text: str) -> int:
    """Count the calls of functions that the screening of a text takes, in Python and in C."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        screen(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_as_the_length_does(unit):
    short = (unit * SHORT)[:SHORT]
    screen(short)  # what is remembered of words is remembered now
    assert calls((unit * SHORT * TIMES)[: SHORT * TIMES]) <= 1.1 * TIMES * calls(short) + 100


@pytest.mark.parametrize("unit", ["일", "명단\n"])
def test_half_a_megabyte_of_one_word_is_read_to_the_end(unit):
    long = unit * (500_000 // len(unit.encode())) + " 010-0000-1234"
    assert spans(long) == ((Kind.MOBILE, len(long) - 13, len(long)),)
