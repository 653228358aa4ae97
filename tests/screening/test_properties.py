"""Whatever the text: no error, valid positions, and nothing left to find once it is masked."""

from hypothesis import given, settings
from hypothesis import strategies as st

from screening import Part, Verdict, judge, mask, screen

FRAGMENTS = (
    *("신청인", "성명", "민원인 ", "예금주", "주민등록번호", "계좌번호", "여권번호", "면허", "건강보험증", "자택"),
    *("주소", "차량번호", "카드", "연락처", "홍길동", "홍 길 동", "성춘향", "귀하", "님", "이", "은 ", ", ", " 및 "),
    *("담당", "직위", "관용", "법인등록번호", "억", "원", "호", "서울", "서울특별시", "누리구", "마당로", "동", "길"),
    *("산 ", "101동", "1203호", "가", "나", "국민은행", "０", "１", "\u1112\u1169\u11bc", "John", "Smith "),
    *("보호자 ", "배우자 ", "레 티 홍", "응우옌 ", "반 ", "하 ", "라이", " 씨", "손자 ", "수급아동: ", "→ "),
    *(": ", "|", "\t", "\n", ",", ";", "(", ")", "-", " ", "  ", '"', "*", "○", "\u200b", "\u00a0", "－", "–", "ㅡ"),
    *("010", "0000", "1234", "02", "031", "+82", "991231", "3123455", "4765432", "12", "4111", "1111", "9"),
    *("@", "example.com", "seoul.go.kr", "hong", ".", "M", "000", "A", "0001", "00000001"),
)
pieces = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3))
texts = st.one_of(st.lists(st.sampled_from(FRAGMENTS), max_size=30), st.lists(pieces, max_size=20)).map("".join)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_positions_are_in_the_text_in_order_and_not_nested(text):
    reached = 0
    for found in screen(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.end > reached
        reached = found.end


@settings(max_examples=400, deadline=None)
@given(texts)
def test_masked_text_is_as_long_and_clear(text):
    masked = mask(text, screen(text))
    assert len(masked) == len(text)
    assert screen(masked) == ()


@settings(max_examples=100, deadline=None)
@given(st.lists(texts, max_size=3))
def test_a_verdict_survives_storage(parts):
    verdict = judge([Part(name=str(number), text=text) for number, text in enumerate(parts)])
    assert Verdict.from_data(verdict.to_data()) == verdict
