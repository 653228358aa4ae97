"""A city that moves to another domain: every output calls things what it called them, and leads to today's host."""

import io
import json
import re
from collections import Counter
from urllib.parse import quote, urlsplit

import pytest
from django.core.management import call_command

from cms.core import kinds
from cms.core.records import TERMS
from cms.ledger import generation
from cms.ledger.models import Entry, TermRow
from tests.boards.content import published_notice
from tests.content import (
    HOST,
    published_event,
    published_meeting,
    published_page,
    published_post,
    released_document,
    section,
)

pytestmark = pytest.mark.django_db
NEW = "news.example.org"
SUFFIXES = ("jsonld", "ttl", "nt", "rdf")
FEEDS = ("atom", "rss", "json")
# Names are below /id/ or in the catalogue, to which pages link too; what an address tells apart has one of these marks.
_MARKS = r"#(?:site|trail|distribution|format|csv|json|xlsx)\b"
_NAME = re.compile(
    rf"(?<!href=\")http://{re.escape(HOST)}(?:/id/[a-z]|/data/catalogue(?!\.)|[^\s\"'<>]*{_MARKS})[^\s\"'<>]*"
)
_ASKED = """{
  posts(first: 9) { nodes { key iri url topics { iri url } tags { iri url } publisher { iri url } } }
  documents(first: 9) { nodes { key iri url publisher { iri } } }
  meetings(first: 9) { nodes { key iri url committee { iri url } } }
  city { iri url }
}"""


@pytest.fixture
def city(prepared_archive):
    """A city with an item of each kind, one that has gone, and a term of each scheme that these have."""
    published_post("길", slug="길")
    published_post("간 길", slug="gone").unpublish()
    published_post("A road", slug="road", parent=section(language="en"))
    released_document()
    published_meeting()
    published_page(slug="guide")
    published_event()
    published_notice()
    generation.replace()


def paths():
    """The paths of all outputs, but those of linked data in its syntaxes."""
    tag = f"/tags/{quote('자전거')}/"
    listings = ["/", "/en/", "/traffic/", "/units/bike-team/", tag, "/documents/", "/committees/"]
    public = Entry.objects.filter(state="public")
    items = [urlsplit(url).path for url in public.values_list("record__url", flat=True)]
    terms = [urlsplit(urls["ko"]).path for urls in TermRow.objects.values_list("data__urls", flat=True) if urls]
    pages = ["/fields/", "/units/", "/reuse/", "/statistics/", "/open-data/", "/sitemap.xml", "/robots.txt"]
    shown = (*listings[:3], *items)
    cards = [f"/oembed?format={form}&url={{base}}{path}" for form in ("json", "xml") for path in shown]
    feeds = [f"{path}feed.{suffix}" for path in listings for suffix in FEEDS]
    return dict.fromkeys([*listings, *items, *terms, *pages, *cards, *feeds])


def things():
    """The paths of the descriptions of all things, without their suffixes."""
    entries = [f"/data/{kind}/{key}" for kind, key in Entry.objects.values_list("kind", "key")]
    terms = [f"/data/{scheme}/{quote(key)}" for scheme, key in TermRow.objects.values_list("scheme", "key")]
    return [*entries, *terms, "/data/catalogue"]


def told(client, base):
    """The answer of every output, by its path: status and text."""
    parts = urlsplit(base)
    over = {"headers": {"Host": parts.netloc}, "secure": parts.scheme == "https"}

    def ask(path):
        answer = client.get(path.format(base=quote(base, safe="")), **over)
        return answer.status_code, f"{answer.content.decode()}\n{answer.headers.get('Link', '')}"

    found = {path: ask(path) for path in paths()}
    found |= {path: ask(path) for path in re.findall(rf"{base}(/sitemaps/[^<]+)", found["/sitemap.xml"][1])}
    found |= {path: ask(path) for thing in things() for path in [f"{thing}.{suffix}" for suffix in SUFFIXES]}
    answer = client.post("/graphql", {"query": _ASKED}, "application/json", **over)
    return found | {"/graphql": (answer.status_code, json.dumps(answer.json()))}


def test_names_stay_and_links_move_in_every_output(city, client):
    before = told(client, f"http://{HOST}")
    assert {thing.split("/")[2] for thing in things()} >= {*kinds.names(), *TERMS} - {"website", "task"} | {"catalogue"}
    assert {status for status, _ in before.values()} == {200, 410}
    call_command("set_address", f"https://{NEW}", stdout=io.StringIO())
    generation.replace()
    after = told(client, f"https://{NEW}")
    assert {path: status for path, (status, _) in after.items()} == {path: said[0] for path, said in before.items()}
    names = Counter()
    for path, (_, text) in before.items():
        then, now = (Counter(_NAME.findall(said)) for said in (text, after[path][1]))
        assert then == now, path
        links, led = _NAME.sub("", text), _NAME.sub("", after[path][1])
        assert (led.count(HOST), led.count(NEW)) == (0, links.count(HOST)), path
        names += now
    assert sum(names.values()) > 500
