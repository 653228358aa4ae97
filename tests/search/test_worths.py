"""The order of texts that answer as well: no document before a post, no other language before that of the reader."""

import pytest
from django.db import transaction

from cms.search import worths
from cms.search.kept.engine import KeptEngine
from cms.search.kept.words import KeptLexicon
from cms.search.kept.writing import write
from cms.search.requests import Order, Place, Request
from retrieval import queries
from retrieval.ranking import CANDIDATES
from retrieval.segments import Text
from retrieval.synonyms import Synonyms

pytestmark = pytest.mark.django_db
DOCUMENTS = range(1_000, 1_400)


def make_text(key, title, *, kind="post", language="ko", **over):
    return Text(key=key, moment=key, title=title, values={"kind": (kind,), "language": (language,)}, **over)


def keep(*texts):
    with transaction.atomic():
        write("city", texts)


def keys(typed, **over):
    """All that a search finds by relevance, page by page."""
    found, after = [], None
    while True:
        request = Request(site="city", text=typed, first=100, after=after, **over)
        query = queries.read(typed, lexicon=KeptLexicon("city"), synonyms=Synonyms({}))
        answer = KeptEngine("city").search(request, query)
        found += [hit.key for hit in answer.hits]
        if answer.end is None:
            return found
        after = Place(Order.RELEVANCE, answer.end.moment, answer.end.key)


@pytest.fixture
def many_documents():
    keep(*(make_text(key, f"가로등 점검 결과 보고 {key}", kind="document") for key in DOCUMENTS))


@pytest.mark.usefixtures("many_documents")
def test_a_post_stands_above_newer_documents_with_the_same_words():
    keep(make_text(1, "골목의 가로등 점검을 마쳤습니다"))
    assert keys("가로등 점검")[:2] == [1, DOCUMENTS[-1]]


@pytest.mark.usefixtures("many_documents")
def test_posts_that_say_it_in_their_text_alone_are_looked_into_beside_any_number_of_documents():
    keep(*(make_text(key, "동네 소식", body="이번 주에 가로등 점검이 있습니다.") for key in range(1, 4)))
    found = keys("가로등 점검")
    assert (len(found), found[0], found[-3:]) == (CANDIDATES, DOCUMENTS[-1], [3, 2, 1])


@pytest.mark.usefixtures("many_documents")
def test_documents_are_all_that_is_found_where_nothing_else_answers():
    assert keys("가로등 점검") == [*reversed(DOCUMENTS)][:CANDIDATES]


def test_a_post_that_only_mentions_it_stands_below_the_document_that_is_about_it():
    keep(make_text(1, "가로등 점검 계획", kind="document"), make_text(2, "동네 소식", body="가로등 점검도 한다"))
    assert keys("가로등 점검") == [1, 2]


def test_of_a_post_and_its_translation_that_in_the_readers_language_comes_first():
    keep(make_text(1, "Wi-Fi 100곳 설치"), make_text(2, "Wi-Fi at 100 stops", language="en"))
    assert keys("wi-fi", language="en") == [2, 1]
    assert keys("wi-fi", language="ko") == [1, 2]


def test_by_date_and_within_one_kind_nothing_is_worth_less():
    assert worths.of(Request(site="city", text="가로등", order=Order.NEWEST, language="ko")) == {}
    assert [*worths.of(Request(site="city", text="가로등", filters={"kind": ("document",)}))] == []
    assert {kind: worths.of_kind(kind) for kind in ("post", "meeting", "document", "other")} == {
        "post": 1.0, "meeting": 1.0, "document": 0.8, "other": 1.0,
    }  # fmt: skip
