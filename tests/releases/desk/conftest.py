"""An officer signed in to the editor, and documents for them."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.users.models import UserProfile

from tests.content import make_user
from tests.server import connections_kept

TEXT = "문의: 민원인 휴대전화 010-1234-5678"


@pytest.fixture
def section(prepared_archive):
    """Documents of a city; a proof of a takedown is asked for within the test's transaction."""
    with connections_kept():
        yield prepared_archive


@pytest.fixture
def user(section):
    officer = make_user("officer")
    officer.groups.add(Group.objects.get(name="Disclosure officers"))
    return officer


def signed_in(user, language="en"):
    """The editor as that user sees it, in that language."""
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def client(user):
    return signed_in(user)
