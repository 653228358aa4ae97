"""Faults around the index: publication never waits for it, and in the end it is as one that is made at once."""

import pytest
from django.db import OperationalError

from cms.core import rows
from cms.jobs.job import registered
from cms.jobs.models import SetAside
from cms.ledger.models import Entry
from cms.ledger.untold import untold
from cms.search import channel
from cms.search.answers import answer
from cms.search.models import Segment
from cms.search.requests import Request
from tests.background import keep
from tests.content import CODE, published_post
from tests.jobs.jobs import wait_until, working
from tests.search.indexes import content, made_at_once

pytestmark = [pytest.mark.usefixtures("prepared_city")]


def titles():
    return sorted(hit.item.data["title"] for hit in answer(Request(site=CODE)).hits)


def job(name):
    return next(one for one in registered() if one.name == name)


@pytest.mark.django_db
def test_what_is_published_and_withdrawn_while_search_fails_is_so_at_once_and_found_once_it_does_not(monkeypatch):
    first = published_post("하나", slug="one")
    keep()

    def away(*args, **gone):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(channel, "write", away)
        published_post("둘", slug="two")
        first.unpublish()
        with pytest.raises(OperationalError):
            job("search").work()
        assert Entry.objects.filter(state=Entry.State.PUBLIC, kind="post").count() == 1
        assert titles() == []
    keep()
    assert titles() == ["둘"]
    assert content(CODE) == made_at_once(CODE)


@pytest.mark.django_db
def test_an_item_that_cannot_be_indexed_is_set_aside_and_holds_up_no_other(monkeypatch):
    posts = [published_post(title, slug=f"post-{number}") for number, title in enumerate(("하나", "둘", "셋"))]
    (bad,) = Entry.objects.filter(page_id=posts[1].pk).values_list("pk", flat=True)
    texts_of = channel.texts_of

    def refused(site, changes):
        if any(change.pk == bad for change in changes):
            raise ValueError("cannot be read")
        return texts_of(site, changes)

    with monkeypatch.context() as patch:
        patch.setattr(channel, "texts_of", refused)
        keep()
        assert titles() == ["셋", "하나"]
        assert list(SetAside.objects.values_list("job", "item_id")) == [("search", bad)]
    SetAside.objects.update(retry_at=posts[0].first_published_at)
    keep()
    assert titles() == ["둘", "셋", "하나"]
    assert content(CODE) == made_at_once(CODE)


@pytest.mark.django_db
def test_of_long_texts_fewer_are_a_segment(monkeypatch):
    first = published_post("하나", slug="one")
    keep()
    first.unpublish()
    for title, slug in (("둘", "two"), ("셋", "three")):
        published_post(title, slug=slug)
    monkeypatch.setattr(channel, "LETTERS", 0)
    monkeypatch.setattr(rows, "BATCH", 1)
    keep()
    assert sorted(Segment.objects.values_list("size", flat=True)) == [1, 1, 1]
    assert content(CODE) == made_at_once(CODE)
    assert titles() == ["둘", "셋"]


@pytest.mark.usefixtures("store_on_disk")
def test_two_workers_index_everything_and_nothing_twice():
    for number in range(12):
        published_post(f"글 {number}", slug=f"post-{number}")
    search = [job(name) for name in ("search", "search-merging")]
    with working(*search), working(*search):
        for number in range(12, 24):
            published_post(f"글 {number}", slug=f"post-{number}")
        wait_until(lambda: untold("search", CODE, most=1).is_level)
    assert content(CODE) == made_at_once(CODE)
    assert len(content(CODE)) == 24
