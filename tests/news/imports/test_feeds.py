"""Feeds: which id an item has, where its addresses are meant from, what it brings along."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from cms.core import streams
from cms.news.imports import formats
from cms.news.imports.drafts import draft

from .samples import written

NAMESPACES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def rss(*items, home="https://old.example/", more=""):
    items = "".join(f"<item><pubDate>2026-01-07</pubDate>{item}</item>" for item in items)
    return f'<rss version="2.0" {NAMESPACES} {more}><channel><title>x</title><link>{home}</link>{items}</channel></rss>'


def atom(entry, *, feed=""):
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"{feed}><link rel="self" href="https://old.example/feed"/>'
        '<link href="https://old.example/"/><entry><title>x</title><updated>2026-01-07T00:00:00Z</updated>'
        f"{entry}</entry></feed>"
    )


@pytest.fixture
def read(tmp_path):
    def _read(text):
        with streams.opened(written(tmp_path, "feed.xml", text)) as opened:
            _, reader = formats.reader(opened, zone=ZoneInfo("Asia/Seoul"))
            return list(reader(opened()))

    return _read


@pytest.mark.parametrize(
    "guid",
    [
        "",
        "<guid/>",
        "<guid>0</guid>",
        '<guid isPermaLink="false">none</guid>',
        '<guid isPermaLink="false">https://old.example/</guid>',
        '<guid isPermaLink="false">same</guid>',
    ],
)
def test_an_item_without_an_id_of_its_own_is_known_by_its_link(read, guid):
    items = [f"<title>{n}</title><link>https://old.example/{n}</link>{guid}" for n in (1, 2)]
    assert [item.id for item in read(rss(*items))] == ["https://old.example/1", "https://old.example/2"]


def test_an_id_that_several_copies_of_one_item_have_is_its_own(read):
    item = "<title>x</title><link>https://old.example/1</link><guid isPermaLink='false'>a-1</guid>"
    assert [item.id for item in read(rss(item, item))] == ["a-1", "a-1"]


def test_an_item_without_id_and_link_has_neither(read):
    (item,) = read(rss("<title>x</title><guid>c1</guid>"))
    assert (item.id, item.link, item.base) == ("c1", "", "https://old.example/")
    (item,) = read(rss("<title>x</title>"))
    assert (item.id, item.link) == ("", "")


@pytest.mark.parametrize(
    ("feed", "address"),
    [
        (rss("<title>x</title><description>{}</description>"), "https://old.example/a"),
        (
            rss("<title>x</title><link>https://old.example/2026/1</link><description>{}</description>"),
            "https://old.example/a",
        ),
        (rss("<title>x</title><link>/2026/1</link><description>{}</description>"), "https://old.example/a"),
        (
            rss("<title>x</title><description>{}</description>", more='xml:base="https://base.example/b/"'),
            "https://base.example/b/a",
        ),
        (
            rss("<title>x</title><link>https://old.example/2026/1</link><description>{}</description>", home=""),
            "https://old.example/2026/a",
        ),
        (atom("<id>urn:x</id><summary>{}</summary>"), "https://old.example/a"),
        (
            atom('<id>urn:x</id><content type="html" xml:base="https://base.example/c/">{}</content>'),
            "https://base.example/c/a",
        ),
        (
            atom(
                '<id>urn:x</id><content type="html" xml:base="d/">{}</content>', feed=' xml:base="https://b.example/"'
            ),
            "https://b.example/d/a",
        ),
    ],
)
def test_a_relative_address_is_meant_from_the_feed_or_from_what_it_says(read, feed, address):
    (item,) = read(feed.replace("{}", "&lt;p&gt;&lt;a href='a'&gt;b&lt;/a&gt; 글&lt;/p&gt;"))
    made = draft(replace(item, id="1"), source="feed")
    assert made.html == f'<p><a href="{address}" rel="noopener">b</a> 글</p>'
    assert made.left_out == ()


def test_a_relative_address_that_nothing_resolves_is_named(read):
    (item,) = read(
        rss("<title>x</title><guid>1</guid><description>&lt;a href='a'&gt;b&lt;/a&gt;</description>", home="")
    )
    made = draft(item, source="feed")
    assert [left.what for left in made.left_out] == ["link a"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("가&nbsp;나", "가 나"),
        ("&ldquo;가&rdquo; &amp; &middot;", "“가” & ·"),
        ("&hellip;&copy;", "…©"),
        ("<![CDATA[가&nbsp;나 &amp; 다]]>", "가 나 & 다"),
        ("&NotEqualTilde;", "≂̸"),
    ],
)
def test_references_of_html_are_read(read, text, title):
    (item,) = read(rss(f"<title>{text}</title><guid>1</guid><description>글</description>"))
    assert draft(item, source="feed").title == title


@pytest.mark.parametrize("before", ["", "\n\n", "\ufeff", "\ufeff\n"])
@pytest.mark.parametrize("length", range(65_150, 65_220, 7))
def test_blank_lines_before_a_feed_and_the_end_of_a_piece_do_no_harm(read, before, length):
    feed = f'<?xml version="1.0"?>{rss("<title>{}</title>")}'
    (item,) = read(before + feed.replace("{}", "x" * length + "&nbsp;" * 30 + "y"))
    assert item.title == "x" * length + "\xa0" * 30 + "y"


def test_what_an_item_brings_along_is_kept_linked_or_named(read):
    (item,) = read(
        rss(
            "<title>x</title><guid>1</guid><description>글</description>"
            '<enclosure url="/a.png" type="image/png"/><enclosure url="/f.pdf" type="application/pdf"/>'
            '<media:content url="/b.png" medium="image"/><media:content url="/v.mp4" medium="video"/>'
            "<slash:comments>3</slash:comments><comments>https://old.example/c</comments>"
        )
    )
    assert item.cover == "https://old.example/a.png"
    assert item.html == (
        '<p>글</p>\n<p class="file"><a href="https://old.example/f.pdf">f.pdf</a></p>'
        '\n<p class="file"><a href="https://old.example/v.mp4">v.mp4</a></p>'
    )
    assert [left.what for left in item.left_out] == ["https://old.example/b.png", "3 comments"]


def test_what_an_entry_brings_along_is_kept_linked_or_named(read):
    (item,) = read(
        atom(
            '<id>urn:x</id><summary>글</summary><link rel="enclosure" type="application/pdf" href="/f.pdf"/>'
            '<link rel="enclosure" type="image/png" href="/a.png"/>'
            '<link rel="enclosure" type="image/png" href="/b.png"/>'
        )
    )
    assert item.cover == "https://old.example/a.png"
    assert item.html == '<p>글</p>\n<p class="file"><a href="https://old.example/f.pdf">f.pdf</a></p>'
    assert [left.what for left in item.left_out] == ["/b.png"]
