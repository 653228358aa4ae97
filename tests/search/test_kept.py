"""The index in the database: whatever is written, merged and taken out, it answers as one of what is there now."""

from contextlib import contextmanager
from datetime import timedelta

import numpy as np
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.search.kept import blocks, dated, merging, questions, ranked, reading
from cms.search.kept.engine import KeptEngine
from cms.search.kept.stored import StoredSegment
from cms.search.kept.words import KeptLexicon
from cms.search.kept.writing import write
from cms.search.models import Block, IndexedText, Segment
from cms.search.requests import Order, Place, Request
from retrieval import merging as merging_of_arrays
from retrieval import queries
from retrieval.index import Index
from retrieval.merging import merged
from retrieval.segments import Text, segment_of
from retrieval.synonyms import Synonyms

pytestmark = pytest.mark.django_db
NONE = Synonyms({})
WORDS = ("자전거", "도로", "공사", "안내", "2026", "road", "서울시청")


def make_text(key, title="자전거 도로", **over):
    return Text(key=key, moment=key % 7, title=title, values={"kind": (over.pop("kind", "post"),)}, **over)


def ask(text, *, index="one", **over):
    request = Request(site=index, text=text, counts=("kind",), **{"first": 100, **over})
    query = queries.read(text, lexicon=KeptLexicon(index), synonyms=NONE)
    return KeptEngine(index).search(request, query)


def keys(text, **over):
    return [hit.key for hit in ask(text, **over).hits]


def merge():
    while merging.step():
        pass


texts = st.builds(
    make_text,
    st.integers(1, 12),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    body=st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
)
steps = st.lists(st.tuples(st.lists(texts, max_size=3), st.sets(st.integers(1, 12), max_size=2)), max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps, st.booleans())
def test_it_answers_as_an_index_of_what_is_in_it_now(transaction_undone, steps, is_merged):
    now = {}
    with transaction_undone():
        for drawn, gone in steps:
            written = list({text.key: text for text in drawn}.values())
            write("one", written, gone=gone)
            now = {key: text for key, text in now.items() if key not in gone} | {text.key: text for text in written}
            if is_merged:
                merge()
        assert sorted(keys("")) == sorted(now)
        for word in WORDS:
            whole = Index(list(now.values())).search(word)
            assert set(keys(word)) == {hit.key for hit in whole.hits}
            found = ask(word)
            assert found.counts["kind"] == [] or found.counts["kind"][0].count == found.estimated
        assert set(IndexedText.objects.values_list("key", flat=True)) == set(now)


@pytest.fixture
def transaction_undone():
    """A transaction that is undone at its end, for one example."""

    @contextmanager
    def undone():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return undone


def test_small_segments_become_large_ones_and_the_old_are_deleted_once_nobody_reads_them():
    for key in range(1, 65):
        write("one", [make_text(key)])
        merge()
    ready = Segment.objects.filter(state=Segment.State.READY)
    assert sorted(ready.values_list("size", flat=True)) == [64]
    assert sorted(keys("자전거")) == list(range(1, 65))
    Segment.objects.filter(state=Segment.State.OVER).update(since=timezone.now() - timedelta(hours=1))
    merge()
    assert Segment.objects.count() == 1
    assert set(Block.objects.values_list("segment_id", flat=True)) == set(ready.values_list("pk", flat=True))


def test_a_merge_reads_a_range_of_terms_of_each_segment_at_a_time(monkeypatch):
    monkeypatch.setattr(blocks, "_FULL", 32)
    monkeypatch.setattr(merging_of_arrays, "_AT_ONCE", 20)
    texts = [make_text(key, f"{WORDS[key % len(WORDS)]} {key}") for key in range(1, 41)]
    write("one", texts[:10])
    write("one", texts[10:])
    stored = [StoredSegment.read(row.pk) for row in Segment.objects.order_by("first")]
    sizes = []
    blocks_from = reading.blocks_from

    def noted(number, first, end):
        found = blocks_from(number, first, end)
        sizes.append(len(found))
        return found

    monkeypatch.setattr(reading, "blocks_from", noted)
    made = merged(stored, [np.ones(len(one.columns), np.bool_) for one in stored])
    whole = segment_of(texts)
    for name in ("terms", "ends", "places", "impacts"):
        assert getattr(made, name).tolist() == getattr(whole, name).tolist(), name
    assert made.columns.keys.tolist() == whole.columns.keys.tolist()
    assert 0 < max(sizes) < Block.objects.filter(segment_id=stored[1].number).count() / 3


def test_a_merge_that_was_killed_leaves_nothing_behind():
    for key in range(1, 9):
        write("one", [make_text(key)])
    left = Segment.objects.create(
        index_name="one", first=1, last=8, size=8, newest_us=0, state=Segment.State.MAKING, since=timezone.now()
    )
    Block.objects.create(segment_id=left.pk, number=0, data=b"half")
    assert sorted(keys("자전거")) == list(range(1, 9))
    merge()
    assert not Block.objects.filter(segment_id=left.pk).exists()
    assert sorted(keys("자전거")) == list(range(1, 9))


def test_what_dies_while_its_segment_is_merged_is_dead_in_the_new_one(monkeypatch):
    for key in range(1, 9):
        write("one", [make_text(key)])
    add = merging.add_blocks

    def added(number, made):
        add(number, made)
        write("one", [make_text(3, "다른 제목")], gone=[5])

    monkeypatch.setattr(merging, "add_blocks", added)
    merge()
    assert sorted(keys("자전거")) == [1, 2, 4, 6, 7, 8]
    assert keys("다른 제목")[0] == 3


@pytest.mark.parametrize("order", list(Order))
def test_it_is_narrowed_by_kind(order):
    write("one", [make_text(1, kind="post"), make_text(2, kind="document")])
    assert keys("자전거", filters={"kind": ("document",)}, order=order) == [2]


def test_indexes_know_nothing_of_one_another():
    write("one", [make_text(1)])
    write("other", [make_text(2, "하천 정비")])
    assert (keys("자전거"), keys("자전거", index="other")) == ([1], [])
    assert KeptLexicon("other").counts(["자전거"]) == {"자전거": 0}


@pytest.mark.parametrize("first", [2, 100])
@pytest.mark.parametrize("filters", [{}, {"kind": ("post",)}, {"kind": ("document",)}, {"kind": ("meeting",)}])
@pytest.mark.parametrize("text", ["", "자전거", "자전거 도로", "자전거 도로 -공사", "공사 안내", "없는말"])
def test_by_date_a_page_is_the_same_however_many_segments_are_read_at_once(monkeypatch, text, filters, first):
    for key in range(1, 25):
        title = " ".join(word for at, word in enumerate(WORDS[:4]) if key >> at & 1) or "회의"
        kind = "post" if key % 3 else "document"
        write("one", [Text(key=key, moment=key * 5 % 24, title=title, values={"kind": (kind,)})])
    at_once = ask(text, order=Order.NEWEST, filters=filters, first=first)
    monkeypatch.setattr(dated, "_FIRST", 1)
    monkeypatch.setattr(questions, "TOGETHER", 4)

    by_and_by = ask(text, order=Order.NEWEST, filters=filters, first=first)

    assert [hit.key for hit in by_and_by.hits] == [hit.key for hit in at_once.hits]


def test_pages_by_date_go_on_through_segments_that_are_older_as_a_whole_and_read_none_that_is_newer(monkeypatch):
    for begin in (1, 9, 17):
        write("one", [Text(key=key, moment=key, title="자전거") for key in range(begin, begin + 8)])
    read = []
    shelves = questions.shelves
    monkeypatch.setattr(
        questions,
        "shelves",
        lambda parts, *others: read.append([part.size for part in parts]) or shelves(parts, *others),
    )

    page = ask("자전거", order=Order.NEWEST, first=8, after=Place(Order.NEWEST, 9, 9))

    assert ([hit.key for hit in page.hits], page.has_next) == ([8, 7, 6, 5, 4, 3, 2, 1], False)
    assert read == [[8, 8]]


def test_by_date_what_is_near_is_looked_for_among_the_newest_first(monkeypatch):
    monkeypatch.setattr(ranked, "_NEAR", 1)
    with transaction.atomic():
        write("one", [make_text(1, "자전거 공사")])
    with transaction.atomic():
        write("one", [make_text(key, "자전거 안내") for key in (4, 5, 6)])
    found = ask("자전거 소독", order=Order.NEWEST, first=1)
    assert [(hit.key, hit.matches) for hit in found.hits] == [(6, False)]
    assert (found.cut_at, found.estimated, found.has_next) == (1, 0, False)
    assert {hit.key for hit in ask("자전거 소독", order=Order.NEWEST, first=10).hits} == {1, 4, 5, 6}


@pytest.mark.parametrize(("first", "keys"), [(1, [6]), (4, [1])])
def test_by_date_what_has_only_a_part_of_a_word_is_looked_for_among_the_newest_where_these_are_enough(
    monkeypatch, first, keys
):
    monkeypatch.setattr(ranked, "_NEAR", 1)
    with transaction.atomic():
        write("one", [make_text(1, "나무다리 난간")])
    with transaction.atomic():
        write("one", [make_text(key, "나무 심기") for key in (4, 5, 6)])
    assert [hit.key for hit in ask("나무다하호", order=Order.NEWEST, first=first).hits] == keys


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is one of SQLite")
def test_texts_are_looked_up_by_their_keys_whatever_else_the_index_has():
    write("one", [make_text(number) for number in range(1, 4)])
    with CaptureQueriesContext(connection) as captured:
        assert set(reading.kept("one", [1, 3])) == {1, 3}
    (looked_up,) = (one["sql"] for one in captured)
    plan = [row[-1] for row in connection.cursor().execute(f"EXPLAIN QUERY PLAN {looked_up}").fetchall()]
    assert plan[-1] == "SEARCH t USING INDEX sqlite_autoindex_search_indexedtext_1 (index_name=? AND key=?)"


def test_how_many_have_a_phrase_is_told_by_those_that_were_looked_into():
    """All have its pairs, and one of six has it as it stands."""
    said = ["예산 편성", *["편성 산편 나무 예산"] * 5]
    with transaction.atomic():
        write("one", [make_text(key, f"{said[key % 6]} 안내") for key in range(1, 601)])
    assert ask("예산 편성").estimated == 600
    assert ask('"예산 편성"').estimated == 300
    by_date = ask('"예산 편성"', order=Order.NEWEST, first=10)
    assert (len(by_date.hits), by_date.estimated, by_date.is_exact) == (10, 102, False)
