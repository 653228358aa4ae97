"""Situations of a committee's meeting x every output, over real HTTP: present, absent, or gone."""

from datetime import timedelta
from urllib.parse import quote, urlsplit

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision

from cms.committees.models import CommitteePage, CommitteesPage, MeetingPage
from cms.publication import schedules
from cms.publication.reconcile import reconcile
from tests.background import keep
from tests.content import draft_meeting, published_meeting
from tests.publication.answers import graphql, sitemap, text
from tests.publication.searched import counted, searched, told_at_once

__all__ = ["told_at_once"]

TITLE = "표식 Marker 92"
MINUTES = "위원장이 개회를 선언하다."
LISTINGS = ["/committees/", "/committees/traffic-committee/"]


@pytest.fixture
def committee(prepared_committee):
    return prepared_committee


def listed(server, page):
    """The outputs that list many meetings -> whether this one is among them."""
    found = {f"{path}{name}": TITLE in text(server.get(f"{path}{name}")) for path in LISTINGS for name in FEEDS}
    found |= {f"/en{path}": TITLE in text(server.get(f"/en{path}")) for path in LISTINGS}
    key, nodes = str(page.key), "{nodes {key}}"
    for facet in ('committee: "traffic-committee"', 'unit: "bike-team"', f'openness: "{page.openness}"', "first: 20"):
        found[f"graphql {facet}"] = key in graphql(server, f"{{meetings({facet}) {nodes}}}")
    found["graphql committees"] = key in graphql(server, f"{{committees {{meetings(first: 5) {nodes}}}}}")
    found["sitemap"] = page.slug in sitemap(server)
    return found | in_search(server, page)


def in_search(server, page, title=TITLE):
    return searched(server, title=title, url=f"/committees/traffic-committee/{quote(page.slug)}/")


FEEDS = ("", "feed.rss", "feed.atom", "feed.json")


def direct(server, page, address):
    """The outputs that are about this meeting alone -> the status they answer."""
    key = str(page.key)
    found = {
        "page": server.get(urlsplit(address).path).status_code,
        "id": server.get(f"/id/meeting/{key}", Accept="application/ld+json").status_code,
        "oembed": server.get(f"/oembed?url={quote(address, safe='')}").status_code,
        "english": server.get(f"/en{urlsplit(address).path}").status_code,
    }
    for suffix in ("jsonld", "ttl", "nt", "rdf"):
        found[suffix] = server.get(f"/data/meeting/{key}.{suffix}").status_code
    for arguments in (f'key: "{key}"', f'url: "{address}"'):
        there = key in graphql(server, f"{{meeting({arguments}) {{key}}}}")
        found[f"graphql {arguments.partition(':')[0]}"] = 200 if there else 0
    return found


OUTPUTS = ("page", "id", "oembed", "english", "jsonld", "ttl", "nt", "rdf")
PRESENT = dict.fromkeys(OUTPUTS, 200) | {"id": 303, "graphql key": 200, "graphql url": 200}
NEVER = dict.fromkeys(OUTPUTS, 404) | {"graphql key": 0, "graphql url": 0}
GONE = dict.fromkeys(OUTPUTS, 410) | {"graphql key": 0, "graphql url": 0}


def draft():
    return draft_meeting(TITLE)


def unpublished():
    page = published_meeting(TITLE)
    page.unpublish()
    return page


def deleted():
    page = published_meeting(TITLE)
    MeetingPage.objects.get(pk=page.pk).delete()
    return page


def deleted_with_its_committee():
    page = published_meeting(TITLE)
    CommitteePage.objects.get().delete()
    return page


def of_a_private_committee():
    page = published_meeting(TITLE)
    parent = Page.objects.get(pk=CommitteePage.objects.get().pk)
    PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    return page


def in_a_private_section():
    page = published_meeting(TITLE)
    parent = Page.objects.get(pk=CommitteesPage.objects.get().pk)
    PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    return page


def held_by_screening():
    page = published_meeting(TITLE)
    MeetingPage.objects.filter(pk=page.pk).update(notice="문의 010-1234-5678")
    assert [repair.action for repair in reconcile() if not isinstance(repair, int)] == ["withdrawn"]
    return page


def live_and_never_screened_as_clear():
    page = draft_meeting(TITLE, notice="문의 010-1234-5678")
    page.live = True
    page.save()
    return page


def not_published_when_its_time_came():
    page = draft_meeting(TITLE, notice="문의 010-1234-5678")
    past = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=past)
    assert schedules.publish_due() == 1
    return page


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        (draft, NEVER),
        (held_by_screening, GONE),
        (live_and_never_screened_as_clear, NEVER),
        (not_published_when_its_time_came, NEVER),
        (unpublished, GONE),
        (deleted, GONE),
        (deleted_with_its_committee, GONE),
        (of_a_private_committee, GONE),
        (in_a_private_section, GONE),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_meeting_that_is_not_public_is_in_no_output(server, committee, situation, expected):
    page = situation()
    assert [name for name, there in listed(server, page).items() if there] == []
    assert direct(server, page, f"{committee.full_url}{page.slug}/") == expected
    assert counted(server, title=TITLE) == {}
    keep()
    assert [name for name, there in in_search(server, page).items() if there] == []
    assert counted(server, title=TITLE) == {}


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_a_public_meeting_is_in_every_output_and_closed_minutes_in_none(server, committee, closed):
    why = {"openness": "closed", "grounds": [5], "reason": "검토하고 있습니다.", "review_stage": "심의"}
    page = published_meeting(TITLE, **(why if closed else {}))
    address = f"{committee.full_url}{page.slug}/"
    assert [name for name, there in listed(server, page).items() if not there] == []
    assert direct(server, page, address) == PRESENT
    told = [server.get(urlsplit(address).path).text, server.get("/committees/feed.atom").text]
    told += [server.get(f"/data/meeting/{page.key}.jsonld").text]
    told.append(graphql(server, f'{{meeting(key: "{page.key}") {{body {{html text}}}}}}'))
    assert [MINUTES in said for said in told] == [not closed] * 4
    for name, there in in_search(server, page, "개회를 선언하다").items():
        assert there is not (closed or name.endswith("suggest")), name
