"""The longest addresses that pages can have: made, renamed and moved, on each database."""

from urllib.parse import quote, unquote

import pytest
from django.test import Client

from cms.ledger.models import Address
from cms.ledger.routes import route
from cms.ledger.selectors import items_at
from cms.subsites.models import WebsitePage
from tests.content import BASE_URL, HOST, published_post, section

pytestmark = pytest.mark.django_db


def named(letter):
    """A slug of 255 letters that PostgreSQL can make no shorter, as long as a slug can be."""
    return "".join(chr(0xAC00 + (ord(letter) * 7919 + place * 4969) % 11_172) for place in range(255))


def led(path):
    answer = Client().get(path, headers={"host": HOST})
    return (answer.status_code, unquote(answer.headers.get("Location", "")))


@pytest.mark.usefixtures("prepared_city")
def test_pages_with_the_longest_slugs_below_one_another_are_made_renamed_and_moved(settings):
    settings.MADANG_BASE_URL = BASE_URL
    field = section()
    field.slug = named("a")
    field.save_revision().publish()
    field.refresh_from_db()
    website = WebsitePage(title="누리집", slug=named("b"), code="bike", locale=field.locale)
    field.add_child(instance=website)
    further = WebsitePage(title="다른 누리집", slug=named("c"), code="walk", locale=field.locale)
    section("health").add_child(instance=further)
    post = published_post("글", slug=named("d"), parent=website)
    paths = [f"/{named('a')}/{named('b')}/{named('d')}/"]
    assert len(quote(paths[0])) > 6_800
    assert led(quote(paths[0])) == (200, "")
    assert set(items_at([f"{BASE_URL}{quote(paths[0])}"])) == {f"{BASE_URL}{quote(paths[0])}"}
    post.slug = named("e")
    post.save_revision().publish()
    paths.append(f"/{named('a')}/{named('b')}/{named('e')}/")
    website.refresh_from_db()
    website.slug = named("f")
    website.save_revision().publish()
    paths.append(f"/{named('a')}/{named('f')}/{named('e')}/")
    post.refresh_from_db()
    post.move(further, pos="last-child")
    today = f"/health/{named('c')}/{named('e')}/"
    assert led(quote(today)) == (200, "")
    for path in paths:
        assert led(quote(path)) == (301, f"{BASE_URL}{today}")
        assert led(quote(path[:-1])) == (301, f"{BASE_URL}{today}")
        assert led(quote(f"{path[:-2]}/")) == (404, "")
    assert max(len(row.path.encode()) for row in Address.objects.all()) <= 2_000
    post.refresh_from_db()
    post.delete()
    assert {led(quote(path))[0] for path in (*paths, today)} == {410}


@pytest.mark.usefixtures("prepared_city")
def test_a_long_path_that_an_older_ledger_kept_whole_is_found(settings):
    post = published_post("글", slug="one")
    # As long as PostgreSQL took them.
    path = f"/{named('a')}/{named('b')}/{named('c')[:90]}/"
    Address.objects.create(host=HOST, path=path, entry=Address.objects.get(path="/traffic/one/").entry)
    assert route(host=HOST, path=path).redirect == f"{BASE_URL}/traffic/one/"
    assert route(host=HOST, path=path).is_old
    post.delete()
    assert route(host=HOST, path=path).gone
