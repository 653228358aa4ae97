"""Segments: made of texts, merged, and read."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import merging, segments
from retrieval.merging import merged
from retrieval.segments import Text, segment_of
from retrieval.terms import terms

WORDS = st.lists(st.sampled_from(["도로", "점용", "허가", "도로점용", "AI", "2026", "강"]), max_size=6).map(" ".join)
VALUES = st.dictionaries(
    st.sampled_from(["unit", "tag"]), st.lists(st.sampled_from("abc"), max_size=2, unique=True), max_size=2
)
TEXTS = st.lists(st.tuples(WORDS, WORDS, VALUES, st.booleans()), max_size=8)


def texts_of(drawn):
    return [
        Text(key=100 + number, moment=(number * 7) % 5, title=title, body=body, values=values)
        for number, (title, body, values, _) in enumerate(drawn)
    ]


def content(segment):
    """The content of a segment, whatever the numbers that it has given to values."""
    dimensions = {
        name: [
            (place, dimension.names[code])
            for place, code in zip(dimension.places.tolist(), dimension.codes.tolist(), strict=True)
        ]
        for name, dimension in segment.columns.dimensions.items()
    }
    postings = {
        term: (found.places.tolist(), found.impacts.tolist())
        for term in segment.terms.tolist()
        if (found := segment.postings(term))
    }
    return segment.columns.keys.tolist(), segment.columns.moments.tolist(), postings, dimensions


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from([1, 5, 1 << 20]))
def test_segments_merged_are_the_segment_of_the_texts_that_stay(monkeypatch, parts, at_once):
    monkeypatch.setattr(merging, "_AT_ONCE", at_once)
    drawn = [item for part in parts for item in part]
    lives = {100 + number: item[3] for number, item in enumerate(drawn)}
    texts = texts_of(drawn)
    cuts = np.cumsum([0, *(len(part) for part in parts)]).tolist()
    pieces = list(pairwise(cuts))
    parted = [segment_of(texts[begin:end]) for begin, end in pieces]
    made = merged(parted, [np.array([lives[key] for key in part.columns.keys.tolist()], np.bool_) for part in parted])
    whole = segment_of([text for text in texts if lives[text.key]])
    *same, dimensions = content(made)
    *wanted, wanted_dimensions = content(whole)
    assert same == wanted
    assert {name: pairs for name, pairs in dimensions.items() if pairs} == {
        name: pairs for name, pairs in wanted_dimensions.items() if pairs
    }


def test_a_term_has_the_texts_that_contain_it_and_more_impact_where_it_is_said_in_the_title():
    segment = segment_of(
        [Text(key=1, moment=0, title="도로", body="강"), Text(key=2, moment=0, title="강", body="도로")]
    )
    found = segment.postings(terms("도로")[0])
    assert found.places.tolist() == [0, 1]
    assert found.impacts[0] > found.impacts[1]
    assert segment.postings(terms("없음")[0]) is None


def test_a_segment_has_a_largest_size(monkeypatch):
    monkeypatch.setattr(segments, "LARGEST", 2)
    texts = [Text(key=number, moment=0, title="도로") for number in range(3)]
    with pytest.raises(ValueError, match="at most 2 texts"):
        segment_of(texts)
    with pytest.raises(ValueError, match="at most 2 texts"):
        merged([segment_of(texts[:2]), segment_of(texts[2:])], [np.ones(2, np.bool_), np.ones(1, np.bool_)])


def test_nul_and_lone_surrogates_in_a_text_part_nothing_and_break_nothing():
    segment = segment_of([Text(key=1, moment=0, title="도\0로 \ud800"), Text(key=2, moment=0, title="강")])
    assert segment.postings(terms("강")[0]).places.tolist() == [1]


@given(
    pairs=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5)), max_size=200).map(sorted),
    places=st.sets(st.integers(0, 40)).map(sorted),
    wanted=st.lists(st.booleans(), min_size=6, max_size=6),
    few=st.sampled_from([0, 64]),
)
def test_values_are_found_alike_one_by_one_and_all_together(pairs, places, wanted, few):
    of_each = [place for place, _ in pairs]
    dimension = segments.Dimension(
        tuple("abcdef"), np.array(of_each, np.uint16), np.array([code for _, code in pairs], np.uint16)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "_FEW", few)
        codes = dimension.codes_at(np.array(places, np.intp)).tolist()
        having = dimension.having(np.array(wanted), np.array(places, np.intp)).tolist()

    assert codes == [code for place, code in pairs if place in places]
    assert having == [any(wanted[code] for at, code in pairs if at == place) for place in places]
