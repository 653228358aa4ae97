"""Each person reads the editor in their language, its errors and its sign-in too."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.core.languages import accepted
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db
SIGN_IN = {"ko": "로그인", "en": "Sign in"}
MISSING = {"ko": "오류 404", "en": "Error 404"}


def title(answer):
    return BeautifulSoup(answer.content, "html.parser").title.get_text(strip=True)


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "ko"), ("en-GB,en;q=0.9", "en"), ("ko,en;q=0.5", "ko"), ("fr,en;q=0.5", "en"), ("ja", "ko"), ("\x7f", "ko")],
)
def test_who_is_not_known_signs_in_in_the_language_of_the_browser(header, language):
    answer = Client().get(reverse("wagtailadmin_login"), headers={"Accept-Language": header})
    shown = BeautifulSoup(answer.content, "html.parser")
    assert (shown.html["lang"], SIGN_IN[language] in shown.title.get_text()) == (language, True)


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.parametrize(("language", "city"), [("ko", "saebyeol ko"), ("en", "saebyeol en")])
def test_the_sign_in_names_the_city_and_no_product(language, city):
    answer = Client().get(reverse("wagtailadmin_login"), headers={"Accept-Language": language})
    shown = BeautifulSoup(answer.content, "html.parser")
    assert (shown.h1.get_text(strip=True), shown.select(".login-logo")) == (f"{city}: {SIGN_IN[language]}", [])
    assert "Wagtail" not in shown.main.get_text() + shown.title.get_text()


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.parametrize(
    ("chosen", "browser", "language"), [("en", "ko", "en"), ("ko", "en", "ko"), ("", "en", "en"), ("", "ja", "ko")]
)
@pytest.mark.parametrize("path", ["pages/99999/edit/", "nowhere/", "disclosure/99999/", "choose-page/99999/"])
def test_what_is_not_there_is_said_by_the_editor_in_the_language_of_the_person(path, chosen, browser, language):
    client = sign_in()
    client.user.user_permissions.add(Permission.objects.get(codename="disclose"))
    UserProfile.objects.create(user=client.user, preferred_language=chosen)
    home = reverse("wagtailadmin_home")
    answer = client.get(f"{home}{path}", headers={"Accept-Language": browser})
    shown = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, shown.h1.get_text(strip=True)) == (404, MISSING[language])
    assert [link["href"] for link in shown.select("main a")] == [home]


@pytest.mark.usefixtures("prepared_city")
def test_a_program_and_who_is_not_signed_in_are_answered_as_before():
    address = reverse("wagtailadmin_pages:edit", args=[99999])
    answer = sign_in().get(address, headers={"Accept": "application/json"})
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    ("header", "found"),
    [("en-US", "en"), ("ko-KR,en", "ko"), ("de, en;q=0.1, ko;q=0.2", "ko"), ("*", ""), ("", ""), ("x" * 600, "")],
)
def test_the_most_wished_of_the_languages_that_are_offered(header, found):
    assert accepted(header, {"ko", "en"}) == found
