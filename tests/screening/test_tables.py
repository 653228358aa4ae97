"""A table is read alike however its cells are parted: names, numbers and addresses stand below their headings."""

import pytest

from screening.text.cues import find_cues
from screening.text.laidout import laid_out_cells
from tests.screening.labelled import read_marked, spans

ROWS = (
    ("«person_name:홍길동»", "«mobile:010-0000-1234»", "«home_address:나래시 마당로 12»"),
    ("«person_name:성춘향»", "«mobile:010-0000-1235»", "«home_address:나래시 마당로 14»"),
)


def cells(text):
    return [(text[cell.start : cell.end], cell.label.value) for cell in laid_out_cells(text, find_cues(text))]


@pytest.mark.parametrize("delimiter", ["\t", "|", " | ", "│", ",", "/", " / ", "   ", " ", "\n"])
def test_people_are_found_whatever_parts_the_cells(delimiter):
    rows = [("성명", "연락처", "주소"), *ROWS]
    case = read_marked("\n".join(delimiter.join(row) for row in rows))
    assert spans(case.text) == case.expected


@pytest.mark.parametrize(
    "marked",
    [
        "연고자(성명, 관계, 주소, 연락처)\n"
        "«person_name:홍길동»,자,«home_address:나래시 마당로 12»,«mobile:010-0000-1234»",
        "이용 가정\t자녀\t환급계좌\n«person_name:홍길동»\t«person_name:홍가을», «person_name:홍봄»"
        "\t농협«bank_account:00000000000000»",
        "운전자 번호판 면허번호\n«person_name:홍길동» «vehicle_plate:서울강남가0000» «driver_licence:11-00-000000-00»",
        "수급자 성명\n«person_name:홍길동»\n«person_name:성춘향»\n장기요양인정번호\n"
        "«health_insurance:L0000000001»\n«health_insurance:L0000000002»",
        "납세자 환급금 사유 환급계좌\n«person_name:홍길동» 14,220 이중납부 농협 «bank_account:000-0000-0000-00»"
        "\n«person_name:노을» 8,840 폐차 미등록",
        "대상자   성별 나이   휴대전화   비고\n«person_name:홍길동» 남 44 «mobile:010-0000-1234» 교대 근무",
    ],
    ids=["brackets", "lists", "plates", "columns-one-below-another", "empty-cells", "wide-and-narrow"],
)
def test_cells_are_read_by_the_heading_over_them(marked):
    case = read_marked(marked)
    assert spans(case.text) == case.expected


def test_each_row_is_laid_out_so_that_its_words_fit_best():
    text = "성명 생년월일 최종 주소 비고\n홍길동 2030.04.03 나래시 마당로 12 반송\n성춘향 나래시 마당로 14"
    assert cells(text) == [
        ("홍길동", "name"),
        ("2030.04.03", "resident"),
        ("나래시 마당로 12", "home"),
        ("성춘향", "name"),
        ("나래시 마당로 14", "home"),
    ]


def test_headings_one_below_the_other_are_counted_by_what_fits_below_them():
    text = "성명\n보험증번호\n피보험자와의 사이\n카드번호\n홍길동\n00000000001\n본인\n0000-0000-0000-0001"
    assert cells(text) == [
        ("홍길동", "name"),
        ("00000000001", "health"),
        ("0000-0000-0000-0001", "card"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "성명 연락처 주소\n담당 홍길동 010-0000-1234",
        "담당자 성명 연락처\n홍길동 02-000-0000",
        "신청인 명단을 붙입니다.\n이상 끝",
        "기관명 대표전화 주소\n나래센터 02-000-0000 나래시 마당로 12",
    ],
)
def test_officials_sentences_and_bodies_are_no_rows_of_people(text):
    assert cells(text) == []
