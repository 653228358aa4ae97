"""The items that each reader makes of a file, without a store."""

import gzip
import io
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cms.core import streams
from cms.core.errors import BadInput, TooLarge
from cms.news.imports import formats, jsonlines, markup
from cms.news.imports.items import Item, Refusal

from .samples import ATOM, JSON_LINES, RSS, WXR, written

SEOUL = ZoneInfo("Asia/Seoul")


def read(tmp_path: Path, text: str | bytes, **options):
    with streams.opened(written(tmp_path, "file", text)) as opened:
        name, reader = formats.reader(opened, zone=SEOUL, **options)
        return name, list(reader(opened()))


def test_a_wordpress_export_gives_its_published_posts_with_their_pictures(tmp_path):
    name, entries = read(tmp_path, WXR)
    assert name == "WordPress export"
    post, draft, page, secret = entries
    assert isinstance(post, Item)
    assert (post.place, post.id, post.title) == ("item 1", "http://bike.example/?p=11", "강변길 개통 & 잔치")
    assert (post.slug, post.lead, post.byline) == ("강변길", "강변길이 열렸습니다.", "자전거팀")
    assert (post.tags, post.cover) == (("교통", "자전거"), "http://bike.example/wp-content/uploads/2016/03/road.png")
    assert post.published_at == datetime(2016, 3, 4, 1, 0, tzinfo=UTC)
    assert post.html.startswith("<p>첫 문단입니다.</p>\n<figure><img src=")
    assert "<figcaption>새 길</figcaption>" in post.html
    assert "[caption" not in post.html
    assert [(entry.place, entry.reason) for entry in (draft, page, secret)] == [
        ("item 2", "it was a draft"),
        ("item 3", "a page, not a post"),
        ("item 4", "it was protected by a password"),
    ]


def test_an_rss_feed_gives_its_items_and_refuses_an_impossible_date(tmp_path):
    name, (first, undated, impossible) = read(tmp_path, RSS)
    assert name == "feed"
    assert first == Item(
        place="item 1",
        id="tag-1",
        title="R&amp;D day",
        link="http://lab.example/1",
        lead="Short.",
        html="<p>Long.</p>",
        published_at=datetime(2026, 7, 6, 9, 0, tzinfo=SEOUL),
        byline="Lab",
        tags=("Science", "Open day"),
        cover="http://lab.example/a.jpg",
    )
    assert (undated.link, undated.html, undated.published_at) == ("http://lab.example/2", "<b>Only</b> this.", None)
    assert impossible == Refusal(place="item 3", id="http://lab.example/3", reason="'yesterday' is not a date")


def test_an_atom_feed_gives_its_entries(tmp_path):
    _, (entry,) = read(tmp_path, ATOM)
    assert (entry.id, entry.title, entry.link, entry.byline) == (
        "urn:uuid:1",
        "A &lt; B",
        "http://a.example/1",
        "Kim, Lee",
    )
    assert (entry.tags, entry.cover, entry.lead) == (("Bicycle",), "http://a.example/1.png", "Short.")
    assert "<p>Long <b>text</b>.</p>" in entry.html.replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
    assert entry.published_at == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert entry.modified_at == datetime(2026, 7, 2, 10, tzinfo=UTC)


def test_json_lines_are_read_by_the_usual_names(tmp_path):
    name, (first, second, third, fourth) = read(tmp_path, JSON_LINES)
    assert name == "JSON lines"
    assert (first.place, first.id, first.link, first.byline) == ("line 1", "1", "https://news.example/v?id=1", "교통국")
    assert (first.lead, first.html, first.tags, first.category) == ("짧은 글 R&D", "", ("교통국",), "교통국")
    assert first.published_at == datetime(2026, 7, 7, 9, 1, 38, tzinfo=SEOUL)
    assert (second.place, second.id, second.tags) == ("line 3", "2", ("가", "나", "가"))
    assert second.published_at == datetime(2026, 7, 8, tzinfo=SEOUL)
    assert third == Refusal(place="line 4", id="", reason="not an object with names and values")
    assert fourth == Refusal(place="line 5", id="3", reason="'언젠가' is not a date")


def test_a_mapping_replaces_the_names_of_a_part(tmp_path):
    names = jsonlines.mapping("title=story, lead=")
    _, (item,) = read(tmp_path, '{"id": "1", "title": "no", "story": "yes", "summary": "none"}', names=names)
    assert (item.title, item.lead) == ("yes", "")


@pytest.mark.parametrize("text", ["colour=red", "title", "=x"])
def test_a_mapping_of_an_unknown_part_is_refused(text):
    with pytest.raises(BadInput, match="is not PART=NAME"):
        jsonlines.mapping(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "neither a WordPress export"),
        ("id,title\n1,x\n", "neither a WordPress export"),
        ("<html><body>no</body></html>", "neither a WordPress export"),
        ('{"id": 1}\n{"id": \n', "line 2: not JSON"),
        (b'{"id": "\xff"}\n', "line 1: not UTF-8"),
        ('{"a":' + "[" * 100_000, "line 1: not JSON"),
        (RSS[:-30], "not well-formed XML"),
        (RSS.replace("<channel>", "<channel>&nosuch;"), "not well-formed XML"),
        (RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY x "y">]><rss'), "document type definition"),
        (RSS.replace("<rss", '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss'), "document type definition"),
        (gzip.compress(RSS.encode())[:-20], "the compressed file is damaged"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(tmp_path, text, message):
    with pytest.raises(BadInput) as error:
        read(tmp_path, text)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        gzip.compress(RSS.encode()),
        ("\ufeff" + RSS).encode(),
        RSS.replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16"),
        RSS.replace('version="1.0"', 'version="1.0" encoding="euc-kr"').encode("euc-kr"),
        RSS.replace("Short.", "Sho\x0c\x00rt."),
    ],
    ids=["gzip", "byte order mark", "UTF-16", "EUC-KR", "control characters"],
)
def test_the_same_feed_is_read_in_any_packing(tmp_path, text):
    assert read(tmp_path, text) == read(tmp_path, RSS)


def test_a_file_that_unpacks_without_end_is_refused(tmp_path):
    packed = io.BytesIO()
    with gzip.open(packed, "wb") as file:
        file.write(b'{"id": "1"}\n')
        for _ in range(40):
            file.write(b" " * 1_000_000 + b"\n")
    with pytest.raises(TooLarge, match="200 times its size"):
        read(tmp_path, packed.getvalue())


def test_an_item_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(streams, "MAX_ITEM_BYTES", 2**20)
    with pytest.raises(TooLarge, match="an item is larger than 1 MB"):
        read(tmp_path, '{"id": "' + "x" * 2_000_000 + '"}')
    with pytest.raises(TooLarge, match="an item is larger than 1 MB"):
        read(tmp_path, "<rss><channel><item>" + "<title>x</title>" * 100_000 + "</item></channel></rss>")


def test_a_long_export_is_read_in_constant_memory(tmp_path):
    item = RSS[RSS.index("<item>") : RSS.index("</item>") + 7]
    path = written(tmp_path, "long.xml", RSS.replace("<title>News</title>", item * 4_000))
    with streams.opened(path) as opened:
        _, reader = formats.reader(opened, zone=SEOUL)
        tracemalloc.start()
        count = sum(1 for _ in reader(opened()))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert count == 4_003
    assert path.stat().st_size > 1_400_000
    assert peak < 500_000


def test_elements_are_emptied_behind_the_reader(tmp_path):
    with streams.opened(written(tmp_path, "a.xml", "<r><item>a</item><item>b</item></r>")) as opened:
        seen = list(markup.elements(opened(), tags=frozenset({"item"})))
    assert [element.text for element in seen] == [None, None]
