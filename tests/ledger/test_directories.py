"""Directories of terms: their pages, what names begin with, and what a page costs."""

from bisect import insort
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from cms.core.errors import BadCursor, BadInput
from cms.core.records import Term
from cms.ledger import directories
from cms.ledger.directories import INITIALS, Position
from cms.ledger.models import TermRow
from cms.ledger.vocabulary import Vocabulary
from tests.api.linkeddata.vocabulary import FixedVocabulary
from tests.factories import SITE, make_city, make_tag, make_task, make_unit, make_website, store

ORDERS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from("가나다ab")), max_size=30)


def units(orders: list[tuple[int, str]]) -> list[Term]:
    """Units at these positions, with these names."""
    return [
        make_unit(f"unit-{number}", order=order, names={"ko": name}, parent=None)
        for number, (order, name) in enumerate(orders)
    ]


def keys(page: directories.Page) -> list[str]:
    return [item.term.key for item in page.items]


def to_the_end(vocabulary: Vocabulary, scheme: str, *, first: int, **chosen: Any) -> list[str]:
    """The keys of all pages, each asked for with the end of the one before."""
    found, after = [], None
    while True:
        page = directories.page(vocabulary, scheme, first=first, after=after, **chosen)
        found += keys(page)
        if not page.has_next:
            return found
        assert len(page.items) == first
        after = Position.decode(page.end.encode()) if page.end else None


@given(orders=ORDERS, first=st.integers(1, 12))
def test_pages_show_each_term_once_by_place_name_and_key(orders: list[tuple[int, str]], first: int) -> None:
    made = units(orders)
    expected = sorted(made, key=lambda term: (term.order, term.names["ko"], term.key))
    vocabulary = FixedVocabulary([make_city(), *made])
    assert to_the_end(vocabulary, "unit", first=first) == [term.key for term in expected]


@given(orders=ORDERS.filter(len), first=st.integers(1, 12), data=st.data())
def test_a_reader_goes_on_at_the_same_place_when_terms_come_and_go(
    orders: list[tuple[int, str]], first: int, data: st.DataObject
) -> None:
    made = units(orders)
    page = directories.page(FixedVocabulary([make_city(), *made]), "unit", first=first)
    gone = data.draw(st.sampled_from(made))
    changed = [term for term in made if term is not gone] + [make_unit("new", order=1, names={"ko": "나"}, parent=None)]
    positions: list[Position] = []
    for term in changed:
        insort(positions, Position(term.order, term.names["ko"], term.key))
    further = directories.page(FixedVocabulary([make_city(), *changed]), "unit", after=page.end)
    assert keys(further) == [position.key for position in positions if page.end and position > page.end]


@given(orders=ORDERS, first=st.integers(1, 12))
def test_the_initials_of_names_part_a_directory(orders: list[tuple[int, str]], first: int) -> None:
    vocabulary = FixedVocabulary([make_city(), *units(orders)])
    told = directories.initials(vocabulary, "unit", language="ko")
    known = dict(zip("가나다ab", "ㄱㄴㄷAB", strict=True))
    assert told == [initial for initial in INITIALS if initial in {known[name] for _, name in orders}]
    found = [to_the_end(vocabulary, "unit", first=first, initial=initial, language="ko") for initial in told]
    assert all(found)
    assert sorted(key for page in found for key in page) == sorted(
        f"unit-{position}" for position in range(len(orders))
    )


@pytest.mark.parametrize(
    ("name", "initial"),
    [
        ("가로등팀", "ㄱ"),
        ("까치팀", "ㄱ"),
        ("나무과", "ㄴ"),
        ("땅과", "ㄷ"),
        ("빵집팀", "ㅂ"),
        ("쓰레기팀", "ㅅ"),
        ("아동과", "ㅇ"),
        ("찌개팀", "ㅈ"),
        ("하천과", "ㅎ"),
        ("힣", "ㅎ"),
        (" 가운데", "ㄱ"),
        ("\u1100\u1161", "ㄱ"),
        ("Roads", "R"),
        ("roads", "R"),
        ("Éclairage", "E"),
        ("119 상황실", "#"),
        ("(가칭) 신설과", "#"),
        ("交通局", "#"),
        ("ㄱ", "ㄱ"),
        ("", "#"),
    ],
)
def test_a_name_begins_with_a_consonant_a_letter_or_something_else(name: str, initial: str) -> None:
    assert directories.initial_of(name) == initial


def test_names_begin_in_the_language_asked_for_and_in_the_city_s_own_where_it_has_no_pages() -> None:
    roads = make_unit("roads", names={"ko": "도로과", "en": "Roads", "ja": "道路課"})
    vocabulary = FixedVocabulary([make_city(), roads])
    asked = {language: directories.initials(vocabulary, "unit", language=language) for language in ("ko", "en", "ja")}
    assert asked == {"ko": ["ㄷ"], "en": ["R"], "ja": ["ㄷ"]}
    assert directories.initials(vocabulary, "tag", language="ko") == []


@given(st.builds(Position, st.integers(), st.text(), st.text(st.characters(codec="utf-8", exclude_characters="\0"))))
def test_a_position_is_read_back_from_its_form(position: Position) -> None:
    assert Position.made(position.encode())
    assert Position.decode(position.encode()) == position


@given(st.text() | st.from_regex(r"\AW[A-Za-z0-9_-]*\Z"))
def test_anything_else_is_no_position(value: str) -> None:
    try:
        position = Position.decode(value)
    except BadCursor:
        return
    assert position.encode() == value


@pytest.mark.parametrize("value", ["", "W10", "WzEsMl0", "WzEsImEiLCJcdTAwMDAiXQ", "W1tb" * 9_000])
def test_a_made_up_position_is_refused(value: str) -> None:
    with pytest.raises(BadCursor):
        Position.decode(value)


@pytest.mark.parametrize(
    ("scheme", "chosen", "where"),
    [
        ("nothing", {}, "scheme"),
        ("unit", {"first": 0}, "first"),
        ("unit", {"first": 101}, "first"),
        ("unit", {"initial": "가"}, "initial"),
        ("unit", {"initial": ""}, "initial"),
        ("tag", {"initial": "ㄱ"}, "initial"),
    ],
)
def test_what_there_is_not_is_refused(scheme: str, chosen: dict[str, Any], where: str) -> None:
    with pytest.raises(BadInput) as refused:
        directories.page(FixedVocabulary(), scheme, **chosen)
    assert refused.value.where == where


def test_terms_are_found_below_another_one() -> None:
    sites = [make_website("bike"), make_website("walk"), make_website("run", field="health")]
    found = directories.below(FixedVocabulary([make_city(), *sites]), "website", "field")
    assert {field: [site.key for site in below] for field, below in found.items()} == {
        "traffic": ["bike", "walk"],
        "health": ["run"],
    }


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("scheme", ["tag", "task"])
def test_a_vocabulary_without_end_is_read_by_key_one_query_a_page(scheme: str) -> None:
    make = {"tag": make_tag, "task": make_task}[scheme]
    store([], [make_city(), *(make(f"{scheme}-{number:02}") for number in range(25)), make_unit()])
    vocabulary = Vocabulary(SITE)
    for first in (1, 20):
        with CaptureQueriesContext(connection) as queries:
            page = directories.page(vocabulary, scheme, first=first)
        assert (len(queries), len(page.items), page.has_next) == (1, first, True)
    assert to_the_end(vocabulary, scheme, first=7) == [f"{scheme}-{number:02}" for number in range(25)]


@pytest.mark.usefixtures("db")
def test_a_page_of_it_is_a_range_of_one_index() -> None:
    store([], [make_city(), *(make_tag(f"tag-{number:02}") for number in range(25))])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for kind in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{kind} = off")
        rows = TermRow.objects.filter(site=SITE, scheme="tag", key__gt="tag-03").order_by("key")
        plan = rows.values_list("data", flat=True)[:21].explain()
    # SQLite has no name for the index of a constraint.
    index = "term_once" if connection.vendor == "postgresql" else "sqlite_autoindex_publication_termrow_1"
    assert index in plan
    assert "SCAN" not in plan and "Seq Scan" not in plan
    assert "TEMP B-TREE" not in plan and "Sort" not in plan


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("number", [1, 20, 120])
def test_a_page_of_what_is_in_memory_asks_nothing(number: int) -> None:
    store([], [make_city(), *(make_unit(f"unit-{position}") for position in range(number))])
    vocabulary = Vocabulary(SITE)
    with CaptureQueriesContext(connection) as queries:
        directories.page(vocabulary, "unit")
        directories.page(vocabulary, "unit", initial="U")
        directories.initials(vocabulary, "unit", language="ko")
    assert len(queries) == 0
