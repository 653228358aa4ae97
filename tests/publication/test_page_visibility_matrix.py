"""Situations of a page of a website x every output, over real HTTP: present, absent, or gone."""

from datetime import timedelta
from urllib.parse import quote, urlsplit

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.ledger import generation
from cms.pages.models import StandardPage
from tests.background import keep
from tests.content import draft_page, published_page, section
from tests.publication.answers import graphql, sitemap, text
from tests.publication.searched import counted, searched, told_at_once

__all__ = ["told_at_once"]

TITLE = "표식 Marker 93"


@pytest.fixture
def above(prepared_city):
    return published_page("자전거")


def listed(server, page):
    """The outputs that name many pages -> whether this one is among them."""
    key, found = str(page.key), {}
    parent = StandardPage.objects.get(title="자전거").key
    for facets in ("first: 20", 'field: "traffic"', 'unit: "bike-team"', f'parent: "{parent}"', 'role: "directions"'):
        found[f"graphql {facets}"] = key in graphql(server, f"{{pages({facets}) {{nodes {{key}}}}}}")
    found["children"] = key in graphql(server, f'{{page(key: "{parent}") {{children {{key}}}}}}')
    found["required"] = key in graphql(server, "{requiredPages {key}}")
    found["the page above"] = TITLE in text(server.get("/traffic/자전거/"))
    found["footer"] = TITLE in text(server.get("/"))
    found["sitemap"] = page.slug in sitemap(server)
    return found | in_search(server, page)


def in_search(server, page):
    return searched(server, title=TITLE, url=f"{quote('/traffic/자전거/')}{quote(page.slug)}/")


# Where what is new is listed by its date.
NEWS = [f"{path}{name}" for path in ("/traffic/", "/units/bike-team/") for name in ("", "feed.rss", "feed.json")]


def direct(server, page, address):
    """The outputs that are about this page alone -> the status they answer."""
    key = str(page.key)
    found = {
        "page": server.get(urlsplit(address).path).status_code,
        "id": server.get(f"/id/page/{key}", Accept="application/ld+json").status_code,
        "oembed": server.get(f"/oembed?url={quote(address, safe='')}").status_code,
    }
    for suffix in ("jsonld", "ttl", "nt", "rdf"):
        found[suffix] = server.get(f"/data/page/{key}.{suffix}").status_code
    for arguments in (f'key: "{key}"', f'url: "{address}"'):
        there = key in graphql(server, f"{{page({arguments}) {{key}}}}")
        found[f"graphql {arguments.partition(':')[0]}"] = 200 if there else 0
    return found


OUTPUTS = ("page", "id", "oembed", "jsonld", "ttl", "nt", "rdf")
PRESENT = dict.fromkeys(OUTPUTS, 200) | {"id": 303, "graphql key": 200, "graphql url": 200}
NEVER = dict.fromkeys(OUTPUTS, 404) | {"graphql key": 0, "graphql url": 0}
GONE = dict.fromkeys(OUTPUTS, 410) | {"graphql key": 0, "graphql url": 0}
ROLE = {"role": "directions"}


def draft(above):
    return draft_page(TITLE, parent=above, **ROLE)


def scheduled(above):
    page = draft_page(TITLE, parent=above, go_live_at=timezone.now() + timedelta(days=1), **ROLE)
    page.get_latest_revision().publish()
    return page


def unpublished(above):
    page = published_page(TITLE, parent=above, **ROLE)
    page.unpublish()
    return page


def deleted(above):
    page = published_page(TITLE, parent=above, **ROLE)
    StandardPage.objects.get(pk=page.pk).delete()
    return page


def expired(above):
    page = published_page(TITLE, parent=above, **ROLE)
    StandardPage.objects.get(pk=page.pk).save_revision().publish()
    page = StandardPage.objects.get(pk=page.pk)
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()
    return page


def private(above):
    page = published_page(TITLE, parent=above, **ROLE)
    place = Page.objects.get(pk=page.pk)
    PageViewRestriction.objects.create(page=place, restriction_type=PageViewRestriction.LOGIN)
    return page


def held_by_screening(above):
    page = draft_page(TITLE, parent=above, lead="문의 010-1234-5678", **ROLE)
    page.live = True
    page.save()
    return page


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        (draft, NEVER),
        (scheduled, NEVER),
        (held_by_screening, NEVER),
        (unpublished, GONE),
        (deleted, GONE),
        (expired, GONE),
        (private, GONE),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_page_that_is_not_public_is_in_no_output(server, above, situation, expected):
    page = situation(above)
    assert [name for name, there in listed(server, page).items() if there] == []
    assert direct(server, page, f"{above.full_url}{page.slug}/") == expected
    # Without any word the page above it is counted.
    assert [name for name in counted(server, title=TITLE) if name.startswith(TITLE)] == []
    keep()
    assert [name for name, there in in_search(server, page).items() if there] == []


def test_a_public_page_is_in_every_output_and_in_no_listing_of_news(server, above):
    page = published_page(TITLE, parent=above, **ROLE)
    assert [name for name, there in listed(server, page).items() if not there] == []
    assert direct(server, page, f"{above.full_url}{page.slug}/") == PRESENT
    # The footer is no listing.
    StandardPage.objects.get(pk=page.pk).unpublish()
    generation.replace()
    plain = published_page(f"{TITLE} 둘", parent=above)
    assert [path for path in (*NEWS, "/feed.atom", "/") if TITLE in text(server.get(path))] == []
    assert TITLE not in graphql(server, "{fields {posts(first: 9) {nodes {title}}} posts(first: 9) {nodes {title}}}")
    assert plain.is_descendant_of(section())
