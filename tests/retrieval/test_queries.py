"""Reading queries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import queries, synonyms
from retrieval.lexicon import MemoryLexicon
from retrieval.queries import By
from retrieval.segments import Text

TITLES = [
    "구제역 방역",
    "구제역 소독",
    "청소년 수련관",
    "청소년의 날",
    "청소년 쉼터",
    "광화문 현판",
    "현판 교체",
    "자전거도로 정비",
    "github 보안",
    "구급차 배치",
]
LEXICON = MemoryLexicon([Text(key=number, moment=0, title=title) for number, title in enumerate(TITLES)])
SYNONYMS = synonyms.read(["행정안전부 = 행안부", "혼자 살다 죽은 사람 > 고독사", "개인형 이동장치 = 킥보드  # 두 바퀴"])


def read(text):
    return queries.read(text, lexicon=LEXICON, synonyms=SYNONYMS)


def ways(text):
    return [[(way.text, way.by) for way in concept.ways] for concept in read(text).concepts]


def test_a_known_word_is_looked_for_as_typed():
    assert ways("구제역") == [[("구제역", By.TYPED)]]


def test_particles_are_taken_off():
    assert ways("구제역에서는 현판을") == [[("구제역", By.TYPED)], [("현판", By.TYPED)]]


def test_a_word_that_only_looks_as_if_it_had_a_particle_stays():
    assert ways("자전거도로") == [[("자전거도로", By.TYPED)]]


def test_words_that_only_ask_are_left_out_unless_there_is_nothing_else():
    assert ways("구제역은 어떻게 대비해야 하나요?") == [[("구제역", By.TYPED)], [("대비", By.TYPED)]]
    assert ways("어떻게") == [[("어떻게", By.TYPED)]]


def test_synonyms_are_other_ways_and_lead_one_way_where_the_table_says_so():
    assert ways("행안부는") == [[("행안부", By.TYPED), ("행정안전부", By.SYNONYM)]]
    assert ways("혼자 살다 죽은 사람") == [[("혼자 살다 죽은 사람", By.TYPED), ("고독사", By.SYNONYM)]]
    assert ways("고독사") == [[("고독사", By.TYPED)]]


def test_a_synonym_within_a_word_is_replaced():
    assert ("개인형 이동장치주차", By.SYNONYM) in ways("킥보드주차")[0]


def test_the_wrong_mode_of_the_keyboard_is_read_and_said():
    assert ways("rnrmqck") == [[("rnrmqck", By.TYPED), ("구급차", By.KEYBOARD)]]
    assert read("햐소ㅕㅠ").readings == (("햐소ㅕㅠ", "github"),)


def test_a_latin_word_that_the_index_knows_stays():
    assert ways("GitHub") == [[("github", By.TYPED)]]


def test_initials_are_the_words_that_have_them():
    assert ways("ㅊㅅㄴ") == [[("청소년", By.INITIALS)]]
    assert ways("ㅋㅋㅋ") == [[("ㅋㅋㅋ", By.TYPED)]]


@pytest.mark.parametrize("slip", ["구재역", "구제욕", "구제여", "구젱역", "제구역", "귀제역"])
def test_one_slip_of_the_finger_is_offered_where_the_word_is_unknown(slip):
    assert ("구제역", By.SPELLING) in ways(slip)[0]


def test_a_known_word_is_never_corrected():
    assert read("현판").readings == ()


def test_what_is_quoted_is_met_by_nothing_else():
    (concept,) = read("“광화문 판현”").concepts
    assert concept.is_exact
    assert [(way.text, way.by) for way in concept.ways] == [("광화문 판현", By.TYPED)]


def test_minus_and_fields_are_no_concepts():
    query = read('구제역 -소독 -"방역 대책" 부서:"동물 보호과" year:2026 https://a.kr')
    assert [concept.typed for concept in query.concepts] == ["구제역", "httpsakr"]
    assert query.without == ("소독", "방역대책")
    assert query.fields == (("unit", "동물 보호과"), ("year", "2026"))


@given(st.text(max_size=300))
def test_any_text_is_a_query_of_bounded_size(text):
    query = read(text)
    assert len(query.concepts) <= 16
    assert all(1 <= len(concept.ways) <= 8 for concept in query.concepts)
    assert all(way.text for concept in query.concepts for way in concept.ways)


@pytest.mark.parametrize("line", ["혼자", "= =", "> 고독사", "혼자 >", " = 혼자"])
def test_a_line_of_the_table_without_two_words_is_refused_with_its_number(line):
    with pytest.raises(synonyms.BadLine, match="line 2:"):
        synonyms.read(["a = b", line])
