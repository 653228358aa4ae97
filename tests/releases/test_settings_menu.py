"""The settings of a city for its released documents, in the editor."""

import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.core.errors import Unauthorized
from cms.releases.intake import tokens
from cms.releases.models import DocumentsPage, KnownGoodValue, ReleaseRule, SourceSystem, TaskCard
from tests.content import make_unit
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"토큰은 (\S{43}) ")
NAMES = ("releaserule", "knowngoodvalue", "sourcesystem", "taskcard")


@pytest.fixture
def admin(prepared_archive):
    return sign_in("admin", admin=True)


def address(name, view, *args):
    return reverse(f"wagtailsnippets_releases_{name}:{view}", args=args)


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize("name", NAMES)
def test_each_list_and_form_opens_for_an_administrator_and_for_no_employee(admin, name):
    employee = sign_in()
    for view in ("list", "add"):
        assert admin.get(address(name, view)).status_code == 200
        assert employee.get(address(name, view)).status_code == 302


def test_a_rule_of_release_is_added(admin):
    unit = make_unit()
    admin.post(address("releaserule", "add"), {"unit": unit.pk, "tier": "week", "days": "14"})
    assert ReleaseRule.objects.get().days == 14
    again = admin.post(address("releaserule", "add"), {"unit": unit.pk, "tier": "week", "days": "3"})
    assert again.status_code == 200
    assert ReleaseRule.objects.count() == 1


def test_a_known_good_value_is_added(admin):
    admin.post(address("knowngoodvalue", "add"), {"unit": "", "value": "@city.example", "note": "공용"})
    assert KnownGoodValue.objects.get().value == "@city.example"


def test_a_new_system_gets_a_token_that_is_shown_once(admin):
    data = {"name": "결재 시스템", "key": "approval", "city": "saebyeol", "active": "on"}
    response = admin.post(address("sourcesystem", "add"), data, follow=True)
    system = SourceSystem.objects.get()
    (token,) = TOKEN.findall(told(response))
    assert tokens.system_of(f"Bearer {token}") == system
    page = admin.get(address("sourcesystem", "edit", system.pk)).content.decode()
    assert token not in page
    assert system.token_hash not in page


def test_a_token_stays_until_a_new_one_is_asked_for(admin):
    system = SourceSystem(key="approval", name="결재", city="saebyeol")
    old = tokens.issue(system)
    data = {"name": "결재 시스템", "key": "approval", "city": "saebyeol", "active": "on"}
    admin.post(address("sourcesystem", "edit", system.pk), data)
    assert tokens.system_of(f"Bearer {old}").name == "결재 시스템"
    response = admin.post(address("sourcesystem", "edit", system.pk), data | {"new_token": "on"}, follow=True)
    (new,) = TOKEN.findall(told(response))
    assert tokens.system_of(f"Bearer {new}") == system
    with pytest.raises(Unauthorized):
        tokens.system_of(f"Bearer {old}")


def test_a_system_sends_to_a_city_that_there_is(admin):
    data = {"name": "결재", "key": "approval", "city": "nowhere", "active": "on"}
    assert admin.post(address("sourcesystem", "add"), data).status_code == 200
    assert not SourceSystem.objects.exists()


def test_the_path_of_a_task_card_is_one_line_and_its_key_stays(admin):
    admin.post(address("taskcard", "add"), {"name": "자전거길", "key": "bike", "functions": "교통 >  도로 관리 >"})
    card = TaskCard.objects.get()
    assert card.functions == ["교통", "도로 관리"]
    data = {"name": "자전거길 정비", "key": "other", "functions": "교통"}
    admin.post(address("taskcard", "edit", card.pk), data)
    card.refresh_from_db()
    assert (card.name, card.key, card.functions) == ("자전거길 정비", "bike", ["교통"])


def test_what_the_rules_may_cover_by_themselves_is_ticked_in_the_section(admin):
    section = DocumentsPage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=(section.pk,))
    content = admin.get(edit).content.decode()
    assert content.count('name="masked_kinds"') == 13
    values = {"title": section.title, "slug": section.slug, "description": "", "comments": inline_formset([])}
    data = nested_form_data(values) | {"masked_kinds": ["mobile", "email"], "action-publish": "1"}
    admin.post(edit, data)
    assert DocumentsPage.objects.get().masked_kinds == ["mobile", "email"]
    response = admin.post(edit, data | {"masked_kinds": ["everything"]})
    assert list(response.context["form"].errors) == ["masked_kinds"]
