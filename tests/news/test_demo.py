from collections import Counter

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.http import HttpRequest

from cms.core.models import File, Image
from cms.ledger.models import Entry
from cms.news.models import PostPage
from cms.subsites.models import FieldPage

pytestmark = pytest.mark.django_db


def signed_in(name):
    """The account that its name and the demo's password belong to."""
    return authenticate(HttpRequest(), username=name, password=f"{name}-demo")


def test_the_demo_needs_a_city():
    with pytest.raises(CommandError, match="load_city first"):
        call_command("load_demo")


def test_the_demo_fills_every_field_in_two_languages_once(capsys, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("load_city")
    call_command("load_demo")
    assert "60 demo posts made" in capsys.readouterr().out
    entries = list(Entry.objects.filter(state="public"))
    assert len(entries) == 60
    records = [entry.record for entry in entries]
    languages = Counter(record["language"] for record in records)
    assert languages == {"ko": 32, "en": 26, "ja": 1, "zh-hans": 1}
    for place in FieldPage.objects.filter(locale__language_code__in=("ko", "en")):
        assert sum(record["topics"][0] == place.field.key for record in records) >= 4
    assert all(record["image"]["alt"] and record["image"]["credit"] for record in records)
    assert sum(len(record["translations"]) for record in records) == 48
    assert len({record["licence"] for record in records}) >= 6
    assert any(record["files"] for record in records)
    assert any(len(record["topics"]) > 1 for record in records)

    counts = [model.objects.count() for model in (PostPage, Image, File)]
    call_command("load_demo")
    assert [model.objects.count() for model in (PostPage, Image, File)] == counts
    # What the form of a user asks for, so that an administrator can give one of them a new password.
    assert all(user.first_name and user.last_name and user.email for user in get_user_model().objects.all())
    assert signed_in("admin").is_superuser
    employee = signed_in("employee")
    assert (employee.is_superuser, [group.name for group in employee.groups.all()]) == (False, ["Employees"])
    officer = signed_in("officer")
    assert (officer.is_superuser, officer.has_perm("releases.disclose")) == (False, True)
