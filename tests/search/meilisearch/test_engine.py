"""The engine's answers: the same cases on the stub and, in the live suite, on a real server."""

from datetime import date

import pytest

from cms.search.engine import Away
from cms.search.meilisearch import configuration, documents, engine, names
from cms.search.meilisearch.configuration import MOST_HITS
from cms.search.meilisearch.engine import Meilisearch
from cms.search.requests import Days, Order, Place, Request
from retrieval import queries, synonyms
from retrieval.lexicon import MemoryLexicon
from retrieval.segments import Text

SITE = "saebyeol"


def text(key, title="", *, moment=None, day="2026-11-03", **values):
    named = {name: (value,) if isinstance(value, str) else value for name, value in values.items()}
    return Text(key=key, moment=key if moment is None else moment, title=title, values={"produced": (day,), **named})


BASIC = (
    text(1, "자전거길 개통", kind="post", unit="bike"),
    text(2, "자전거 보관대 설치", kind="document", unit="bike", day="2025-12-31"),
    text(3, "도로 점용 허가", kind="document", unit=("road", "bike")),
    text(4, "공원 자전거 대여", kind="post", unit='a "b" \\'),
)


class City:
    """The index of a city, and the engine that asks it."""

    def __init__(self, server, table):
        self._server = server
        self._texts = []
        self.engine = Meilisearch()
        self._table = table
        server.create(names.live(SITE), configuration.settings(configuration.synonyms_of(table)))

    def put(self, *texts):
        self._texts += texts
        self._server.write(names.live(SITE), list(documents.payloads(texts)))

    def find(self, typed="", **over):
        request = Request(site=SITE, text=typed, **over)
        query = queries.read(typed, lexicon=MemoryLexicon(self._texts), synonyms=self._table)
        return self.engine.search(request, query)

    def keys(self, typed="", **over):
        return {hit.key for hit in self.find(typed, **over).hits}


@pytest.fixture
def city(server):
    city = City(server, synonyms.read(["따릉이 > 자전거"]))
    city.put(*BASIC)
    return city


def test_a_word_finds_the_items_that_have_it(city):
    assert city.keys("자전거") == {1, 2, 4}
    assert city.keys("점용") == {3}


def test_nothing_typed_lists_everything_the_newest_first(city):
    found = city.find(order=Order.NEWEST)
    assert [hit.key for hit in found.hits] == [4, 3, 2, 1]
    assert (found.estimated, found.has_next, found.end) == (4, False, None)


def test_what_must_be_absent_is(city):
    assert city.keys("자전거 -보관대") == {1, 4}


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({"kind": ("post",)}, {1, 4}),
        ({"kind": ("post", "document")}, {1, 2, 3, 4}),
        ({"kind": ("document",), "unit": ("road",)}, {3}),
        ({"unit": ("bike",)}, {1, 2, 3}),
        ({"unit": ('a "b" \\',)}, {4}),
        ({"unit": ('" OR key > 0 OR "',)}, set()),
        ({"unit": ("bike\0", "\u202e", "x" * 5_000)}, set()),
        ({"year": ("2025",)}, {2}),
    ],
)
def test_filters_narrow_and_mean_nothing_but_their_values(filters, keys, city):
    assert city.keys(filters=filters) == keys


def test_periods_narrow_with_both_ends_within(city):
    assert city.keys(produced=Days(since=date(2026, 11, 3), until=date(2026, 11, 3))) == {1, 3, 4}
    assert city.keys(produced=Days(until=date(2026, 1, 1))) == {2}
    assert city.keys(published=Days(until=date(1970, 1, 1))) == {1, 2, 3, 4}
    assert city.keys(published=Days(since=date(1970, 1, 2))) == set()


def test_values_are_counted_among_what_was_found(city):
    counts = city.find("자전거", counts=("kind", "unit", "genre")).counts
    assert {name: [(one.value, one.count) for one in some] for name, some in counts.items()} == {
        "kind": [("post", 2), ("document", 1)],
        "unit": [("bike", 2), ('a "b" \\', 1)],
        "genre": [],
    }


@pytest.mark.parametrize("order", list(Order))
def test_pages_follow_one_another_without_a_gap_or_a_repetition(order, city):
    city.put(*(text(key, "자전거", moment=key // 3) for key in range(10, 30)))
    found, after = [], None
    while True:
        page = city.find("자전거", order=order, first=7, after=after)
        found += [hit.key for hit in page.hits]
        assert page.has_next == (page.end is not None)
        if not page.has_next:
            break
        after = page.end
    assert sorted(found) == [1, 2, 4, *range(10, 30)]
    if order is Order.NEWEST:
        assert found == sorted(found, key=lambda key: (key // 3 if key >= 10 else key, key), reverse=True)


def test_by_relevance_there_is_an_end_and_nothing_is_asked_beyond_it(city):
    found = city.find("자전거", after=Place(Order.RELEVANCE, MOST_HITS, 1))
    assert (found.hits, found.has_next) == ((), False)


def test_what_has_too_little_of_what_was_looked_for_is_a_suggestion(city):
    assert [hit.matches for hit in city.find("자전거").hits] == [True, True, True]
    assert not any(hit.matches for hit in city.find("점용 비행기 우주선 착륙").hits)


NOTHING_MEANT = ("", " ", '"', '"""""', "-", "- - -", "\0", "\ud800", "unit:", "* ? ( ) [ ]", "\u202e")


@pytest.mark.parametrize("typed", [*NOTHING_MEANT, "가" * 10_000, "a:b OR c = d"])
def test_whatever_is_typed_is_answered(typed, city):
    assert city.find(typed).hits is not None


def test_what_is_written_anew_replaces_what_was_there(city, server):
    city.put(text(1, "한강 다리"))
    assert (city.keys("자전거"), city.keys("한강"), city.keys(filters={"unit": ("bike",)})) == ({2, 4}, {1}, {2, 3})
    server.write(names.live(SITE), [], without="key IN [1, 2]")
    assert (city.keys(), server.number(names.live(SITE))) == ({3, 4}, 2)


def test_texts_do_not_leave_the_server(city, server):
    answer = names.reader().search(names.live(SITE), "자전거", {"attributesToRetrieve": ["*", "title", "key"]})
    assert {name for hit in answer["hits"] for name in hit} <= {"key", "moment"}


def test_another_city_is_another_index(city):
    with pytest.raises(Away) as caught:
        city.engine.search(Request(site="elsewhere"), queries.Query())
    assert caught.value.args == ("index_not_found",)


class TestAway:
    """The server does not answer: on the stub, which can be made to."""

    @pytest.fixture
    def now(self, monkeypatch):
        clock = [1_000.0]
        monkeypatch.setattr(engine, "monotonic", lambda: clock[0])
        return clock

    @pytest.fixture
    def city(self, stub):
        return City(names.writer(), synonyms.read([]))

    def test_it_is_left_in_peace_for_some_seconds_and_then_asked_again(self, city, stub, now):
        asked = []
        stub.fault = lambda method, path: asked.append(path) or (503, b"")
        for _ in range(3):
            with pytest.raises(Away):
                city.find("자전거")
        assert len(asked) == 1
        stub.fault = None
        now[0] += engine.REST
        assert city.keys("자전거") == set()

    def test_after_its_rest_one_reader_asks_and_the_others_wait_for_what_that_one_hears(self, city, stub, now):
        asked = []

        def silent(method, path):
            asked.append(path)
            # Others come while this one still waits.
            with pytest.raises(Away) as caught:
                city.find("자전거")
            assert caught.value.args == ("rests",)
            return 503, b""

        stub.fault = lambda method, path: (503, b"")
        with pytest.raises(Away):
            city.find("자전거")
        stub.fault = silent
        now[0] += engine.REST
        with pytest.raises(Away):
            city.find("자전거")
        assert len(asked) == 1
        stub.fault = None
        now[0] += engine.REST
        assert [city.keys("자전거"), city.keys("자전거")] == [set(), set()]

    def test_an_index_that_is_missing_lets_other_cities_be_asked(self, city, stub, now):
        with pytest.raises(Away):
            city.engine.search(Request(site="elsewhere"), queries.Query())
        assert city.keys("자전거") == set()

    @pytest.mark.parametrize(
        "answer", [b"{}", b"[]", b"null", b'{"hits": [{}], "estimatedTotalHits": 1}', b'{"hits": 1}']
    )
    def test_an_answer_that_is_none_is_that_it_is_away_and_nothing_of_it_is_shown(self, answer, city, stub):
        stub.fault = lambda method, path: (200, answer)
        with pytest.raises(Away) as caught:
            city.find("자전거")
        assert caught.value.args == ("answers what is not Meilisearch's",)

    def test_it_is_asked_with_the_key_that_can_only_search(self, city, stub, settings):
        settings.MEILISEARCH = {**settings.MEILISEARCH, "search_key": "wrong"}
        with pytest.raises(Away) as caught:
            city.find("자전거")
        assert caught.value.args == ("invalid_api_key",)
