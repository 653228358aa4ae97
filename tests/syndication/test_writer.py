import json
import locale
import re
from html import unescape

import feedgen.entry
import feedgen.feed
import feedgen.util
import pytest
from feedgen.feed import FeedGenerator
from lxml import etree

from cms.core.licences import LICENCES
from syndication.jsonfeed import json_feed
from syndication.writer import atom, rss
from tests.factories import make_file, make_image, make_rendition
from tests.syndication import readers
from tests.syndication.readers import ATOM, XML, golden, lines, parsed
from tests.syndication.samples import HOSTILE, make_entry, make_feed, make_hostile_entry

RSS = {"suffix": "rss", "media_type": "application/rss+xml"}
NS = {
    "a": "http://www.w3.org/2005/Atom",
    "cc": "http://creativecommons.org/ns#",
    "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def whole(document):
    return document.with_entries(document.entries)


def entries():
    return make_entry(2), make_entry(1, image=None, files=(), translations=(), summary="", publisher=None)


def indented(document):
    return json.dumps(json.loads(document), indent=1, ensure_ascii=False).encode() + b"\n"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("feed.atom", lines(whole(atom(make_feed(*entries()))))),
        ("feed.rss", lines(whole(rss(make_feed(*entries(), **RSS))))),
        ("feed.json", indented(whole(json_feed(make_feed(*entries(), suffix="json"))))),
        ("hostile.atom", lines(whole(atom(make_feed(make_hostile_entry()))))),
        ("hostile.rss", lines(whole(rss(make_feed(make_hostile_entry(), **RSS))))),
    ],
)
def test_a_feed_is_written_as_agreed(name, found):
    assert found == golden(name, found)


def test_atom_satisfies_the_schema_of_its_rfc():
    readers.atom(whole(atom(make_feed(*entries()))))
    readers.atom(whole(atom(make_feed(make_hostile_entry()))))
    readers.atom(whole(atom(make_feed(subtitle="", logo=None, rights="", licence=None, links=()))))


def test_json_satisfies_the_schema_of_its_specification():
    readers.json_feed(whole(json_feed(make_feed(*entries(), suffix="json"))))
    readers.json_feed(whole(json_feed(make_feed(make_hostile_entry(), suffix="json"))))
    readers.json_feed(whole(json_feed(make_feed(subtitle="", logo=None, rights="", licence=None, links=()))))


def test_the_schemas_refuse_what_is_wrong():
    broken = whole(atom(make_feed(make_entry()))).replace(b"<updated>", b"<updated>late ")
    with pytest.raises(etree.DocumentInvalid):
        readers.atom(broken)
    with pytest.raises(AssertionError, match=r"4\.1\.1"):
        readers.atom(whole(atom(make_feed(make_entry(), make_entry()))))


PDF = {"type": "application/pdf", "length": "12345"}


def links(parent):
    return [dict(link.attrib) for link in parent.findall(f"{ATOM}link")]


def test_the_links_of_an_atom_entry_keep_all_their_attributes():
    root = readers.atom(whole(atom(make_feed(make_entry(1)))))
    base = "https://saebyeol.example"
    assert links(root.find(f"{ATOM}entry")) == [
        {"rel": "alternate", "href": f"{base}/traffic/%EC%86%8C%EC%8B%9D-1/", "type": "text/html", "hreflang": "ko"},
        {"rel": "related", "href": f"{base}/en/traffic/post-2/", "type": "text/html", "hreflang": "en"},
        {"rel": "license", "href": "https://creativecommons.org/licenses/by/4.0/"},
        {
            "rel": "enclosure",
            "href": f"{base}/media/images/1.jpg",
            "type": "image/jpeg",
            "title": "사진 1",
            "length": "54321",
        },
        {"rel": "enclosure", "href": f"{base}/files/1/plan.pdf", **PDF, "title": "계획 1"},
        {"rel": "enclosure", "href": f"{base}/files/2/plan.pdf", **PDF, "title": "둘째"},
    ]


FEED_LINKS = [
    {"rel": "alternate", "href": "https://saebyeol.example/en/traffic/feed.{}", "type": "{}", "hreflang": "en"},
    {"rel": "next", "href": "https://saebyeol.example/traffic/feed.{}?after=x", "type": "{}"},
    {"rel": "license", "href": "https://www.kogl.or.kr/info/license.do#01-tab"},
]


def expected_links(suffix, media_type):
    return [
        {name: value.replace("feed.{}", f"feed.{suffix}").replace("{}", media_type) for name, value in link.items()}
        for link in FEED_LINKS
    ]


def test_the_links_of_an_atom_feed_are_self_page_and_all_others():
    root = readers.atom(whole(atom(make_feed(make_entry()))))
    media_type = "application/atom+xml"
    assert links(root) == [
        {"rel": "self", "href": "https://saebyeol.example/traffic/feed.atom", "type": media_type},
        {"rel": "alternate", "href": "https://saebyeol.example/traffic/", "type": "text/html", "hreflang": "ko"},
        *expected_links("atom", media_type),
    ]


def test_an_rss_channel_has_the_page_as_its_link_and_all_others_as_atom_links():
    channel = etree.fromstring(whole(rss(make_feed(make_entry(), **RSS))))[0]
    media_type = "application/rss+xml"
    assert [link.text for link in channel.findall("link")] == ["https://saebyeol.example/traffic/"]
    assert links(channel) == [
        {"href": "https://saebyeol.example/traffic/feed.rss", "rel": "self", "type": media_type},
        *expected_links("rss", media_type),
    ]


def test_an_rss_item_has_the_same_licence_in_three_vocabularies():
    item = etree.fromstring(whole(rss(make_feed(make_entry(), **RSS)))).find("channel/item")
    url = "https://creativecommons.org/licenses/by/4.0/"
    assert item.find("cc:license", NS).get(f"{{{NS['rdf']}}}resource") == url
    assert item.findtext("creativeCommons:license", namespaces=NS) == url
    assert [link["href"] for link in links(item) if link["rel"] == "license"] == [url]
    assert item.findtext("dc:rights", namespaces=NS) == "크리에이티브 커먼즈 저작자표시 4.0 국제."


def test_a_kogl_licence_is_never_stated_as_creative_commons():
    entry = make_entry(licence=LICENCES["kogl-1"])
    document = whole(rss(make_feed(entry, **RSS)))
    item = etree.fromstring(document).find("channel/item")
    licence = item.find("cc:license", NS).get(f"{{{NS['rdf']}}}resource")
    assert licence == "https://www.kogl.or.kr/info/license.do#01-tab"
    assert item.find("creativeCommons:license", NS) is None


def test_an_entry_without_a_licence_states_none():
    for licence in (None, LICENCES["all-rights-reserved"]):
        item = etree.fromstring(whole(rss(make_feed(make_entry(licence=licence), **RSS)))).find("channel/item")
        assert item.find("cc:license", NS) is None
        assert [link["rel"] for link in links(item)] == ["related"]


def test_rss_has_one_enclosure_and_media_rss_has_all():
    item = etree.fromstring(whole(rss(make_feed(make_entry(1), **RSS)))).find("channel/item")
    assert [dict(found.attrib) for found in item.findall("enclosure")] == [
        {"url": "https://saebyeol.example/media/images/1.jpg", "length": "54321", "type": "image/jpeg"}
    ]
    assert [found.get("medium") for found in item.findall("media:content", NS)] == ["image", "document", "document"]
    assert item.find("media:content", NS).get("width") == "1200"
    item = etree.fromstring(whole(rss(make_feed(make_entry(image=None), **RSS)))).find("channel/item")
    assert item.find("enclosure").get("url") == "https://saebyeol.example/files/1/plan.pdf"
    assert item.find("enclosure").get("length") == "12345"


def test_a_logo_is_an_icon_where_it_is_square_and_an_rss_image_where_it_is_small():
    wide = make_image(9, width=300, height=100, renditions=(make_rendition("9", width=300, height=100),))
    root = readers.atom(whole(atom(make_feed())))
    assert root.findtext(f"{ATOM}logo") == "https://saebyeol.example/media/images/9.jpg"
    assert root.findtext(f"{ATOM}icon") == "https://saebyeol.example/media/images/9-144.jpg"
    root = readers.atom(whole(atom(make_feed(logo=wide))))
    assert root.find(f"{ATOM}icon") is None
    assert root.findtext(f"{ATOM}logo") == "https://saebyeol.example/media/images/9.jpg"
    image = etree.fromstring(whole(rss(make_feed(**RSS))))[0].find("image")
    assert {part.tag: part.text for part in image} == {
        "url": "https://saebyeol.example/media/images/9-144.jpg",
        "title": "교통 - 새별시",
        "link": "https://saebyeol.example/traffic/",
        "width": "144",
        "height": "96",
    }
    assert etree.fromstring(whole(rss(make_feed(logo=wide, **RSS))))[0].find("image") is None, "none is small enough"


def test_entries_keep_their_order_and_dates_are_never_now():
    document = whole(atom(make_feed(make_entry(3), make_entry(2), make_entry(1))))
    root = readers.atom(document)
    assert [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")] == [
        "자전거길 3호 개통", "자전거길 2호 개통", "자전거길 1호 개통",
    ]  # fmt: skip
    assert set(re.findall(rb"<(?:updated|published)>([^<]*)", document)) == {
        b"2026-11-05T12:03:00+09:00", b"2026-11-05T12:02:00+09:00", b"2026-11-05T12:01:00+09:00",
    }  # fmt: skip
    dates = re.findall(rb"<(?:pubDate|lastBuildDate)>([^<]*)", whole(rss(make_feed(make_entry(1), **RSS))))
    assert dates == [b"Thu, 05 Nov 2026 12:01:00 +0900"] * 2


def test_writing_rss_never_touches_the_locale_of_the_process(monkeypatch):
    def refuse(*arguments):
        raise AssertionError("the locale belongs to all threads")

    monkeypatch.setattr(locale, "setlocale", refuse)
    assert rss(make_feed(make_entry(), **RSS)).entries


def test_another_user_of_feedgen_finds_it_as_it_was():
    assert feedgen.feed.formatRFC2822 is feedgen.entry.formatRFC2822 is feedgen.util.formatRFC2822
    other = FeedGenerator()
    other.title("다른 곳")
    other.link(href="https://other.example/")
    other.description("다른 곳의 소식")
    other.add_entry().title("소식")
    channel = etree.fromstring(other.rss_str())[0]
    assert [element.tag for element in channel] == [
        "title",
        "link",
        "description",
        "docs",
        "generator",
        "lastBuildDate",
        "item",
    ]


@pytest.mark.parametrize("write", [atom, rss, json_feed])
def test_an_entry_is_the_same_bytes_in_every_feed(write):
    alone = write(make_feed(make_entry(1)))
    beside = write(make_feed(make_entry(2), make_entry(1), title="다른 목록", logo=None, links=()))
    assert alone.entries[0] == beside.entries[1]


@pytest.mark.parametrize("write", [atom, rss, json_feed])
def test_a_feed_of_entries_written_before_is_the_feed_written_at_once(write):
    both = make_entry(2), make_entry(1)
    kept = write(make_feed(*both)).entries
    assert write(make_feed(updated=both[0].updated)).with_entries(kept) == whole(write(make_feed(*both)))


@pytest.mark.parametrize("write", [atom, rss])
def test_hostile_text_reaches_a_reader_as_text(write):
    found = parsed(whole(write(make_feed(make_hostile_entry()))))
    entry = found.entries[0]
    assert entry.title == HOSTILE
    assert unescape(entry.summary) in (HOSTILE, unescape(HOSTILE))
    assert entry.content[0].value == f"<p>{HOSTILE}</p>"
    assert entry.author == HOSTILE
    assert entry.tags[0].term == HOSTILE


def test_hostile_text_does_not_end_a_document_early():
    for write in (atom, rss):
        document = write(make_feed(make_hostile_entry(1), make_entry(2), make_hostile_entry(3)))
        assert len(document.entries) == 3
        assert b"<script" not in whole(document)
        assert b"]]>" not in whole(document)


def test_a_body_that_is_missing_is_written_as_empty():
    for write in (atom, rss):
        assert parsed(whole(write(make_feed(make_entry(html=""))))).entries[0].content[0].value == ""
    assert readers.json_feed(whole(json_feed(make_feed(make_entry(html="")))))["items"][0]["content_html"] == ""


def test_the_language_is_stated():
    assert readers.atom(whole(atom(make_feed()))).get(f"{XML}lang") == "ko"
    channel = etree.fromstring(whole(rss(make_feed(make_entry(), **RSS))))[0]
    assert channel.findtext("language") == "ko"
    assert channel.findtext("item/dc:language", namespaces=NS) == "ko"


# The RSS Advisory Board's specification and profile: what must be there, how often, and in what form.
ADDRESS = re.compile(r"https?://[!-~]+")
DATE = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
CHANNEL_RULES = {
    "title": None,
    "link": ADDRESS,
    "description": None,
    "language": None,
    "lastBuildDate": DATE,
    "generator": None,
    "docs": ADDRESS,
    "copyright": None,
}
ITEM_RULES = {
    "title": None,
    "link": ADDRESS,
    "description": None,
    "guid": ADDRESS,
    "pubDate": DATE,
    f"{{{NS['content']}}}encoded": None,
}


@pytest.mark.parametrize("entry", [make_entry(), make_hostile_entry(), make_entry(image=None, files=(), summary="")])
def test_rss_keeps_the_rules_of_its_profile(entry):
    root = etree.fromstring(whole(rss(make_feed(entry, **RSS))))
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    channel, item = root[0], root[0].find("item")
    for parent, rules in ((channel, CHANNEL_RULES), (item, ITEM_RULES)):
        for name, form in rules.items():
            found = parent.findall(name)
            assert len(found) == 1, name
            assert form is None or form.fullmatch(found[0].text), name
    assert item.find("guid").get("isPermaLink") == "false"
    assert all(category.get("domain") and category.text for category in item.findall("category"))
    assert all({"url", "length", "type"} <= set(enclosure.attrib) for enclosure in item.findall("enclosure"))
    assert channel.find("image/url").text and channel.find("image/title").text == channel.find("title").text
    assert [element.tag for element in item if element.tag == "author"] == [], "an author of RSS is an address of mail"


def test_json_attachments_and_licence_say_what_the_entry_says():
    item = json.loads(whole(json_feed(make_feed(make_entry(1, files=(make_file(1),))))))["items"][0]
    assert item["attachments"] == [
        {
            "url": "https://saebyeol.example/media/images/1.jpg",
            "mime_type": "image/jpeg",
            "title": "사진 1",
            "size_in_bytes": 54321,
        },
        {
            "url": "https://saebyeol.example/files/1/plan.pdf",
            "mime_type": "application/pdf",
            "title": "계획 1",
            "size_in_bytes": 12345,
        },
    ]
    assert item["_cc"] == {
        "about": "https://creativecommons.org/ns",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "rights": "크리에이티브 커먼즈 저작자표시 4.0 국제.",
        "attributionName": "자전거팀",
        "attributionURL": "https://saebyeol.example/units/bike-team/",
    }
