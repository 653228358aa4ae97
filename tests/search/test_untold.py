"""An index that has not been told of all yet: nothing of an item is found or counted as it was before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.ledger.models import Entry
from cms.ledger.moments import microseconds
from cms.search import engines
from cms.search.answers import answer
from cms.search.requests import Order, Request
from cms.search.suggestions import suggest
from tests.background import keep
from tests.content import CODE, make_unit, publish, published_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
COUNTED = ("kind", "tag", "unit", "field")


def found(text="", **over):
    return answer(Request(site=CODE, text=text, counts=COUNTED, **over))


def values(answered):
    return {name: [(one.value, one.count) for one in some] for name, some in answered.counts.items()}


def titles(answered):
    return [hit.item.data["title"] for hit in answered.hits]


NOTHING = {name: [] for name in COUNTED}


@pytest.fixture
def two():
    """A post that stays, and one of a department and a tag of its own, both told to the index."""
    published_post("자전거 보관대", slug="stays")
    secret = published_post("자전거 비밀작전", slug="secret", unit=make_unit("secret-team"), tags=("극비",))
    keep()
    return secret


@pytest.mark.parametrize("order", list(Order))
def test_what_has_left_is_not_counted_and_its_terms_are_named_nowhere(two, order):
    before = found("자전거", order=order)
    assert (before.estimated, values(before)["tag"]) == (2, [("극비", 1), ("자전거", 1)])
    two.unpublish()
    for tell in (lambda: None, keep):
        tell()
        after = found("자전거", order=order)
        assert (titles(after), after.estimated, after.is_exact) == (["자전거 보관대"], 1, True)
        assert values(after) == {
            "kind": [("post", 1)],
            "tag": [("자전거", 1)],
            "unit": [("bike-team", 1)],
            "field": [("traffic", 1)],
        }


def test_what_was_edited_is_not_found_by_what_it_said_before_the_index_hears_of_it(two):
    publish(two, title="자전거 안내", unit=make_unit())
    for tell in (lambda: None, keep):
        tell()
        assert titles(found("비밀작전")) == []
        assert "secret-team" not in [unit for unit, _ in values(found())["unit"]]
    assert sorted(titles(found("자전거"))) == ["자전거 보관대", "자전거 안내"]


def test_what_is_over_is_not_counted_though_nobody_has_said_so_yet(two):
    Entry.objects.filter(page_id=two.pk).update(expires_us=microseconds(timezone.now() - timedelta(seconds=1)))
    after = found("자전거")
    assert (titles(after), after.estimated, after.is_current) == (["자전거 보관대"], 1, True)
    assert values(after)["tag"] == [("자전거", 1)]


def test_where_too_much_has_changed_nothing_is_counted_and_nothing_shown_as_it_was(two, monkeypatch):
    monkeypatch.setattr(engines, "_LEFT_OUT", 0)
    assert found("자전거").is_exact is True
    publish(two, title="자전거 안내")
    after = found("자전거")
    assert (titles(after), after.is_exact, values(after)) == (["자전거 보관대"], False, NOTHING)
    assert titles(found("비밀작전")) == []
    keep()
    assert found("자전거").is_exact is True


def test_no_word_is_read_as_one_that_only_what_has_left_had(two):
    # Beside others, so that a word that nobody has is not worth more than all the rest.
    for number in range(6):
        published_post(f"도서관 소식 {number}", slug=f"library-{number}", lead="책을 읽습니다.", tags=())
    keep()
    typed = "자전거 보관대 강변 달립니다 본문 교통 보관대 비밀작젼"
    assert found("자전거 비밀작젼").readings == [("비밀작젼", "비밀작전")]
    two.unpublish()
    for tell in (lambda: None, keep):
        tell()
        assert (found(typed).matches, found(typed).readings) == (True, [])
    unknown = typed.replace("비밀작젼", "쾌퀄작젼")
    assert (found(typed).matches, found(typed).estimated) == (found(unknown).matches, found(unknown).estimated)


def test_no_title_of_what_has_left_is_suggested(two):
    assert suggest(CODE, "자전거 비밀", language="ko") == ["자전거 비밀작전"]
    two.unpublish()
    for tell in (lambda: None, keep):
        tell()
        assert suggest(CODE, "자전거 비밀", language="ko") == []
