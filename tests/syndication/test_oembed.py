import json
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from lxml import etree

from cms.ledger.models import Address, Entry
from cms.ledger.vocabulary import vocabulary
from syndication.sharing import oembed_links, record_meta
from tests.factories import (
    BASE_URL,
    HOST,
    make_city,
    make_closed,
    make_committee,
    make_document,
    make_image,
    make_meeting,
    make_post,
    make_released_terms,
    make_terms,
    store,
    withdraw,
)
from tests.syndication.samples import HOSTILE

pytestmark = pytest.mark.django_db
ELSEWHERE = ["https://other.example/traffic/", "https://saebyeol.example:8443/", "http://127.0.0.1/"]


def ask(get, url, **parameters):
    query = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in {"url": url, **parameters}.items())
    return get(f"/oembed?{query}")


def answer(get, url, **parameters):
    response = ask(get, url, **parameters)
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    return json.loads(response.content)


def problem(response):
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, json.loads(response.content).get("where")


def test_a_post_is_embedded_as_a_card(get):
    store([make_post(1, image=make_image(1, width=320, height=200))])
    found = answer(get, make_post(1).url)
    html = found.pop("html")
    assert found == {
        "version": "1.0",
        "type": "rich",
        "title": "자전거길 1호 개통",
        "author_name": "자전거팀",
        "author_url": f"{BASE_URL}/units/bike-team/",
        "provider_name": "새별시",
        "provider_url": f"{BASE_URL}/",
        "cache_age": 3600,
        "thumbnail_url": f"{BASE_URL}/media/images/1.jpg",
        "thumbnail_width": 320,
        "thumbnail_height": 200,
        "width": 600,
        "height": 240,
    }
    assert "max-width:600px;max-height:240px" in html
    for text in ("자전거길 1호 개통", "강변을 따라", "자전거팀 · 2026-11-05 · 공공누리 제1유형: 출처표시"):
        assert text in html


def test_a_listing_page_is_embedded_too(get):
    store([], terms=[make_city(logo=make_image(2, width=100, height=100)), *make_terms()[1:]])
    found = answer(get, f"{BASE_URL}/en/traffic/")
    assert (found["title"], found["author_name"], found["thumbnail_width"]) == ("Traffic", "Saebyeol", 100)


@pytest.mark.parametrize(("logo", "width"), [(make_image(2, width=100, height=100), 100), (None, 1200)])
def test_without_a_picture_of_its_own_a_page_has_the_one_that_it_shows_to_networks(get, logo, width):
    post = make_post(1, image=None)
    store([post], terms=[make_city(logo=logo), *make_terms()[1:]])
    found = [answer(get, url) for url in (post.url, f"{BASE_URL}/en/traffic/")]
    assert [one["thumbnail_width"] for one in found] == [width, width]
    if logo is None:
        shown = dict(record_meta(post, vocabulary=vocabulary("saebyeol")))["og:image"]
        assert [one["thumbnail_url"] for one in found] == [shown, shown]
        assert "thumbnail_url" not in answer(get, post.url, maxwidth=width - 1)


def test_the_card_fits_the_room_or_becomes_a_link(get):
    store([make_post(1)])
    found = answer(get, make_post(1).url, maxwidth=300, maxheight=150)
    assert (found["type"], found["width"], found["height"]) == ("rich", 300, 150)
    assert (found["thumbnail_width"], found["thumbnail_height"]) == (144, 96)
    for room in ({"maxwidth": 219}, {"maxheight": 119}):
        small = answer(get, make_post(1).url, **room)
        assert small["type"] == "link"
        assert not {"html", "width", "height"} & small.keys()
    assert "thumbnail_url" not in answer(get, make_post(1).url, maxwidth=143)
    assert "thumbnail_url" not in answer(get, make_post(1).url, maxheight=95)
    for room in ({"maxwidth": 4000, "maxheight": 4000}, {}):
        large = answer(get, make_post(1).url, **room)
        assert (large["width"], large["height"], large["thumbnail_width"]) == (600, 240, 1200)


def test_json_and_xml_say_the_same(get):
    store([make_post(1, title=HOSTILE)])
    response = ask(get, make_post(1).url, format="xml")
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    root = etree.fromstring(response.content)
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {
        name: str(value) for name, value in answer(get, make_post(1).url, format="json").items()
    }


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, sorted(name for name, _ in attrs)))


def test_hostile_text_adds_no_tag_and_no_attribute_to_the_card(get):
    store([make_post(1, title=HOSTILE, summary=HOSTILE, byline=HOSTILE, publisher=None)])
    parser = Tags()
    parser.feed(answer(get, make_post(1).url)["html"])
    assert parser.seen == [
        ("blockquote", ["cite", "class", "lang", "style"]),
        ("p", []),
        ("a", ["href"]),
        ("strong", []),
        ("p", []),
        ("footer", []),
    ]


def test_the_addresses_that_a_page_names_work(get):
    store([make_post(1)])
    for link in oembed_links(url=make_post(1).url, title="제목"):
        assert get(link.href.removeprefix(BASE_URL)).status_code == 200


def test_an_old_address_is_followed(get):
    store([make_post(1)])
    Address.objects.create(host=HOST, path="/old/", entry=Entry.objects.get())
    assert answer(get, f"{BASE_URL}/old/")["title"] == make_post(1).title


@pytest.mark.parametrize("url", [*ELSEWHERE, f"{BASE_URL}/nowhere/", f"{BASE_URL}/feed.atom", f"{BASE_URL}//nowhere"])
def test_an_address_that_shows_nothing_of_the_city_answers_404(get, url):
    store([make_post(1)])
    assert problem(ask(get, url)) == (404, "url")


def test_a_withdrawn_item_answers_410(get):
    store([make_post(1)])
    withdraw(make_post(1).key)
    assert problem(ask(get, make_post(1).url)) == (410, "url")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "/traffic/",
        "ftp://saebyeol.example/",
        "javascript:alert(1)",
        "https://",
        "http://[",
        f"{BASE_URL}/%00/",
    ],
)
def test_what_is_no_address_answers_400(get, url):
    store([make_post(1)])
    assert problem(ask(get, url)) == (400, "url")


def test_a_format_that_is_not_offered_answers_501(get):
    store([make_post(1)])
    assert problem(ask(get, make_post(1).url, format="yaml")) == (501, "format")


@pytest.mark.parametrize(
    "value", ["0", "-1", "x", "1.5", "", "100001", "9" * 5000, "000000001" + "0" * 5000, "0001000000", "١"]
)
@pytest.mark.parametrize("name", ["maxwidth", "maxheight"])
def test_a_bad_size_answers_400(get, name, value):
    store([make_post(1)])
    assert problem(ask(get, make_post(1).url, **{name: value})) == (400, name)


def test_an_answer_is_validated_like_any_other(get):
    store([make_post(1)])
    first = ask(get, make_post(1).url)
    assert first["Last-Modified"] == "Thu, 05 Nov 2026 03:00:00 GMT"
    path = f"/oembed?url={quote(make_post(1).url, safe='')}"
    assert get(path, if_none_match=first["ETag"]).status_code == 304
    assert first["Access-Control-Allow-Origin"] == "*"


def test_documents_meetings_and_committees_are_embedded_as_cards(get):
    store([make_document(1), make_closed(2), make_meeting(3)], make_released_terms())
    found = answer(get, make_document(1).url)
    assert (found["title"], found["author_name"]) == (make_document(1).title, "자전거팀")
    assert make_document(1).summary in found["html"]
    assert "비공개 (정보공개법 제9조 제1항 제5호" in answer(get, make_closed(2).url)["html"]
    assert answer(get, make_meeting(3).url)["title"] == make_meeting(3).title
    assert answer(get, make_committee().urls["ko"])["title"] == "자전거정책위원회"
