"""The content of the pages, and of their heads."""

import json
import re
from datetime import date
from urllib.parse import quote, unquote

import pytest

from cms.core.records import Layout, MenuItem, MenuLink, Term, UnitChange
from cms.ledger import chart, generation
from cms.ledger.models import Entry, Listing
from cms.ledger.store import store as ledger
from frontend.folders import FOLDER
from tests.factories import (
    BASE_URL,
    SITE,
    make_city,
    make_position,
    make_post,
    make_terms,
    make_unit,
    make_website,
    post_key,
    store,
)
from tests.frontend.conftest import POSTS, Read, english, texts, values

pytestmark = pytest.mark.usefixtures("city")
POST = quote("/traffic/소식-23/")
BASE = FOLDER / "static" / "madang" / "base.css"


def titles(*numbers: int) -> list[str]:
    return [f"자전거길 {number}호 개통" for number in numbers]


def test_the_newest_post_comes_first_and_older_ones_follow_by_cursor_to_the_end(page: Read) -> None:
    seen, address = [], f"{BASE_URL}/"
    while address:
        shown = page(address)
        seen += texts(shown, ".story h3, .headline h3")
        (address,) = values(shown, "a[rel=next]") or [""]
    assert seen == titles(*range(POSTS, 0, -1))


def test_a_city_without_news_promises_no_other_news(page: Read) -> None:
    assert texts(page("/"), ".front-lead h2, .front-news h2") == ["주요 소식", "그 밖의 소식"]
    Entry.objects.all().delete()
    Listing.objects.all().delete()
    generation.replace()
    assert texts(page("/"), ".front-lead h2, .front-news h2") == ["주요 소식"]
    assert texts(page("/"), ".front-lead .empty strong") == ["아직 올라온 소식이 없습니다."]


def test_a_later_page_of_a_list_is_not_for_search_engines_and_leads_back(page: Read) -> None:
    first = page("/traffic/")
    assert first.select("meta[name=robots]") == []
    assert values(first, "link[rel=canonical]") == [f"{BASE_URL}/traffic/"]
    (address,) = values(first, "a[rel=next]")
    second = page(address)
    assert values(second, "meta[name=robots]", "content") == ["noindex, follow"]
    assert values(second, "link[rel=canonical]") == [address]
    assert f"{BASE_URL}/traffic/" in values(second, ".pager a")
    assert second.select("script[type='application/ld+json']") == []
    assert values(second, "meta[property='og:url']", "content") == [address], "a card for who shares it"


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("/traffic/", 20),
        ("/health/", 0),
        ("/traffic/bike/", 2),
        ("/tags/자전거/", 20),
        ("/units/bike-team/", 20),
        ("/en/", 1),
    ],
)
def test_a_listing_shows_its_own_posts_in_its_own_language(page: Read, path: str, count: int) -> None:
    shown = page(quote(path))
    assert len(shown.select(".story, .headline")) == count
    assert bool(shown.select(".empty")) is (count == 0)


def test_a_story_shows_picture_field_title_lead_date_and_office(page: Read) -> None:
    story = page("/tags/" + quote("자전거/")).select(".story")[0]
    assert texts(story, ".chip") == ["교통"]
    assert values(story, ".chip") == [f"{BASE_URL}/traffic/"]
    assert texts(story, "h3") == titles(23)
    assert values(story, "h3 a") == [make_post(23).url]
    assert texts(story, ".lead") == ["강변을 따라 23 km를 더 달릴 수 있습니다."]
    assert texts(story, ".meta") == ["2026. 11. 5. 자전거팀"]
    assert values(story, "time", "datetime") == ["2026-11-05T12:23:00+09:00"]
    assert values(story, "img", "alt") == [""]


def test_a_story_without_anything_optional_is_a_title_and_a_date(page: Read) -> None:
    story = page("/traffic/bike/2026/11/").select(".story")[1]
    assert texts(story, ".story-text") == ["자전거길 22호 개통 2026. 11. 5."]
    assert story.select("img") == []


def test_the_head_of_a_listing_names_its_feeds_and_its_other_languages(page: Read) -> None:
    shown = page("/traffic/")
    assert {(link["hreflang"], link["href"]) for link in shown.select("link[hreflang]")} == {
        ("ko", f"{BASE_URL}/traffic/"),
        ("en", f"{BASE_URL}/en/traffic/"),
        ("x-default", f"{BASE_URL}/traffic/"),
    }
    feeds = [f"{BASE_URL}/traffic/feed.{suffix}" for suffix in ("atom", "rss", "json")]
    assert values(shown, "head link[rel=alternate][href*='feed.']") == feeds
    assert values(shown, ".feeds a") == feeds
    assert values(shown, "meta[property='og:title']", "content") == ["교통"]


def test_a_reader_can_switch_the_language_to_the_same_page_or_else_to_the_home_page(page: Read) -> None:
    assert values(page("/traffic/"), ".languages a") == [f"{BASE_URL}/traffic/", f"{BASE_URL}/en/traffic/"]
    assert values(page("/traffic/bike/"), ".languages a") == [f"{BASE_URL}/traffic/bike/", f"{BASE_URL}/en/"]
    assert values(page(POST), ".languages a") == [make_post(23).url, f"{BASE_URL}/en/traffic/post-24/"]


def test_a_page_in_a_language_without_wording_keeps_its_own_and_says_the_rest_in_english(page: Read) -> None:
    shown = page("/ja/walk/")
    assert shown.html["lang"] == "ja"
    assert {shown.select_one(part)["lang"] for part in (".skip", ".masthead", ".header", ".footer")} == {"en"}
    assert values(shown, ".brand") == [f"{BASE_URL}/en/"]
    assert values(shown, ".panel a") == [f"{BASE_URL}/en/traffic/", f"{BASE_URL}/en/health/"]


def test_the_menu_holds_every_field_and_marks_the_one_that_the_reader_is_in(page: Read) -> None:
    for path in ("/traffic/", "/traffic/bike/", POST):
        shown = page(path)
        assert texts(shown, ".panel a") == ["교통", "건강"]
        assert texts(shown, ".panel a[aria-current]") == ["교통"]
    assert texts(page("/units/"), ".menu [aria-current]") == ["조직"]
    assert values(page("/units/bike-team/"), ".menu [aria-current]", "aria-current") == ["true"]
    assert texts(page("/units/bike-team/"), ".menu [aria-current]") == ["조직"]


def _tell(term: Term) -> None:
    ledger.change_terms([term])
    generation.replace()


def _bike_with_a_layout() -> None:
    menu = (
        MenuItem(title="대여소", url=f"{BASE_URL}/traffic/bike/"),
        MenuItem(title="안내", items=(MenuLink(title="요금 & 시간", url="https://bike.example/fees"),)),
    )
    links = (MenuItem(title="함께 보기", items=(MenuLink(title="지도", url="https://map.example/"),)),)
    told = Layout(language="ko", menu=menu, links=links, address="새별시 별빛로 1", email="bike@saebyeol.example")
    _tell(make_website(layouts=(told,)))


def test_a_website_with_a_menu_of_its_own_has_its_name_and_menu_on_all_of_its_pages(page: Read) -> None:
    _bike_with_a_layout()
    for path in ("/traffic/bike/", "/traffic/bike/2026/11/", POST):
        shown = page(path)
        assert texts(shown, ".brand > span") == ["새별 자전거 새별시"]
        assert values(shown, ".brand") == [f"{BASE_URL}/traffic/bike/"]
        assert texts(shown, ".menu-list > li > a, .menu summary") == ["처음", "대여소", "안내", "새별시 누리집"]
        assert texts(shown, ".menu .panel a") == ["요금 & 시간"]
        assert values(shown, ".menu .panel a, .menu-up a") == ["https://bike.example/fees", f"{BASE_URL}/"]
        assert texts(shown, ".footer-reached > span") == [
            "새별시 별빛로 1",
            "전화 02-120",
            "전자우편 bike@saebyeol.example",
        ]
        assert texts(shown, ".footer-groups a, .footer-groups b") == ["함께 보기", "지도"]
        assert shown.select(".footer-fields") == []
    assert texts(page("/traffic/bike/"), ".menu [aria-current]") == ["처음", "대여소"]


def test_what_is_not_in_that_website_keeps_the_frame_of_the_city(page: Read) -> None:
    before = [page(path).select(".header, .footer") for path in ("/", "/traffic/", "/units/")]
    _bike_with_a_layout()
    assert [page(path).select(".header, .footer") for path in ("/", "/traffic/", "/units/")] == before


def test_a_city_arranges_its_menu_beside_the_fields(page: Read) -> None:
    menu = (MenuItem(title="민원", url="https://minwon.example/"),)
    told = Layout(language="ko", menu=menu, address="새별시 별빛로 100", telephone="02-120")
    _tell(make_city(layouts=(told,)))
    for path in ("/", "/traffic/bike/"):
        assert texts(page(path), ".menu-list > li > a, .menu summary") == ["분야", "민원"]
        assert texts(page(path), ".footer-reached > span") == ["새별시 별빛로 100", "전화 02-120"]
    assert texts(page("/en/"), ".menu-list > li > a") != ["민원"]


def test_a_post_shows_everything_that_its_record_has(page: Read) -> None:
    shown = page(POST)
    assert texts(shown, ".breadcrumbs li") == ["처음", "교통", "새별 자전거"]
    assert texts(shown, ".lead-full") == ["강변을 따라 23 km를 더 달릴 수 있습니다."]
    assert texts(shown, ".article-head .meta > div") == ["게시 2026. 11. 5. 12:23", "담당 부서 자전거팀", "글 기자단"]
    assert texts(shown, ".cover figcaption") == ["사진 새별시 · CC BY 4.0"]
    assert values(shown, ".cover img", "alt") == ["사진 23"]
    assert texts(shown, ".prose") == ["본문입니다. 소제목"]
    assert texts(shown, ".files li") == ["계획 1 12.1 KB · KOGL 1"]
    assert values(shown, ".tags a") == [f"{BASE_URL}/tags/{quote('자전거')}/"]
    assert texts(shown, ".contact .telephone") == ["02-120"]
    assert values(shown, ".contact .telephone") == ["tel:02-120"]
    assert texts(shown, ".aside .links a")[0] == "English"


def test_a_post_without_anything_optional_is_still_a_page(page: Read) -> None:
    shown = page(quote("/traffic/소식-22/"))
    assert texts(shown, "h1") == titles(22)
    assert shown.select(".cover, .files, .tags, .licence, .contact, link[rel=license]") == []


def test_a_post_states_its_licence_to_people_and_to_machines(page: Read) -> None:
    shown = page(POST)
    kogl = "https://www.kogl.or.kr/info/license.do#01-tab"
    assert values(shown, "head link[rel=license]") == [kogl]
    assert values(shown, ".licence a[rel=license]") == [kogl]
    assert texts(shown, ".permissions li") == ["출처 표시 필요", "상업적 이용 가능", "변경 가능"]
    readable = unquote(make_post(23).url)
    assert texts(shown, "#attribution") == [f"자전거팀, ‘자전거길 23호 개통’(2026. 11. 5.), KOGL 1, {readable}"]


def test_a_post_that_may_not_be_reused_says_so_and_offers_no_sentence_to_copy(page: Read, db: None) -> None:
    store([make_post(40, licence="all-rights-reserved")], [])
    shown = page(make_post(40).url)
    assert shown.select("#attribution, .permissions, link[rel=license]") == []
    assert "허락을 받아야 합니다" in shown.select_one(".licence").get_text()


def test_a_post_can_be_shared_without_scripts_and_copied_with_them(page: Read) -> None:
    shown = page(POST)
    links = shown.select(".share a")
    assert texts(shown, ".share a")[:3] == ["네이버 블로그", "네이버 밴드", "X(트위터)"]
    assert len(links) == 8
    elsewhere = [link for link in links if not link["href"].startswith("mailto:")]
    assert len(elsewhere) == 7
    assert {(link["target"], link["rel"][1]) for link in elsewhere} == {("_blank", "noopener")}
    assert [button.find_parent("li").has_attr("hidden") for button in shown.select(".share button")] == [True] * 3
    assert texts(shown, ".share button")[0] == "카카오톡 등 앱으로 공유"
    assert values(shown, "[data-copy]", "data-copy") == [make_post(23).url]


def test_a_post_offers_a_card_for_other_websites(page: Read) -> None:
    shown = page(POST)
    snippet = shown.select_one("#embed").get_text()
    assert snippet.startswith(f'<blockquote cite="{make_post(23).url}" lang="ko"><p><a href="{make_post(23).url}">')
    assert snippet.endswith("<footer>자전거팀, KOGL 1</footer></blockquote>")
    types = [link["type"] for link in shown.select("link[rel=alternate][href*=oembed]")]
    assert types == ["application/json+oembed", "text/xml+oembed"]


def test_the_head_of_a_post_carries_cards_and_linked_data(page: Read) -> None:
    shown = page(POST)
    meta = {tag.get("property") or tag.get("name"): tag["content"] for tag in shown.select("meta[content]")}
    assert meta["og:title"] == "자전거길 23호 개통"
    assert meta["og:image"] == f"{BASE_URL}/media/images/23.jpg"
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["description"] == meta["og:description"] == "강변을 따라 23 km를 더 달릴 수 있습니다."
    graph = json.loads(shown.select_one("script[type='application/ld+json']").string)
    assert (graph["@type"], graph["headline"]) == ("NewsArticle", "자전거길 23호 개통")


def test_the_recent_posts_beside_a_post_are_others_of_its_field(page: Read) -> None:
    recent = page(POST).select("nav[aria-labelledby=recent] a")
    assert [link.find(string=True) for link in recent] == titles(21, 20, 19, 18, 17)


def test_an_updated_post_says_when(page: Read, db: None) -> None:
    post = make_post(41)
    store([make_post(41, modified_at=make_post(90).published_at)], [])
    assert texts(page(post.url), ".article-head .meta > div")[1] == "수정 2026. 11. 5. 13:30"


def test_an_archive_shows_one_month_and_the_way_to_the_one_before(page: Read, db: None) -> None:
    older = make_post(51, published_at=make_post(51).published_at.replace(year=2025, month=2))
    store([older], [])
    shown = page("/2026/11/")
    (rest,) = values(shown, "a[rel=next]")
    assert texts(shown, ".story h3") + texts(page(rest), ".story h3") == titles(*range(POSTS, 0, -1))
    assert texts(shown, ".months [aria-current]") == ["11월"]
    assert len(shown.select(".months a")) == 11
    assert texts(shown, ".aside .links a") == ["2025년 2월 소식 보기", "새별시 최신 소식"]
    assert texts(page("/2025/02/"), ".story h3") == titles(51)


def test_a_month_without_posts_says_so_and_is_not_for_search_engines(page: Read) -> None:
    shown = page("/health/2026/10/")
    assert texts(shown, ".empty") == ["이 달에 올라온 소식이 없습니다."]
    assert values(shown, "meta[name=robots]", "content") == ["noindex, follow"]


def test_a_post_at_the_last_moment_of_a_month_is_in_that_month_alone(page: Read, db: None) -> None:
    at = make_post(1).published_at.replace(month=9, day=30, hour=23, minute=59, second=59)
    store([make_post(61, published_at=at)], [])
    assert texts(page("/2026/09/"), ".story h3") == titles(61)
    assert texts(page("/2026/10/"), ".story h3") == []


def test_the_offices_form_a_tree_with_telephones(page: Read) -> None:
    shown = page("/units/")
    assert texts(shown, ".units > li > .unit") == ["교통국 02-120"]
    assert texts(shown, ".units ul .unit") == ["자전거팀 02-120"]
    assert texts(shown, ".units summary") == ["교통국: 소속 부서 1곳"]
    assert texts(page("/units/transport/"), ".units .unit") == ["자전거팀 02-120"]
    assert texts(page("/units/bike-team/"), ".breadcrumbs li") == ["처음", "조직과 연락처", "교통국", "자전거팀"]


def test_offices_whose_parent_is_unknown_or_in_a_circle_do_not_break_the_page(db: None, get: Read) -> None:
    units = [make_unit("lost", parent="nowhere"), make_unit("a", parent="b"), make_unit("b", parent="a")]
    store([], units)
    assert get("/units/").status_code == 200
    assert get("/units/lost/").status_code == 200


def test_many_offices_are_in_one_chart_and_found_by_their_first_letter(page: Read, db: None) -> None:
    names = {number: f"{'가나다'[number % 3]}{number:03}과" for number in range(240)}
    store([], [make_unit(f"u-{number}", names={"ko": name}, order=9) for number, name in names.items()])
    assert texts(page("/units/"), ".unit strong") == ["교통국", "자전거팀", *sorted(names.values())]
    assert texts(page("/units/"), ".initials a") == ["전체", "ㄱ", "ㄴ", "ㄷ", "ㅈ"]
    assert texts(page("/units/"), ".initials [aria-current]") == ["전체"]
    found = page("/units/?initial=" + quote("ㄷ"))
    assert texts(found, ".unit strong") == sorted(name for name in names.values() if name[0] == "다")
    assert texts(found, ".initials [aria-current]") == ["ㄷ"]
    assert values(found, "meta[name=robots]", "content") == ["noindex, follow"]
    english = page("/en/units/?initial=B")
    assert texts(english, ".unit strong") == ["Bicycle Team"]
    assert texts(english, ".unit .meta") == ["Transport Bureau"]


def test_few_offices_need_no_letters(page: Read) -> None:
    assert page("/units/").select(".initials, .pager") == []


@pytest.mark.parametrize(
    ("query", "status"),
    [("initial=" + quote("가"), 400), ("initial=", 301), ("after=x", 400), ("after=MS4x", 400), ("initial=Z", 200)],
)
def test_a_page_of_offices_that_there_is_not_is_refused(get: Read, query: str, status: int) -> None:
    assert get(f"/units/?{query}").status_code == status


def test_the_offices_of_a_letter_go_on_on_another_page_and_say_what_they_are_part_of(page: Read, db: None) -> None:
    teams = [make_unit(f"team-{number:03}", parent="transport", order=5) for number in range(150)]
    store([], teams)
    assert len(page("/units/").select(".units > li > details > ul > li")) == 151
    first = page("/units/?initial=T")
    second = page(values(first, "a[rel=next]")[0])
    assert [len(shown.select(".units > li")) for shown in (first, second)] == [100, 50]
    assert set(texts(second, ".units > li > .unit .meta")) == {"교통국"}


def test_an_office_says_who_works_in_it_where_it_is_and_what_became_of_it(page: Read, db: None) -> None:
    moved = UnitChange(kind="renamed", changed_on=date(2025, 1, 1), names={"ko": "자전거계", "en": "Bicycle Desk"})
    old = make_unit("old", names={"ko": "교통과"}, closed_on=date(2025, 7, 1), successors=("bike-team",))
    ledger.change_terms([make_unit(places={"ko": "별관 2층"}, email="bike@saebyeol.example", changes=(moved,)), old])
    chart.write(SITE, {"bike-team": (make_position(1), make_position(2, holder="김이름"))})
    generation.replace()
    shown = page("/units/bike-team/")
    assert texts(shown, ".facts li") == ["전화 02-120", "전자우편 bike@saebyeol.example", "위치 별관 2층"]
    assert texts(shown, ".staff tbody tr") == [
        "주무관 1 자전거 업무 1 02-120-1",
        "주무관 2 김이름 자전거 업무 2 02-120-2",
    ]
    assert texts(shown, ".history li") == ["2025. 1. 1. 부서 이름 변경. 이전 이름: 자전거계"]
    closed = page("/units/old/")
    assert texts(closed, ".notice p") == ["이 부서는 없어졌습니다. 업무는 다음 부서로 넘어갔습니다: 자전거팀"]
    assert "교통과" not in texts(page("/units/"), ".unit strong")


def test_a_citizen_finds_the_telephone_of_who_answers_for_something(page: Read, get: Read, db: None) -> None:
    chart.write(SITE, {"bike-team": tuple(map(make_position, range(1, 41)))})
    generation.replace()
    found = page("/staff/?q=" + quote("자전거 업무 7 담당 전화"))
    assert texts(found, "#answering ~ .units .unit") == ["자전거팀 02-120"]
    assert texts(found, ".staff tbody tr") == [
        "자전거팀 주무관 7 자전거 업무 7 02-120-7",
        *(f"자전거팀 주무관 {number} 자전거 업무 {number} 02-120-{number}" for number in (17, 27, 37)),
    ]
    assert values(found, "meta[name=robots]", "content") == ["noindex, follow"]
    first = page("/staff/?unit=transport")
    second = page(values(first, "a[rel=next]")[0])
    assert [len(shown.select(".staff tbody tr")) for shown in (first, second)] == [30, 10]
    assert texts(page("/staff/?q=%3Cscript%3E"), ".empty strong") == ["‘<script>’ 업무를 맡은 곳을 찾지 못했습니다."]
    assert (get("/staff/?unit=none").status_code, get("/staff/?after=x").status_code) == (400, 400)


def test_many_websites_are_shown_page_by_page(page: Read, db: None) -> None:
    store([], [make_website(f"site-{number:03}", names={"ko": f"누리집 {number:03}"}) for number in range(150)])
    first = page("/websites/")
    second = page(values(first, "a[rel=next]")[0])
    shown = texts(first, ".site strong") + texts(second, ".site strong")
    assert len(shown) == 152
    assert set(shown) == {"새별 자전거", *(f"누리집 {number:03}" for number in range(150))}
    assert second.select("a[rel=next]") == []


def test_the_websites_stand_below_their_fields(page: Read) -> None:
    shown = page("/websites/")
    assert texts(shown, ".group h2") == ["교통"]
    assert values(shown, ".site") == [f"{BASE_URL}/traffic/bike/", f"{BASE_URL}/ja/walk/"]
    assert texts(page("/en/websites/"), ".group h2") == ["Traffic"]


def test_a_website_shows_its_office_and_where_it_belongs(page: Read) -> None:
    shown = page("/traffic/bike/")
    assert texts(shown, ".contact") == ["담당 부서 자전거팀 02-120"]
    assert texts(shown, ".breadcrumbs li") == ["처음", "교통", "새별 자전거"]


def test_the_reuse_page_lists_every_licence_that_permits_something_and_every_way_to_the_data(page: Read) -> None:
    shown = page("/reuse/")
    rows = texts(shown, "section[aria-labelledby=licences] tbody th")
    assert len(rows) == 13
    assert rows[0] == "크리에이티브 커먼즈 저작자표시 4.0 국제"
    addresses = shown.select_one("section[aria-labelledby=data]").get_text()
    assert all(part in addresses for part in ("/feed.atom", "/graphql", "/id/", "/oembed?url=", "/sitemap.xml"))


def test_a_city_without_posts_fields_or_offices_has_all_its_pages(
    db: None, get: Read, django_db_blocker: object
) -> None:
    from cms.ledger.models import Address, Entry, Host, Listing, TermRow

    for model in (Listing, Address, Entry, TermRow, Host):
        model.objects.all().delete()
    store([], make_terms()[:1])
    for path in ("/", "/en/", "/fields/", "/websites/", "/units/", "/reuse/", "/2026/11/"):
        assert get(path).status_code == 200
    assert get("/traffic/").status_code == 404


def test_a_website_s_logo_and_colour_are_its_look(page: Read, get: Read, db: None) -> None:
    from tests.factories import make_image

    store([], [make_website("look", colour="#ffdd00", logo=make_image(7, width=200, height=100))])
    shown = page("/traffic/look/")
    assert values(shown, "h1 img", "src") == [f"{BASE_URL}/media/images/7.webp"]
    assert "accent-ffdd00" in shown.select_one(".band")["class"]
    (sheet,) = (link["href"] for link in shown.select("link[rel=stylesheet]") if "/accents/" in link["href"])
    answer = get(sheet)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "text/css; charset=utf-8",
        "public, max-age=86400",
    )
    assert ".accent-ffdd00{--accent:#" in answer.content.decode()


def test_an_english_post_is_english_throughout(page: Read) -> None:
    shown = page(english(24).url)
    assert shown.html["lang"] == "en"
    assert texts(shown, ".article-head .meta > div")[0] == "Published 5 November 2026, 12:24"
    assert texts(shown, ".chips .chip") == ["Traffic", "Health"]
    assert not any("가" <= letter <= "힣" for letter in shown.select_one(".header").get_text().replace("한국어", ""))


def test_the_links_of_a_navigation_are_a_list_without_marks() -> None:
    templates = {path.name: path.read_text("utf-8") for path in FOLDER.rglob("*.html")}
    assert [name for name, text in templates.items() if re.search(r"<nav[^>]*>\s*<[uo]l>", text)] == []
    assert ":where(ul[class], ol[class]) {\n  padding: 0;\n  list-style: none;" in BASE.read_text("utf-8")


DATA = f"/data/post/{post_key(23)}"
SUFFIXES = {
    "application/ld+json": "jsonld",
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
}


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (POST, DATA),
        ("/", "/data/city/saebyeol"),
        ("/traffic/", "/data/field/traffic"),
        ("/tags/" + quote("자전거/"), f"/data/tag/{quote('자전거')}"),
        ("/units/bike-team/", "/data/unit/bike-team"),
    ],
)
def test_a_page_leads_to_its_data_and_gives_way_to_it_where_that_is_preferred(
    get: Read, page: Read, path: str, data: str
) -> None:
    answer = get(path)
    described = ", ".join(f'<{data}.{suffix}>; rel="describedby"; type="{kind}"' for kind, suffix in SUFFIXES.items())
    assert (answer.status_code, answer["Link"], answer["Vary"]) == (200, described, "Accept")
    links = [(link["type"], link["href"]) for link in page(path).select("link[rel=alternate][href^='/data/']")]
    assert links == [(kind, f"{data}.{suffix}") for kind, suffix in SUFFIXES.items()]
    for kind, suffix in SUFFIXES.items():
        answer = get(path, Accept=f"{kind}, text/html;q=0.5")
        assert (answer.status_code, answer["Location"], answer["Vary"]) == (303, f"{data}.{suffix}", "Accept")
        assert get(answer["Location"]).status_code == 200
    for browser in (
        "",
        "*/*",
        "text/html,application/xhtml+xml,*/*;q=0.8",
        "image/png",
        "text/html, text/turtle;q=0.9",
    ):
        assert get(path, Accept=browser).status_code == 200


@pytest.mark.parametrize("path", ["/2026/11/", "/units/", "/reuse/"])
def test_a_page_that_is_of_no_thing_with_data_is_the_page_for_everyone(get: Read, page: Read, path: str) -> None:
    answer = get(path, Accept="text/turtle")
    assert (answer.status_code, answer.get("Link"), answer.get("Vary")) == (200, None, None)
    assert page(path).select("link[href^='/data/']") == []


def test_a_later_page_of_a_list_leads_to_no_data(get: Read, page: Read) -> None:
    (address,) = values(page("/traffic/"), "a[rel=next]")
    assert get(address, Accept="text/turtle").status_code == 200
    assert page(address).select("link[href^='/data/']") == []
