"""The addresses of the listings of documents, and those that their form leads to."""

import pytest

from cms.ledger.models import TermRow
from cms.ledger.vocabulary import vocabulary
from cms.releases.models.documents import Genre, Openness
from frontend.narrowing import CHOICES
from tests.factories import BASE_URL, SITE, make_section, make_unit, store
from tests.frontend.conftest import Read, texts, values

pytestmark = pytest.mark.usefixtures("released")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/documents/", "정보공개"),
        ("/documents/20261103000001/", "자전거길 정비 계획 1호"),
        ("/documents/2026/11/", "정보공개 2026년 11월"),
        ("/units/bike-team/documents/", "자전거팀 공개 문서"),
        ("/units/bike-team/documents/2026/11/", "자전거팀 2026년 11월 문서"),
        ("/tasks/bike-roads/", "자전거길 관리 공개 문서"),
        ("/tasks/bike-roads/2026/11/", "자전거길 관리 2026년 11월 문서"),
        ("/committees/", "위원회"),
        ("/en/committees/", "Committees"),
        ("/committees/bike-committee/", "자전거정책위원회"),
        ("/en/committees/bike-committee/", "Bicycle Policy Committee"),
        ("/committees/bike-committee/meeting-1/", "제1차 자전거정책위원회"),
    ],
)
def test_each_kind_of_page_has_one_first_level_heading(page: Read, path: str, title: str) -> None:
    assert texts(page(path), "h1") == [title]


@pytest.mark.parametrize(
    "path",
    [
        "/units/nobody/documents/",
        "/units/documents/",
        "/en/units/documents/",
        "/en/documents/20261103999999/",
        "/en/en/documents/20261103000001/",
        "/traffic/documents/",
        "/documents/documents/",
        "/documents/2026/13/",
        "/documents/20261103999999/",
        "/committees/2026/11/",
        "/committees/bike-committee/2026/11/",
        "/tasks/",
    ],
)
def test_no_other_address_is_made_up(get: Read, path: str) -> None:
    assert get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/units/bike-team/documents", "/units/bike-team/documents/"),
        ("/units/bike-team/documents/2026/9/", "/units/bike-team/documents/2026/09/"),
        ("/documents/?unit=bike-team", "/units/bike-team/documents/"),
        ("/documents/?unit=bike-team&genre=&openness=closed", "/units/bike-team/documents/?openness=closed"),
        ("/documents/2026/11/?unit=water&genre=expense", "/units/water/documents/2026/11/?genre=expense"),
        ("/units/bike-team/documents/?unit=water", "/units/water/documents/"),
        ("/units/bike-team/documents/2026/11/?unit=&openness=open", "/documents/2026/11/?openness=open"),
        ("/documents/?unit=&genre=&openness=", "/documents/"),
        ("/tasks/bike-roads/?genre=&openness=partial", "/tasks/bike-roads/?openness=partial"),
    ],
)
def test_what_a_form_sends_leads_to_the_shortest_address_of_what_it_asks_for(get: Read, path: str, url: str) -> None:
    answer = get(path)
    assert (answer.status_code, answer["Location"]) == (301, f"{BASE_URL}{url}")


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("openness=shut", "openness"),
        ("genre=letter", "genre"),
        ("genre=approval&openness=%00", "openness"),
        ("unit=nobody", "unit"),
        ("after=garbage", "after"),
    ],
)
def test_a_value_that_there_is_not_answers_400_and_says_where(get: Read, query: str, where: str) -> None:
    for path in ("/documents/", "/units/bike-team/documents/", "/documents/2026/11/"):
        answer = get(f"{path}?{query}")
        assert answer.status_code == 400
        assert f"확인할 곳: {where}" in answer.content.decode()


def test_a_task_card_is_of_no_one_unit_and_ignores_the_parameter(get: Read) -> None:
    assert get("/tasks/bike-roads/?unit=nobody").content == get("/tasks/bike-roads/").content


def test_pages_that_list_no_documents_ignore_the_filters(get: Read) -> None:
    for path in ("/", "/traffic/", "/documents/20261103000001/", "/committees/"):
        assert get(f"{path}?openness=shut&unit=nobody&genre=").content == get(path).content


def test_the_form_offers_what_the_documents_can_be() -> None:
    assert [set(CHOICES["genre"]), set(CHOICES["openness"])] == [set(Genre.values), set(Openness.values)]


def test_a_narrowed_list_is_kept_narrow_by_its_links_and_is_not_for_search_engines(page: Read) -> None:
    shown = page("/documents/?openness=open")
    assert len(shown.select(".row")) == 20
    assert values(shown, "meta[name=robots]", "content") == ["noindex, follow"]
    assert values(shown, "link[rel=canonical]") == [f"{BASE_URL}/documents/?openness=open"]
    assert texts(shown, "#openness option[selected]") == ["공개"]
    assert texts(shown, ".narrowed-value") == ["조건 지우기: 공개"]
    assert values(shown, ".narrowed-value") == [f"{BASE_URL}/documents/"]
    assert values(shown, ".section-head a") == [f"{BASE_URL}/documents/2026/11/?openness=open"]
    (address,) = values(shown, "a[rel=next]")
    second = page(address)
    assert len(second.select(".row")) == 3
    assert values(second, ".pager a") == [f"{BASE_URL}/documents/?openness=open"]


def test_two_filters_narrow_each_other(page: Read) -> None:
    shown = page("/documents/?openness=closed&genre=approval")
    assert texts(shown, ".row h3") == ["자전거길 정비 계획 25호"]
    assert values(shown, ".narrowed-value") == [
        f"{BASE_URL}/documents/?openness=closed",
        f"{BASE_URL}/documents/?genre=approval",
    ]
    empty = page("/documents/?openness=closed&genre=expense")
    assert texts(empty, ".empty") == ["여기에 공개한 문서가 없습니다. 조건을 바꾸거나 다른 달을 살펴보세요."]


def test_the_form_of_a_unit_s_documents_has_that_unit_chosen(page: Read) -> None:
    shown = page("/units/bike-team/documents/")
    assert texts(shown, "#unit option") == ["모든 부서", "교통국", "수도팀", "자전거팀"]
    assert texts(shown, "#unit option[selected]") == ["자전거팀"]
    assert values(shown, "form.narrow", "action") == [f"{BASE_URL}/units/bike-team/documents/"]
    assert page("/tasks/bike-roads/").select("#unit") == []


def test_where_no_documents_are_released_there_is_no_such_page_and_no_link(db: None, get: Read, page: Read) -> None:
    TermRow.objects.filter(scheme="section").delete()
    store([], [])
    assert vocabulary(SITE).all("section") == ()
    assert get("/units/bike-team/documents/").status_code == 404
    assert texts(page("/"), ".menu-list > li > a") == ["누리집", "조직", "자유이용"]
    assert page("/").select("#documents") == []
    assert page("/units/bike-team/").select("#documents") == []


def test_a_section_with_pages_in_two_languages_lists_the_same_documents_in_both(db: None, page: Read) -> None:
    TermRow.objects.filter(scheme="section", key="documents").delete()
    both = make_section(urls={"ko": f"{BASE_URL}/documents/", "en": f"{BASE_URL}/en/documents/"})
    from cms.ledger.models import Address

    Address.objects.filter(path="/documents/").delete()
    store([], [both, make_unit("new")])
    korean, english = page("/documents/"), page("/en/documents/")
    assert texts(korean, ".row h3") == texts(english, ".row h3")
    assert set(values(english, ".row h3", "lang")) == {"ko"}
    assert texts(page("/en/units/bike-team/documents/"), "h1") == ["Documents: Bicycle Team"]
    assert values(english, ".languages a") == [f"{BASE_URL}/documents/", f"{BASE_URL}/en/documents/"]
