import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils.html import escape
from django.utils.translation import override
from wagtail.models import Page
from wagtail.users.models import UserProfile

from tests.content import make_unit
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db

CLERK = {
    "username": "clerk",
    "email": "clerk@saebyeol.example",
    "first_name": "서",
    "last_name": "기",
    "password1": "a-long-password-for-tests",
    "password2": "a-long-password-for-tests",
    "unit": "",
}


@pytest.mark.usefixtures("prepared_city")
def test_an_administrator_gives_a_user_a_department():
    unit, admin = make_unit(), sign_in("admin", admin=True)
    assert 'name="unit"' in admin.get("/admin/users/new/").content.decode()
    data = CLERK | {"unit": unit.pk}
    admin.post("/admin/users/new/", data)
    clerk = get_user_model().objects.get(username="clerk")
    assert (clerk.unit, clerk.check_password("a-long-password-for-tests")) == (unit, True)
    admin.post(f"/admin/users/edit/{clerk.pk}/", data | {"unit": "", "is_active": "on"})
    clerk.refresh_from_db()
    assert clerk.unit is None


@pytest.mark.usefixtures("prepared_city")
def test_groups_are_called_in_the_language_of_whoever_reads_and_keep_their_names():
    admin = sign_in("admin", admin=True)
    named = Group.objects.create(name="Bridge keepers")
    for language, called in (("ko", "정보공개 담당자"), ("en", "Disclosure officers")):
        UserProfile.objects.update_or_create(user=admin.user, defaults={"preferred_language": language})
        for address in ("/admin/groups/", f"/admin/users/edit/{admin.user.pk}/"):
            page = admin.get(address).content.decode()
            assert called in page and named.name in page
            assert ("Disclosure officers" in page, "정보공개 담당자" in page) == (language == "en", language == "ko")
    assert Group.objects.filter(name="Disclosure officers").exists()


@pytest.mark.usefixtures("prepared_city")
def test_permissions_are_called_by_what_they_allow_in_the_language_of_whoever_reads():
    admin = sign_in("admin", admin=True)
    for language, allowed in (("ko", "모든 페이지 수정"), ("en", "Edit any page")):
        UserProfile.objects.update_or_create(user=admin.user, defaults={"preferred_language": language})
        page = admin.get("/admin/groups/new/").content.decode()
        labels = re.findall(r'<label [^>]*for="id_page_permissions-__prefix__-permissions_\d"[^>]*>(.*?)</label>', page)
        assert allowed in labels and len(labels) == len(Page.permission_types)
        assert not re.search("wagtail|편집기 기본 기능|\\|", " ".join(labels), re.IGNORECASE)
    with override("ko"):
        assert str(Permission.objects.get(codename="add_redirect")) == "주소 연결: 추가"
        assert str(Permission.objects.get(codename="operate")).endswith(": 자동 작업을 보고 다시 시도할 수 있음")


def test_the_account_page_offers_the_zones_that_a_browser_knows():
    page = sign_in("admin", admin=True).get("/admin/account/").content.decode()
    (chosen,) = re.findall(r'<select name="locale-current_time_zone".*?</select>', page, re.DOTALL)
    zones = re.findall(r'<option value="(.+?)"', chosen)
    assert "Asia/Seoul" in zones and zones == sorted(set(zones))
    assert "localtime" not in zones


def test_a_department_that_closes_leaves_its_people():
    unit = make_unit()
    user = get_user_model().objects.create_user("clerk", unit=unit)
    unit.delete()
    user.refresh_from_db()
    assert user.unit is None


@pytest.mark.usefixtures("prepared_city")
def test_each_role_that_is_installed_is_offered_with_what_it_allows_in_both_languages():
    admin = sign_in("admin", admin=True)
    named = Group.objects.create(name="Bridge keepers")
    Group.objects.filter(name="Moderators").update(name="Chief editors")
    said = {
        "ko": (
            "편집자: 모든 페이지를 쓰고",
            "직원: 자기 게시글과 회의를",
            "정보공개 담당자: 문서의",
            "검색 담당자: 검색의",
            "관리자가 아닌 계정은",
        ),
        "en": (
            "Editors: write and",
            "Employees: write and",
            "Disclosure officers: decide what",
            "Search keepers: keep the synonyms",
            "An account needs a role",
        ),
    }
    for language, words in said.items():
        UserProfile.objects.update_or_create(user=admin.user, defaults={"preferred_language": language})
        for address in ("/admin/users/new/", f"/admin/users/edit/{admin.user.pk}/"):
            page = admin.get(address)
            assert all(escape(text) in page.content.decode() for text in words)
            labels = [label for _value, label in page.context["form"].fields["groups"].choices]
            assert {named.name, "Chief editors"} < set(labels)
            assert sum(": " in label for label in labels) == 4


@pytest.mark.usefixtures("prepared_city")
def test_who_saves_an_account_that_cannot_use_the_editor_is_told():
    admin = sign_in("admin", admin=True)
    idle, writers = Group.objects.create(name="Idle"), Group.objects.get(name="Employees")

    def told(address, **over):
        answer = admin.post(address, CLERK | over, follow=True)
        return "‘clerk’ 계정은 편집기를 쓸 수 있는 역할이 없어" in answer.content.decode()

    assert told("/admin/users/new/")
    clerk = get_user_model().objects.get(username="clerk")
    edit = f"/admin/users/edit/{clerk.pk}/"
    assert told(edit, is_active="on", groups=[idle.pk])
    assert not told(edit, is_active="on", groups=[idle.pk, writers.pk])
    assert told(edit, is_active="on")
    assert not told(edit, is_active="on", is_superuser="on")
    assert not told(edit)
