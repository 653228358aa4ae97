"""Every kind that is registered x every output that is registered, over real HTTP: absent, present, gone.

The outputs say themselves where they show an item, as the proof of a takedown asks them; a new kind and a new output
join both by being registered.
"""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from cms.core import kinds, outputs
from cms.ledger import generation, writing
from cms.ledger.models import Entry
from cms.ledger.writing import Publication
from tests.background import keep
from tests.factories import make_body, store, withdraw
from tests.kinds import listing, make_record, published, terms

KINDS = kinds.registered()


def publish(record, *, expires_at=None):
    writing.publish([Publication(record=record, body=make_body(), expires_at=expires_at)])
    keep()
    generation.replace()
    return published(record, Entry.objects.get(key=record.key).pk)


def told(server, item):
    """The address of each output that shows an item, or would -> whether it is there, or what it says instead."""
    found = {}
    for output in outputs.registered():
        for shown in output.shows(item):
            name = f"{shown.output} {shown.url}"
            if shown.body:
                said = server.post(urlsplit(shown.url).path, json=json.loads(shown.body))
                data = said.json()["data"]
                is_absent = data and item.url not in said.text if shown.is_list else data == shown.nothing
                found[name] = "absent" if is_absent else "present"
                continue
            said = server.get(shown.url)
            assert said.status_code in (200, 303, 404, 410), name
            if shown.is_list:
                found[name] = "present" if (shown.mark or item.url) in said.text else "absent"
            else:
                found[name] = {200: "present", 303: "present", 404: "absent", 410: "gone"}[said.status_code]
    return found


def gone(found):
    """The same once it has been withdrawn: what is about it alone says so, but the API, which has no word for it."""
    return {name: "absent" if name.startswith(LISTS) else "gone" for name in found}


LISTS = ("GraphQL", "listing", "feed", "sitemap", "open data", "search")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_record_of_every_kind_is_in_every_output_while_it_is_public_and_never_else(server, kind):
    record = make_record(kind)
    store((), terms())
    generation.replace()
    before = told(server, published(record, 1))
    assert set(before.values()) == {"absent"}
    item = publish(record)
    during = told(server, item)
    assert [name for name, said in during.items() if said != "present"] == []
    withdraw(record.key)
    # Search has been told of it, and not yet that it has gone; then of both.
    assert told(server, item) == gone(during)
    keep()
    assert told(server, item) == gone(during)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_record_of_every_kind_is_in_no_output_once_its_time_is_over(server, kind):
    store((), terms())
    item = publish(make_record(kind), expires_at=timezone.now() - timedelta(seconds=1))
    found = told(server, item)
    assert found == gone(found)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_shown_by_every_output_that_shows_items_and_in_the_page_that_lists_it(kind, db):
    store((), terms())
    shown = [one for output in outputs.registered() for one in output.shows(published(make_record(kind)))]
    names = {one.output for one in shown}
    assert names >= {"page", "GraphQL", "linked data", "sitemap"}
    assert names >= {"search", "search, rss", "search, atom", "search, json", "search, GraphQL"}
    assert names & OF_NEWS == (OF_NEWS if kind.is_news else set())
    listed = [one.url for one in shown if one.output == "listing"]
    assert any(url.endswith(f"example{listing(kind)}") for url in listed) == kind.is_news


OF_NEWS = {"listing", "feed, rss", "feed, atom", "feed, json"}
