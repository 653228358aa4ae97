"""Marks in a text, and the part of it that says most."""

from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval import extract, highlights, html, marked, queries, ranges, synonyms
from retrieval.lexicon import MemoryLexicon
from retrieval.segments import Text

TABLE = synonyms.read(["인공지능 = AI"])
LEXICON = MemoryLexicon([])
TEXTS = st.lists(
    st.sampled_from(["청년", "정책", "AI", "<b>", "&amp;", "</mark>", '"', "'", " ", "\n", "가", "각", "12조", "女"])
).map("".join)


def read(text):
    return queries.read(text, lexicon=LEXICON, synonyms=TABLE)


QUERIES = st.sampled_from(["청년 정책", "인공지능", '"청년 정책"', "12조", "여", "-청년", ""]).map(read)


def cut(text, query, length):
    found = extract(text, read(query), length=length)
    return found.text, [found.text[begin:end] for begin, end in found.ranges]


def test_what_was_looked_for_is_marked_and_the_rest_is_escaped():
    assert marked("<b>청년</b> & AI", read("청년 인공지능")) == (
        "&lt;b&gt;<mark>청년</mark>&lt;/b&gt; &amp; <mark>AI</mark>"
    )


@given(TEXTS | st.text(), QUERIES)
def test_without_its_marks_marked_html_says_the_text(text, query):
    made = marked(text, query)
    assert unescape(made.replace("<mark>", "").replace("</mark>", "")) == text
    assert made.count("<") == made.count(">") == 2 * len(ranges(text, query))
    assert made == html(text, ranges(text, query))


def test_an_extract_is_where_most_things_looked_for_stand():
    text = "청년 이야기. " + "딴 말 " * 30 + "청년 정책을 말한다. " + "딴 말 " * 30 + "청년 정책 다시"
    assert cut(text, "청년 정책", 24) == ("말 딴 말 청년 정책을 말한다. 딴 말 딴", ["청년", "정책"])


def test_of_several_such_places_the_earliest_is_taken():
    text = "하나 청년 하나 " + "딴 말 " * 30 + "둘 청년 둘"
    assert cut(text, "청년", 10) == ("하나 청년 하나 딴", ["청년"])


def test_without_a_place_it_is_the_beginning():
    assert cut("가나 다라 마바 사아", "청년", 9) == ("가나 다라 마바", [])


def test_a_short_text_stays_whole():
    found = extract("청년 정책", read("정책"), length=100)
    assert (found.text, found.begins, found.is_cut_before, found.is_cut_after) == ("청년 정책", 0, False, False)


def test_it_says_where_the_text_goes_on():
    found = extract("가나다 " * 10 + "청년" + " 라마바" * 10, read("청년"), length=20)
    assert (found.is_cut_before, found.is_cut_after) == (True, True)
    assert found.text.startswith("가나다")


def test_a_text_without_blanks_is_cut_between_letters():
    assert cut("가" * 50 + "청년" + "나" * 50, "청년", 11) == ("가가가청년나나나나나나", ["청년"])


def test_what_is_longer_than_the_extract_is_cut():
    assert cut("하나 청년 정책 둘", '"청년 정책"', 4) == ("청년 정", ["청년 정"])


def test_a_letter_of_several_is_not_cut():
    assert cut("청년" + "가\u0301" * 10, "청년", 5) == ("청년가\u0301", ["청년"])


@pytest.mark.parametrize("length", [0, -1])
def test_an_extract_has_a_letter(length):
    with pytest.raises(ValueError, match="at least one letter"):
        extract("청년", read("청년"), length=length)


@example("AI  각", read("인공지능"), 1)
@given(TEXTS, QUERIES, st.integers(1, 12))
def test_an_extract_is_a_part_of_the_text_of_no_more_letters(text, query, length):
    found = extract(text, query, length=length)
    assert text[found.begins :].startswith(found.text)
    assert len(found.text) <= length
    assert found.is_cut_after == bool(text[found.begins + len(found.text) :].strip())
    assert all(0 <= begin < end <= len(found.text) for begin, end in found.ranges)
    assert bool(found.ranges) == bool(ranges(text, query)) == bool(found.concepts)
    assert found.concepts <= len(query.concepts)


class Looked(list):
    """Places that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, at):
        found = super().__getitem__(at)
        self.looks += len(found) if isinstance(at, slice) else 1
        return found


@pytest.mark.parametrize("typed", ["0", "0 1 2"])
def test_the_places_of_a_dense_text_are_looked_at_a_few_times_each(monkeypatch, typed):
    monkeypatch.setattr(highlights, "_MOST", 10_000)
    places = highlights._places
    found = []
    monkeypatch.setattr(highlights, "_places", lambda *given: found.append(Looked(places(*given))) or found[-1])
    query = read(typed)
    assert extract("0 0 0 0 0 1 0 0 2 0 0 0\n" * 600, query, length=180).concepts == len(query.concepts)
    (of_text,) = found
    assert len(of_text) >= 600 * 10
    assert of_text.looks <= 4 * len(of_text)


@pytest.mark.parametrize("word", ["자전거", "road", "2026"])
def test_a_word_that_stands_everywhere_in_a_text_is_looked_for_so_often_and_no_more(word):
    text = f"{word} 옆의 " * 5_000
    assert len(highlights._places(text, read(word))) == highlights._MOST
    assert len(highlights._places(text, read(f"{word} 옆의"))) == 2 * highlights._MOST


def _by_definition(places, length):
    """From where to where most concepts stand: each place tried with all that follow it."""
    most, best = 0, (0, 0)
    for at, first in enumerate(places):
        behind = next((n for n in range(at, len(places)) if places[n].end - first.begin > length), len(places))
        within = places[at:behind] or [first]
        number = len({place.concept for place in within})
        if number > most:
            most, best = number, (first.begin, min(first.begin + length, max(place.end for place in within)))
    return best


@example("가 각 가각 0", "가 각 0 가각", 3)
@given(st.text("가각0 1a.", max_size=60), st.text("가각0 1a", max_size=12), st.integers(1, 30))
def test_an_extract_is_cut_where_trying_every_place_finds_most(text, typed, length):
    places = highlights._places(text, read(typed))
    assert highlights._best(places, length) == _by_definition(places, length)


def test_a_lone_syllable_is_marked_as_a_word_of_its_own_and_with_its_particle():
    query = queries.read("책", lexicon=MemoryLexicon([Text(key=1, moment=0, title="책을 읽다")]), synonyms=TABLE)
    assert marked("정책을 담은 책, 책을 읽는 책방", query) == (
        "정책을 담은 <mark>책</mark>, <mark>책을</mark> 읽는 책방"
    )
