"""The targets of addresses, over HTTP."""

from io import BytesIO
from urllib.parse import quote

import pytest
from PIL import Image

from cms.core.errors import NotFound
from cms.ledger.hosts import CityHost
from cms.ledger.models import Address, TermRow
from frontend.addresses import resolve
from tests.factories import BASE_URL, HOST, SITE, make_field, make_post, make_terms, post_key, store, withdraw
from tests.frontend.conftest import Read, parsed, texts

pytestmark = pytest.mark.usefixtures("city")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "새별시 소식"),
        ("/en/", "Saebyeol news"),
        ("/traffic/", "교통"),
        ("/en/traffic/", "Traffic"),
        ("/traffic/bike/", "새별 자전거"),
        ("/ja/walk/", "Saebyeol Bike"),
        ("/tags/자전거/", "#자전거"),
        ("/units/bike-team/", "자전거팀"),
        ("/en/units/bike-team/", "Bicycle Team"),
        ("/2026/11/", "새별시 2026년 11월 소식"),
        ("/en/2026/11/", "Saebyeol news, November 2026"),
        ("/traffic/2026/11/", "교통 2026년 11월 소식"),
        ("/tags/자전거/2026/11/", "자전거 2026년 11월 소식"),
        ("/units/bike-team/2026/11/", "자전거팀 2026년 11월 소식"),
        ("/traffic/소식-23/", "자전거길 23호 개통"),
        ("/en/traffic/post-24/", "Cycle path 24 opens"),
        ("/fields/", "분야별 소식"),
        ("/en/fields/", "News by field"),
        ("/websites/", "누리집 모음"),
        ("/en/websites/", "Websites"),
        ("/units/", "조직과 연락처"),
        ("/en/units/", "Offices and contacts"),
        ("/reuse/", "자유이용과 자료 받기"),
        ("/en/reuse/", "Reuse and data"),
    ],
)
def test_each_kind_of_page_has_one_first_level_heading(page: Read, path: str, title: str) -> None:
    assert texts(page(quote(path)), "h1") == [title]


def test_a_path_in_decomposed_hangul_is_the_same_page(page: Read) -> None:
    assert texts(page(quote("/tags/자전거/")), "h1") == ["#자전거"]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/en", "/en/"),
        ("/traffic", "/traffic/"),
        ("/traffic/소식-23", "/traffic/%EC%86%8C%EC%8B%9D-23/"),
        ("/fields", "/fields/"),
        ("/2026/11", "/2026/11/"),
        ("/2026/9/", "/2026/09/"),
        ("/traffic/2026/9", "/traffic/2026/09/"),
    ],
)
def test_an_address_without_its_last_slash_or_zero_redirects_for_good(get: Read, path: str, url: str) -> None:
    answer = get(quote(path))
    assert (answer.status_code, answer["Location"], answer.content) == (301, f"{BASE_URL}{url}", b"")
    assert answer["Cache-Control"] == "public, max-age=3600"


def test_an_address_of_before_redirects_to_the_one_of_today(get: Read) -> None:
    entry = Address.objects.get(path="/traffic/소식-23/").entry
    Address.objects.create(host=HOST, path="/traffic/옛-주소/", entry=entry)
    answer = get(quote("/traffic/옛-주소/"))
    assert (answer.status_code, answer["Location"]) == (301, make_post(23).url)


def test_a_page_of_the_city_asked_of_a_field_s_own_host_redirects_to_where_it_is(db: None, get: Read) -> None:
    Address.objects.all().delete()
    TermRow.objects.all().delete()
    health = make_field("wellbeing", urls={"ko": "https://wellbeing.example/"})
    store([make_post(31)], [*make_terms(), health])
    assert texts(parsed(get("https://wellbeing.example/")), "h1") == ["wellbeing"]
    for path in ("/traffic/", "/traffic", "/units/", make_post(31).url.removeprefix(BASE_URL)):
        answer = get(f"https://wellbeing.example{path}")
        location = f"{BASE_URL}{path}".removesuffix("/") + "/"
        assert (answer.status_code, answer["Location"]) == (301, location)


def test_the_address_that_the_hub_itself_is_reached_at_shows_the_city(get: Read) -> None:
    assert texts(parsed(get("http://127.0.0.1:8000/traffic/")), "h1") == ["교통"]


@pytest.mark.parametrize(
    ("path", "feed"),
    [
        ("/feed", "/feed.rss"),
        ("/feed/", "/feed.rss"),
        ("/rss", "/feed.rss"),
        ("/rss.xml", "/feed.rss"),
        ("/feed.xml", "/feed.rss"),
        ("/index.xml", "/feed.rss"),
        ("/atom.xml", "/feed.atom"),
        ("/feed/atom/", "/feed.atom"),
        ("/en/feed/", "/en/feed.rss"),
        ("/traffic/feed/", "/traffic/feed.rss"),
        ("/traffic/atom.xml", "/traffic/feed.atom"),
        ("/tags/자전거/feed/rss2/", "/tags/%EC%9E%90%EC%A0%84%EA%B1%B0/feed.rss"),
    ],
)
def test_where_others_have_their_feeds_ours_are_found(get: Read, path: str, feed: str) -> None:
    answer = get(quote(path))
    assert (answer.status_code, answer["Location"]) == (301, f"{BASE_URL}{feed}")
    assert get(feed).status_code == 200


def test_a_page_with_such_a_name_is_itself(get: Read) -> None:
    entry = Address.objects.get(path="/traffic/소식-23/").entry
    Address.objects.create(host=HOST, path="/traffic/rss/", entry=entry)
    assert get("/traffic/rss/")["Location"] == make_post(23).url


@pytest.mark.parametrize(
    ("path", "types"),
    [
        ("/favicon.ico", {"image/x-icon", "image/vnd.microsoft.icon"}),
        ("/apple-touch-icon.png", {"image/png"}),
    ],
)
def test_what_browsers_ask_for_without_being_told_is_a_picture(get: Read, path: str, types: set[str]) -> None:
    answer = get(path)
    assert (answer.status_code, answer["Content-Type"] in types) == (200, True)
    with Image.open(BytesIO(b"".join(answer))) as picture:
        assert picture.width == picture.height in (48, 180)


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/feed/",
        "/traffic/소식-23/feed/",
        "/feed/feed/",
        "/rss.xml/nowhere/",
        "/nowhere/",
        "/nowhere",
        "/traffic/nowhere/",
        "/2026/13/",
        "/2026/00/",
        "/2026/13",
        "/2026/0/",
        "/1969/12/",
        "/9999/01/",
        "/nowhere/2026/11/",
        "/2026/11/2026/11/",
        "/traffic/소식-23/2026/11/",
        "/traffic/units/",
        "/%ED%8A%B8",
        "/feed.rss/",
        "/../../etc/passwd",
    ],
)
def test_an_address_where_nothing_was_ever_published_answers_404(get: Read, path: str) -> None:
    assert get(quote(path, safe="/%.")).status_code == 404


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/", "\\\\evil.example", "/\\evil.example/"])
def test_a_path_that_looks_like_another_host_redirects_nowhere(path: str) -> None:
    with pytest.raises(NotFound):
        resolve(CityHost(SITE, HOST), path)


def test_the_month_after_this_one_has_no_page_yet(get: Read) -> None:
    assert get("/2026/11/").status_code == 200
    assert get("/2026/12/").status_code == 404
    assert get("/2027/01/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/traffic/%00", "/%0A", "/a%1Fb/", "/%7F", "/%C2%85", "/" + "가" * 1_500, "/" + "a" * 5_000]
)
def test_an_address_that_cannot_be_one_answers_400(get: Read, path: str) -> None:
    assert get(path).status_code == 400


@pytest.mark.parametrize("after", ["garbage", "%00", "MTIzLjQ=", "..", "a" * 5_000, "%ED%8A%B8"])
def test_a_cursor_that_no_page_gave_answers_400(get: Read, after: str) -> None:
    for path in ("/", "/traffic/", "/2026/11/"):
        assert get(f"{path}?after={after}").status_code == 400


def test_unknown_parameters_change_nothing(get: Read) -> None:
    assert get("/?utm_source=x&after=").content == get("/").content
    assert get("/reuse/?after=garbage").content == get("/reuse/").content


def test_a_withdrawn_post_answers_410_and_leaves_every_list(get: Read, page: Read) -> None:
    withdraw(post_key(23))
    answer = get(quote("/traffic/소식-23/"))
    assert answer.status_code == 410
    assert texts(parsed(answer), "h1") == ["내려진 글입니다"]
    for path in ("/", "/traffic/", "/traffic/bike/", "/units/bike-team/", "/2026/11/"):
        assert "자전거길 23호 개통" not in page(path).get_text()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(client: object, method: str) -> None:
    answer = getattr(client, method)("/traffic/", headers={"Host": HOST})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
