"""A heading speaks for the cells below it, in every shape in which tables come as text."""

import pytest

from screening.text.columns import labelled_cells
from screening.text.cues import Label, find_cues
from tests.screening.labelled import read_marked, spans


def cells(text, numbers=None):
    numbers = range(len(text)) if numbers is None else numbers
    return [(text[cell.start : cell.end], cell.label) for cell in labelled_cells(text, find_cues(text), numbers)]


@pytest.mark.parametrize("delimiter", ["\t", "|", ";", ","])
def test_cells_are_labelled_by_their_column(delimiter):
    text = "연번-성명-비고\n1-홍길동-없음\n2-성춘향-없음".replace("-", delimiter)
    assert cells(text) == [("홍길동", Label.NAME), ("성춘향", Label.NAME)]


@pytest.mark.parametrize(
    ("between", "labelled"),
    [
        ("22-33,없음\n44-55,없음\n", True),
        ("", True),
        ("소계\n\n", True),
        ("--------+-------------+--------\n", True),
        ("이 아래에는 표와 다른 것이 이어지므로 표가 끝남\n", False),
        ("44-55,없음\n이 아래에는 표와 다른 것이 이어지므로 표가 끝남\n44-55,없음\n", False),
    ],
)
def test_a_table_of_numbers_goes_on_over_rows_without_one_and_ends_where_any_other_does(between, labelled):
    text = f"접수번호,비고\n11-22,없음\n{between}66-77,없음"
    assert cells(text, [text.index("66")]) == [("66-77", Label.IDENTIFIER)] * labelled
    assert (("66-77", Label.IDENTIFIER) in cells(text.replace("비고", "성명"), [])) is labelled


def test_a_quoted_delimiter_belongs_to_its_cell():
    assert cells('비고,성명\n"서울, ""경기""",홍길동') == [("홍길동", Label.NAME)]


def test_headings_that_speak_of_numbers_alone_label_the_rows_in_which_one_begins():
    text = "접수번호,비고\n11-22,없음\n33-44,없음"
    assert cells(text, [text.index("33")]) == [("33-44", Label.IDENTIFIER)]
    assert cells(text.replace("비고", "성명"), []) == [
        ("11-22", Label.IDENTIFIER),
        ("없음", Label.NAME),
        ("33-44", Label.IDENTIFIER),
        ("없음", Label.NAME),
    ]


def test_the_last_word_of_a_heading_counts():
    found = cells("신청인 주소\t신청인 성명\n마당로 12\t홍길동")
    assert found == [("마당로 12", Label.ADDRESS), ("홍길동", Label.CITIZEN)]


def test_the_column_of_the_person_in_charge_has_no_label():
    assert cells("담당자 성명\t비고\n홍길동\t없음") == []


def test_an_empty_line_does_not_end_a_table_and_a_sentence_does():
    text = "성명\t비고\n홍길동\t없음\n\n성춘향\t없음\n이 표는 여기까지이고 다음은 다른 이야기이다.\n이몽룡\t없음"
    assert [cell for cell, _ in cells(text)] == ["홍길동", "성춘향"]


def test_a_second_row_of_headings_takes_over():
    text = "성명\t비고\n홍길동\t없음\n비고\t성명\n없음\t성춘향"
    assert [cell for cell, _ in cells(text)] == ["홍길동", "성춘향"]


def test_a_sentence_with_commas_is_no_heading():
    assert cells("성명, 주소와 전화번호를 적은 서류를 내야 하며, 그 밖의 것은\n홍길동, 성춘향") == []


def test_names_beside_posts_are_public():
    assert spans("성명\t직위\t전화번호\n홍길동\t과장\t02-000-0000") == ()


def test_a_number_in_the_column_of_identifiers_is_none_of_a_person():
    assert spans("상호\t법인등록번호\n마당\t110111-3000001") == ()
    assert spans("110111-3000001") != ()


@pytest.mark.parametrize(
    "marked",
    [
        "연번\t주민등록번호\t\t비고\n1\t«rrn:901010\t1234567»\t없음",
        "연번\t주민등록번호\n1\t«rrn:901010\t1234567»\n2\t«rrn:911231\t2345678»",
        "주민번호(앞)\t주민번호(뒤)\t금액\n«rrn:901010\t1234567»\t1234567",
        "주민등록번호 앞자리,뒷자리\n«rrn:901010,1234567»\n«arn:911231,5345678»",
        '"연번","주민등록번호",""\n"1","«rrn:901010","1234567»"',
        "주민등록번호\n«rrn:901010\t1234567»",
        "주민등록번호\t«rrn:901010\t1234567»\t비고",
    ],
)
def test_a_resident_number_in_two_cells_is_found_by_its_heading(marked):
    case = read_marked(marked)
    assert spans(case.text) == case.expected


@pytest.mark.parametrize(
    "text",
    [
        "901010\t1234567",
        "예산액\t집행액\n901010\t1234567\n801010\t1234567",
        "생년월일\t금액\n901010\t1234567",
        "생년월일\t\n901010\t1234567",
        "주민등록번호 앞자리\t금액\n901010\t1234567",
        "주민등록번호\t금액\n901010\t1234567",
        "주민등록번호\t\n901310\t1234567",
        "주민등록번호\t\n901010\t9234567",
        "주민등록번호\t\n901010\t12345678",
        "주민등록번호\t\n1901010\t1234567",
        "예산액\t주민등록번호\n901010\t1234567",
    ],
)
def test_two_amounts_side_by_side_are_no_resident_number(text):
    assert spans(text) == ()


def test_a_plain_number_is_an_account_only_in_its_column():
    people = "".join(f"«person_name:홍길동»\t00000{row}\t«bank_account:0000000000{row}»\n" for row in range(5))
    end = "합계 금액은 다음과 같으며 이는 세금을 내기 전의 것이고 나중에 바뀔 수 있다.\n00000000000\t1"
    case = read_marked(f"성명\t금액\t계좌번호\n{people}{end}")
    assert spans(case.text) == case.expected
