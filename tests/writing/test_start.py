"""The first page of the editor says what a person does next, and what became of what they did."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.core.writing import writing_address
from cms.events.models import EventPage
from cms.news.models import PostPage
from cms.releases.models.page_screenings import PageScreening
from cms.subsites.models import WebsitePage
from cms.writing import places
from tests.content import draft_post, make_unit, publish, published_post, section
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def employee(prepared_city):
    return sign_in(unit=make_unit())


def start(client):
    return BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser").main


def lists(client):
    """The titles in each list, by its heading."""
    found = start(client).select(".start .start__list")
    return {one.h2.get_text(strip=True): [item.a.get_text() for item in one.find_all("li")] for one in found}


def mine(client, page):
    PostPage.objects.filter(pk=page.pk).update(owner=client.user)
    return page


def test_who_has_written_nothing_is_led_to_the_choice_of_a_section(employee):
    assert start(employee).select_one(".start__button")["href"] == reverse("write_post")
    assert lists(employee) == {}


def test_the_button_leads_into_the_section_that_one_wrote_in_last(employee):
    mine(employee, draft_post(parent=section("traffic")))
    mine(employee, draft_post("건강 소식", parent=section("health")))
    assert start(employee).select_one(".start__button")["href"] == writing_address(PostPage, section("health"))


def test_who_begins_is_led_to_where_the_department_writes(employee):
    published_post(parent=section("health"))
    assert start(employee).select_one(".start__button")["href"] == writing_address(PostPage, section("health"))


def test_each_of_ones_pages_stands_in_the_list_of_its_state(employee):
    mine(employee, draft_post("초안"))
    later = mine(employee, draft_post("예약한 글"))
    publish(later, go_live_at=timezone.now() + timedelta(days=1))
    mine(employee, published_post("나간 글"))
    old = mine(employee, published_post("지난달 글"))
    PostPage.objects.filter(pk=old.pk).update(first_published_at=timezone.now() - timedelta(days=30))
    back = mine(employee, draft_post("돌아온 글"))
    PageScreening.objects.create(page=back, note="전화번호를 지워 주세요.")
    draft_post("남의 초안")
    assert lists(employee) == {
        "다시 손볼 글": ["돌아온 글"],
        "쓰고 있는 글": ["초안"],
        "게시 예정": ["예약한 글"],
        "이번 주에 게시한 글": ["나간 글"],
    }
    assert "전화번호를 지워 주세요." in start(employee).get_text()


def test_what_was_published_says_where_it_is_shown(employee):
    mine(employee, published_post(tags=()))
    assert "보이는 곳: saebyeol ko, 자전거팀, 교통" in " ".join(start(employee).get_text().split())


def test_nothing_of_the_city_is_counted(employee):
    assert start(employee).select(".w-summary") == []


def test_the_start_page_costs_the_same_for_one_page_as_for_many(employee):
    def queries():
        employee.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(connection) as captured:
            employee.get(reverse("wagtailadmin_home"))
        return len(captured)

    mine(employee, draft_post("초안"))
    mine(employee, published_post("나간 글"))
    one = queries()
    for number in range(5):
        mine(employee, draft_post(f"초안 {number}"))
        mine(employee, published_post(f"나간 글 {number}"))
    assert queries() == one


def test_a_web_team_finds_its_sites_and_an_employee_none(employee):
    section().add_child(instance=WebsitePage(title="새별 자전거", slug="bike", code="bike"))
    assert "내 누리집" not in start(employee).get_text()
    found = start(sign_in("admin", admin=True)).select("[aria-labelledby=start-sites] li")
    assert "새별 자전거" in [item.a.get_text() for item in found]


@pytest.mark.parametrize("model", ["postpage", "eventpage", "standardpage"])
def test_each_type_has_its_choice_of_a_section(employee, model):
    page = employee.get(reverse("write_type", args=[model])).content.decode()
    app = {"postpage": "news", "eventpage": "events", "standardpage": "pages"}[model]
    assert reverse("wagtailadmin_pages:add", args=(app, model, section().pk)) in page


def test_a_type_that_nobody_writes_in_a_section_has_none(employee):
    assert employee.get(reverse("write_type", args=["documentpage"])).status_code == 404


def test_sections_are_found_by_their_names_and_fields_by_those_of_their_websites(employee):
    website = section().add_child(instance=WebsitePage(title="새별 자전거", slug="bike", code="bike"))
    found = places.by_language(employee.user, EventPage, asked="자전거")
    assert [(place.title, [one.title for one in place.websites]) for group in found.values() for place in group] == [
        ("교통", [website.title])
    ]
    assert (
        "이런 이름의 분야나 누리집이 없습니다."
        in employee.get(reverse("write_post"), {"q": "없는 이름"}).content.decode()
    )
