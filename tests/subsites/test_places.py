"""City, sub-sites and websites in the editor of an administrator."""

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.ledger.models import StaffRow, TermRow
from cms.subsites.models import CityPage, Field, FieldPage, OrganisationUnit, WebsitePage, section_types
from tests.content import make_unit, section
from tests.news.editor import errors, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(prepared_city):
    return sign_in("admin", admin=True)


def website(**over):
    values = {
        "title": "새별 자전거",
        "slug": "",
        "description": "대여소\n안내",
        "code": "bike",
        "unit": "",
        "logo": "",
        "colour": "#0b6e4f",
        "menu": streamfield([]),
        "links": streamfield([]),
        "shortcuts": streamfield([]),
        "pins": streamfield([]),
        "front": streamfield([]),
        "address": "",
        "telephone": "",
        "email": "",
        "comments": inline_formset([]),
    }
    return nested_form_data(values | over) | {"action-publish": "1"}


def add_url(parent):
    return reverse("wagtailadmin_pages:add", args=("subsites", "websitepage", parent.pk))


def test_a_website_made_in_the_editor_is_a_term_at_once(admin):
    unit = make_unit()
    admin.post(add_url(section()), website(unit=unit.pk))
    page = WebsitePage.objects.get()
    assert (page.slug, page.description, page.live) == ("새별-자전거", "대여소 안내", True)
    term = TermRow.objects.get(scheme="website").data
    assert (term["key"], term["field"], term["unit"], term["colour"]) == ("bike", "traffic", "bike-team", "#0b6e4f")


@pytest.mark.parametrize(
    ("over", "name"),
    [
        ({"code": "Bike Team"}, "code"),
        ({"colour": "red"}, "colour"),
        ({"colour": "#ffdd00"}, "colour"),
        ({"email": "bike"}, "email"),
        ({"slug": "graphql"}, "slug"),
        ({"title": ""}, "title"),
    ],
)
def test_a_mistake_is_marked_where_it_is(admin, over, name):
    response = admin.post(add_url(section()), website(**over))
    assert list(errors(response)) == [name]
    assert not WebsitePage.objects.exists()


def test_the_key_of_a_website_stays(admin):
    admin.post(add_url(section()), website())
    page = WebsitePage.objects.get()
    response = admin.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), website(code="bicycle", slug="bike"))
    assert list(errors(response)) == ["code"]
    page.refresh_from_db()
    assert page.code == "bike"


def test_vocabularies_are_edited_and_terms_follow(admin):
    field = Field.objects.get(key="traffic")
    data = {
        "key": "traffic",
        "name_ko": "교통·보행",
        "name_en": "Traffic",
        "other_names": '{"ja": "交通"}',
        "description_ko": "",
        "description_en": "",
        "colour": "#0b57a4",
        "icon": "bus",
        "order": 0,
    }
    admin.post(f"/admin/snippets/subsites/field/edit/{field.pk}/", data)
    term = TermRow.objects.get(scheme="field", key="traffic").data
    assert (term["names"]["ko"], term["names"]["ja"], term["colour"]) == ("교통·보행", "交通", "#0b57a4")
    response = admin.post(f"/admin/snippets/subsites/field/edit/{field.pk}/", data | {"key": "bus"})
    assert list(errors(response)) == ["key"]


def test_a_department_is_made_and_cannot_be_put_below_itself(admin):
    data = {"key": "hall", "name_ko": "시청", "name_en": "Hall", "other_names": "{}", "parent": "", "order": 0}
    data |= {"duties_ko": "", "duties_en": "", "telephone": "0100-120"}
    data |= {"positions-TOTAL_FORMS": 1, "positions-INITIAL_FORMS": 0}
    data |= {"positions-0-title_ko": "시장", "positions-0-duties_ko": "시정 총괄", "positions-0-ORDER": 1}
    admin.post("/admin/snippets/subsites/organisationunit/add/", data)
    unit = OrganisationUnit.objects.get()
    assert TermRow.objects.get(scheme="unit").data["telephone"] == "0100-120"
    assert [one["names"] for one in StaffRow.objects.get(unit="hall").data] == [{"ko": "시장"}]
    response = admin.post(f"/admin/snippets/subsites/organisationunit/edit/{unit.pk}/", data | {"parent": unit.pk})
    assert list(errors(response)) == ["parent"]


def test_a_field_with_a_sub_site_is_not_deleted(admin):
    field = Field.objects.get(key="traffic")
    admin.post(f"/admin/snippets/subsites/field/delete/{field.pk}/")
    assert FieldPage.objects.filter(field=field).exists()


def test_the_forms_of_places_open_without_a_preview(admin):
    admin.post(add_url(section()), website())
    for page in (section().get_parent(), section(), WebsitePage.objects.get()):
        response = admin.get(reverse("wagtailadmin_pages:edit", args=(page.pk,)))
        assert response.status_code == 200
        assert "w-preview-iframe" not in response.content.decode()


def test_employees_may_write_in_a_language_that_a_city_gets_later(admin):
    japanese = section().get_parent().specific.copy_for_translation(Locale.objects.create(language_code="ja"))
    groups = GroupPagePermission.objects.filter(page=japanese.page_ptr).values_list(
        "group__name", "permission__codename"
    )
    assert set(groups) == {("Employees", "add_page"), ("Employees", "publish_page")}


def test_a_right_that_was_taken_from_employees_stays_taken(admin):
    city = section().get_parent().specific
    GroupPagePermission.objects.all().delete()
    city.title = "새 이름"
    city.save_revision().publish()
    assert not GroupPagePermission.objects.exists()


def test_below_a_place_lies_whatever_names_it_as_its_parent():
    def below(place):
        return {model.__name__ for model in place.clean_subpage_models()}

    assert below(CityPage) == {
        "FieldPage",
        "DocumentsPage",
        "CommitteesPage",
        "EventsPage",
        "NoticesPage",
        "StandardPage",
    }
    assert below(FieldPage) == {"WebsitePage", "PostPage", "EventPage", "BoardPage", "StandardPage"}
    assert below(WebsitePage) == {"PostPage", "EventPage", "BoardPage", "StandardPage"}


def test_sections_stand_in_the_order_of_the_kinds_that_are_in_them():
    assert [model.section for model in section_types()] == ["documents", "committees", "events", "notices"]
