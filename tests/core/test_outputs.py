"""The door: which outputs there are, where they show each kind of item, and which names they take."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.core import kinds, outputs
from cms.core.addresses import reserved
from cms.core.outputs import Output
from tests.factories import (
    make_board_terms,
    make_document,
    make_event,
    make_file,
    make_meeting,
    make_notice,
    make_post,
    make_released_terms,
    make_web_page,
    store,
)
from tests.kinds import published

BASE = "https://saebyeol.example"
RECORDS = {
    "event": make_event,
    "page": make_web_page,
    "post": lambda: make_post(1, tags=("자전거",), publisher="bike-team", website=None, topics=("traffic",)),
    "document": lambda: make_document(1, publisher="bike-team", task="bike-roads", files=(make_file(),)),
    "meeting": lambda: make_meeting(1, publisher="bike-team"),
    "notice": lambda: make_notice(1),
}


def test_two_outputs_of_one_name_are_refused_at_the_start(monkeypatch):
    monkeypatch.setattr(outputs, "_outputs", {})
    first = Output(name="vCard", reserves=frozenset({"cards"}))
    outputs.register(first, first)
    with pytest.raises(ImproperlyConfigured, match="two outputs with the name 'vCard'"):
        outputs.register(Output(name="vCard"))
    assert outputs.registered() == (first,)
    assert (outputs.reserved(), list(first.shows(published(make_post(1))))) == ({"cards"}, [])


def test_no_page_has_the_name_of_an_output_or_of_what_is_beside_them():
    assert reserved() == set(
        "accents admin archive attachments calendar calendars data favicon feed fields files follow graphql healthz id"
        " intake livez media metrics oembed open-data opensearch pages preview readyz reuse robots search sitemap"
        " sitemaps staff static statistics tags tasks units websites".split()
    )


LISTED = {
    "post": {"/", "/traffic/", "/tags/%EC%9E%90%EC%A0%84%EA%B1%B0/", "/units/bike-team/", "/units/transport/"},
    "document": {"/documents/", "/tasks/bike-roads/", "/units/bike-team/documents/", "/units/transport/documents/"},
    "event": set(),
    "page": set(),
    "meeting": {"/committees/", "/committees/bike-committee/"},
    "notice": {"/notices/", "/traffic/road-notices/"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", kinds.names())
def test_every_kind_is_shown_by_every_output_and_in_the_pages_of_its_listings(client, kind):
    record = RECORDS[kind]()
    store([record], [*make_released_terms(), *make_board_terms()])
    shown = [one for output in outputs.registered() for one in output.shows(published(record))]
    everywhere = {"page", "GraphQL", "linked data", "sitemap", "oEmbed"}
    assert {one.output for one in shown} >= everywhere | ({"listing", "feed, rss"} if LISTED[kind] else set())
    assert {one.url.removeprefix(BASE) for one in shown if one.output == "listing"} == LISTED[kind]
    for page in LISTED[kind]:
        assert record.url in client.get(page, headers={"host": "saebyeol.example"}).content.decode()
