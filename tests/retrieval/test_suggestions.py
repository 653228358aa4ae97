"""Suggestions while somebody types."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import suggestions
from retrieval.hangul import typed
from retrieval.queries import By
from retrieval.suggestions import Asked, Candidate, Key, Kind, asked, keys, ranked

TITLES = [
    "청년 주거 지원",
    "청소년 쉼터",
    "청소년수련관",
    "학교 밖 청소년 지원",
    "GitHub 보안",
    "가방 만들기",
    "쓰레기 배출",
]


def found(text, titles=TITLES, limit=10):
    candidates = [one if isinstance(one, Candidate) else Candidate(one) for one in titles]
    return [one.text for one in ranked(asked(text), candidates, limit=limit)]


@pytest.mark.parametrize(
    "text", ["ㅊ", "처", "청", "청ㄴ", "청녀", "청년", "청년주", "청년 ㅈ", "청년 주거 ", "청년을 주", "주거 처"]
)
def test_a_title_is_found_at_every_key_pressed(text):
    assert "청년 주거 지원" in found(text)


@pytest.mark.parametrize("text", ["청려", "년", "청년 쉼", "주거청", "청 소"])
def test_what_does_not_meet_all_that_is_typed_is_not_suggested(text):
    assert "청년 주거 지원" not in found(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("갑", "가방 만들기"),
        ("밖 청소", "학교 밖 청소년 지원"),
        ("학교밖청", "학교 밖 청소년 지원"),
        ("청소년 수려", "청소년수련관"),
        ("ㅊㅅㄴㅅㄹ", "청소년수련관"),
        ("청ㅅㄴ", "청소년 쉼터"),
        ("청ㅅㄴ수", "청소년수련관"),
        ("cjdth", "청소년 쉼터"),
        ("cts", "청소년 쉼터"),
        ("Tmf", "쓰레기 배출"),
        ("햐소", "GitHub 보안"),
        ("git", "GitHub 보안"),
        ("보안 Git", "GitHub 보안"),
    ],
)
def test_parts_initials_and_the_other_mode_find_it(text, title):
    assert title in found(text)


def test_what_begins_with_it_comes_first_then_what_weighs_more_then_the_shorter():
    titles = [
        Candidate("새 청년", weight=9),
        Candidate("청년 수당 안내", weight=1),
        Candidate("청년 수당", weight=1),
        Candidate("청년 주거", weight=2),
    ]
    assert found("청년", titles) == ["청년 주거", "청년 수당", "청년 수당 안내", "새 청년"]


def test_what_is_common_comes_last_and_of_what_is_alike_one_is_suggested():
    titles = [
        Candidate("청년 수당 결과", is_common=True, alike=("task:1",)),
        Candidate("청년 수당 결과 보고", is_common=True, alike=("task:1", "begins:청년 수당")),
        Candidate("청년 수당 지급 계획 수립", is_common=True, alike=("begins:청년 수당",)),
        Candidate("새 청년"),
    ]
    assert found("청년", titles) == ["새 청년", "청년 수당 결과"]


def test_no_sort_takes_more_than_half_of_the_places_while_there_are_others():
    titles = [*(Candidate(f"청년 {number}", weight=1, sort="term") for number in range(5)), Candidate("새 청년")]
    assert found("청년", titles, limit=4) == ["청년 0", "청년 1", "청년 2", "새 청년"]
    assert found("청년", titles[:5], limit=4) == [f"청년 {number}" for number in range(4)]


def test_a_whole_syllable_comes_before_one_that_is_under_way():
    assert found("심", [Candidate("시민", weight=9), Candidate("야간 심야")]) == ["야간 심야", "시민"]


def test_what_is_typed_comes_before_what_it_may_mean():
    assert found("rk", [Candidate("가방", weight=9), Candidate("RK 회의")]) == ["RK 회의", "가방"]


def test_each_text_is_suggested_once_and_no_more_than_asked_for():
    assert found("청", ["청년", "청 년", "청년"]) == ["청년"]
    assert len(found("청", limit=2)) == 2


@pytest.mark.parametrize("text", ["", " ", "-청", "unit:청", "청년 -주", "청년 부서:도", '"', "()", "\0", "\ud800"])
def test_operators_and_nothing_are_not_completed(text):
    assert asked(text).begins == ()
    assert asked(text).keys == ()


def test_words_before_are_complete_and_the_last_is_a_beginning():
    assert asked("청년 주거") == Asked(
        ("청년",), (suggestions.Beginning("주거", By.TYPED), suggestions.Beginning("wnrj", By.KEYBOARD))
    )
    assert asked("청년 ").keys == (Key(Kind.LETTERS, typed("청년")),)


def test_a_title_is_kept_under_each_of_its_words():
    assert keys("청년 주거") == (
        Key(Kind.LETTERS, typed("청년주거")),
        Key(Kind.INITIALS, "ㅊㄴㅈㄱ"),
        Key(Kind.LETTERS, typed("주거")),
        Key(Kind.INITIALS, "ㅈㄱ"),
    )
    assert len(keys("가나 " * 500)) <= 16


@given(st.sampled_from(TITLES), st.data())
def test_whatever_part_of_a_word_is_typed_a_store_finds_the_title_by_one_of_its_keys(title, data):
    words = title.split()
    at = data.draw(st.integers(0, len(words) - 1))
    text = data.draw(
        st.sampled_from([" ".join(words[:at]) + " " + words[at][:end] for end in range(1, len(words[at]) + 1)])
    )
    assert title in found(text)
    kept = keys(title)
    assert any(one.kind is key.kind and one.text.startswith(key.text) for key in asked(text).keys for one in kept)


@given(
    st.text(max_size=40) | st.text(st.sampled_from("가ㄱㅏaA -:\"'1\0\ud800女"), max_size=20),
    st.lists(st.text(max_size=12), max_size=4),
)
def test_any_text_may_be_typed_and_any_be_suggested(text, titles):
    candidates = [Candidate(title) for title in titles]
    assert all(one in candidates for one in ranked(asked(text), candidates, limit=3))
    assert all(key.text for title in titles for key in keys(title))
    assert all(key.text for key in asked(text).keys)


def test_the_example_is_true():
    assert doctest.testmod(suggestions).failed == 0
