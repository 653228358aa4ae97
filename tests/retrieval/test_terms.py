"""Terms of texts."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from retrieval.terms import terms, terms_of_all

LETTERS = st.text(st.sampled_from("가나다힣 ab1é9ㄱㅎㅏ_-,.\n日本ア٣½\U00020000"), max_size=14)


def shared(first, second):
    return Counter(terms(first)) & Counter(terms(second))


def test_a_run_of_hangul_has_its_pairs():
    assert shared("전세사기", "전세").total() == 1
    assert len(terms("전세사기")) == 3


def test_a_lone_syllable_is_a_term_of_its_own():
    assert terms("강 산") == [*terms("강"), *terms("산")]
    assert shared("강", "강산").total() == 0


def test_letters_and_digits_are_whole_runs():
    assert terms("covid-19") == terms("covid 19") == terms("covid19")
    assert shared("2879", "28").total() == 0


def test_marks_and_blanks_have_no_terms():
    assert terms(" ,.·「」\n_") == []


@given(st.lists(LETTERS, min_size=1, max_size=5))
def test_many_texts_at_once_have_the_terms_that_each_has_alone(texts):
    values, owners = terms_of_all(texts)
    assert Counter(zip(values.tolist(), owners.tolist(), strict=True)) == Counter(
        (term, number) for number, text in enumerate(texts) for term in terms(text)
    )
