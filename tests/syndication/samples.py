"""Feeds made without a database, one of them as hostile as clean records can be."""

from dataclasses import replace

from cms.core.licences import licence
from cms.core.records import Body, Rendition
from syndication.entries import Category, Entry, Feed, Link, Person
from tests.factories import BASE_URL, NOON, make_file, make_image, make_post, make_translation

# All of it is legal in a record: markup, the ends of other syntaxes, letters beyond the first plane, line separators.
HOSTILE = (
    """<script>alert("1")</script> ]]> --> </content:encoded> &amp; &lt; ' " \\ """
    "\u2028\u2029 \U0001f600 \ufffd {{x}} %s"
)


HOSTILE_RENDITION = Rendition(url=f"{BASE_URL}/media/a.jpg?x=1&y='2'", width=1200, height=800, size=54321)


def make_entry(number: int = 1, **over: object) -> Entry:
    post = make_post(number)
    values = Entry(
        id=post.iri,
        url=post.url,
        language="ko",
        title=post.title,
        summary=post.summary,
        html=f"<p>본문 {number} &amp; 더</p>",
        published=post.published_at,
        updated=post.modified_at,
        authors=(Person("기자단"),),
        publisher=Person("자전거팀", f"{BASE_URL}/units/bike-team/"),
        categories=(
            Category(f"{BASE_URL}/id/field", "traffic", "교통"),
            Category(f"{BASE_URL}/id/tag", "자전거", "자전거"),
        ),
        licence=licence("cc-by-4.0"),
        rights="크리에이티브 커먼즈 저작자표시 4.0 국제.",
        image=make_image(number),
        files=(make_file(1), make_file(2, title="둘째")),
        translations=(make_translation(),),
    )
    return replace(values, **over)


def make_hostile_entry(number: int = 666) -> Entry:
    return make_entry(
        number,
        title=HOSTILE,
        summary=HOSTILE,
        html=f"<p>{HOSTILE}</p>",
        authors=(Person(HOSTILE),),
        publisher=Person(HOSTILE, f"{BASE_URL}/units/a&b/"),
        categories=(Category(f"{BASE_URL}/id/tag", HOSTILE, HOSTILE),),
        rights=HOSTILE,
        image=make_image(1, alt=HOSTILE, credit=HOSTILE, renditions=(HOSTILE_RENDITION,)),
        files=(make_file(1, title=HOSTILE),),
    )


def make_feed(*entries: Entry, suffix: str = "atom", media_type: str = "application/atom+xml", **over: object) -> Feed:
    page = f"{BASE_URL}/traffic/"
    values = Feed(
        id=f"{BASE_URL}/id/field/traffic#feed-ko",
        url=page,
        self_url=f"{page}feed.{suffix}",
        media_type=media_type,
        language="ko",
        title="교통 - 새별시",
        subtitle="시내를 오가는 일",
        updated=max((entry.updated for entry in entries), default=NOON),
        author=Person("새별시", f"{BASE_URL}/"),
        licence=licence("kogl-1"),
        rights="공공누리 제1유형: 출처표시.",
        logo=make_image(9, width=480, height=480),
        links=(
            Link(rel="alternate", href=f"{BASE_URL}/en/traffic/feed.{suffix}", type=media_type, hreflang="en"),
            Link(rel="next", href=f"{page}feed.{suffix}?after=x", type=media_type),
        ),
        entries=entries,
    )
    return replace(values, **over)


def make_body(html: str) -> Body:
    return Body(html=html, text="")
