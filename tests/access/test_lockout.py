"""Wrong passwords: how many are too many, for whom, and what is said then."""

import re

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.access.jobs import forget_failures
from cms.access.models import AuditEntry, Event
from tests.news.editor import PASSWORD

pytestmark = pytest.mark.django_db
WRONG = "wrong-password-for-tests"


@pytest.fixture
def employee(prepared_city):
    return get_user_model().objects.create_superuser("employee", "employee@saebyeol.example", PASSWORD)


def sign_in(password, *, name="employee", address="203.0.113.7", language="ko", **headers):
    """The answer to a sign-in, by a browser that nobody knows."""
    return Client().post(
        reverse("wagtailadmin_login"),
        {"username": name, "password": password},
        REMOTE_ADDR=address,
        headers={"accept-language": language, **headers},
    )


def fail(times, **options):
    return [sign_in(WRONG, **options).status_code for _ in range(times)]


def test_sixty_wrong_passwords_and_a_right_one_let_nobody_in(employee):
    assert fail(60) == [200] * 4 + [429] * 56
    answer = sign_in(PASSWORD)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (429, "900", "no-store")
    assert not answer.wsgi_request.user.is_authenticated


def test_the_lock_says_what_to_do_in_the_language_of_the_reader(employee):
    fail(5)
    korean, english = sign_in(PASSWORD), sign_in(PASSWORD, language="en")
    assert "비밀번호를 여러 번 잘못 입력했습니다." in korean.content.decode()
    assert "15분 동안" in korean.content.decode()
    assert "The password was wrong too many times." in english.content.decode()
    assert "for 15 minutes" in english.content.decode()
    assert re.search(rf'href="{reverse("wagtailadmin_login")}"', english.content.decode())


def test_four_wrong_passwords_and_a_right_one_begin_anew(employee):
    fail(4)
    assert sign_in(PASSWORD).status_code == 302
    assert fail(4) == [200] * 4
    assert sign_in(PASSWORD).status_code == 302


def test_a_colleague_and_another_address_are_not_locked(employee):
    get_user_model().objects.create_superuser("colleague", "colleague@saebyeol.example", PASSWORD)
    fail(5)
    assert sign_in(PASSWORD, address="203.0.113.8").status_code == 302
    assert sign_in(PASSWORD, name="colleague").status_code == 302
    assert sign_in(PASSWORD).status_code == 429


def test_another_address_of_the_same_ipv6_network_is_locked_too(employee):
    answers = [fail(1, address=f"2001:db8:1:2:{number}::7") for number in range(6)]
    assert answers == [[200]] * 4 + [[429]] * 2
    assert sign_in(PASSWORD, address="2001:db8:1:2::8").status_code == 429
    assert sign_in(PASSWORD, address="2001:db8:1:3::7").status_code == 302
    # The trail has the address itself.
    first = AuditEntry.objects.filter(event=Event.SIGN_IN_FAILED).earliest("id")
    assert first.address == "2001:db8:1:2::7"


def test_fifty_wrong_passwords_from_many_addresses_lock_a_name_everywhere(employee):
    for host in range(10):
        fail(4, address=f"198.51.100.{host}")
    # A right one from an address of its own forgives nothing that came from elsewhere.
    assert sign_in(PASSWORD).status_code == 302
    for host in range(10, 20):
        fail(1, address=f"198.51.100.{host}")
    assert sign_in(PASSWORD).status_code == 429


def test_an_unknown_name_is_locked_as_a_known_one_is(employee):
    assert fail(6, name="nobody") == [200] * 4 + [429] * 2


def test_another_browser_does_not_begin_anew(employee):
    assert [sign_in(WRONG, **{"user-agent": f"browser {n}"}).status_code for n in range(6)] == [200] * 4 + [429] * 2


def test_a_header_that_the_client_wrote_does_not_change_its_address(employee, settings):
    spoofed = [sign_in(WRONG, **{"x-forwarded-for": f"192.0.2.{n}"}).status_code for n in range(5)]
    assert spoofed == [200] * 4 + [429]
    settings.MADANG_PROXIES = 1
    behind = [
        sign_in(WRONG, address="10.0.0.1", **{"x-forwarded-for": f"192.0.2.{n}, 203.0.113.9"}).status_code
        for n in range(5)
    ]
    assert behind == [200] * 4 + [429]


def test_the_lock_ends_by_itself(employee, monkeypatch):
    fail(5)
    later = timezone.now() + timezone.timedelta(minutes=16)
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: later)
    assert sign_in(PASSWORD).status_code == 302


def test_a_new_password_ends_the_lock(employee):
    fail(5)
    employee.set_password("another-long-password")
    employee.save()
    assert sign_in("another-long-password").status_code == 302
    assert AuditEntry.objects.filter(event=Event.UNLOCKED).get().actor == employee


def test_any_other_change_of_the_account_leaves_the_lock(employee):
    fail(5)
    employee.first_name = "새별"
    employee.save()
    assert sign_in(PASSWORD).status_code == 429


def test_what_was_typed_as_a_user_name_is_forgotten_when_it_counts_no_more(employee):
    """It may have been a password; whoever is locked out stays so until then."""
    sign_in(WRONG, name="a-password-in-the-wrong-field")
    fail(5)
    assert (forget_failures(), AccessAttempt.objects.count(), sign_in(PASSWORD).status_code) == (0, 2, 429)
    AccessAttempt.objects.filter(username="a-password-in-the-wrong-field").update(
        attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME
    )
    assert (forget_failures(), forget_failures()) == (1, 0)
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["employee"]
    assert sign_in(PASSWORD).status_code == 429


@pytest.mark.usefixtures("prepared_city")
def test_nobody_is_told_of_a_mail_that_no_server_sends():
    assert "password_reset" not in Client().get(reverse("wagtailadmin_login")).text
    assert Client().get("/admin/password_reset/").status_code == 404
