"""Searching what is public: from the editor's publication to the answer."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core.errors import BadCursor, BadInput
from cms.ledger.joined import illustrated
from cms.ledger.models import EntryBody
from cms.ledger.published import entries_of
from cms.search.answers import answer
from cms.search.kept.writing import write
from cms.search.models import IndexedText
from cms.search.requests import Days, Order, Place, Request
from cms.search.suggestions import suggest
from retrieval import highlights
from retrieval.segments import Text
from tests.background import keep
from tests.content import CODE, draft_post, publish, published_post
from tests.core.media import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def titles(text="", **over):
    return [hit.item.data["title"] for hit in answer(Request(site=CODE, text=text, **over)).hits]


def test_a_post_is_found_by_its_title_lead_text_tag_and_unit():
    published_post("강변 자전거길 개통")
    keep()
    for typed in ("자전거길이", "강변자전거길", "강변을 달립니다", "본문입니다", "자전거팀", "bicycle team", "교통"):
        assert titles(typed) == ["강변 자전거길 개통"], typed


def test_what_is_withdrawn_is_found_by_nobody_even_before_the_index_hears_of_it():
    post = published_post("강변 자전거길 개통")
    keep()
    post.unpublish()
    assert titles("자전거길") == []
    keep()
    found = answer(Request(site=CODE, text="자전거길", counts=("kind",)))
    assert (found.hits, found.estimated, found.counts["kind"]) == ([], 0, [])


def test_another_city_finds_nothing_of_it():
    published_post()
    keep()
    assert answer(Request(site="elsewhere", text="자전거길")).hits == []


def test_the_index_of_a_city_that_an_item_has_left_shows_it_no_more():
    published_post("강변 자전거길 개통")
    keep()
    key = IndexedText.objects.get(index_name=CODE).key
    write("former", [Text(key=key, moment=0, title="강변 자전거길 개통")])
    assert answer(Request(site="former", text="자전거길")).hits == []
    assert suggest("former", "자전거길", language="ko") == []


def test_what_was_looked_for_is_marked_in_title_and_extract():
    published_post("강변 자전거길 개통")
    keep()
    (hit,) = answer(Request(site=CODE, text="자전거 달립니다")).hits
    assert [hit.title.text[slice(*span)] for span in hit.title.ranges] == ["자전거"]
    assert [hit.extract.text[slice(*span)] for span in hit.extract.ranges] == ["달립니다"]


def test_the_extract_is_of_the_summary_unless_more_is_said_in_the_text():
    published_post("강변 자전거길 개통")
    keep()
    extracts = {
        text: hit.extract.text
        for text in ("달립니다", "달립니다 본문")
        for hit in answer(Request(site=CODE, text=text)).hits
    }
    assert "달립니다" in extracts["달립니다"]
    assert "본문" not in extracts["달립니다"]


def test_no_extract_is_cut_and_no_text_is_read_before_one_is_asked_for(monkeypatch):
    for number in range(3):
        published_post(f"강변 자전거길 개통 {number}", slug=f"post-{number}")
    keep()
    cut = []
    extract = highlights.extract
    monkeypatch.setattr(highlights, "extract", lambda *given, **over: cut.append(given) or extract(*given, **over))
    hits = answer(Request(site=CODE, text="자전거길 본문")).hits
    assert (len(hits), cut) == (3, [])
    with CaptureQueriesContext(connection) as captured:
        assert all("본문" in hit.extract.text for hit in hits for _ in range(2))
    # The summary and the text of each, the texts of all read at once.
    assert (len(cut), len(captured)) == (6, 1)


def test_the_extract_is_of_the_summary_where_the_title_has_the_rest_of_what_was_looked_for():
    published_post("본문 자전거길 개통", slug="one")
    published_post("하천 정비", slug="two")
    keep()
    hits = answer(Request(site=CODE, text="본문 자전거길")).hits
    extracts = {hit.item.data["title"]: hit.extract.text for hit in hits}
    assert extracts["본문 자전거길 개통"] == hits[0].item.data["summary"]
    assert "본문" in extracts["하천 정비"]


def test_captions_are_searched_and_shown_and_neither_alts_nor_credits_of_pictures():
    picture = make_image("강변", description="겹친 물결무늬", credit="새벌시 홍보과")
    pictured = ("image", {"image": picture, "caption": "저녁의 남포나루"})
    publish(
        draft_post("등불 축제"),
        body=[("text", "<p>입장료는 없습니다.</p>"), pictured, ("text", "<p>걸어서 오세요.</p>")],
    )
    keep()
    assert (titles("물결무늬"), titles("홍보과"), titles("남포나루")) == ([], [], ["등불 축제"])
    (hit,) = answer(Request(site=CODE, text="입장료 걸어서")).hits
    assert hit.extract.text == "입장료는 없습니다.\n저녁의 남포나루\n걸어서 오세요."


def test_of_a_long_text_with_pictures_no_half_tag_is_shown():
    picture = make_image("강변", description="겹친 물결무늬")
    post = publish(
        draft_post("등불 축제"), body=[("image", {"image": picture, "caption": "나루"}), ("text", "<p>입장료</p>")]
    )
    (key,) = entries_of([post.pk]).values()
    html = EntryBody.objects.get(pk=key).html
    shown = {length: illustrated([key], length=length)[key][1] for length in range(1, len(html))}
    assert all(html.startswith(part) and part.count("<") == part.count(">") for part in shown.values())


def test_a_reading_is_told_unless_a_hit_shows_the_word_as_it_was_typed():
    published_post("본물 안내")
    keep()
    assert answer(Request(site=CODE, text="본뭍")).readings == [("본뭍", "본물")]
    found = answer(Request(site=CODE, text="본문"))
    assert found.readings == []
    assert found.query.readings == (("본문", "본물"),)


def test_pages_by_relevance_and_by_date_have_each_post_once():
    for number in range(7):
        published_post(f"자전거 소식 {number}", slug=f"post-{number}")
    keep()
    for order in Order:
        found, after = [], None
        while True:
            page = answer(Request(site=CODE, text="자전거", order=order, first=3, after=after))
            found += [hit.item.data["title"] for hit in page.hits]
            if not page.has_next:
                break
            after = Place.decode(page.end.encode())
        assert sorted(found) == [f"자전거 소식 {number}" for number in range(7)]
        # By date only what is on the page was looked into.
        assert (page.estimated, page.is_exact) == (7, order is Order.RELEVANCE)


def test_it_takes_as_many_queries_for_twenty_hits_as_for_one():
    asked = {}
    for count in (1, 20):
        for number in range(count):
            published_post(f"자전거 소식 {count} {number}", slug=f"post-{count}-{number}")
        keep()
        answer(Request(site=CODE, text="자전거", counts=("kind", "tag", "unit")))
        with CaptureQueriesContext(connection) as captured:
            found = answer(Request(site=CODE, text="자전거", counts=("kind", "tag", "unit")))
        asked[len(found.hits)] = len(captured)
    assert sorted(asked) == [1, 20]
    assert len(set(asked.values())) == 1, asked


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": 0},
        {"first": 10**9},
        {"filters": {"nothing": ("x",)}},
        {"filters": {"tag": tuple(map(str, range(51)))}},
        {"counts": ("nothing",)},
    ],
)
def test_what_nobody_can_mean_is_refused(wrong):
    with pytest.raises(BadInput):
        Request(site=CODE, text="x", **wrong)


def test_an_answer_is_current_once_the_index_has_heard_of_all_changes():
    published_post("강변 자전거길 개통")
    assert answer(Request(site=CODE, text="자전거길")).is_current is False
    keep()
    assert answer(Request(site=CODE, text="자전거길")).is_current is True
    published_post("하천 정비", slug="two")
    assert answer(Request(site=CODE)).is_current is False
    assert answer(Request(site="elsewhere")).is_current is True


@pytest.mark.parametrize("forged", ["", "x", "cjouMS4x", "ci4xLi0x", "bi4xLjE"])
def test_a_forged_place_is_refused(forged):
    with pytest.raises(BadCursor):
        Request(site=CODE, after=Place.decode(forged))


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadInput):
        Days(since=date(2026, 2, 1), until=date(2026, 1, 1))
