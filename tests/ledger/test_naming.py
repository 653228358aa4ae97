"""A department, a task card or a tag that nothing public names is in no vocabulary, list or statistics."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.derived import counting, statistics
from cms.derived.models import StaleMonth
from cms.derived.statistics import span
from cms.ledger import generation
from cms.ledger.models import TermRow
from cms.ledger.routes import route
from cms.releases import release
from cms.releases.models import TaskCard
from cms.releases.models.documents import State
from cms.subsites.models import OrganisationUnit, WebsitePage
from tests.content import HOST, draft_post, make_documents, published_post, released_document, section
from tests.publication.answers import sitemap

pytestmark = pytest.mark.django_db

PERSONAL = "문의: 민원인 휴대전화 010-1234-5678"


@pytest.fixture
def unit(prepared_city):
    make_documents()
    return OrganisationUnit.objects.create(key="u-met", name_ko="조사과", name_en="조사과", unlisted=True)


@pytest.fixture
def task(prepared_city):
    return TaskCard.objects.create(key="조사", name="비밀 조사")


def terms(*schemes):
    return set(TermRow.objects.filter(scheme__in=schemes).values_list("key", flat=True))


def said(server, path):
    return "조사" in server.get(path).text


def outputs(server):
    """The outputs that tell of departments and task cards -> whether each tells of these, after a commit."""
    generation.replace()
    query = "{ units { key name } }"
    return {
        "graphql": "조사" in server.post("/graphql", json={"query": query}).text,
        "unit": said(server, "/units/u-met/"),
        "task": said(server, "/tasks/조사/"),
        "units": said(server, "/units/"),
        "terms": "u-met" in sitemap(server),
        "statistics": "u-met" in server.get("/statistics.csv").text,
        "catalogue": said(server, "/data/catalogue.ttl"),
        "city": said(server, "/data/city/saebyeol.jsonld"),
    }


def counted():
    StaleMonth.objects.update(marked_at=timezone.now() - counting.DELAY)
    while counting.count_stale():
        pass


def test_what_only_a_held_document_names_is_in_no_output(server, unit, task):
    released_document(1, unit=unit, task=task, text=PERSONAL)
    counted()
    assert [name for name, there in outputs(server).items() if there] == []
    assert terms("unit", "task") & {"u-met", "조사"} == set()


def test_what_a_public_document_names_is_public_until_it_leaves(server, unit, task):
    page = released_document(1, unit=unit, task=task, produced_on=timezone.localdate() - timedelta(days=1))
    counted()
    shown = outputs(server)
    assert {name for name, there in shown.items() if there} >= {"graphql", "unit", "task", "terms", "statistics"}
    page.state = State.WITHDRAWN
    page.save()
    counted()
    assert [name for name, there in outputs(server).items() if there] == []
    assert route(host=HOST, path="/units/u-met/").gone
    page.state = State.RELEASED
    page.save()
    release.screen_unscreened()
    assert {"u-met", "조사"} <= terms("unit", "task")


def test_an_officer_reads_the_statistics_of_every_department(unit):
    page = released_document(1, unit=unit, text=PERSONAL)
    counted()
    months = span(since=page.produced_on, until=page.produced_on, today=page.produced_on)
    assert "u-met" not in {row.unit for row in statistics.by_unit("saebyeol", months)}
    assert statistics.by_month("saebyeol", months, unit="u-met") == []
    assert "u-met" in {row.unit for row in statistics.by_unit("saebyeol", months, for_officers=True)}


def test_a_department_of_the_citys_list_is_public_whatever_names_it(prepared_city):
    OrganisationUnit.objects.create(key="listed", name_ko="자전거과", name_en="Bicycles")
    assert terms("unit") == {"listed"}


def test_a_tag_is_public_while_something_public_has_it(prepared_city):
    draft_post("초안", tags=("비밀",))
    assert terms("tag") == set()
    first, second = published_post("하나", tags=("강변",)), published_post("둘", tags=("강변", "다리"))
    assert terms("tag") == {"강변", "다리"}
    second.unpublish()
    assert terms("tag") == {"강변"}
    first.unpublish()
    assert terms("tag") == set()


def test_a_draft_of_a_place_is_no_term_and_a_hidden_one_is_no_more_than_its_key(prepared_city):
    website = WebsitePage(title="비밀 사이트", slug="bike", code="bike", locale=section().locale, live=False)
    section().add_child(instance=website)
    assert terms("website") == set()
    website.save_revision().publish()
    assert TermRow.objects.get(scheme="website").data["names"] == {"ko": "비밀 사이트"}
    WebsitePage.objects.get().unpublish()
    assert TermRow.objects.get(scheme="website").data["names"] == {"ko": "bike"}
