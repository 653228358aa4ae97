"""Building an index anew: nothing is missing meanwhile, and what is no public item is out at the end."""

from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps

from cms.search import channel, rebuilding, texts
from cms.search.answers import answer
from cms.search.kept.writing import write
from cms.search.models import IndexedText, Segment
from cms.search.requests import Request
from retrieval.segments import Text
from tests.background import keep
from tests.content import CODE, published_post
from tests.search.test_answers import titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def rebuild():
    while rebuilding.step():
        assert titles("자전거") != []


def test_an_index_that_was_damaged_is_whole_again():
    for number in range(3):
        published_post(f"자전거 소식 {number}", slug=f"post-{number}")
    keep()
    lost = IndexedText.objects.order_by("key").last().key
    write(CODE, [Text(key=lost, moment=0, title="다른 말"), Text(key=10**9, moment=0, title="자전거 유령")])
    assert len(titles("자전거")) == 2
    rebuilding.ask(CODE)
    rebuild()
    assert sorted(titles("자전거")) == [f"자전거 소식 {number}" for number in range(3)]
    assert answer(Request(site=CODE, text="자전거")).estimated == 3
    assert not IndexedText.objects.filter(key=10**9).exists()
    assert rebuilding.step() == 0


def test_the_index_of_before_loses_the_words_of_pictures_after_the_upgrade(monkeypatch):
    monkeypatch.setattr(
        channel, "texts_of", lambda *given: [replace(text, body="겹친 물결무늬") for text in texts.texts_of(*given)]
    )
    published_post("자전거 소식")
    keep()
    assert titles("물결무늬") == ["자전거 소식"]
    import_module("cms.search.migrations.0015_words_of_pictures").write_again(apps, None)
    rebuild()
    assert titles("물결무늬") == []


def test_a_run_that_was_killed_goes_on(monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    for number in range(3):
        published_post(f"자전거 소식 {number}", slug=f"post-{number}")
    keep()
    rebuilding.ask(CODE)
    rebuilding.step()
    first = rebuilding.reached(CODE)
    monkeypatch.setattr(rebuilding, "write", lambda *args, **gone: pytest.fail("killed"))
    with pytest.raises(pytest.fail.Exception):
        rebuilding.step()
    assert rebuilding.reached(CODE) == first > 0
    monkeypatch.setattr(rebuilding, "write", write)
    rebuild()
    assert len(titles("자전거")) == 3


def test_nobody_has_asked_and_nothing_is_done():
    published_post()
    keep()
    before = list(Segment.objects.values_list("pk", flat=True))
    assert rebuilding.step() == 0
    assert list(Segment.objects.values_list("pk", flat=True)) == before
