"""The kind in a running city: written in the editor, in every output, taken back and proved. Run by ``test_kinds``."""

from datetime import date
from urllib.parse import quote, urlsplit

import pytest
from django.urls import reverse
from rdflib import Graph, Literal, URIRef
from wagtail.models import PageViewRestriction

from cms.core import outputs
from cms.jobs import asides
from cms.ledger import generation
from cms.ledger.models import Entry
from cms.publication import proof
from cms.search.answers import answer
from cms.search.channel import SEARCH
from cms.search.requests import Request
from cms.subsites.models import CityPage
from tests.background import keep
from tests.content import BASE_URL, CODE, HOST, make_unit
from tests.examples.lost_property.kind import LOST_PROPERTY
from tests.examples.lost_property.models import LostAndFoundPage, LostPropertyPage
from tests.publication.answers import graphql, sitemap, text

TITLE = "파란 우산"
PATH = "/lost-and-found/blue-umbrella/"


@pytest.fixture
def section(prepared_city):
    city = CityPage.objects.get(locale__language_code="ko")
    return city.add_child(instance=LostAndFoundPage(title="유실물", slug="lost-and-found", locale=city.locale))


def written(section, **over):
    """A draft."""
    values = {
        "title": TITLE,
        "slug": "blue-umbrella",
        "found_on": date(2026, 11, 3),
        "place": "시청 앞 정류장",
        "description": "손잡이가 나무입니다.",
        "unit": make_unit(),
        "live": False,
        "locale": section.locale,
    }
    page = section.add_child(instance=LostPropertyPage(**(values | over)))
    page.save_revision()
    return page


def public(section, **over):
    page = written(section, **over)
    page.get_latest_revision().publish()
    generation.replace()
    return LostPropertyPage.objects.get(pk=page.pk)


def shown(server, page):
    """The outputs that show a thing -> whether they do."""
    key, address = str(page.key), quote(f"{BASE_URL}{PATH}", safe="")
    found = {f"/lost-and-found/{name}": name for name in ("", "feed.atom", "feed.rss", "feed.json")}
    there = {path: TITLE in text(server.get(path)) for path in found}
    there |= {path: server.get(path).status_code in (200, 303) for path in (PATH, f"/en{PATH}")}
    there |= {
        suffix: server.get(f"/data/lost-property/{key}.{suffix}").status_code == 200
        for suffix in ("jsonld", "ttl", "nt", "rdf")
    }
    there["id"] = server.get(f"/id/lost-property/{key}", Accept="text/turtle").status_code == 303
    there["oembed"] = server.get(f"/oembed?url={address}").status_code == 200
    there["sitemap"] = PATH in sitemap(server)
    for asked in ("", '(state: "kept")', '(unit: "bike-team")'):
        there[f"graphql list {asked}"] = key in graphql(server, f"{{lostProperties{asked} {{nodes {{key}}}}}}")
    there["graphql one"] = key in graphql(server, f'{{lostProperty(url: "{BASE_URL}{PATH}") {{key}}}}')
    return there


def held(section):
    return written(section, description="문의 010-1234-5678", live=True)


def unpublished(section):
    page = public(section)
    page.unpublish()
    return page


def private(section):
    page = public(section)
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    return page


def deleted(section):
    page = public(section)
    LostPropertyPage.objects.get(pk=page.pk).delete()
    return page


@pytest.mark.parametrize("situation", [written, held, unpublished, private, deleted], ids=lambda one: one.__name__)
def test_what_is_not_public_is_in_no_output(server, section, situation):
    page = situation(section)
    generation.replace()
    assert [name for name, there in shown(server, page).items() if there] == []


def test_what_is_public_is_in_every_output(server, section):
    page = public(section)
    assert [name for name, there in shown(server, page).items() if not there] == []
    assert Entry.objects.get().kind == "lost-property"
    assert TITLE in server.get("/en/lost-and-found/").text and "주운 곳" in server.get(PATH).text


def test_it_is_linked_data_and_a_dataset_of_the_catalogue(server, section):
    page = public(section)
    graph = Graph().parse(data=server.get(f"/data/lost-property/{page.key}.ttl").content, format="turtle")
    iri = URIRef(f"{BASE_URL}/id/lost-property/{page.key}")
    assert graph.value(iri, URIRef("http://purl.org/dc/terms/title")) == Literal(TITLE, lang="ko")
    assert f"{BASE_URL}/lost-and-found/feed.atom" in server.get("/data/catalogue.ttl").text
    assert "saebyeol ko 유실물" in server.get("/data/catalogue.jsonld").text


def test_an_employee_writes_it_and_sees_the_draft(client, django_user_model, section):
    client.force_login(django_user_model.objects.create_superuser("admin", password="correct horse battery"))
    at = reverse("wagtailadmin_pages:add", args=("lost_property", "lostpropertypage", section.pk))
    assert client.get(at).status_code == 200
    page = written(section)
    token = LostPropertyPage.objects.get(pk=page.pk).create_page_preview().token
    answer = client.get("/preview/", {"token": token}, headers={"host": HOST})
    assert (answer.status_code, TITLE in answer.content.decode()) == (200, True)


@pytest.mark.django_db(transaction=True)
def test_its_takedown_is_proved_by_every_output(prepared_city, client):
    city = CityPage.objects.get(locale__language_code="ko")
    section = city.add_child(instance=LostAndFoundPage(title="유실물", slug="lost-and-found", locale=city.locale))
    page = public(section)
    keep()
    rows = [row for row in proof.answers(page.pk) if "address" in row]
    assert [row["output"] for row in rows if row["gone"]] == []
    assert {urlsplit(row["address"]).path for row in rows} >= {PATH, "/lost-and-found/", "/graphql"}
    page.unpublish()
    generation.replace()
    assert [row["output"] for row in proof.answers(page.pk) if not row["gone"]] == []


def test_nothing_is_lacking():
    assert outputs.lacking(LOST_PROPERTY) == []


def test_it_is_found_by_its_place(section):
    public(section)
    keep()
    hits = answer(Request(site=CODE, text="시청 앞 정류장", filters={"state": ("kept",)})).hits
    assert [hit.item.data["title"] for hit in hits] == [TITLE]
    assert not asides.waiting(SEARCH.name)


def test_its_facet_narrows_the_page_and_the_feed_of_a_search_as_it_does_the_api(server, section):
    public(section)
    public(section, slug="red-umbrella", title="빨간 우산", state="returned")
    keep()
    asked = '{search(query: "우산", filters: {name: "state", values: "kept"}) {nodes {title}}}'
    assert TITLE in graphql(server, asked) and "빨간 우산" not in graphql(server, asked)
    query = f"?q={quote('우산')}"
    for address in (f"/search/{query}", f"/search/feed.json{query}"):
        both, kept = server.get(address).text, server.get(f"{address}&state=kept").text
        assert "파란" in both and "빨간" in both, address
        assert "파란" in kept and "빨간" not in kept, address
    assert f"{query}&amp;state=returned" in server.get(f"/search/{query}").text
    refused = server.get(f"/search/{query}&state=lost", Accept="text/html")
    assert refused.status_code == 400
