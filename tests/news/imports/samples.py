"""Files of other systems, written for these tests."""

from html import escape
from pathlib import Path

WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>자전거 소식</title><link>http://bike.example</link><wp:wxr_version>1.2</wp:wxr_version>
<item><title>강변길 개통 &amp; 잔치</title><link>http://bike.example/open/</link>
<dc:creator>자전거팀</dc:creator><guid isPermaLink="false">http://bike.example/?p=11</guid>
<content:encoded><![CDATA[첫 문단입니다.

[caption id="x" width="300"]<img src="http://bike.example/wp-content/uploads/2016/03/road.png"
 alt="강변길"> 새 길[/caption]

둘째 문단<script>alert(1)</script>입니다.]]></content:encoded>
<excerpt:encoded><![CDATA[강변길이 열렸습니다.]]></excerpt:encoded>
<wp:post_id>11</wp:post_id><wp:post_date>2016-03-04 10:00:00</wp:post_date>
<wp:post_date_gmt>2016-03-04 01:00:00</wp:post_date_gmt><wp:post_name>%EA%B0%95%EB%B3%80%EA%B8%B8</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>
<category domain="category" nicename="traffic">교통</category>
<category domain="post_tag" nicename="bike">자전거</category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>12</wp:meta_value></wp:postmeta></item>
<item><title>초안</title><guid>http://bike.example/?p=13</guid><content:encoded>쓰는 중</content:encoded>
<wp:post_id>13</wp:post_id><wp:post_date>2016-03-05 10:00:00</wp:post_date><wp:status>draft</wp:status>
<wp:post_type>post</wp:post_type></item>
<item><title>소개</title><guid>http://bike.example/?p=14</guid><wp:status>publish</wp:status>
<wp:post_type>page</wp:post_type></item>
<item><title>비밀</title><guid>http://bike.example/?p=15</guid><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type><wp:post_password>1234</wp:post_password></item>
<item><title>road</title><wp:post_id>12</wp:post_id><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>http://bike.example/wp-content/uploads/2016/03/road.png</wp:attachment_url></item>
</channel></rss>
"""

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>News</title>
<item><title>R&amp;amp;D day</title><link>http://lab.example/1</link><guid>tag-1</guid>
<pubDate>Mon, 06 Jul 2026 09:00:00 +0900</pubDate><description>Short.</description>
<content:encoded>&lt;p&gt;Long.&lt;/p&gt;</content:encoded><category>Science</category><category>Open day</category>
<dc:creator>Lab</dc:creator><media:content url="http://lab.example/a.jpg" medium="image"/></item>
<item><title>No date</title><guid>http://lab.example/2</guid>
<description>&lt;b&gt;Only&lt;/b&gt; this.</description></item>
<item><title>Bad date</title><guid>http://lab.example/3</guid><pubDate>yesterday</pubDate></item>
</channel></rss>
"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:x</id>
<entry><id>urn:uuid:1</id><title type="html">A &amp;lt; B</title><link rel="alternate" href="http://a.example/1"/>
<link rel="enclosure" type="image/png" href="http://a.example/1.png"/>
<published>2026-07-01T10:00:00Z</published><updated>2026-07-02T10:00:00Z</updated><author><name>Kim</name></author>
<author><name>Lee</name></author><category term="bike" label="Bicycle"/><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long <b>text</b>.</p></div></content></entry>
</feed>
"""

JSON_LINES = "\ufeff" + "\n".join(
    [
        '{"id": "1", "title": "첫 소식 &#039;하나&#039; &amp;quot;둘&amp;quot;", "summary": "짧은 글 R&D",'
        ' "body": null, "ministry": "교통국", "approved_at": "2026-07-07T09:01:38+09:00", "modified_at": null,'
        ' "original_url": "https://news.example/v?id=1"}',
        "",
        '{"id": 2, "title": "둘째 소식", "body": "한 문단.\\n\\n다음 <개정> 문단 & 끝.", "publish_date": "2026-07-08",'
        ' "tags": ["가", "나", "가"]}',
        '["not an object"]',
        '{"id": "3", "title": "셋째", "body": "글", "publish_date": "언젠가"}',
    ]
)


def wxr(*items: str, authors: str = "", version: str = "1.2", scheme: str = "http") -> str:
    """An export with these items."""
    wp = f"{scheme}://wordpress.org/export/{version}/"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:excerpt="{wp}excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:wp="{wp}"><channel><title>강 소식</title><link>http://river.example</link>{authors}{"".join(items)}'
        "</channel></rss>"
    )


def wp_post(number: int = 1, content: str = "글", more: str = "", **over: str) -> str:
    """A published post of an export; ``more`` are further elements."""
    values = {
        "title": f"소식 {number}",
        "link": f"http://river.example/{number}/",
        "guid": f"http://river.example/?p={number}",
        "dc:creator": "editor01",
        "wp:post_id": str(number),
        "wp:post_date": "2026-03-04 10:00:00",
        "wp:post_date_gmt": "2026-03-04 01:00:00",
        "wp:post_name": f"news-{number}",
        "wp:status": "publish",
        "wp:post_type": "post",
    } | {name.replace("__", ":"): value for name, value in over.items()}
    fields = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in values.items())
    return f"<item>{fields}<content:encoded><![CDATA[{content}]]></content:encoded>{more}</item>"


def wp_upload(number: int, name: str, *, parent: int = 0, alt: str = "", caption: str = "") -> str:
    """An uploaded file of an export."""
    return (
        f"<item><title>{name}</title><guid>http://river.example/?a={number}</guid><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_parent>{parent}</wp:post_parent><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>"
        f"<excerpt:encoded><![CDATA[{caption}]]></excerpt:encoded>"
        f"<wp:attachment_url>http://river.example/wp-content/uploads/{name}</wp:attachment_url>"
        f"<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>{alt}</wp:meta_value>"
        "</wp:postmeta></item>"
    )


def written(folder: Path, name: str, text: str | bytes) -> Path:
    """A file with this text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
