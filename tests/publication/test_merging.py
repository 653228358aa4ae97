"""A department is merged into another: what was listed under it, its address, its people and its history."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.ledger import generation
from cms.publication.organisation import merging
from cms.subsites.models import OrganisationUnit, StaffPosition
from tests.content import HOST, draft_post, make_unit, published_post
from tests.publication.test_staff import positions, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


@pytest.fixture
def roads():
    return OrganisationUnit.objects.create(key="roads", name_ko="도로과", name_en="Roads", order=5)


def get(path: str):
    generation.replace()
    return Client().get(path, headers={"host": HOST})


def test_what_was_listed_under_it_is_found_under_the_other_and_its_addresses_lead_there(roads):
    published_post()
    StaffPosition.objects.create(unit=make_unit(), title_ko="주무관")
    StaffPosition.objects.create(unit=roads, title_ko="과장")
    child = OrganisationUnit.objects.create(key="lanes", name_ko="길팀", name_en="Lanes", parent=make_unit())
    assert merging.merge(make_unit(), roads) == 1
    assert (get("/units/bike-team/").status_code, get("/units/bike-team/")["location"]) == (
        301,
        f"http://{HOST}/units/roads/",
    )
    assert get("/en/units/bike-team/")["location"] == f"http://{HOST}/en/units/roads/"
    for below in ("documents/", "2026/11/", "feed.atom"):
        assert get(f"/units/bike-team/{below}")["location"] == f"http://{HOST}/units/roads/{below}"
    assert "자전거길 개통" in get("/units/roads/").content.decode()
    assert (positions("roads"), positions("bike-team")) == (["과장", "주무관"], [])
    child.refresh_from_db()
    assert child.parent == roads
    assert [(one.kind, one.unit) for one in unit("roads").changes] == [("merged", "bike-team")]
    told = unit("bike-team")
    assert (told.merged_into, told.successors, told.urls) == ("roads", ("roads",), {})
    assert get("/id/unit/bike-team").status_code in (303, 200)


def test_a_draft_that_names_it_is_published_under_the_other(roads):
    draft = draft_post()
    merging.merge(make_unit(), roads)
    draft.get_latest_revision().publish()
    assert "자전거길 개통" in get("/units/roads/").content.decode()


def test_one_that_is_merged_further_leads_to_the_last_at_once(roads):
    last = OrganisationUnit.objects.create(key="last", name_ko="교통과", name_en="Transport")
    merging.merge(make_unit(), roads)
    merging.merge(roads, last)
    assert get("/units/bike-team/")["location"] == f"http://{HOST}/units/last/"
    assert unit("bike-team").merged_into == "last"


def test_a_department_cannot_be_merged_into_itself_below_itself_or_into_a_closed_one(roads):
    below = OrganisationUnit.objects.create(key="below", name_ko="팀", name_en="Team", parent=roads)
    closed = OrganisationUnit.objects.create(key="closed", name_ko="과", name_en="Old", closed_on="2025-01-01")
    for other in (roads, below, closed):
        with pytest.raises(ValidationError):
            merging.merge(roads, other)
    assert OrganisationUnit.objects.filter(merged_into=None).count() == 3
