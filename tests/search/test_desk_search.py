"""The search of the disclosure desk: all documents, for officers alone, and for nobody through the public's search."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse

from cms.access.models import AuditEntry, Event
from cms.jobs import asides
from cms.releases.models.documents import State
from cms.search.answers import answer
from cms.search.editing import documents
from cms.search.models import Index, IndexedText, TouchedPage
from cms.search.requests import Request
from cms.subsites.models import OrganisationUnit
from tests.background import keep
from tests.content import CODE, draft_document
from tests.news.editor import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_archive")]
ADDRESS = reverse("search_desk")


def take_in():
    while documents.step():
        pass


def found(text, city=CODE):
    return [hit.page.title for hit in documents.find(city, text).hits if hit.matches]


def officer():
    client = sign_in("officer")
    client.user.groups.add(Group.objects.get(name="Disclosure officers"))
    return client


def test_a_document_that_is_held_is_found_by_its_title_text_numbers_and_unit():
    page = draft_document(7, title="민원 처리 결과", text="가로등 고장 신고를 처리함", reason="개인정보가 있음")
    assert page.held
    take_in()
    for typed in ("민원처리", "가로등 고장을", "개인정보", page.management_number, page.number, "자전거팀"):
        assert found(typed) == ["민원 처리 결과"], typed
    assert found("지하철") == []


def test_words_that_narrow_quotes_and_a_minus_mean_what_they_mean_to_the_public():
    hidden = OrganisationUnit.objects.create(key="audit", name_ko="감사담당관", name_en="Audit", unlisted=True)
    below = OrganisationUnit.objects.create(key="audit-1", name_ko="조사팀", name_en="Inquiry", parent=hidden)
    one = draft_document(1, title="가로등 점검 계획", unit=hidden, produced_on=date(2025, 3, 1))
    other = draft_document(2, title="가로등 점검 결과", unit=below)
    draft_document(3, title="가로등 결과 점검")
    for page, number in ((one, "감사담당관-17"), (other, "감사담당관-171")):
        page.number = number
        page.save()
    take_in()
    assert found("가로등 unit:감사담당관") == [other.title, one.title]
    assert found("unit:조사팀") == found("가로등 부서:조사팀") == [other.title]
    assert found("unit:없는과 가로등") == found("unit:감사담당관 unit:자전거팀") == []
    assert found("number:감사담당관-17") == found("감사담당관-17 문서번호:감사담당관-17") == [one.title]
    assert found("year:2025") == found("가로등 연도:2025") == [one.title]
    assert found('"점검 결과"') == [other.title]
    assert sorted(found("가로등 -계획")) == sorted([other.title, "가로등 결과 점검"])
    assert found("-가로등") == []


def test_what_is_only_near_stands_below_a_heading_of_its_own_and_days_have_two_digits():
    draft_document(1, title="강변 자전거길 정비", text="", produced_on=date(2026, 3, 7))
    draft_document(2, title="자전거길 점검", text="", produced_on=date(2026, 10, 5))
    take_in()
    client, near = officer(), "이 말이 모두 들어 있지는 않은 비슷한 문서"
    page = client.get(ADDRESS, {"q": "강변 자전거길"}).content.decode()
    assert page.index("2026-03-07") < page.index(near) < page.index("2026-10-05")
    assert near not in client.get(ADDRESS, {"q": "자전거길"}).content.decode()


def test_an_extract_is_of_one_text_and_says_where_that_goes_on():
    attached = {
        "name": "계약 알림.pdf",
        "type": "application/pdf",
        "size": 9,
        "digest": "ab" * 32,
        "role": "original",
        "text": "강변 자전거길 협약",
    }
    draft_document(1, title="둘", text=f"{'앞의 말 ' * 60}가로등 교체 {'뒤의 말 ' * 60}끝.", attachments=[attached])
    take_in()
    extracts = {text: documents.find(CODE, text).hits[0].extract for text in ("가로등", "계약 알림", "협약")}
    assert (extracts["가로등"][:2], extracts["가로등"][-2:]) == ("… ", " …")
    assert extracts["계약 알림"] == "<mark>계약</mark> <mark>알림</mark>.pdf"
    assert extracts["협약"] == "강변 자전거길 <mark>협약</mark>"


def test_pages_of_what_is_only_narrowed_go_on():
    for number in range(1, documents.FIRST + 3):
        draft_document(number, title=f"가로등 {number}", produced_on=date(2025, 1, number % 28 + 1))
    take_in()
    first = documents.find(CODE, "year:2025")
    second = documents.find(CODE, "year:2025", after=first.end)
    assert (len(first.hits), len(second.hits), second.end) == (documents.FIRST, 2, None)
    assert (first.estimated, first.is_exact) == (documents.FIRST + 2, True)


def test_a_document_is_written_into_the_index_again_only_where_its_text_has_changed():
    page = draft_document(1, title="가로등 점검")
    take_in()
    batch = Index.objects.get(name=documents.index_of(CODE)).batch
    page.state = State.WITHDRAWN
    page.save()
    assert TouchedPage.objects.exists()
    take_in()
    assert Index.objects.get(name=documents.index_of(CODE)).batch == batch
    page.produced_on = date(2024, 1, 2)
    page.save()
    take_in()
    assert Index.objects.get(name=documents.index_of(CODE)).batch == batch + 1
    assert found("year:2024") == ["가로등 점검"]


def test_what_is_edited_is_found_by_what_it_says_now_and_what_is_deleted_not_at_all():
    page = draft_document(1, title="가로등 점검")
    take_in()
    page.title = "신호등 점검"
    page.save()
    take_in()
    assert (found("가로등"), found("신호등")) == ([], ["신호등 점검"])
    page.delete()
    assert found("신호등") == []
    take_in()
    assert not IndexedText.objects.filter(index_name=documents.index_of(CODE)).exists()
    assert not TouchedPage.objects.exists()


def test_nobody_finds_it_through_the_search_of_the_public_or_in_another_city():
    draft_document(1, title="가로등 점검")
    take_in()
    keep()
    assert answer(Request(site=CODE, text="가로등")).hits == []
    assert answer(Request(site=documents.index_of(CODE), text="가로등")).hits == []
    assert found("가로등", city="elsewhere") == []


def test_a_document_that_moves_to_another_city_leaves_the_index_of_the_first():
    page = draft_document(1, title="가로등 점검")
    take_in()
    page.city = "elsewhere"
    page.save()
    take_in()
    assert (found("가로등"), found("가로등", city="elsewhere")) == ([], ["가로등 점검"])


def test_a_document_that_cannot_be_taken_in_stops_no_other(monkeypatch):
    wrong, right = draft_document(1, title="가로등 점검"), draft_document(2, title="가로등 교체")
    text_of = documents.text_of

    def refused(page):
        if page.pk == wrong.pk:
            raise ValueError("broken")
        return text_of(page)

    with monkeypatch.context() as patched:
        patched.setattr(documents, "text_of", refused)
        documents.step()
    assert found("가로등") == ["가로등 교체"]
    assert set(TouchedPage.objects.values_list("page_id", flat=True)) == {wrong.pk}
    asides.forget([documents.JOB], [wrong.pk])
    take_in()
    assert sorted(found("가로등")) == ["가로등 교체", "가로등 점검"]
    assert right.pk != wrong.pk


def test_what_is_rolled_back_is_not_noted():
    take_in()
    with transaction.atomic():
        draft_document(1)
        transaction.set_rollback(True)
    assert not TouchedPage.objects.exists()


def test_the_index_can_be_made_anew():
    draft_document(1, title="가로등 점검")
    TouchedPage.objects.all().delete()
    assert found("가로등") == []
    documents.touch_all()
    take_in()
    assert found("가로등") == ["가로등 점검"]


def test_an_officer_sees_hits_with_marks_escaped_and_the_trail_says_that_they_listed_and_not_what_they_typed():
    draft_document(1, title="<b>가로등</b> 점검", text="<i>가로등</i> 고장")
    take_in()
    client = officer()
    page = client.get(ADDRESS, {"q": "가로등"})
    content = page.content.decode()
    assert "&lt;b&gt;<mark>가로등</mark>&lt;/b&gt; 점검" in content
    assert "&lt;i&gt;<mark>가로등</mark>&lt;/i&gt; 고장" in content
    assert page["Cache-Control"].startswith("private, no-store")
    row = AuditEntry.objects.get(event=Event.LISTED)
    assert (row.actor_name, row.path) == ("officer", ADDRESS)


def test_pages_of_hits_have_each_document_once_and_a_forged_place_is_the_first_page():
    for number in range(1, documents.FIRST + 6):
        draft_document(number, title=f"가로등 {number}", produced_on=date(2026, 11, 1))
    take_in()
    client, titles, query = officer(), [], {"q": "가로등"}
    first = client.get(ADDRESS, query)
    titles = [hit.page.title for hit in first.context["hits"]]
    second = client.get(ADDRESS, query | {"after": first.context["after"]})
    titles += [hit.page.title for hit in second.context["hits"]]
    assert (len(titles), len(set(titles)), second.context["after"]) == (documents.FIRST + 5, documents.FIRST + 5, "")
    assert len(client.get(ADDRESS, query | {"after": "forged"}).context["hits"]) == documents.FIRST


@pytest.mark.parametrize("typed", ["", "   ", "-", '"', "가" * 10_000, "\x00", "' OR 1=1 --", "\u202e"])
def test_whatever_is_typed_is_answered(typed):
    draft_document(1)
    take_in()
    assert officer().get(ADDRESS, {"q": typed}).status_code == 200


def test_who_is_no_officer_sees_nothing():
    draft_document(1, title="가로등 점검")
    take_in()
    answered = sign_in().get(ADDRESS, {"q": "가로등"})
    assert (answered.status_code, answered["Location"]) == (302, reverse("wagtailadmin_home"))
    assert not AuditEntry.objects.filter(event=Event.LISTED).exists()


def test_a_name_of_a_city_of_any_length_is_the_name_of_an_index():
    names = {documents.index_of("a" * length) for length in (1, 54, 55, 56, 60)}
    assert (len(names), max(map(len, names))) == (5, 60)
    assert OrganisationUnit._meta.get_field("key").max_length == 60
