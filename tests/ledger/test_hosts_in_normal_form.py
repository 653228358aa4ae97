"""Hosts that were stored as they were typed, before they had one form."""

from importlib import import_module

import pytest
from django.apps import apps
from wagtail.models import Site

from cms.ledger.hosts import hosts
from cms.ledger.models import Address, Host
from cms.ledger.routes import route
from tests.content import HOST, published_post, section

pytestmark = pytest.mark.django_db
rename = import_module("cms.ledger.migrations.0020_hosts_in_normal_form").rename


@pytest.mark.usefixtures("prepared_city")
def test_what_was_stored_in_capitals_is_found_in_its_normal_form():
    post = published_post("길", slug="road")
    Site.objects.create(hostname="bike.example", port=80, root_page=section())
    Site.objects.filter(hostname="bike.example").update(hostname="BIKE.Example")
    Host.objects.filter(name="bike.example").delete()
    Host.objects.create(name="BIKE.Example", site="saebyeol")
    paths = set(Address.objects.filter(host="bike.example").values_list("path", flat=True))
    Address.objects.filter(host="bike.example").update(host="BIKE.Example")
    kept = Address.objects.create(host="bike.example", path="/")
    others = Address.objects.exclude(host__iexact="bike.example").count()

    for _ in range(2):
        rename(apps, None)
        assert set(Site.objects.values_list("hostname", flat=True)) == {HOST, "bike.example"}
        assert set(Host.objects.values_list("name", "site", "is_default")) == {
            (HOST, "saebyeol", True),
            ("bike.example", "saebyeol", False),
        }
        assert set(Address.objects.filter(host="bike.example").values_list("path", flat=True)) == paths
        assert not Address.objects.filter(host="BIKE.Example").exists()
        assert Address.objects.filter(pk=kept.pk).exists()
        assert Address.objects.exclude(host="bike.example").count() == others
    assert list(hosts()) == [HOST, "bike.example"]
    assert route(host="bike.example", path="/road/").found.item.data["key"] == str(post.key)


@pytest.mark.usefixtures("prepared_city")
def test_of_two_sites_with_one_name_neither_is_lost():
    Site.objects.create(hostname="bike.example", port=80, root_page=section())
    other = Site.objects.create(hostname="walk.example", port=80, root_page=section("health"))
    Site.objects.filter(pk=other.pk).update(hostname="BIKE.example")
    rename(apps, None)
    assert set(Site.objects.values_list("hostname", flat=True)) == {HOST, "bike.example", "BIKE.example"}
