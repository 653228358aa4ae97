"""The first account where there is no terminal: one that somebody can sign in with, or none."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
PASSWORD = "DJANGO_SUPERUSER_PASSWORD"


def made(**over):
    said = StringIO()
    given = {"interactive": False, "username": "admin", "email": "admin@city.example", "stdout": said} | over
    call_command("createsuperuser", **given)
    return said.getvalue()


def accounts():
    return list(get_user_model().objects.values_list("username", flat=True))


def test_an_account_is_made_with_the_password_of_the_environment(monkeypatch):
    monkeypatch.setenv(PASSWORD, "a-long-one")
    assert made() == "Superuser created successfully.\n"
    assert get_user_model().objects.get().check_password("a-long-one")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        (None, "Say the password of the account in DJANGO_SUPERUSER_PASSWORD"),
        ("", "Say the password of the account in DJANGO_SUPERUSER_PASSWORD"),
        ("1234", "DJANGO_SUPERUSER_PASSWORD: This password is too short."),
        ("admin-12", "DJANGO_SUPERUSER_PASSWORD: The password is too similar to the username."),
    ],
)
def test_without_a_password_or_with_a_bad_one_none_is_made(monkeypatch, password, said):
    monkeypatch.delenv(PASSWORD, raising=False)
    if password is not None:
        monkeypatch.setenv(PASSWORD, password)
    with pytest.raises(CommandError, match=said):
        made()
    assert accounts() == []


def test_a_name_that_is_taken_is_told_with_how_to_change_its_password(monkeypatch, settings):
    settings.LANGUAGE_CODE = "ko"
    monkeypatch.setenv(PASSWORD, "a-long-one")
    made()
    with pytest.raises(CommandError) as end:
        made()
    command = ".venv/bin/python manage.py changepassword admin"
    assert str(end.value) == f"There is an account 'admin' already. For a new password of it: {command}"
    assert accounts() == ["admin"]
