"""Forms of English words, and words for what somebody wants to do."""

import pytest

from retrieval import doing, english, spelling


@pytest.mark.parametrize(
    ("word", "other"),
    [("bicycle", "bicycles"), ("library", "libraries"), ("box", "boxes"), ("tax", "taxes"), ("day", "days")],
)
def test_a_word_has_a_plural_and_the_plural_a_singular(word, other):
    assert english.numbers(word) == (other,)
    assert word in english.numbers(other)
    assert english.numbers("buses")[0] == "bus"


@pytest.mark.parametrize("word", ["bus", "gas", "class", "basis", "it", "a1s", "자전거"])
def test_what_only_ends_like_a_plural_has_no_singular(word):
    assert all(len(other) > len(word) for other in english.numbers(word))


def test_a_word_of_doing_has_the_word_that_is_done_among_its_forms():
    assert {"receive", "received", "receives"} <= {*english.others("receiving")}
    assert {"apply", "applies", "applying"} <= {*english.others("applied")}
    assert "plan" in english.others("planning")
    assert english.others("bicycles")[:2] == ("bicycle", "bicycling")
    assert english.bases("borrowed") == ("borrowed", "borrow", "borrowe")


def test_the_sign_of_whose_something_is_says_nothing():
    assert [english.whose(word) for word in ("city's", "libraries'", "city’s", "o'clock", "도시's")] == [
        "city", "libraries", "city", "o'clock", "도시's",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "word", ["빌려요", "빌리나요", "빌릴", "빌린", "빌리려면", "빌리고싶어요", "빌릴수있나요", "borrowing"]
)
def test_a_verb_is_known_by_its_stem_whatever_its_ending(word):
    assert doing.nouns(word)[0] in ("대여", "rental")


@pytest.mark.parametrize(
    "word",
    [
        "사고",
        "보고",
        "사기",
        "주기",
        "배우",
        "열기",
        "물고기",
        "찾",
        "갈대",
        "탈춤",
        "알림",
        "대여",
        "먹는",
        "",
        "road",
    ],
)
def test_a_noun_that_begins_like_a_verb_is_none(word):
    assert doing.nouns(word) is None


def test_a_verb_may_have_no_noun():
    assert (doing.nouns("나오는"), doing.nouns("get")) == ((), ())


@pytest.mark.parametrize("slip", ["bycicle", "bicycl", "bicyccle", "bicicle", "bicycel"])
def test_a_slip_in_latin_letters_is_read_as_the_known_word(slip):
    assert spelling.known(slip, lambda words: {"bicycle": 2} if "bicycle" in words else {}) == ["bicycle"]


def test_a_short_word_of_latin_letters_is_near_to_too_many():
    assert spelling.known("maps", lambda words: dict.fromkeys(words, 1)) == []


def test_the_slips_of_the_longest_word_are_fewer_than_a_thousand():
    asked = []
    spelling.known("abcdefghijkl", lambda words: asked.append(len(words)) or {})
    assert asked == [sum((26 * 13, 12, 25 * 12, 12 * 11 // 2)) - 12]
