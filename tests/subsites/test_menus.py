"""The menus and footers of the city and its websites: what web teams arrange, and what the public gets of it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.core import records
from cms.core.errors import Refused
from cms.core.records import MenuItem, MenuLink
from cms.ledger import generation
from cms.ledger.store import store
from cms.publication import sync
from cms.subsites import terms
from cms.subsites.menus import LISTINGS
from cms.subsites.models import CityPage, WebsitePage
from frontend.addresses import DIRECTORIES
from tests.content import BASE_URL, make_unit, published_post, section
from tests.news.editor import errors, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


@pytest.fixture
def website():
    values = {"title": "새별 자전거", "slug": "bike", "code": "bike", "unit": make_unit()}
    return section().add_child(instance=WebsitePage(locale=section().locale, **values))


def link(title, **target):
    return {"title": title, "page": None, "listing": "", "url": "", **target}


def entry(title, *below, **target):
    return {
        "type": "entry",
        "value": {**link(title, **target), "items": [{"type": "item", "value": one} for one in below]},
    }


def arrange(page, **arranged):
    for name, value in arranged.items():
        setattr(page, name, value)
    page.save_revision().publish()


def layout(scheme="website", key="bike", language="ko"):
    generation.replace()
    return store.vocabulary("saebyeol").term(scheme, key).layout(language)


def test_a_site_of_which_nothing_is_arranged_has_no_layout(website):
    assert layout() is None
    assert layout("city", "saebyeol") is None


def test_a_menu_leads_to_pages_to_listings_and_elsewhere(website):
    arrange(
        website,
        menu=[
            entry("교통 소식", page=section().pk),
            entry("부서", link("모든 부서", listing="units"), link("지도", url="https://map.example/새별")),
        ],
        links=[entry("바로가기", link("따릉이", url="http://bike.example/"))],
        address="새별시 별빛로 1",
        telephone="02-120",
        email="bike@saebyeol.example",
    )
    assert layout() == records.Layout(
        language="ko",
        menu=(
            MenuItem(title="교통 소식", url=f"{BASE_URL}/traffic/"),
            MenuItem(
                title="부서",
                items=(
                    MenuLink(title="모든 부서", url=f"{BASE_URL}/units/"),
                    MenuLink(title="지도", url="https://map.example/%EC%83%88%EB%B3%84"),
                ),
            ),
        ),
        links=(MenuItem(title="바로가기", items=(MenuLink(title="따릉이", url="http://bike.example/"),)),),
        address="새별시 별빛로 1",
        telephone="02-120",
        email="bike@saebyeol.example",
    )


def test_each_language_of_a_city_has_a_layout_of_its_own():
    english = CityPage.objects.get(locale__language_code="en")
    arrange(english, menu=[entry("Departments", listing="units")])
    assert layout("city", "saebyeol", "ko") is None
    assert layout("city", "saebyeol", "en").menu == (MenuItem(title="Departments", url=f"{BASE_URL}/en/units/"),)


def test_a_link_follows_its_page_and_leaves_with_it(website):
    post = published_post()
    arrange(website, menu=[entry("안내", page=post.pk), entry("묶음", link("안내", page=post.pk))])
    assert [item.title for item in layout().menu] == ["안내", "묶음"]
    post.refresh_from_db()
    post.slug = "새-주소"
    post.save_revision().publish()
    post.refresh_from_db()
    assert (
        layout().menu[0].url
        == layout().menu[1].items[0].url
        == store.entry(site="saebyeol", key=str(post.key)).item.data["url"]
    )
    post.unpublish()
    assert layout() is None, "what leads nowhere is not shown, nor a heading of nothing"
    post.refresh_from_db()
    post.save_revision().publish()
    assert [item.title for item in layout().menu] == ["안내", "묶음"]
    post.delete()
    sync.touch_queued()
    assert layout() is None


def test_a_link_to_a_draft_is_not_shown(website):
    draft = published_post()
    draft.unpublish()
    arrange(website, menu=[entry("초안", page=draft.pk), entry("부서", listing="units")])
    assert [item.title for item in layout().menu] == ["부서"]


def test_the_layouts_of_many_sites_cost_no_query_more_than_that_of_one(website):
    post = published_post()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            list(terms.city_terms(terms.Source("saebyeol")))
        return len(captured)

    arrange(website, menu=[entry("안내", page=post.pk)])
    one = queries()
    for number in range(20):
        other = WebsitePage(locale=section().locale, title=f"누리집 {number}", slug=f"s{number}", code=f"s{number}")
        section().add_child(instance=other)
        arrange(other, menu=[entry("안내", page=post.pk), entry("묶음", link("안내", page=section().pk))])
    assert queries() <= one + 1, "one for a further type of page"


def test_listings_are_those_that_the_pages_have():
    assert set(LISTINGS) <= set(DIRECTORIES)


def test_a_menu_with_the_number_of_a_person_is_not_published(website):
    with pytest.raises(Refused, match="주민등록번호"):
        arrange(website, menu=[entry("문의 900101-1234567", listing="units")])
    assert layout() is None


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (entry("아무 데도"), "어디로 이어지는지 고르세요"),
        (entry("둘", listing="units", url="https://a.example/"), "하나만 고르세요"),
        (entry("다른 것", url="javascript:alert(1)"), "올바른 URL"),
        (entry("다른 것", url="ftp://a.example/"), "올바른 URL"),
        (entry("", listing="units"), "꼭 입력해야"),
        (entry("묶음", link("아무 데도")), "어디로 이어지는지 고르세요"),
    ],
)
def test_an_entry_that_cannot_lead_anywhere_is_refused_with_the_reason(website, value, where):
    admin = sign_in("admin", admin=True)
    fields = {
        "title": website.title,
        "slug": website.slug,
        "description": "",
        "code": "bike",
        "unit": "",
        "logo": "",
        "colour": "",
        "menu": streamfield([("entry", _form(value["value"]))]),
        "links": streamfield([]),
        "shortcuts": streamfield([]),
        "pins": streamfield([]),
        "front": streamfield([]),
        "address": "",
        "telephone": "",
        "email": "",
        "comments": inline_formset([]),
    }
    data = nested_form_data(fields) | {"action-publish": "1"}
    response = admin.post(reverse("wagtailadmin_pages:edit", args=(website.pk,)), data)
    assert list(errors(response)) == ["menu"]
    (found,) = response.context["form"].errors["menu"].as_data()
    assert where in json.dumps(found.as_json_data(), ensure_ascii=False)
    assert layout() is None


def _form(value):
    below = [{name: item["value"][name] or "" for name in item["value"]} for item in value["items"]]
    return {**{name: value[name] or "" for name in ("title", "page", "listing", "url")}, "items": _list(below)}


def _list(below):
    found = {"count": str(len(below))}
    for number, one in enumerate(below):
        found[str(number)] = {"value": one, "order": str(number), "deleted": "", "type": "item", "id": ""}
    return found
