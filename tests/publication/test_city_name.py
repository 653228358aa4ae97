"""The editor names the city that it is of."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.ledger import generation
from cms.publication.templatetags.city import city_name_at_hand
from tests.factories import make_city, store

pytestmark = pytest.mark.django_db


def test_the_dashboard_and_the_titles_after_it_name_the_city(admin_user, settings):
    store([], [make_city()])
    generation._read.clear()
    assert city_name_at_hand() == settings.WAGTAIL_SITE_NAME
    client = Client()
    client.force_login(admin_user)
    assert " - 새별시</title>" in client.get(reverse("wagtailadmin_home")).content.decode()
    for language, name in (("ko", "새별시"), ("en", "Saebyeol")):
        with override(language):
            assert city_name_at_hand() == name
        page = client.get(reverse("wagtailadmin_account"), headers={"accept-language": language}).content.decode()
        assert f" - {name}</title>" in page


def test_titles_cost_no_query(admin_user, django_assert_num_queries):
    with django_assert_num_queries(0):
        city_name_at_hand()
