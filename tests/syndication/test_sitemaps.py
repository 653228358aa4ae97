import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone
from django.utils.http import http_date

from cms.ledger import aspects, generation, shards, terms, writing
from cms.ledger.models import Address, Clock, Entry, ShardRow, TermRow
from cms.ledger.moments import microseconds
from syndication.sitemaps import MAX_URL, SHELF
from tests.factories import (
    BASE_URL,
    HOST,
    NOON,
    make_body,
    make_committee,
    make_document,
    make_field,
    make_meeting,
    make_post,
    make_released_terms,
    make_tag,
    make_task,
    make_terms,
    make_translation,
    make_website,
    store,
    withdraw,
)
from tests.syndication.readers import SITEMAP, XHTML, sitemap

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("numbered_from_one")]


def read(response):
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return sitemap(response.content)


def locations(response):
    return [element.text for element in read(response).iter(f"{SITEMAP}loc")]


def listed(get, host=HOST):
    """All addresses that a crawler finds on a host, by following the index."""
    found = []
    for url in locations(get("/sitemap.xml", host=host)):
        assert url.startswith(f"https://{host}/sitemaps/")
        found += locations(get(url.removeprefix(f"https://{host}"), host=host))
    assert len(found) == len(set(found))
    return found


def last_change(response, url):
    for element in read(response):
        if element.findtext(f"{SITEMAP}loc") == url:
            return element.findtext(f"{SITEMAP}lastmod")
    raise AssertionError(f"{url} is not listed")


def languages(response):
    """Address -> language -> address, for those that name other languages."""
    found = {}
    for element in read(response):
        links = {link.get("hreflang"): link.get("href") for link in element.iter(f"{XHTML}link")}
        if links:
            found[element.findtext(f"{SITEMAP}loc")] = links
    return found


def test_a_crawler_finds_every_item_and_every_listing_page_that_has_items(get):
    posts = [make_post(number) for number in range(3)]
    store(posts)
    assert sorted(listed(get)) == sorted(
        [
            f"{BASE_URL}/",
            f"{BASE_URL}/en/",
            f"{BASE_URL}/traffic/",
            f"{BASE_URL}/units/bike-team/",
            f"{BASE_URL}/tags/%EC%9E%90%EC%A0%84%EA%B1%B0/",
            *(post.url for post in posts),
        ]
    )


def test_a_crawler_finds_documents_meetings_and_the_pages_that_list_them(get):
    store([make_document(1), make_meeting(1)], [*make_released_terms(), make_task("empty"), make_committee("quiet")])
    assert sorted(listed(get)) == sorted(
        [
            f"{BASE_URL}/",
            f"{BASE_URL}/en/",
            f"{BASE_URL}/units/bike-team/",
            f"{BASE_URL}/units/bike-team/documents/",
            f"{BASE_URL}/documents/",
            f"{BASE_URL}/tasks/bike-roads/",
            f"{BASE_URL}/committees/",
            # What a committee is and who sits in it is worth a page without any meeting.
            *(
                f"{BASE_URL}{language}/committees/{key}/"
                for language in ("", "/en")
                for key in ("bike-committee", "quiet")
            ),
            make_document(1).url,
            make_meeting(1).url,
        ]
    )


def test_what_has_left_is_not_listed(get):
    store([make_post(1), make_post(2), make_post(3)])
    withdraw(make_post(1).key)
    Entry.objects.filter(key=make_post(2).key).update(expires_us=1)
    assert locations(get("/sitemaps/entries-0.xml")) == [make_post(3).url]


def test_an_old_address_is_not_listed(get):
    store([make_post(1)])
    Address.objects.create(host=HOST, path="/old/", entry=Entry.objects.get())
    assert locations(get("/sitemaps/entries-0.xml")) == [make_post(1).url]


def test_the_last_change_is_that_of_the_item_and_of_the_newest_item_of_a_page(get):
    changed = NOON + timedelta(days=2)
    store([make_post(1, modified_at=changed), make_post(2)])
    assert last_change(get("/sitemaps/entries-0.xml"), make_post(1).url) == "2026-11-07T12:00:00+09:00"
    assert last_change(get("/sitemaps/terms-0.xml"), f"{BASE_URL}/traffic/") == "2026-11-05T03:02:00+00:00"
    assert last_change(get("/sitemaps/terms-0.xml"), f"{BASE_URL}/en/") is None
    index = get("/sitemap.xml")
    assert last_change(index, f"{BASE_URL}/sitemaps/entries-0.xml") == "2026-11-05T03:00:00+00:00"


def test_the_documents_of_a_unit_changed_with_the_newest_document_whatever_else_came_out(get):
    store([make_document(1), make_post(9), make_post(8, publisher="transport")], make_released_terms())
    shard = get("/sitemaps/terms-0.xml")
    assert last_change(shard, f"{BASE_URL}/units/bike-team/documents/") == "2026-11-05T03:01:00+00:00"
    assert f"{BASE_URL}/units/transport/documents/" not in locations(shard)
    assert f"{BASE_URL}/units/bike-team/documents/" not in languages(shard)


def test_translations_name_each_other_and_themselves(get):
    korean = make_post(1, translations=(make_translation(2, url=f"{BASE_URL}/en/one/"),))
    english = make_post(
        2, language="en", url=f"{BASE_URL}/en/one/", translations=(make_translation(1, language="ko", url=korean.url),)
    )
    store([korean, english, make_post(3)])
    both = {"ko": korean.url, "x-default": korean.url, "en": english.url}
    assert languages(get("/sitemaps/entries-0.xml")) == {korean.url: both, english.url: both}
    pages = languages(get("/sitemaps/terms-0.xml"))
    korean_page = f"{BASE_URL}/traffic/"
    assert pages[korean_page] == {"ko": korean_page, "x-default": korean_page, "en": f"{BASE_URL}/en/traffic/"}
    assert pages[f"{BASE_URL}/en/traffic/"] == pages[f"{BASE_URL}/traffic/"]


def test_who_reads_no_language_of_a_page_is_led_where_the_page_itself_says(get):
    korean, english = make_post(1), make_post(2, language="en", url=f"{BASE_URL}/en/one/")
    pairs = [replace(korean, translations=(make_translation(2, url=english.url),))]
    pairs.append(replace(english, translations=(make_translation(1, language="ko", url=korean.url),)))
    store(pairs)
    for part in ("entries", "terms"):
        for url, named in languages(get(f"/sitemaps/{part}-0.xml")).items():
            page = BeautifulSoup(get(url.removeprefix(BASE_URL)).content, "lxml")
            told = {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")}
            assert named == told


def test_a_page_without_the_language_of_the_city_has_no_default(get):
    english, japanese = make_post(1, language="en"), make_post(2, language="ja")
    pairs = [replace(english, translations=(make_translation(2, language="ja", url=japanese.url),))]
    pairs.append(replace(japanese, translations=(make_translation(1, language="en", url=english.url),)))
    store(pairs)
    assert languages(get("/sitemaps/entries-0.xml"))[english.url] == {"en": english.url, "ja": japanese.url}


def test_each_host_lists_its_own_addresses_and_names_its_own_sitemap(get):
    own = "https://bike.example"
    website = make_website(urls={"ko": f"{own}/"})
    terms = [term for term in make_terms() if term.scheme != "website"] + [website]
    post = make_post(1, website="bike", url=f"{own}/hello/")
    store([post, make_post(2)], terms=terms)
    assert sorted(listed(get, host="bike.example")) == [f"{own}/", post.url]
    assert all(url.startswith(f"{BASE_URL}/") for url in listed(get))
    assert make_post(2).url in listed(get)
    for host in (HOST, "bike.example"):
        assert f"Sitemap: https://{host}/sitemap.xml" in get("/robots.txt", host=host).content.decode()


def test_pages_of_a_term_on_two_hosts_name_each_other(get):
    field = make_field("traffic", urls={"ko": "https://road.example/", "en": f"{BASE_URL}/en/traffic/"})
    terms = [term for term in make_terms() if term.key != "traffic"] + [field]
    store([make_post(1, url="https://road.example/a/"), make_post(2, language="en")], terms=terms)
    road = "https://road.example/"
    both = {"ko": road, "x-default": road, "en": f"{BASE_URL}/en/traffic/"}
    assert languages(get("/sitemaps/terms-0.xml", host="road.example")) == {"https://road.example/": both}
    assert languages(get("/sitemaps/terms-0.xml"))[f"{BASE_URL}/en/traffic/"] == both


def test_an_item_stays_in_its_shard_and_a_new_one_opens_the_next(get, monkeypatch):
    monkeypatch.setattr(shards, "WIDTH", 2)
    posts = [make_post(number) for number in range(5)]
    store(posts)
    base = f"{BASE_URL}/sitemaps/entries-"
    before = {url: locations(get(url.removeprefix(BASE_URL))) for url in locations(get("/sitemap.xml")) if base in url}
    assert sorted(url for urls in before.values() for url in urls) == sorted(post.url for post in posts)
    assert all(len(urls) <= 2 for urls in before.values())
    store([make_post(number) for number in (5, 6)], terms=[])
    after = {url: locations(get(url.removeprefix(BASE_URL))) for url in locations(get("/sitemap.xml")) if base in url}
    assert all(after[url][: len(urls)] == urls for url, urls in before.items())
    assert list(after)[: len(before)] == list(before) and len(after) > len(before)


def test_a_shard_whose_items_have_all_left_is_neither_named_nor_answered(get, monkeypatch):
    monkeypatch.setattr(shards, "WIDTH", 1)
    store([make_post(1), make_post(2)])
    named = [url for url in locations(get("/sitemap.xml")) if "entries" in url]
    withdraw(make_post(1).key)
    assert [url for url in locations(get("/sitemap.xml")) if "entries" in url] == named[1:]
    response = get(named[0].removeprefix(BASE_URL))
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def shards_named(get, host=HOST):
    return [url.rpartition("/")[2] for url in locations(get("/sitemap.xml", host=host))]


def test_a_shard_of_pages_is_named_while_one_of_them_has_an_item(get, monkeypatch):
    monkeypatch.setattr(shards, "TERM_WIDTH", 1)
    store([make_post(1), make_post(2, tags=("걷기",))], [*make_terms(), make_tag("걷기")])
    number = TermRow.objects.get(key="걷기").pk
    assert f"terms-{number}.xml" in shards_named(get)
    withdraw(make_post(1).key)
    assert f"terms-{number}.xml" in shards_named(get)
    withdraw(make_post(2).key)
    named = shards_named(get)
    assert f"terms-{number}.xml" not in named and get(f"/sitemaps/terms-{number}.xml").status_code == 404
    # The home pages are listed without any item.
    assert named == [f"terms-{TermRow.objects.get(scheme='city').pk}.xml"]
    store([make_post(2, tags=("걷기",))], [])
    assert locations(get(f"/sitemaps/terms-{number}.xml")) == [make_tag("걷기").urls["ko"]]
    assert f"terms-{number}.xml" in shards_named(get)


def test_an_item_that_loses_a_tag_takes_the_page_of_the_tag_with_it(get, monkeypatch):
    monkeypatch.setattr(shards, "TERM_WIDTH", 1)
    store([make_post(1, tags=("걷기",))], [*make_terms(), make_tag("걷기")])
    name = f"terms-{TermRow.objects.get(key='걷기').pk}.xml"
    assert name in shards_named(get)
    store([make_post(1, tags=())], [])
    assert name not in shards_named(get)


def test_an_item_that_moves_to_another_host_moves_to_its_sitemap(get):
    own = "https://bike.example"
    website = make_website(urls={"ko": f"{own}/"})
    store([make_post(1)], [*(term for term in make_terms() if term.scheme != "website"), website])
    assert "entries-0.xml" in shards_named(get)
    store([make_post(1, url=f"{own}/hello/", website="bike")], [])
    assert "entries-0.xml" not in shards_named(get)
    assert shards_named(get, host="bike.example") == ["terms-0.xml", "entries-0.xml"]


def test_a_term_that_is_deleted_leaves_the_sitemap(get, monkeypatch):
    monkeypatch.setattr(shards, "TERM_WIDTH", 1)
    store([make_post(1)])
    row = TermRow.objects.get(scheme="field", key="traffic")
    assert f"terms-{row.pk}.xml" in shards_named(get)
    terms.delete([row.pk], sites=[row.site])
    assert f"terms-{row.pk}.xml" not in shards_named(get)


def test_the_last_change_of_a_shard_is_that_of_the_last_item_that_came_changed_or_left(get):
    store([make_post(1), make_post(2)])
    first = ShardRow.objects.get(part="entries").version
    writing.withdraw([Entry.objects.get(key=make_post(2).key).pk], reason="draft")
    writing.publish([writing.Publication(record=make_post(1), body=make_body(1))])
    left = ShardRow.objects.get(part="entries")
    assert (left.version, left.changed_at) == (first + 1, Entry.objects.get(key=make_post(2).key).changed_at)
    writing.publish([writing.Publication(record=make_post(1, title="새 제목"), body=make_body(1))])
    changed = ShardRow.objects.get(part="entries")
    assert (changed.version, changed.changed_at) == (first + 2, Entry.objects.get(key=make_post(1).key).changed_at)
    generation.replace()
    at = changed.changed_at.isoformat(timespec="seconds")
    assert last_change(get("/sitemap.xml"), f"{BASE_URL}/sitemaps/entries-0.xml") == at


def test_a_shard_with_something_that_will_expire_is_read_each_time(get):
    store([make_post(1), make_post(2)])
    expiring = Entry.objects.filter(key=make_post(2).key)
    expiring.update(expires_us=microseconds(timezone.now() + timedelta(hours=1)))
    assert len(locations(get("/sitemaps/entries-0.xml"))) == 2
    expiring.update(expires_us=1)
    assert locations(get("/sitemaps/entries-0.xml")) == [make_post(1).url]


def test_a_shard_changes_when_an_item_of_it_expires(get):
    store([make_post(1), make_post(2)])
    assert get("/sitemaps/entries-0.xml")["Last-Modified"] == http_date(NOON.timestamp())
    SHELF.clear()
    expired = NOON + timedelta(hours=1)
    Entry.objects.filter(key=make_post(2).key).update(expires_us=microseconds(expired))
    second = get("/sitemaps/entries-0.xml", if_modified_since=http_date(NOON.timestamp()))
    assert (second.status_code, second["Last-Modified"]) == (200, http_date(expired.timestamp()))


def test_the_index_changes_when_a_shard_does_and_not_before(get, monkeypatch):
    monkeypatch.setattr(shards, "WIDTH", 1)
    store([make_post(1), make_post(2)])
    before = http_date(NOON.timestamp())
    Clock.objects.update(changed_at=NOON + timedelta(hours=1))
    assert get("/sitemap.xml")["Last-Modified"] == before
    emptied = ShardRow.objects.filter(part="entries").order_by("number").first()
    withdraw(make_post(1).key)
    ShardRow.objects.filter(part="entries", number=emptied.number).update(changed_at=NOON + timedelta(hours=2))
    after = get("/sitemap.xml", if_modified_since=before)
    assert (after.status_code, after["Last-Modified"]) == (200, http_date((NOON + timedelta(hours=2)).timestamp()))
    assert f"entries-{emptied.number}.xml" not in after.content.decode()


def test_no_shard_has_more_than_ten_thousand_addresses():
    assert shards.WIDTH <= 10_000
    assert shards.TERM_WIDTH * 2 * len(settings.LANGUAGES) <= 10_000


def test_an_address_too_long_for_a_sitemap_is_left_out(get):
    long = make_post(1, url=f"{BASE_URL}/{quote('가' * 250)}/")
    assert len(long.url) > MAX_URL
    store([long, make_post(2)])
    assert locations(get("/sitemaps/entries-0.xml")) == [make_post(2).url]


def test_addresses_are_escaped(get):
    post = make_post(1, url=f"{BASE_URL}/a&b'c/?x=1&y=2")
    store([post])
    assert locations(get("/sitemaps/entries-0.xml")) == [post.url]


# The shards; a shard and its items; a shard, its terms, and what is newest.
_SITEMAPS = (("/sitemap.xml", 1), ("/sitemaps/entries-0.xml", 2), ("/sitemaps/terms-0.xml", 3))


@pytest.mark.parametrize("count", [1, 40])
def test_index_and_shards_cost_the_same_queries_whatever_they_list(get, count, django_assert_num_queries):
    store([make_post(number) for number in range(count)])
    get("/robots.txt")
    aspects.known()
    for path, queries in _SITEMAPS:
        with django_assert_num_queries(queries):
            get(path)
    with django_assert_num_queries(1):  # the shard alone, since nothing in it has changed
        get("/sitemaps/entries-0.xml")


def test_a_crawler_that_has_a_shard_gets_304_until_something_changes(get):
    store([make_post(1)])
    first = get("/sitemaps/entries-0.xml")
    assert get("/sitemaps/entries-0.xml", if_modified_since=first["Last-Modified"]).status_code == 304
    withdraw(make_post(1).key)
    store([make_post(2)], terms=[])
    Clock.objects.update(changed_at=NOON + timedelta(hours=1))
    second = get("/sitemaps/entries-0.xml", if_modified_since=first["Last-Modified"], if_none_match=first["ETag"])
    assert second.status_code == 200


@pytest.mark.parametrize(
    "path",
    ["entries-1.xml", "entries-999999999.xml", "entries-00.xml", "entries--1.xml", "entries-9999999999.xml", "x-0.xml"],
)
def test_a_shard_that_does_not_exist_answers_404(get, path):
    store([make_post(1)])
    assert get(f"/sitemaps/{path}").status_code == 404


def test_an_installation_without_a_city_has_no_sitemap_and_closes_the_editor_to_robots(get):
    response = get("/sitemap.xml")
    assert (response.status_code, json.loads(response.content)["status"]) == (404, 404)
    assert get("/robots.txt").content == b"User-agent: *\nDisallow: /admin/\nAllow: /\n"


def test_robots_may_read_all_but_the_editor_and_searches(get):
    store([make_post(1)])
    response = get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/?q=",
        "Disallow: /search/suggest",
        "Disallow: /search/count",
        "Disallow: /en/search/?q=",
        "Disallow: /en/search/suggest",
        "Disallow: /en/search/count",
        "Allow: /",
        "",
        f"Sitemap: {BASE_URL}/sitemap.xml",
    ]


def test_robots_are_understood_by_a_parser(get):
    from urllib.robotparser import RobotFileParser

    store([make_post(1)])
    parser = RobotFileParser()
    parser.parse(get("/robots.txt").content.decode().splitlines())
    assert parser.site_maps() == [f"{BASE_URL}/sitemap.xml"]
    assert parser.can_fetch("x", f"{BASE_URL}/traffic/")
    assert not parser.can_fetch("x", f"{BASE_URL}/admin/pages/")
    assert parser.can_fetch("x", f"{BASE_URL}/search/")
    assert not parser.can_fetch("x", f"{BASE_URL}/en/search/?q=a")
