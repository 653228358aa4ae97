"""The lines of a table of synonyms: what each says, and what is wrong with one."""

import pytest

from retrieval import synonyms
from retrieval.synonyms import LONGEST, MOST, BadLine, Fault, Group


def test_a_line_is_a_group_or_leads_one_way():
    assert list(synonyms.groups(["따릉이 = 공공자전거", "# a comment", "", "혼자 사는 노인 > 독거노인 # one way"])) == [
        Group(("따릉이", "공공자전거")),
        Group(("혼자 사는 노인",), ("독거노인",)),
    ]


@pytest.mark.parametrize("line", ["따릉이 = 공공자전거", "혼자 사는 노인 = 독신 노인 > 독거노인"])
def test_a_group_is_written_as_the_line_that_it_was_read_from(line):
    assert str(synonyms.checked(line)) == line


def test_lines_that_say_the_same_have_one_sense_however_they_are_spelled():
    one, same, other = (synonyms.checked(line) for line in ("학교밖 = ＡＩ", "ai=학교 밖", "학교밖 > ai"))
    assert one.sense == same.sense != other.sense


def test_what_comes_first_counts_first():
    table = synonyms.table([Group(("버스", "시내버스")), Group(("버스", "노선버스"))])
    assert table.of("버스") == ("시내버스", "노선버스")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("", Fault.FEW),
        ("# nothing", Fault.FEW),
        ("따릉이", Fault.FEW),
        ("따릉이 = ", Fault.FEW),
        ("> 공공자전거", Fault.FEW),
        ("!! = ··", Fault.FEW),
        ("가가 > 나나 > 다다", Fault.ARROWS),
        ("학교밖 = 학교 밖", Fault.SAME),
        ("버스 > 버스", Fault.SAME),
        (f"{' '.join(['말'] * (LONGEST + 1))} > 단어", Fault.LONG),
        (" = ".join(f"단어{number}" for number in range(MOST + 2)), Fault.MANY),
    ],
)
def test_who_writes_a_line_is_told_what_is_wrong_with_it(line, fault):
    with pytest.raises(BadLine) as raised:
        synonyms.checked(line)
    assert (raised.value.fault, raised.value.line) == (fault, line)


def test_blanks_make_a_difference_in_words_without_syllables():
    assert synonyms.table([synonyms.checked("wi-fi = wifi")]).of("wifi") == ("wifi", "wi fi")


def test_what_is_wanted_may_be_long():
    law = "국토의 계획 및 이용에 관한 법률"
    assert synonyms.table([synonyms.checked(f"국토계획법 = {law}")]).of("국토계획법") == (law,)


def test_a_line_may_have_as_many_words_as_the_table_takes():
    words = [f"단어{number}" for number in range(MOST + 1)]
    group = synonyms.checked(" = ".join(words))
    assert synonyms.table([group]).of("단어0") == tuple(words[1:])


def test_whoever_wants_a_word_wants_its_equals_but_not_what_these_lead_to():
    table = synonyms.read(["bike rental > 공공자전거", "공공자전거 = 공유자전거 > 자전거 정책", "공공 자전거 = 따릉이"])
    assert table.of("bikerental") == ("공공자전거", "공유자전거")
