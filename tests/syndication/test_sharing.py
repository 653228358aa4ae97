from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from syndication.oembed import Card, _answer
from syndication.sharing import About, feed_links, oembed_links, page_meta, record_meta, share_links
from tests.factories import (
    BASE_URL,
    make_city,
    make_closed,
    make_committee,
    make_document,
    make_field,
    make_image,
    make_post,
    make_rendition,
    make_task,
    make_terms,
    make_translation,
    make_website,
)
from tests.syndication.samples import HOSTILE
from tests.syndication.test_mapping import TERMS, Terms

URL = f"{BASE_URL}/traffic/%EC%86%8C%EC%8B%9D-1/?a=1&b=2"
KEYS = [
    "naver-blog", "naver-band", "x", "facebook", "line", "telegram", "mastodon", "mail", "copy",
]  # fmt: skip


def test_a_post_describes_itself_to_social_networks():
    post = make_post(
        1, topics=("health", "traffic"), translations=(make_translation(), make_translation(language="fr"))
    )
    assert record_meta(post, vocabulary=TERMS) == (
        ("og:type", "article"),
        ("og:title", "자전거길 1호 개통"),
        ("og:description", "강변을 따라 1 km를 더 달릴 수 있습니다."),
        ("og:url", post.url),
        ("og:site_name", "새별시"),
        ("og:locale", "ko_KR"),
        ("og:locale:alternate", "en_US"),
        ("article:published_time", "2026-11-05T12:01:00+09:00"),
        ("article:modified_time", "2026-11-05T12:01:00+09:00"),
        ("article:section", "건강"),
        ("article:tag", "자전거"),
        ("og:image", post.image.share.url),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", "1200"),
        ("og:image:height", "800"),
        ("og:image:alt", "사진 1"),
        ("twitter:card", "summary_large_image"),
        ("twitter:image", post.image.share.url),
        ("twitter:image:alt", "사진 1"),
    )


def test_a_post_without_picture_shows_the_logo_of_the_city_small():
    logo = make_image(5, width=1200, height=1200, alt="")
    terms = Terms([make_city(logo=logo), *make_terms()[1:]])
    meta = dict(record_meta(make_post(1, image=None), vocabulary=terms))
    assert (meta["og:image"], meta["twitter:card"]) == (logo.share.url, "summary")
    assert "og:image:alt" not in meta
    assert record_meta(make_post(1, image=None), vocabulary=TERMS)[-8:] == standard("새별시")


def test_a_small_picture_makes_a_small_card():
    meta = dict(record_meta(make_post(1, image=make_image(1, width=599, height=400)), vocabulary=TERMS))
    assert meta["twitter:card"] == "summary"


def test_a_listing_page_describes_itself():
    assert page_meta(about(make_field("traffic"), language="en", others=("ko", "en")), vocabulary=TERMS) == (
        ("og:type", "website"),
        ("og:title", "Traffic"),
        ("og:description", "Traffic - Saebyeol"),
        ("og:url", f"{BASE_URL}/en/traffic/"),
        ("og:site_name", "Saebyeol"),
        ("og:locale", "en_US"),
        ("og:locale:alternate", "ko_KR"),
        *standard("Saebyeol"),
    )


def standard(alt):
    """The picture of a city that has none."""
    picture = f"{BASE_URL}/static/syndication/card.jpg"
    return (
        ("og:image", picture),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", alt),
        ("twitter:card", "summary_large_image"),
        ("twitter:image", picture),
        ("twitter:image:alt", alt),
    )


def about(term, *, language="ko", others=(), description=""):
    return About(
        term=term,
        title=term.name(language),
        description=description,
        url=term.urls[language],
        language=language,
        others=others,
    )


def test_the_standard_picture_is_what_is_said_of_it():
    with Pillow.open(finders.find("syndication/card.jpg")) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1200, 630))


def test_a_picture_is_that_of_the_item_else_of_its_website_else_of_the_city():
    own, city = make_image(5, alt=""), make_image(6)
    post = make_post(1, image=None, website="bike")
    terms = [make_website(logo=own) if term.scheme == "website" else term for term in make_terms()[1:]]
    assert shown(post, Terms([make_city(logo=city), *terms])) == own.share.url
    assert shown(post, Terms([make_city(logo=city), *make_terms()[1:]])) == city.share.url
    assert shown(replace(post, image=make_image(7)), Terms([make_city(logo=city), *terms])) == make_image(7).share.url
    older = make_image(7, share=None, renditions=())
    assert shown(replace(post, image=older), Terms([make_city(logo=city), *terms])) == own.share.url


def shown(record, terms):
    return dict(record_meta(record, vocabulary=terms))["og:image"]


def test_nine_places_are_offered_in_korean_and_in_english():
    korean, english = (share_links(url=URL, title="제목", language=language) for language in ("ko", "ja"))
    assert [link.key for link in korean] == [link.key for link in english] == KEYS
    assert [link.label for link in korean] == [
        "네이버 블로그", "네이버 밴드", "X(트위터)", "페이스북", "라인", "텔레그램", "마스토돈", "전자우편",
        "주소 복사",
    ]  # fmt: skip
    assert english[0].label == "Naver Blog"
    assert [link.action for link in korean] == [*["open"] * 8, "copy"]


def test_no_link_says_one_service_and_opens_another():
    """KakaoTalk has no address to share by: only the browser's own sheet leads there."""
    assert not [link for link in share_links(url=URL, title="제목", language="ko") if "kakao" in link.href + link.key]


@pytest.mark.parametrize("title", ["제목 & 더", HOSTILE, 'a"b<c>#?=%'])
def test_address_and_title_reach_each_place_whole(title):
    links = {link.key: link for link in share_links(url=URL, title=title, language="ko")}
    queries = {key: parse_qs(urlsplit(link.href).query, keep_blank_values=True) for key, link in links.items()}
    assert queries["naver-blog"] == {"url": [URL], "title": [title]}
    assert queries["naver-band"] == {"body": [f"{title}\n{URL}"], "route": ["saebyeol.example"]}
    assert queries["x"] == queries["line"] == queries["telegram"] == {"url": [URL], "text": [title]}
    assert queries["facebook"] == {"u": [URL]}
    assert queries["mail"] == {"subject": [title], "body": [f"{title}\r\n{URL}"]}
    assert parse_qs(urlsplit(links["mastodon"].href).fragment) == {"text": [f"{title}\n{URL}"]}
    assert links["copy"].href == URL
    for link in links.values():
        assert urlsplit(link.href).scheme == ("mailto" if link.key == "mail" else "https")
        assert not set("<>\"' \n").intersection(link.href)


def test_mastodon_opens_the_server_that_the_city_has_chosen(settings):
    settings.MADANG_MASTODON_SERVER = "social.example"
    link = next(link for link in share_links(url=URL, title="제목", language="ko") if link.key == "mastodon")
    assert urlsplit(link.href)[:3] == ("https", "social.example", "/share")
    assert parse_qs(urlsplit(link.href).query) == {"text": [f"제목 {URL}"]}


def test_a_page_can_name_its_feeds_and_its_description_for_embedding():
    feeds = feed_links(url=f"{BASE_URL}/traffic/", title="교통")
    assert [(link.rel, link.type, link.href, link.title) for link in feeds] == [
        ("alternate", "application/atom+xml", f"{BASE_URL}/traffic/feed.atom", "교통 (Atom)"),
        ("alternate", "application/rss+xml", f"{BASE_URL}/traffic/feed.rss", "교통 (RSS)"),
        ("alternate", "application/feed+json", f"{BASE_URL}/traffic/feed.json", "교통 (JSON Feed)"),
    ]
    embeds = oembed_links(url=URL, title="제목")
    assert [(link.type, parse_qs(urlsplit(link.href).query)) for link in embeds] == [
        ("application/json+oembed", {"url": [URL], "format": ["json"]}),
        ("text/xml+oembed", {"url": [URL], "format": ["xml"]}),
    ]
    assert all(link.href.startswith(f"{BASE_URL}/oembed?") for link in embeds)


def test_a_closed_document_is_shared_with_why_it_is_closed():
    meta = dict(record_meta(make_closed(1), vocabulary=TERMS))
    assert meta["og:title"] == "자전거길 정비 계획 1호"
    assert meta["og:description"].startswith("비공개 (정보공개법 제9조 제1항 제5호")
    assert meta["og:url"] == make_closed(1).url
    assert dict(record_meta(make_document(1), vocabulary=TERMS))["og:description"] == make_document(1).summary


def test_a_committee_and_a_task_card_describe_themselves_as_listings():
    assert dict(page_meta(about(make_committee()), vocabulary=TERMS))["og:title"] == "자전거정책위원회"
    assert dict(page_meta(about(make_task()), vocabulary=TERMS))["og:url"] == f"{BASE_URL}/tasks/bike-roads/"


@given(st.integers(1, 1300), st.integers(1, 1300))
def test_no_picture_is_larger_than_the_room_and_the_largest_that_fits_is_taken(width, height):
    sizes = ((1200, 800), (600, 400), (300, 200), (144, 96), (72, 48))
    renditions = tuple(make_rendition(str(one[0]), width=one[0], height=one[1]) for one in sizes)
    card = Card(
        url=BASE_URL,
        language="ko",
        title="제목",
        summary="",
        author=make_city(),
        image=make_image(renditions=renditions),
    )
    found = _answer(card, TERMS, width=width, height=height)
    fitting = [one for one in sizes if one[0] <= width and one[1] <= height]
    assert (found.get("thumbnail_width"), found.get("thumbnail_height")) == (fitting[0] if fitting else (None, None))
