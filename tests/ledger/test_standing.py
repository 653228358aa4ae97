"""The answer at an address before any redirect from there: said where one is made, and true at every door."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from cms.core.errors import BadInput
from cms.core.models import Redirect
from cms.ledger import generation, standing
from cms.ledger.shards import shards
from cms.publication.redirects import making, tables
from tests.content import HOST, section
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db
END = "https://elsewhere.example/"
OLD = "old.example.org"
FOR_GOOD = [
    "/", "/units/", "/fields/", "/websites/", "/reuse/", "/{month}/", "/1999/5/", "/feed.rss", "/feed.json",
    "/sitemap.xml", "/sitemaps/entries-0.xml", "/robots.txt", "/graphql", "/oembed", "/preview/", "/data/catalogue",
    "/data/catalogue.ttl", "/statistics.csv", "/open-data/documents/2026-01.csv", "/static/madang/base.css",
    "/favicon.ico", "/apple-touch-icon.png",
    "/admin/pages/", "/livez", f"https://{OLD}/readyz", "https://city.example/admin/", "https://city.example/id/post/x",
]  # fmt: skip
FOR_NOW = [
    "/traffic/", "/traffic/road/", "/en/", "/en/units/", "/en/traffic/{month}/", "/traffic/{month}/",
    "/traffic/feed.atom", "/en/feed.rss", "/units/bike-team/feed.json", "/id/field/traffic", "/data/field/traffic.ttl",
    "/id/post/{key}", "/data/post/{key}.jsonld",
]  # fmt: skip
NOTHING = [
    "/old/", "/2012/05/road/", "/2099/01/", "/traffic/old/", "/feed/", "/traffic/rss.xml", "/traffic/road/feed.rss",
    "/data/old.csv", "/data/post/x.ttl", "/id/post/x", "/files/2012/plan.pdf", "/files/7/plan.pdf", "/media/old.jpg",
    "/attachments/a/b/c.pdf", "/open-data/documents/2012.csv", "/?p=1", "/units/?id=5", "/traffic/road/?id=5",
    f"https://{OLD}/", f"https://{OLD}/static/a.css", f"https://{OLD}/sitemap.xml", f"https://{OLD}/admin/",
    "https://city.example/units/", "https://city.example/static/a.css", "https://city.example/traffic/road/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def post(prepared_post):
    return prepared_post


@pytest.fixture(autouse=True)
def former(post):
    from cms.ledger.models import FormerHost

    FormerHost.objects.create(name="city.example", site="saebyeol")
    generation.replace()


def named(address, post):
    """The address with what only the post tells: its key, and the month of which it is news."""
    return address.format(key=post.key, month=f"{timezone.localtime(post.first_published_at):%Y/%m}")


def wish(address):
    return making.settled(address, page_id=None, url=END, permanent=True)


def judged(address):
    one = wish(address)
    return standing.judged(one.source, one.site)


def led(address):
    """The address to which a request is led, for a host that it does not name the city's."""
    host, path = HOST, address
    if address.startswith("https://"):
        host, _, path = address.removeprefix("https://").partition("/")
        path = f"/{path}"
    return Client().head(path, headers={"host": host}).get("Location")


def test_a_redirect_is_made_where_it_can_begin_and_its_author_is_told_what_comes_before(post):
    now = [named(address, post) for address in FOR_NOW]
    for address in (named(address, post) for address in FOR_GOOD):
        with override("en"), pytest.raises(BadInput, match=r"would never begin|belongs to the editor and the server"):
            judged(address)
    told = {address: judged(address) for address in [*now, *NOTHING]}
    assert [address for address in now if not told[address] or told[address].for_good] == []
    assert [address for address in NOTHING if told[address]] == []
    assert [address for address in now if not told[address].is_page] == now[6:]


def test_what_is_said_of_an_address_is_what_its_answer_shows(post):
    addresses = {named(address, post): address in NOTHING for address in [*FOR_GOOD, *FOR_NOW, *NOTHING]}
    # Where the sequences of a database do not begin at one, the entries are in another shard.
    del addresses["/sitemaps/entries-0.xml"]
    addresses |= {f"/sitemaps/{shard.part}-{shard.number}.xml": False for shard in shards(HOST)}
    for address in addresses:
        wish(address).row("file", "").save()
    generation.replace()
    # Health is told by the program around this one, whatever the host is called.
    asked = {address: led(address) for address in addresses if "livez" not in address and "readyz" not in address}
    begun = {address for address, location in asked.items() if location == END}
    assert begun == {address for address, begins in addresses.items() if begins}


def test_what_comes_before_a_redirect_comes_no_more_when_it_has_gone(post):
    addresses = ["/traffic/road/", f"/id/post/{post.key}", f"/data/post/{post.key}.ttl", "/health/feed.atom"]
    addresses += [named("/health/{month}/", post), "/health/"]
    for address in addresses:
        wish(address).row("file", "").save()
    generation.replace()
    assert END not in [led(address) for address in addresses]
    post.unpublish()
    section("health").unpublish()
    generation.replace()
    assert [led(address) for address in addresses] == [END] * len(addresses)
    assert [judged(address) for address in addresses] == [None] * len(addresses)


def test_a_name_of_the_city_that_only_the_settings_know_has_the_redirects_of_the_city(settings):
    settings.MADANG_FURTHER_HOSTS = ["alias.example"]
    one = wish("https://alias.example/old/")
    assert str(one.source) == "/old/"
    one.row("file", "").save()
    generation.replace()
    assert [led(address) for address in ("/old/", "https://alias.example/old/")] == [END, END]


def test_what_comes_before_is_said_in_the_form_the_file_the_list_and_the_panel(post):
    chief = sign_in("chief", admin=True)
    never = chief.post("/admin/redirects/new/", {"address": "/units/", "to": END}).content.decode()
    assert "“/units/”" in never and not Redirect.objects.exists()
    with override("en"):
        lines = tables.judged(f"/units/,{END}\n/traffic/road/,/health/\n/traffic/feed.rss,/health/\n/old/,/health/")
        assert [line.error or (line.standing and line.standing.begins) for line in lines] == [
            "“/units/” is always answered by the website itself: a redirect from there would never begin.",
            "it begins when the public page there has gone",
            "it begins when what is public there has gone",
            None,
        ]
    tables.keep(lines[1:])
    wish("/units/").row("editor", "").save()
    listed = chief.get("/admin/redirects/").content.decode()
    panel = chief.get(f"/admin/pages/{section('health').pk}/edit/").content.decode()
    begins = ["그곳의 공개된 페이지가 없어지면", "그곳에 공개된 내용이 없어지면", "시작되지 않습니다. 그 주소에는"]
    assert [listed.count(text) for text in begins] == [1, 1, 1]
    assert [panel.count(text) for text in begins] == [1, 1, 0]


def test_a_list_and_a_panel_cost_a_few_queries_whatever_their_length(post):
    rows = [wish(f"/old-{number}/").row("file", "") for number in range(40)]
    standing.before(rows)
    with CaptureQueriesContext(connection) as few:
        standing.before(rows[:1])
    with CaptureQueriesContext(connection) as many:
        standing.before(rows)
    assert (len(few), len(many)) == (1, 1)
