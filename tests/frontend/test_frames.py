"""English pages around documents and committees, whose texts are in Korean."""

from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.core.records import to_data
from cms.ledger.models import TermRow
from frontend.wording import wording
from tests.factories import (
    BASE_URL,
    HOST,
    document_key,
    make_city,
    make_committee,
    make_document,
    make_field,
    make_meeting,
    make_section,
    make_task,
    make_translation,
    make_unit,
    meeting_key,
    store,
    withdraw,
)
from tests.frontend.conftest import Read, parsed, texts, values

NOTICE = "The texts on this page are in Korean."
DOCUMENT = "/documents/20261103000001/"
COMMITTEE = "/committees/bike-committee/"
MEETING = f"{COMMITTEE}meeting-1/"
FRAMED = [
    "/documents/",
    "/tasks/bike-roads/",
    "/units/bike-team/documents/",
    "/committees/",
    COMMITTEE,
    DOCUMENT,
    MEETING,
]


def korean(term: Any) -> Any:
    """The values of a term that has its page and its name in Korean alone."""
    return {"urls": {"ko": term.urls["ko"]}, "names": {"ko": term.names["ko"]}}


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    """As a city is founded: its sections, committees and task cards have one language, its home and units two."""
    section, committee = make_section("committees"), make_committee()
    terms = [
        make_city(),
        make_unit(),
        make_unit("transport"),
        make_section(**korean(make_section())),
        make_section("committees", **korean(section)),
        make_committee(**korean(committee), descriptions={"ko": "자전거 정책을 심의합니다."}),
        make_task(),
    ]
    store([*(make_document(number) for number in range(1, 23)), make_meeting(1)], terms)


@pytest.mark.parametrize("path", FRAMED)
def test_each_page_has_an_english_frame_that_says_so(page: Read, path: str) -> None:
    shown, original = page(f"/en{path}"), page(path)
    assert [shown.html["lang"], original.html["lang"]] == ["en", "ko"]
    assert texts(shown, ".notice-texts")[0].startswith(NOTICE)
    assert [(link["href"], link["lang"]) for link in shown.select(".notice-texts a")] == [(f"{BASE_URL}{path}", "ko")]
    assert original.select(".notice-texts") == []
    assert texts(shown, ".brand") == ["Saebyeol News"]
    assert values(shown, ".languages a") == [f"{BASE_URL}{path}", f"{BASE_URL}/en{path}"]
    assert values(original, ".languages a") == [f"{BASE_URL}{path}", f"{BASE_URL}/en{path}"]


@pytest.mark.parametrize("path", [*FRAMED, "/documents/2026/11/", "/documents/?openness=open"])
def test_search_engines_are_told_of_the_korean_page_alone(page: Read, path: str) -> None:
    shown, original = page(f"/en{path}"), page(path)
    assert values(shown, "link[rel=canonical]") == values(original, "link[rel=canonical]") == [f"{BASE_URL}{path}"]
    assert values(shown, "link[hreflang]") == []
    assert [url for url in values(original, "link[hreflang]") if "/en/" in url] == []


@pytest.mark.parametrize(
    "path", ["/", "/units/bike-team/", "/statistics/", "/open-data/", "/documents/2026/11/", *FRAMED]
)
def test_from_an_english_page_every_link_stays_in_english(page: Read, path: str) -> None:
    shown = page(f"/en{path}")
    links = set(values(shown, "header a:not([hreflang]), main a:not([hreflang]), footer a"))
    left = {url.removeprefix(BASE_URL) for url in links if url.startswith(f"{BASE_URL}/") and "/en/" not in url}
    files = ("/attachments/", "/open-data/documents/", "/statistics.csv", "/graphql", "/data/", "/sitemap.xml")
    assert {path for path in left if not path.startswith(files) and "/feed." not in path} == set()


def test_the_parts_that_are_in_korean_say_so(page: Read) -> None:
    shown = page(f"/en{DOCUMENT}")
    hangul = {text for text in shown.main.find_all(string=True) if any("가" <= letter <= "힣" for letter in text)}
    assert hangul
    unmarked = {
        text.strip()
        for text in hangul
        if not any(parent.get("lang") == "ko" for parent in text.parents) and text.find_parent(class_="copy") is None
    }
    assert unmarked - {"한국어"} == set()


def test_names_days_and_months_are_in_english(page: Read) -> None:
    shown = page(f"/en{DOCUMENT}")
    assert texts(shown, ".breadcrumbs li") == ["Home", "Documents", "Bicycle Team"]
    assert "Produced 4 November 2026" in texts(shown, ".article-head .meta > div")
    assert texts(page("/en/documents/"), "h1") == ["Documents"]
    assert texts(page("/en/documents/2026/11/"), "h1") == ["Documents, November 2026"]
    assert texts(page("/en/tasks/bike-roads/"), "h1") == ["Documents: 자전거길 관리"]
    assert texts(page("/en/committees/"), "h1, .band p") == [
        "Committees",
        "When the committees of the city meet, and what they decide.",
    ]


def test_a_page_says_in_english_what_it_is_and_where_its_texts_are_korean(page: Read) -> None:
    texts_in = "The texts on this page are in Korean."
    said = {
        "/documents/": f"{wording('en')('docs_intro')} {texts_in}",
        "/committees/": f"When the committees of the city meet, and what they decide. {texts_in}",
        "/tasks/bike-roads/": f"“Documents: 자전거길 관리”, from Saebyeol. {texts_in}",
        COMMITTEE: f"“자전거정책위원회”, from Saebyeol. {texts_in}",
        DOCUMENT: f"“자전거길 정비 계획 1호”, from Saebyeol. {texts_in}",
    }
    for path, words in said.items():
        assert values(page(f"/en{path}"), "meta[name=description]", "content") == [words]
        assert values(page(path), "meta[name=description]", "content") != [words]
    assert values(page("/en/documents/?openness=open"), "meta[name=description]", "content") == []


def test_the_kinds_of_committees_are_in_the_language_of_the_page(page: Read) -> None:
    assert texts(page("/en/committees/"), ".group h2") == ["Deliberation"]
    assert texts(page("/committees/"), ".group h2") == ["심의"]
    assert "Deliberation" in texts(page(f"/en{COMMITTEE}"), "dd")


def test_what_a_listing_leaves_is_gone_in_english_only_where_there_was_a_frame(get: Read) -> None:
    store([], [make_field("health", **korean(make_field("health")))])
    assert [get(path).status_code for path in ("/health/", "/en/health/")] == [200, 404]
    assert [get(path).status_code for path in (COMMITTEE, f"/en{COMMITTEE}")] == [200, 200]
    TermRow.objects.filter(key__in=["health", "bike-committee"]).delete()
    store([], [])
    assert [get(path).status_code for path in ("/health/", "/en/health/")] == [410, 404]
    assert [get(path).status_code for path in (COMMITTEE, f"/en{COMMITTEE}")] == [410, 410]


def test_a_listing_goes_on_and_is_narrowed_in_its_language(page: Read, get: Read) -> None:
    shown = page("/en/documents/")
    (older,) = values(shown, "a[rel=next]")
    assert older.startswith(f"{BASE_URL}/en/documents/?after=")
    assert len(page(older).select(".row")) == 2
    assert values(shown, "form.narrow", "action") == [f"{BASE_URL}/en/documents/"]
    assert get("/en/documents/?unit=bike-team")["Location"] == f"{BASE_URL}/en/units/bike-team/documents/"
    assert get("/en/units/bike-team/documents/?unit=")["Location"] == f"{BASE_URL}/en/documents/"
    assert get("/en/documents/2026/9/")["Location"] == f"{BASE_URL}/en/documents/2026/09/"
    assert get("/en/documents/feed")["Location"] == f"{BASE_URL}/documents/feed.rss"


def test_feeds_linked_data_and_share_cards_are_those_of_the_korean_page(page: Read, get: Read) -> None:
    for path in ("/documents/", DOCUMENT):
        shown, original = page(f"/en{path}"), page(path)
        assert values(shown, "link[href*='feed.']") == values(original, "link[href*='feed.']") != []
        assert shown.select("script[type='application/ld+json']") == original.select(
            "script[type='application/ld+json']"
        )
        assert values(shown, "meta[property='og:url']", "content") == [f"{BASE_URL}{path}"]
        turtle = [get(f"{home}{path}", Accept="text/turtle") for home in ("", "/en")]
        assert turtle[0]["Location"] == turtle[1]["Location"]
    cards = [get(f"/oembed?url={quote(f'{BASE_URL}{home}{DOCUMENT}', safe='')}").json() for home in ("", "/en")]
    assert cards[0] == cards[1]


def test_another_spelling_and_an_old_address_lead_to_the_frame(get: Read) -> None:
    assert get(f"/en{DOCUMENT[:-1]}")["Location"] == f"{BASE_URL}/en{DOCUMENT}"
    store([make_meeting(1, url=f"{BASE_URL}{COMMITTEE}first/")], [])
    assert get(f"/en{MEETING}")["Location"] == f"{BASE_URL}/en{COMMITTEE}first/"


def test_what_is_withdrawn_is_gone_there_and_what_never_was_is_not_found(get: Read) -> None:
    withdraw(document_key(1), meeting_key(1))
    gone = get(f"/en{DOCUMENT}")
    assert (gone.status_code, parsed(gone).html["lang"]) == (410, "en")
    assert get(f"/en{MEETING}").status_code == 410
    for path in ("/en/documents/20991103000001/", "/en/traffic/", "/en/en/documents/", "/ja/documents/"):
        assert get(path).status_code == 404


def test_a_translation_stands_before_a_frame(page: Read, get: Read) -> None:
    english = make_meeting(2, language="en", title="First meeting", url=f"{BASE_URL}/en{COMMITTEE}first/")
    other = make_translation(2, key=meeting_key(2), url=english.url)
    store([make_meeting(1, translations=(other,)), english], [])
    assert get(f"/en{MEETING}")["Location"] == english.url
    assert values(page(MEETING), ".languages a") == [f"{BASE_URL}{MEETING}", english.url]
    assert page(english.url).select(".notice-texts") == []


def test_a_city_without_english_has_none(get: Read, page: Read) -> None:
    city = make_city()
    TermRow.objects.filter(scheme="city").update(data=to_data(make_city(urls={"ko": city.urls["ko"]})))
    store([], [])
    assert {get(f"/en{path}").status_code for path in FRAMED if not path.startswith("/units/")} == {404}
    assert page(DOCUMENT).select(".languages") == []


def test_a_frame_costs_what_the_page_costs(get: Read) -> None:
    counts = []
    for path in (DOCUMENT, f"/en{DOCUMENT}", "/documents/", "/en/documents/"):
        get(path)
        with CaptureQueriesContext(connection) as queries:
            get(path)
        counts.append(len(queries))
    assert (counts[0], counts[2]) == (counts[1], counts[3])


def test_graphql_says_what_an_address_in_english_leads_to(client: Client) -> None:
    def route(path: str) -> Any:
        sent = {"query": asked % path}
        answer = client.post("/graphql", sent, content_type="application/json", headers={"Host": HOST})
        return answer.json()["data"]["route"]

    asked = '{route(path: "%s") {kind language gone redirect node {id ... on Document {language url}}}}'
    answer = route(f"/en{DOCUMENT}")
    assert (answer["kind"], answer["language"], answer["node"]["url"]) == ("RECORD", "en", f"{BASE_URL}{DOCUMENT}")
    assert route("/en/documents/")["kind"] == "TERM"
    withdraw(document_key(1))
    assert route(f"/en{DOCUMENT}")["kind"] == "GONE"
