"""Words of places, departments, committees and task cards are screened as posts are; all numbers are invented."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.committees.models import CommitteeMember, CommitteePage
from cms.core.errors import Refused
from cms.core.records import Member, Task, Unit
from cms.ledger.models import TermRow
from cms.publication import terms
from cms.releases.models import KnownGoodValue, TaskCard
from cms.releases.term_screening import covered
from cms.subsites.models import Field, OrganisationUnit
from screening import NOTHING
from tests.content import make_committee, make_unit, released_document, section
from tests.news.editor import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]

MOBILE, NUMBER, MASKED = "010-1234-5678", "900101-1234567", "010-****-****"


def term(scheme, key):
    return TermRow.objects.get(scheme=scheme, key=key).data


def errors(response):
    return {name: " ".join(found) for name, found in response.context["form"].errors.items()}


def committee_form(page, members=(), **over):
    values = {"title": page.title, "slug": page.slug, "description": page.description, "code": page.code}
    values |= {"category": "", "established_on": "", "legal_basis": "", "unit": "", "comments": inline_formset([])}
    rows = [{"role": "", "affiliation": "", "since": "", "until": "", "ORDER": "1"} | row for row in members]
    return nested_form_data(values | {"members": inline_formset(rows)} | over)


def edit_committee(client, page, *, publish=True, **over):
    data = committee_form(page, **over) | ({"action-publish": "1"} if publish else {})
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


@pytest.mark.parametrize("name", ["title", "description", "category", "legal_basis"])
def test_the_form_of_a_committee_marks_the_field(name):
    client, page = sign_in(admin=True), make_committee()
    response = edit_committee(client, page, **{name: f"문의 {MOBILE}"})
    assert set(errors(response)) == {name}
    assert "휴대전화" in errors(response)[name] and MOBILE not in errors(response)[name]
    assert MOBILE not in str(term("committee", page.code))


def test_the_rows_of_its_members_are_marked_and_their_names_are_public():
    client, page = sign_in(admin=True), make_committee()
    response = edit_committee(client, page, members=[{"name": "나위원", "affiliation": f"개인 {MOBILE}"}])
    (form,) = response.context["form"].formsets["members"].forms
    assert list(form.errors) == ["affiliation"]
    assert edit_committee(client, page, members=[{"name": "다위원", "affiliation": "대학"}]).status_code == 302
    assert "다위원" in [member["name"] for member in term("committee", page.code)["members"]]


def test_a_draft_of_a_place_may_say_what_it_likes_and_no_way_of_publishing_it_does():
    client, page = sign_in(admin=True), make_committee()
    assert edit_committee(client, page, publish=False, description=f"문의 {MOBILE}").status_code == 302
    page = CommitteePage.objects.get(pk=page.pk)
    with pytest.raises(Refused) as refused:
        page.get_latest_revision().publish()
    assert "휴대전화" in refused.value.message and MOBILE not in refused.value.message
    page = page.get_latest_revision_as_object()
    page.description, page.members = "", [CommitteeMember(name="나위원", role=MOBILE)]
    with pytest.raises(Refused):
        page.save_revision().publish()
    assert MOBILE not in str(term("committee", page.code))


NO_POSITIONS = {"positions-TOTAL_FORMS": 0, "positions-INITIAL_FORMS": 0}
SNIPPETS = {
    "department": (
        OrganisationUnit,
        {"key": "x-team", "name_ko": "가팀", "name_en": "X", "other_names": "{}", "order": 0, **NO_POSITIONS},
    ),
    "field": (Field, {"key": "x-field", "name_ko": "가", "name_en": "X", "other_names": "{}", "order": 0}),
    "task card": (TaskCard, {"key": "x-task", "name": "가 업무", "functions": "교통 > 도로"}),
}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("department", "name_ko"),
        ("department", "other_names"),
        ("department", "duties_en"),
        ("department", "telephone"),
        ("field", "name_en"),
        ("field", "description_ko"),
        ("task card", "name"),
        ("task card", "functions"),
    ],
)
def test_the_form_of_a_vocabulary_marks_the_field(kind, name):
    model, values = SNIPPETS[kind]
    client = sign_in(admin=True)
    address = reverse(f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:add")
    bad = f'{{"ja": "{MOBILE}"}}' if name == "other_names" else f"담당 {MOBILE}"
    response = client.post(address, values | {name: bad})
    assert set(errors(response)) == {name}
    assert client.post(address, values).status_code == 302


def test_what_comes_another_way_is_covered_in_every_output(server):
    unit = make_unit()
    OrganisationUnit.objects.filter(pk=unit.pk).update(telephone=MOBILE, duties_ko=f"담당 {NUMBER}")
    place = section()
    type(place).objects.filter(pk=place.pk).update(description=f"문의 {MOBILE}")
    page = make_committee()
    CommitteeMember.objects.create(page=page, name="나위원", affiliation=f"개인 {MOBILE}")
    TaskCard.objects.create(key="bad-task", name=f"민원 {MOBILE}")
    released_document(1, task=TaskCard.objects.get(key="bad-task"))
    terms.sync_all()
    assert (term("unit", unit.key)["telephone"], term("task", "bad-task")["names"]) == (
        MASKED,
        {"ko": f"민원 {MASKED}"},
    )
    stored = str(list(TermRow.objects.values_list("data", flat=True)))
    assert MOBILE not in stored and NUMBER not in stored and stored.count(MASKED) == 4
    for path in ("/traffic/", "/committees/", f"/units/{unit.key}/", f"/id/unit/{unit.key}"):
        assert MOBILE not in server.get(path).text


def test_what_is_known_to_be_public_is_neither_refused_nor_covered():
    unit = make_unit()
    OrganisationUnit.objects.filter(pk=unit.pk).update(telephone=MOBILE)
    terms.sync_all()
    assert term("unit", unit.key)["telephone"] == MASKED
    value = KnownGoodValue.objects.create(value=MOBILE)
    assert term("unit", unit.key)["telephone"] == MOBILE
    page = make_committee()
    assert edit_committee(sign_in(admin=True), page, description=f"문의 {MOBILE}").status_code == 302
    value.delete()
    assert term("unit", unit.key)["telephone"] == MASKED


def test_every_text_that_somebody_writes_in_a_term_is_covered_and_no_key_or_address_is():
    told = {"site": "s", "key": MOBILE, "iri": f"http://x/{MOBILE}", "names": {"ko": MOBILE}, "urls": {"ko": MOBILE}}
    task = covered(Task(**told, descriptions={"ko": MOBILE}, functions=(MOBILE,)), NOTHING)
    assert task == Task(**told | {"names": {"ko": MASKED}}, descriptions={"ko": MASKED}, functions=(MOBILE,))
    assert covered(Member(name=MOBILE, role=MOBILE), NOTHING) == Member(name=MASKED, role=MASKED)
    assert covered(Unit(**told, telephone=MOBILE), NOTHING).telephone == MASKED
