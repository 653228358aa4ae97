"""The questions of the benchmark, against all that the hub answers in public: none of it may hide."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, resolve
from graphql import FieldNode, Visitor, parse, visit
from graphql.utilities import TypeInfo, TypeInfoVisitor

from api.graphql.schema import schema
from api.opendata.formats import FORMATS as LIST_FORMATS
from bench import addresses
from bench.measure import Answer, Request
from bench.questions import answered
from bench.samples import Question, sample
from cms.core import kinds
from cms.core.records import TERMS, Record
from cms.ledger import aspects
from cms.ledger.hosts import city_host_of
from cms.wsgi import django_application
from frontend.addresses import Target
from frontend.addresses import resolve as resolve_page
from syndication.formats import FORMATS as FEED_FORMATS
from tests.factories import (
    HOST,
    make_board_terms,
    make_document,
    make_event,
    make_meeting,
    make_notice,
    make_post,
    make_released_terms,
    make_section,
    make_web_page,
    store,
    web_page_key,
)

pytestmark = pytest.mark.django_db

# Public, and not asked: why.
NOT_ASKED = {
    "attachments/<str:key>/<str:digest>/<path:name>": "one entry by its key, and a file",
    "^(?:media|files|static|attachments)/": "what shows a file, by its path, and the file",
    "^files/(\\d+)/(.*)$": "the same for files of the library",
    "admin": "the way to the editor",
    "preview/": "a draft, for who has a token",
    r"^(?P<base>(?:[\s\S]*/)?)search/count\Z": "counts what was shown or opened, for who has the receipt of an answer",
    "metrics": "numbers of the background work, for who has a token",
    "intake/documents": "the intake, for who has a token",
}
# Of these search-help is asked by the page of a search that finds nothing.
PAGES_NOT_ASKED = {
    "error",
    "preview",
    "meeting-preview",
    "page-preview",
    "event-preview",
    "notice-preview",
    "search-help",
}
FIELDS_NOT_ASKED = {"preview", "meetingPreview", "pagePreview", "eventPreview", "noticePreview"}


@pytest.fixture
def questions() -> list[Question]:
    store(list(records(3)), [*make_released_terms(), *make_board_terms(), make_section("events", order=3)])
    return list(addresses.questions(sample(5)))


def records(count: int) -> Iterator[Record]:
    for number in range(count):
        yield make_post(number, website="bike")
        yield make_document(number, functions=("교통", "자전거"))
        yield make_meeting(number)
        yield make_event(number, website="bike", tags=("자전거",))
        yield make_notice(number, website="bike", type=("public-notice", "recruitment")[number % 2])
        yield make_web_page(number, website="bike", parent=web_page_key(9), role="directions")


def requests(questions: list[Question]) -> list[Request]:
    return [request for question in questions for request in question.requests]


def public_routes(patterns: Any, prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith("admin/"):
            continue
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from public_routes(pattern.url_patterns, route)


def test_everything_that_is_asked_is_answered(questions: list[Question]) -> None:
    for request in requests(questions):
        answered(django_application, request)


def test_every_public_address_is_asked(questions: list[Question]) -> None:
    routes = set(public_routes(get_resolver().url_patterns))
    asked = {resolve(request.path).route for request in requests(questions)}
    assert routes == asked | NOT_ASKED.keys()


def test_every_page_is_asked(questions: list[Question]) -> None:
    here = city_host_of(HOST)
    assert here is not None
    asked = set()
    for request in requests(questions):
        if resolve(request.path).func.__name__ == "page":
            target = resolve_page(here, request.path)
            assert isinstance(target, Target)
            asked.add(target.name)
    folder = Path(settings.BASE_DIR) / "frontend-templates" / "pages"
    assert asked == {path.stem for path in folder.glob("*.graphql")} - PAGES_NOT_ASKED


def test_every_feed_thing_and_list_is_asked(questions: list[Question]) -> None:
    paths = {request.path for request in requests(questions)}
    names = {question.name for question in questions}
    for scheme in TERMS:
        assert f"feed of a {scheme}" in names
    for suffix in FEED_FORMATS:
        assert any(path.endswith(f"/documents/feed.{suffix}") for path in paths)
    for thing in (*kinds.names(), *TERMS):
        assert {path.rpartition(".")[2] for path in paths if path.startswith(f"/data/{thing}/")} == {
            "jsonld", "ttl", "nt", "rdf",
        }  # fmt: skip
    lists = {path.rpartition(".")[2] for path in paths if path.startswith("/open-data/documents/")}
    assert lists == set(LIST_FORMATS)
    assert {path for path in paths if path.startswith("/sitemaps/")} == {
        "/sitemaps/entries-0.xml", "/sitemaps/terms-0.xml",
    }  # fmt: skip


class Fields(Visitor):
    """The fields of the root and the connections below terms that documents ask for."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info, self.found = info, set[tuple[str, str]]()

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        parent = self.info.get_parent_type()
        if parent is not None:
            self.found.add((parent.name, node.name.value))


def test_every_field_of_the_api_that_reads_a_list_is_asked(questions: list[Question]) -> None:
    import json

    asked: set[tuple[str, str]] = set()
    for request in requests(questions):
        if request.body:
            info = TypeInfo(schema.graphql_schema)
            fields = Fields(info)
            visit(parse(json.loads(request.body)["query"]), TypeInfoVisitor(info, fields))
            asked |= fields.found
    types = schema.graphql_schema.type_map
    root = {("Query", name) for name in schema.graphql_schema.query_type.fields if name not in FIELDS_NOT_ASKED}
    below = {
        (cls.__name__, name)
        for cls in TERMS.values()
        for name, field in types[cls.__name__].fields.items()
        if str(field.type).rstrip("!").endswith("Connection")
    }
    assert root | below - asked == root
    assert root <= asked


@pytest.mark.parametrize("kind", kinds.names())
def test_every_facet_and_every_two_of_them_are_asked(questions: list[Question], kind: str) -> None:
    facets = [facet.name for facet in (*kinds.kind(kind).wide, *kinds.kind(kind).narrow)]
    names = {question.name for question in questions}
    assert {f"{kind}s by {facet}" for facet in facets} <= names
    pairs = {f"{kind}s by {one} and {other}" for place, one in enumerate(facets) for other in facets[place + 1 :]}
    assert pairs <= names


def test_every_filter_of_a_page_is_asked(questions: list[Question]) -> None:
    from frontend.narrowing import CHOICES

    asked = {name for request in requests(questions) for name in parse_qs(request.query)}
    assert asked >= {*CHOICES, "after", "unit"}


def test_every_public_address_costs_as_many_queries_for_one_item_as_for_twenty() -> None:
    """Of the same addresses; the list of months and weeks of open data is two queries whatever it holds."""
    store(
        [
            next(records(1)),
            make_document(0, functions=("교통", "자전거")),
            make_meeting(0),
            make_event(0, website="bike", tags=("자전거",)),
            make_notice(0, website="bike", pinned_until=date(2100, 1, 1)),
        ],
        [*make_released_terms(), *make_board_terms()],
    )
    asked = [question.requests[0] for question in addresses.questions(sample(1))]
    one = [_queries(request) for request in asked]
    store([record for record in records(20) if not str(record.key).endswith("000")], [])
    twenty = [_queries(request) for request in asked]
    more = {
        unquote(f"{request.path}?{request.query}"): (before, after)
        for request, before, after in zip(asked, one, twenty, strict=True)
        if after > before
    }
    assert more == {}


def _queries(request: Request) -> int:
    """Asked twice before, so that what is kept of the vocabulary and of bodies is at hand."""
    aspects.known()
    for _ in range(2):
        Answer(django_application, request)
    with CaptureQueriesContext(connection) as queries:
        Answer(django_application, request)
    return len(queries)
