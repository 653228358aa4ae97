"""Pages of websites in GraphQL, and what an answer costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.graphql.execution import execute
from cms.ledger import generation
from cms.ledger.hosts import CityHost
from cms.pages.models import StandardPage
from cms.subsites.models import CityPage
from tests.content import BASE_URL, CODE, HOST, published_page, section
from tests.pages.test_records import website

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
CITY_HOST = CityHost(CODE, HOST)


def ask(query, **variables):
    return execute(query, variables, city_host=CITY_HOST, language="ko")


def city(language="ko"):
    return CityPage.objects.get(locale__language_code=language)


def test_the_way_to_a_page_is_told_from_the_city_down_and_says_the_names_of_today():
    site = website()
    above = published_page("이용 안내", parent=site, slug="guide")
    page = published_page("요금", parent=above, slug="fees")
    told = ask(f'{{page(key: "{page.key}") {{breadcrumbs {{name url}} parent {{title}} ancestors {{title}}}}}}')["page"]
    assert told == {
        "breadcrumbs": [
            {"name": "saebyeol ko", "url": f"{BASE_URL}/"},
            {"name": "교통", "url": f"{BASE_URL}/traffic/"},
            {"name": "자전거 누리집", "url": f"{BASE_URL}/traffic/bike/"},
            {"name": "이용 안내", "url": f"{BASE_URL}/traffic/bike/guide/"},
        ],
        "parent": {"title": "이용 안내"},
        "ancestors": [{"title": "이용 안내"}],
    }
    above = StandardPage.objects.get(pk=above.pk)
    above.title = "빌리는 법"
    above.save_revision().publish()
    told = ask(f'{{page(key: "{page.key}") {{breadcrumbs {{name}}}}}}')["page"]["breadcrumbs"]
    assert [step["name"] for step in told] == ["saebyeol ko", "교통", "자전거 누리집", "빌리는 법"]


def test_a_page_above_that_is_not_public_is_no_step_and_no_parent():
    above = published_page("초안이 된 것")
    page = published_page("아래", parent=above)
    StandardPage.objects.get(pk=above.pk).unpublish()
    told = ask(f'{{page(key: "{page.key}") {{breadcrumbs {{name}} parent {{title}} ancestors {{title}}}}}}')["page"]
    assert told == {"breadcrumbs": [{"name": "saebyeol ko"}, {"name": "교통"}], "parent": None, "ancestors": []}


@pytest.mark.parametrize("number", [1, 20])
def test_what_stands_around_pages_takes_as_many_queries_for_twenty_as_for_one(number):
    above = published_page("위")
    for count in range(number):
        below = published_page(f"쪽 {count}", parent=above)
        published_page(f"아래 {count}", parent=below)
    generation.replace()
    query = f"""{{pages(first: 20, parent: "{above.key}") {{nodes {{
        title breadcrumbs {{name url}} parent {{title}} children {{title}} contents {{text}}
    }}}}}}"""
    ask(query)
    with CaptureQueriesContext(connection) as captured:
        found = ask(query)["pages"]["nodes"]
    assert len(found) == number
    assert all(one["parent"] == {"title": "위"} and len(one["children"]) == 1 for one in found)
    # The list, the pages above, those below, the texts.
    assert len(captured) == 4, [one["sql"] for one in captured]


def test_the_pages_below_one_are_in_the_order_of_their_editors():
    above = published_page("위")
    first, second = (published_page(title, parent=above) for title in ("하나", "둘"))
    query = f'{{page(key: "{above.key}") {{children {{title}}}}}}'
    assert ask(query)["page"]["children"] == [{"title": "하나"}, {"title": "둘"}]
    StandardPage.objects.get(pk=second.pk).move(StandardPage.objects.get(pk=first.pk), pos="left")
    from cms.publication import sync

    while sync.touch_queued():
        pass
    assert ask(query)["page"]["children"] == [{"title": "둘"}, {"title": "하나"}]


def test_the_required_pages_of_the_city_stand_for_a_website_until_it_has_its_own():
    site = website()
    published_page("개인정보 처리방침", parent=city(), role="privacy")
    published_page("Privacy policy", parent=city("en"), role="privacy")
    published_page("찾아오시는 길", parent=section(), role="directions")
    generation.replace()
    query = "query($website: String, $language: String) {requiredPages(website: $website, language: $language) {title}}"

    def titles(**variables):
        return [one["title"] for one in ask(query, **variables)["requiredPages"]]

    assert titles() == ["개인정보 처리방침", "찾아오시는 길"]
    assert titles(language="en") == ["Privacy policy", "찾아오시는 길"]
    assert titles(website="bike") == ["개인정보 처리방침", "찾아오시는 길"]
    published_page("누리집 개인정보 처리방침", parent=site, role="privacy")
    generation.replace()
    assert titles(website="bike") == ["누리집 개인정보 처리방침", "찾아오시는 길"]
    assert titles() == ["개인정보 처리방침", "찾아오시는 길"]
    assert titles(website="walk") == ["개인정보 처리방침", "찾아오시는 길"]


def test_pages_are_narrowed_by_website_department_parent_and_role():
    site = website()
    above = published_page("위", parent=site)
    published_page("아래", parent=above)
    published_page("길", parent=site, role="directions", unit=None)

    def titles(arguments):
        return {one["title"] for one in ask(f"{{pages({arguments}) {{nodes {{title}}}}}}")["pages"]["nodes"]}

    assert titles('website: "bike"') == {"위", "아래", "길"}
    assert titles('website: "bike", unit: "bike-team"') == {"위", "아래"}
    assert titles(f'parent: "{above.key}"') == {"아래"}
    assert titles('website: "bike", role: "directions"') == {"길"}
    assert titles('field: "traffic", language: "en"') == set()
