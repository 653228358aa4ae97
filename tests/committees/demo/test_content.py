"""The demo's meetings: what a first start shows, counted."""

from collections import Counter

import pytest

from cms.committees.demo.content import load_meetings
from cms.releases.demo.content import load_documents
from cms.releases.models import DocumentPage
from cms.subsites.models import CityPage
from tests.demo import COMMITTEES, WRITTEN, make_committees, public

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def state(settings, tmp_path):
    settings.MADANG_STATE_DIR = tmp_path


@pytest.fixture
def section(prepared_archive):
    make_committees()
    return prepared_archive


def test_meetings_are_announced_held_open_and_closed(section):
    city = CityPage.objects.get(locale__language_code="ko")
    assert (load_meetings(city), load_meetings(city)) == (9, 0)
    records = public("meeting")
    assert Counter(record["status"] for record in records) == {
        "held": 5,
        "announced": 2,
        "postponed": 1,
        "cancelled": 1,
    }
    assert Counter(record["openness"] for record in records) == {"open": 7, "closed": 1, "partial": 1}
    assert {record["committee"] for record in records} == set(COMMITTEES)
    closed = next(record for record in records if record["openness"] == "closed")
    assert (closed["grounds"], closed["attendees"], closed["agenda"][0]["text"]) == ([5, 8], [], "")


def test_meetings_name_documents_that_the_demo_has(section):
    load_documents(section, count=WRITTEN)
    load_meetings(CityPage.objects.get(locale__language_code="ko"))
    named = {number for record in public("meeting") for item in record["agenda"] for number in item["documents"]}
    assert named == set(
        DocumentPage.objects.filter(management_number__in=named).values_list("management_number", flat=True)
    )
    assert len(named) == 5
