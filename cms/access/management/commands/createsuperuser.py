from typing import Any, Final

from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import override

from cms.core.commands import in_words, typed
from cms.settings.environment import text

_PASSWORD: Final = "DJANGO_SUPERUSER_PASSWORD"
_USERNAME: Final = "DJANGO_SUPERUSER_USERNAME"


class Command(createsuperuser.Command):
    """Django's own, which makes an account that nobody can sign in with where no terminal asks for the password."""

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"), in_words():
            if not options["interactive"]:
                _check(options["username"] or text(_USERNAME))
            super().handle(*args, **options)


def _check(username: str) -> None:
    password, users = text(_PASSWORD), get_user_model()
    if users.objects.filter(username=username).exists():
        change = typed(f".venv/bin/python manage.py changepassword {username}")
        raise CommandError(f"There is an account {username!r} already. For a new password of it: {change}")
    if not password:
        raise CommandError(f"Say the password of the account in {_PASSWORD}, or leave --noinput out to be asked.")
    try:
        validate_password(password, users(username=username))
    except ValidationError as error:
        raise CommandError(f"{_PASSWORD}: {' '.join(error.messages)}") from error
