"""One normal form of an address at every door: what differs only in spelling leads to one place, everywhere."""

import json
import socket
from collections import namedtuple
from unicodedata import normalize
from urllib.parse import quote, urlencode

import pytest
from django.core.management import call_command
from wagtail.models import Site

from cms.ledger.hosts import hosts
from cms.ledger.models import Address, Host
from tests.content import HOST, published_post, section

pytestmark = pytest.mark.django_db
BIKE = "bike.example"
POST = "/health/소식/"
URL = f"http://{HOST}{quote(POST)}"
FIELD = f"http://{HOST}/health/"
Answer = namedtuple("Answer", "status headers body")

SPELLINGS = [
    "/health/소식",
    "/health/소식//",
    "/.//health/소식/",
    "/health//소식",
    "/health/./소식/",
    "/health/x/../소식",
    normalize("NFD", POST),
    normalize("NFD", "/health//소식"),
]
HOST_SPELLINGS = ["Saebyeol.EXAMPLE", "saebyeol.example.", "saebyeol.example:80", "SAEBYEOL.example.:443"]


@pytest.fixture
def city(prepared_city):
    """A city with a post whose address is in Hangul, and a field on a host of its own that was typed in capitals."""
    post = published_post("소식", slug="소식", parent=section("health"))
    Site.objects.create(hostname="BIKE.Example.", port=80, root_page=section("traffic"))
    return post


@pytest.fixture
def ask(server):
    """Send a request line and headers as they are; no library brings them to a form first."""

    def send(target, host=HOST, *, accept="*/*", body=None, headers=(), version="1.1"):
        lines = [f"{'POST' if body else 'GET'} {target} HTTP/{version}", f"Accept: {accept}", "Connection: close"]
        lines += [f"Host: {host}"] if host is not None else []
        lines += [f"Content-Type: application/json\r\nContent-Length: {len(body)}"] if body else []
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            connection.sendall("\r\n".join([*lines, *headers, "", body or ""]).encode())
            answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
        head, _, content = answer.partition(b"\r\n\r\n")
        status, *fields = head.decode("latin-1").split("\r\n")
        found = {name.lower(): value for name, _, value in (field.partition(": ") for field in fields)}
        return Answer(int(status.split()[1]), found, content)

    return send


def graphql(ask, query, **variables):
    answer = ask("/graphql", body=json.dumps({"query": query, "variables": variables}))
    return json.loads(answer.body)["data"]


ROUTE = "query ($path: String!, $host: String) { route(path: $path, host: $host) { kind redirect node { id } } }"


@pytest.mark.parametrize("path", SPELLINGS)
def test_every_door_redirects_another_spelling_of_a_path_to_the_one_address(city, ask, path):
    page = ask(quote(path))
    assert (page.status, page.headers["location"]) == (301, URL)
    assert graphql(ask, ROUTE, path=path)["route"] == {"kind": "REDIRECT", "redirect": URL, "node": None}
    assert graphql(ask, ROUTE, path=quote(path))["route"] == {"kind": "REDIRECT", "redirect": URL, "node": None}
    url = f"http://{HOST}{quote(path)}"
    assert graphql(ask, "query ($url: String!) { post(url: $url) { key } }", url=url)["post"] == {"key": str(city.key)}
    card = ask(f"/oembed?{urlencode({'url': url})}")
    assert (card.status, json.loads(card.body)["title"]) == (200, "소식")


def test_the_one_address_is_answered_by_every_door(city, ask):
    assert (
        ask(quote(POST)).status == ask(quote(POST).lower()).status == ask(quote(POST).replace("h", "%68")).status == 200
    )
    found = graphql(ask, ROUTE, path=POST)["route"]
    assert (found["kind"], found["redirect"]) == ("RECORD", None)
    assert graphql(ask, ROUTE, path=quote(POST))["route"] == found
    assert graphql(ask, ROUTE, path=POST, host="SAEBYEOL.example.:80")["route"] == found


@pytest.mark.parametrize("path", ["/health", "/.//health/", "/health/../health/.", "/health//"])
def test_a_listing_and_its_feed_are_found_under_every_spelling(city, ask, path):
    page = ask(path)
    assert (page.status, page.headers["location"]) == (301, FIELD)
    feed = ask(f"{path.removesuffix('.').removesuffix('/')}/feed.atom")
    assert (feed.status, feed.headers.get("location")) in {(301, f"{FIELD}feed.atom"), (200, None)}
    assert (feed.status == 200) == (path == "/health")
    assert graphql(ask, ROUTE, path=path)["route"]["redirect"] == FIELD


def test_the_editor_is_found_without_its_last_slash(client):
    answer = client.get("/admin")
    assert (answer.status_code, answer["Location"]) == (301, "/admin/")


def test_the_query_of_another_spelling_is_kept(city, ask):
    assert ask("/health?after=abc&x=%EA%B0%80").headers["location"] == f"{FIELD}?after=abc&x=%EA%B0%80"


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("/x/..//sitemap.xml", "/sitemap.xml"),
        ("/./robots.txt", "/robots.txt"),
        ("/x/../data//catalogue.ttl", "/data/catalogue.ttl"),
        ("/id//field/health", "/id/field/health"),
        ("/data/field//health.ttl?x=1", "/data/field/health.ttl?x=1"),
        (f"/id/tag/{quote(normalize('NFD', '자전거'))}", f"/id/tag/{quote('자전거')}"),
        (f"/data/tag/{quote(normalize('NFD', '자전거'))}.ttl", f"/data/tag/{quote('자전거')}.ttl"),
        (f"/tags/{quote(normalize('NFD', '자전거'))}/", f"http://{HOST}/tags/{quote('자전거')}/"),
        (f"/tags/{quote(normalize('NFD', '자전거'))}/feed.json", f"http://{HOST}/tags/{quote('자전거')}/feed.json"),
    ],
)
def test_every_other_output_redirects_to_the_normal_form(city, ask, path, normal):
    answer = ask(path)
    assert (answer.status, answer.headers["location"], answer.body) == (301, normal, b"")
    assert ask(normal.removeprefix(f"http://{HOST}")).status in (200, 303)


@pytest.mark.parametrize("path", ["//health/", "//sitemap.xml", "//evil.example/"])
def test_a_path_that_looks_like_a_host_leads_to_no_other_one(city, client, path):
    answer = client.get("/", PATH_INFO=path, headers={"Host": HOST})
    normal = path.removeprefix("/")
    expected = {"/health/": FIELD, "/sitemap.xml": "/sitemap.xml"}.get(normal)
    assert (answer.status_code, answer.get("Location")) == (301 if expected else 404, expected)


@pytest.mark.parametrize("path", ["//nowhere/", "/x/../nowhere", "//evil.example/", "/..//id/field/nowhere"])
def test_a_spelling_of_nothing_is_not_found_and_redirects_nowhere(city, ask, path):
    assert ask(path).status == 404


@pytest.mark.parametrize("tag", ["자전거", normalize("NFD", "자전거")])
def test_a_tag_is_found_in_composed_and_decomposed_letters(city, ask, tag):
    query = "query ($tag: String!, $keys: [String!]!) { posts(tag: $tag) { nodes { key } } tags(keys: $keys) { key } }"
    assert graphql(ask, query, tag=tag, keys=[tag]) == {
        "posts": {"nodes": [{"key": str(city.key)}]},
        "tags": [{"key": "자전거"}],
    }
    literal = f'{{ posts(tag: "{tag}") {{ nodes {{ key }} }} tags(keys: ["{tag}"]) {{ key }} }}'
    assert graphql(ask, literal)["posts"]["nodes"] == [{"key": str(city.key)}]


@pytest.mark.parametrize("host", HOST_SPELLINGS)
@pytest.mark.parametrize(
    "path",
    ["/", quote(POST), "/health/feed.rss", "/sitemap.xml", "/robots.txt", "/data/catalogue.ttl", f"/oembed?url={URL}"],
)
def test_every_spelling_of_a_host_gets_the_same_answer_from_one_kept_copy(city, ask, host, path):
    from cms.wsgi import cache

    first = ask(path)
    kept = len(cache._memory._addresses)
    answer = ask(path, host)
    assert (first.status, answer.status, answer.body) == (200, 200, first.body)
    assert len(cache._memory._addresses) == kept


def test_a_host_in_capitals_shows_its_own_site(city, ask):
    assert list(hosts()) == [HOST, BIKE]
    home = ask("/", BIKE)
    assert home.status == 200
    assert b"http://bike.example/" in home.body
    for host in ("BIKE.example", "bike.EXAMPLE.", "Bike.example:80", "bike.example:8080"):
        assert ask("/", host).body == home.body
    assert ask("/sitemap.xml", "BIKE.example").body == ask("/sitemap.xml", BIKE).body
    assert graphql(ask, ROUTE, path="/", host="BIKE.example.")["route"]["kind"] == "TERM"
    card = ask(f"/oembed?{urlencode({'url': 'HTTP://BIKE.Example.:80'})}")
    assert json.loads(card.body)["title"] == "교통"


def test_a_page_of_the_city_asked_of_a_field_s_host_is_led_to_by_every_door(city, ask):
    for path in (POST, "/health/소식"):
        assert ask(quote(path), BIKE).headers["location"] == URL
        assert graphql(ask, ROUTE, path=path, host=BIKE)["route"]["redirect"] == URL
        assert json.loads(ask(f"/oembed?{urlencode({'url': f'http://{BIKE}{quote(path)}'})}").body)["title"] == "소식"
    assert ask("/health/feed.atom", BIKE).headers["location"] == f"{FIELD}feed.atom"


def test_a_site_is_kept_in_the_normal_form_whoever_saves_it(city):
    site = Site.objects.get(hostname=BIKE)
    site.hostname = "자전거.한국"
    site.save()
    assert Site.objects.get(pk=site.pk).hostname == "xn--v69aj82c7ja.xn--3e0b707e"
    Site.objects.filter(pk=site.pk).update(hostname="BIKE.example")
    call_command("reconcile", verbosity=0)
    assert list(hosts()) == [HOST, BIKE]
    assert Address.objects.filter(host=BIKE, path="/").exists()
    assert not Host.objects.exclude(name__in=[HOST, BIKE]).exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" Walk.Example. ", "walk.example"), ("BIKE.example", None), ("https://walk.example", None), ("walk:80", None)],
)
def test_the_editor_s_form_takes_a_host_and_brings_it_to_its_form(city, admin_client, typed, kept):
    before = set(Site.objects.values_list("hostname", flat=True))
    root = section("health").pk
    sent = {"hostname": typed, "port": 80, "site_name": "", "root_page": root}
    answer = admin_client.post("/admin/sites/new/", sent)
    assert answer.status_code == (302 if kept else 200)
    assert set(Site.objects.values_list("hostname", flat=True)) == before | ({kept} if kept else set())
