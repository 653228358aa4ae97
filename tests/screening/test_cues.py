"""The words that the rules look for are found as they are listed, and no parts of longer ones."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.text.cues import Label, Sign, find_cues, sight
from screening.words import belongings, persons


def found(text):
    return [(cue.start, cue.end, cue.label, cue.glued) for cue in find_cues(text)]


def test_the_longest_of_the_words_that_end_at_one_place_counts():
    assert found("예금주명: 예금 주") == [(0, 4, Label.HOLDER, False)]
    assert found("법인등록번호 주민등록번호") == [(0, 6, Label.IDENTIFIER, False), (7, 13, Label.RESIDENT, False)]


def test_spaces_may_part_the_letters_of_a_word_evenly():
    assert found("신   청   인") == [(0, 9, Label.CITIZEN, False)]
    assert found("신   청  인") == []


@pytest.mark.parametrize("text", ["집", " 집 ", "HP", "(HP)", "집은 ", "010HP1"])
def test_words_of_one_or_of_latin_letters_stand_alone(text):
    assert [cue.word for cue in find_cues(text)] == [text.strip(" ()은01")]


@pytest.mark.parametrize(
    "text", ["모집", "집단", "집은행", "HPV", "eHP", "HP번호판", "iPhone", "신청인원", "신청인은행"]
)
def test_parts_of_longer_words_are_none(text):
    assert [cue.word for cue in find_cues(text) if cue.label is not Label.BANK] == []


def test_a_word_for_a_person_may_be_glued_to_a_name_and_others_not():
    assert found("신청인홍길동") == [(0, 3, Label.CITIZEN, True)]
    assert found("계좌번호홍길동") == []


def test_half_of_a_surrogate_pair_hides_no_word():
    assert found("\ud800신청인\udc00 귀하") == [(1, 4, Label.CITIZEN, False)]
    assert sight("\ud800신청인\udc00 귀하").signs == {Sign.PERSON: [6]}


def test_signs_are_found_anywhere():
    text = "육아휴직자 외 3인, hong (at) example (dot) com"
    assert sight(text).signs == {
        Sign.ABSENCE: [text.index("휴직")],
        Sign.PERSON: [text.index("외 3")],
        Sign.MAIL: [text.index("at)"), text.index("dot")],
    }


listed = st.sampled_from(
    list(chain.from_iterable(text.split() for text in (persons.CITIZEN, persons.NAME, belongings.ACCOUNT)))
)


@settings(max_examples=200, deadline=None)
@given(listed.map(lambda word: word.replace("_", "").replace("+", "")), st.text(alphabet=" .,:()0\n", max_size=3))
def test_every_word_is_found_between_signs(word, sign):
    last = find_cues(f"{sign}{word}{sign}")[-1]
    assert (last.start, last.end) == (len(sign), len(sign) + len(word))
