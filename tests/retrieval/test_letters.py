"""Letters: syllables and jamo, keyboards, Hanja, and the one form of all spellings."""

from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval import folding, hangul, hanja, keyboards
from retrieval.squeezing import squeezed_all
from retrieval.words import squeezed

SYLLABLES = st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")), max_size=12)


@given(SYLLABLES)
def test_syllables_are_what_their_letters_compose(text):
    assert "".join(hangul.syllable(*hangul.letters_of(letter)) for letter in text) == text


@given(st.lists(st.text(), max_size=4))
@example(["", "가 나-다", "²①٣ _", "\ud800𠮷. x", "Ａ"])
def test_texts_are_squeezed_together_as_each_by_itself(texts):
    assert squeezed_all(texts) == [squeezed(text) for text in texts]


@given(SYLLABLES)
def test_what_is_typed_letter_by_letter_is_composed_again(text):
    assert hangul.composed(hangul.typed(text)) == text


@given(SYLLABLES)
def test_both_modes_of_the_keyboard_are_each_others_reverse(text):
    assert keyboards.as_korean(keyboards.as_latin(text)) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("dkssud", "안녕"), ("rnrmqck", "구급차"), ("EhRldh", "또끼오"), ("dlfrrl", "읽기"), ("tkfka?", "사람?")],
)
def test_keys_pressed_in_latin_mode_are_korean_words(typed, meant):
    assert keyboards.as_korean(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), [("햐소ㅕㅠ", "github"), ("ㅔㅛ쇄ㅜ", "python"), ("ㅁ, ㅠ", "a, b")])
def test_keys_pressed_in_korean_mode_are_latin_words(typed, meant):
    assert keyboards.as_latin(typed) == meant


def test_initials_are_the_leads_of_syllables():
    assert hangul.initials("청소년 AI 쌍둥이") == "ㅊㅅㄴ AI ㅆㄷㅇ"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("船舶平衡水", "선박평형수"),
        ("女性", "여성"),
        ("男女", "남녀"),
        ("老人", "노인"),
        ("敬老", "경로"),
        ("제2 女高", "제2 여고"),
    ],
)
def test_hanja_is_read_by_its_place_in_the_word(written, read):
    assert hanja.read(written) == read


def test_an_unknown_character_stays():
    assert hanja.read("辻 大") == "辻 대"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＩ 영상", "ai 영상"),
        (normalize("NFD", "각하 É"), "각하 é"),
        ("면적 ㎡ ①", "면적 m2 1"),
        ("ㅊㅅㄴ", "ㅊㅅㄴ"),
        ("청\u200b소\u00ad년\ufeff", "청소년"),
        ("\u202e가\u2069\u200e", "가"),
        ("ᄀ\u200bᅡ", "가"),
        ("大韓民國", "대한민국"),
        ("대한民國 女性", "대한민국 여성"),
        ("", ""),
    ],
)
def test_spellings_of_the_same_letters_have_one_form(written, folded):
    assert folding.fold(written) == folded


@example("治\u11ab")  # a tail without its syllable, behind Hanja that is read as one
@example("\u0130\u031b")  # a capital letter whose small one has a mark in another place
@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more_than_folding_once(text):
    once = folding.fold(text)
    assert folding.fold(once) == once


@given(st.lists(st.text(max_size=8), max_size=4))
@example(["AΣ", "", "Σ b", "가㎡나 Ａ大", "女性", "\ud800 B", "e\u0301", "①𠮷"])
def test_texts_are_folded_together_as_each_by_itself(texts):
    assert folding.fold_all(texts) == [folding.fold(text) for text in texts]


@example("女\u11a8女")
@given(st.text(st.sampled_from([*"가각힣 aAé1ＡÀ㎡①大女ㅊ,\n\u200b\u202e", *normalize("NFD", "각é")]), max_size=12))
def test_each_folded_letter_knows_where_it_comes_from(text):
    folded, places = folding.fold_with_places(text)
    assert folded == folding.fold(text)
    assert len(places) == len(folded) + 1
    assert list(places) == sorted(places)
    assert places[:] == list(places)
    assert places[-1] == len(text)
