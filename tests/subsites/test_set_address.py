"""The city moves to another address, and everything stored follows."""

import io

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Site

from cms.ledger import selectors
from cms.ledger.filters import Filters
from cms.ledger.hosts import former, hosts
from cms.ledger.models import Clock
from cms.ledger.routes import route
from tests.content import published_post, section

pytestmark = pytest.mark.django_db


def move(address):
    out = io.StringIO()
    call_command("set_address", address, stdout=out)
    return out.getvalue()


def urls():
    return [item.record.url for item in selectors.entries(Filters(site="saebyeol")).items]


@pytest.mark.usefixtures("prepared_city")
def test_every_stored_address_follows_and_the_old_host_is_one_of_the_past():
    post = published_post("길", slug="road")
    assert urls() == ["http://saebyeol.example/traffic/road/"]
    assert move("http://127.0.0.1:8001").startswith("The city is now at http://127.0.0.1:8001: ")
    assert urls() == ["http://127.0.0.1:8001/traffic/road/"]
    assert (list(hosts()), former()) == (["127.0.0.1:8001"], {"saebyeol.example": "saebyeol"})
    assert route(host="127.0.0.1:8001", path="/traffic/road/").found.item.data["key"] == str(post.key)


def test_before_there_is_a_city_nothing_is_said_of_it():
    assert move("http://127.0.0.1:8001") == ""
    assert Site.objects.get(is_default_site=True).port == 8001


@pytest.mark.usefixtures("prepared_city")
def test_the_same_address_changes_nothing():
    published_post()
    before = list(Clock.objects.values())
    assert move("http://saebyeol.example") == ""
    assert list(Clock.objects.values()) == before


@pytest.mark.usefixtures("prepared_city")
def test_a_sub_site_with_a_host_of_its_own_follows_to_the_port_only():
    Site.objects.create(hostname="traffic.example", port=80, root_page=section())
    move("https://news.example")
    assert set(Site.objects.values_list("hostname", "port")) == {("news.example", 443), ("traffic.example", 443)}


def test_an_installation_without_sites_has_no_address_to_move():
    Site.objects.all().delete()
    assert move("http://127.0.0.1:8001") == ""


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("news.example", "is not an address such as"),
        ("http://news.example/path", "is not an address such as"),
        ("https://news.example:8443", "https is possible on port 443 only"),
        ("http://news.example:443", "https is possible on port 443 only"),
    ],
)
def test_an_impossible_address_is_refused(address, message):
    with pytest.raises(CommandError, match=message):
        move(address)
