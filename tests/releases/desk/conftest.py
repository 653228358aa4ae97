"""An officer signed in to the editor, and documents for them."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.content import make_city, make_documents, make_user

TEXT = "문의: 민원인 휴대전화 010-1234-5678"


@pytest.fixture
def section(db):
    make_city()
    return make_documents()


@pytest.fixture
def user(section):
    officer = make_user("officer")
    officer.groups.add(Group.objects.get(name="Disclosure officers"))
    return officer


@pytest.fixture
def client(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client
