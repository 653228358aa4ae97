"""Hosts that the city has left: known for good, and leading in one step to where things are today."""

from importlib import import_module
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.models import Site

from cms.ledger import generation
from cms.ledger.hosts import former, hosts
from cms.ledger.models import Entry, FormerHost
from tests.content import HOST, new_city, publish, published_post, section

pytestmark = pytest.mark.django_db
NEW = "news.example.org"
BASE = f"https://{NEW}"
BIKE = "bike.example"
fill = import_module("cms.ledger.migrations.0022_fill_former_hosts").fill


@pytest.fixture
def post(prepared_city):
    return published_post("길", slug="길")


@pytest.fixture
def bike(post):
    """The field of traffic on a host of its own."""
    return Site.objects.create(hostname=BIKE, port=80, root_page=section())


@pytest.fixture
def ask(client):
    def get(path, host=HOST, *, method="get", **over):
        generation.replace()  # as the commit of what was changed does
        answer = getattr(client, method)(path, headers={"Host": host}, **over)
        return answer.status_code, answer.headers.get("Location")

    return get


def move(address=BASE):
    call_command("set_address", address)
    generation.replace()  # as its commit does


def test_whatever_a_city_had_is_led_to_the_same_place_of_its_new_host(post, ask):
    move()
    places = {
        "/": "/",
        "/en/": "/en/",
        "/traffic": "/traffic/",
        "/traffic/길/": f"/traffic/{quote('길')}/",
        "/traffic//길": f"/traffic/{quote('길')}/",
        "/traffic/feed.atom?after=x%20y": "/traffic/feed.atom?after=x%20y",
        "/en/traffic/2026/03/": "/en/traffic/2026/03/",
        "/units/bike-team/feed.json": "/units/bike-team/feed.json",
        "/sitemap.xml": "/sitemap.xml",
        "/robots.txt": "/robots.txt",
        f"/id/post/{post.key}": f"/id/post/{post.key}",
        "/data/catalogue.ttl": "/data/catalogue.ttl",
        "/media/images/길.jpg": f"/media/images/{quote('길')}.jpg",
        "/oembed?url=http%3A%2F%2Fx": "/oembed?url=http%3A%2F%2Fx",
        "/never/was/": "/never/was/",
    }
    for path, place in places.items():
        assert ask(path) == (301, BASE + place), path
    # None of these is led on, so no way goes round in a circle; an IRI leads to what the client prefers.
    led_on = {path: location for path in places.values() if (location := ask(path, NEW, secure=True)[1])}
    assert led_on == {f"/id/post/{post.key}": f"{BASE}/traffic/{quote('길')}/"}


def test_where_others_have_their_feeds_and_static_files_are_led_in_one_step(post, ask):
    move()
    places = {
        "/rss.xml": "/feed.rss",
        "/traffic/feed/": "/traffic/feed.rss",
        "/en/atom.xml": "/en/feed.atom",
        "/2026/3/": "/2026/03/",
        "/static/madang/base.css": "/static/madang/base.css",
    }
    for path, place in places.items():
        assert ask(path) == (301, BASE + place), path


def test_what_is_written_stays_written_and_a_preflight_is_answered_where_it_is(post, ask):
    move()
    assert ask("/graphql", method="post") == (308, f"{BASE}/graphql")
    assert ask("/graphql", method="options")[0] == 204


def test_a_proxy_that_writes_a_port_which_the_city_had_is_not_led_in_a_circle(post, client):
    move("http://news.example.org:8000")
    move()
    old = {"Host": "news.example.org:8000"}
    answer = client.get("/traffic/길/", headers=old)
    assert (answer.status_code, answer["Location"]) == (301, f"{BASE}/traffic/{quote('길')}/")
    assert client.get("/traffic/길/", headers=old | {"X-Forwarded-Proto": "https"}).status_code == 200


def test_the_way_to_https_is_no_step_of_its_own(post, ask, settings):
    move()
    settings.SECURE_SSL_REDIRECT = True
    assert ask("/traffic/길/?a=b") == (301, f"{BASE}/traffic/{quote('길')}/?a=b")
    assert ask("/traffic/길/?a=b", NEW) == (301, f"{BASE}/traffic/{quote('길')}/?a=b")


def test_the_editor_is_where_the_settings_have_it(post, ask, settings):
    settings.MADANG_BASE_URL = BASE
    move()
    assert ask("/admin/pages/?q=x") == (301, f"{BASE}/admin/pages/?q=x")
    # The slash that is missing is no step of its own.
    assert ask("/admin?q=x") == (301, f"{BASE}/admin/?q=x")
    assert ask("/admin/pages") == (301, f"{BASE}/admin/pages/")
    for path in ("/admin/disclosure/decisions.csv", "/admin/pages/create/news/postpage"):
        assert ask(path) == (301, f"{BASE}{path}")
    assert ask("/administration") == (301, f"{BASE}/administration")
    settings.MADANG_BASE_URL = f"http://{HOST}"
    assert ask("/admin/login/") == (200, None)
    assert ask("/traffic/") == (301, f"{BASE}/traffic/")


def test_several_moves_and_a_new_slug_lead_there_in_one_step(post, ask):
    move("http://second.example:8080")
    publish(post, slug="road")
    move()
    for host in (HOST, "second.example:8080"):
        assert ask("/traffic/길/", host) == (301, f"{BASE}/traffic/road/")
    assert ask("/traffic/길/", NEW) == (301, f"{BASE}/traffic/road/")
    assert list(former()) == [HOST, "second.example:8080"]


def test_a_field_that_loses_its_host_is_found_below_the_city(bike, ask):
    assert ask("/길/", BIKE) == (200, None)
    bike.delete()
    below = f"http://{HOST}/traffic/"
    for path, place in {
        "/": below,
        "/en/": f"http://{HOST}/en/traffic/",
        "/길": f"{below}{quote('길')}/",
        "/feed.rss": f"{below}feed.rss",
        "/en/2026/03/": f"http://{HOST}/en/traffic/2026/03/",
        "/units/bike-team/": f"http://{HOST}/units/bike-team/",
        "/en/units/bike-team/": f"http://{HOST}/en/units/bike-team/",
        "/sitemap.xml": f"http://{HOST}/sitemap.xml",
        "/never/": f"{below}never/",
    }.items():
        assert ask(path, BIKE) == (301, place), path
    assert former() == {BIKE: "saebyeol"}


def test_a_host_that_is_renamed_and_renamed_back_leads_where_it_is(bike, ask):
    bike.hostname = "walk.example"
    bike.save()
    assert ask("/길/", BIKE) == (301, f"http://walk.example/{quote('길')}/")
    bike.hostname = BIKE
    bike.save()
    assert ask("/길/", BIKE) == (200, None)
    assert ask("/길/", "walk.example") == (301, f"http://{BIKE}/{quote('길')}/")
    assert list(former()) == ["walk.example"]


def test_a_former_host_that_another_city_takes_is_that_citys(bike, ask):
    bike.delete()
    new_city("dalmaru", BIKE, default=False)
    assert ask("/", BIKE) == (200, None)
    assert (former(), hosts()[BIKE]) == ({}, "dalmaru")
    assert ask("/길/", BIKE) == (301, f"http://{HOST}/traffic/{quote('길')}/"), "what was published there is known"


def test_what_was_withdrawn_is_gone_at_every_host_that_it_had(post, ask):
    post.unpublish()
    move()
    assert [ask("/traffic/길/", host)[0] for host in (HOST, NEW)] == [410, 410]


def test_what_is_still_to_follow_is_shown_at_the_new_host_meanwhile(post, ask):
    """Large trees are left to the worker: until it comes their records say the old address."""
    record = Entry.objects.get().record
    move()
    Entry.objects.update(record=record)
    assert ask("/traffic/길/") == (301, f"{BASE}/traffic/{quote('길')}/")
    assert ask("/traffic/길/", NEW) == (200, None)
    assert ask("/traffic/길", NEW)[0] == 301


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8001", set()),
        ("http://localhost:8000", BASE, set()),
        ("http://city.localhost:8000", "http://city.localhost:8001", set()),
        ("http://city.localhost:8000", BASE, {"city.localhost:8000"}),
        ("http://madang:8000", BASE, {"madang:8000"}),
        ("http://news.example.org:8080", BASE, {"news.example.org:8080"}),
        ("http://news.example.org", BASE, set()),
    ],
)
def test_a_port_of_this_machine_is_nobodys_bookmark(before, after, left):
    new_city(host="localhost")
    move(before)
    FormerHost.objects.all().delete()
    move(after)
    assert set(former()) == left


def test_an_address_of_a_former_host_is_known_in_oembed_and_in_the_api(post, client):
    move()
    url = f"{BASE}/traffic/{quote('길')}/"
    old = f"http://{HOST}/traffic/길"
    query = """query($url: String, $host: String, $path: String!) {
        post(url: $url) { url } route(host: $host, path: $path) { kind redirect gone } }"""
    for path, place in {"/traffic/길": url, "/traffic/feed.atom": f"{BASE}/traffic/feed.atom"}.items():
        variables = {"url": old, "host": HOST, "path": path}
        answer = client.post(
            "/graphql", {"query": query, "variables": variables}, "application/json", headers={"Host": NEW}
        )
        assert answer.json() == {
            "data": {"post": {"url": url}, "route": {"kind": "REDIRECT", "redirect": place, "gone": False}}
        }
    card = client.get("/oembed", {"url": old}, headers={"Host": NEW}).json()
    assert (card["title"], f'cite="{url}"' in card["html"]) == ("길", True)
    assert client.get("/oembed", {"url": "http://never.example/"}, headers={"Host": NEW}).status_code == 404


def test_the_hosts_that_a_store_has_left_are_found_in_its_addresses(bike):
    bike.delete()
    move("http://127.0.0.1:8000")
    move()
    kept = set(FormerHost.objects.values_list("name", "site"))
    assert kept == {(HOST, "saebyeol"), (BIKE, "saebyeol")}
    FormerHost.objects.all().delete()
    for _ in range(2):
        fill(apps, None)
        assert set(FormerHost.objects.values_list("name", "site")) == kept


def test_the_editor_lists_former_hosts_and_forgets_those_that_no_iri_begins_with(bike, ask, admin_client):
    bike.delete()
    move()
    admin = "/admin/snippets/publication/formerhost"
    client, here = admin_client, {"headers": {"Host": NEW}}
    listed = client.get(f"{admin}/", **here).content.decode()
    assert [name in listed for name in (HOST, BIKE, NEW)] == [True, True, False]
    assert client.get(f"{admin}/add/", **here).status_code in (302, 403, 404)
    for name, left in {BIKE: {HOST}, HOST: {HOST}}.items():
        client.post(f"{admin}/delete/{name}/", **here)
        assert set(FormerHost.objects.values_list("name", flat=True)) == left, name
    assert ask("/", BIKE)[0] == 421
    FormerHost.objects.all().delete()
    assert ask("/") == (301, f"{BASE}/")
