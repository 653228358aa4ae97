"""The lists of the desk: who sees them, in which order, by which filters, and what they cost."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.releases.attachments import Attachment
from cms.releases.desk import actions
from cms.releases.desk.deciding import Officer
from cms.releases.models import DocumentPage
from files.extraction import Reason
from tests.asked import always
from tests.content import draft_document, make_unit, make_user, released_document
from tests.releases.desk.conftest import TEXT, signed_in

QUEUE = "/admin/disclosure/"


def held(position, **over):
    page = released_document(position, **({"text": TEXT} | over))
    since = timezone.now() - timedelta(days=100 - position)
    DocumentPage.objects.filter(pk=page.pk).update(held_since=since)
    return page


def titles(answer):
    return re.findall(r'<span id="document_\d+_title">(.*?)</span>', answer.content.decode())


def test_nobody_but_an_officer_sees_the_desk(section):
    client = Client()
    assert client.get(QUEUE).headers["Location"].startswith("/admin/login/")
    employee = make_user("employee")
    client.force_login(employee)
    page = held(1)
    for path in ("", "proposed/", "returned/", "decisions/", "decisions.csv", "rescreening/", f"{page.pk}/"):
        assert client.get(f"{QUEUE}{path}").status_code == 302
    assert client.post(f"{QUEUE}{page.pk}/take-down/", {"note": "x", "expected": "x"}).status_code == 302
    assert DocumentPage.objects.get(pk=page.pk).state == "released"


def test_an_editor_without_the_right_is_refused_and_has_no_menu_item(section, user):
    editor = make_user("editor", is_superuser=False)
    editor.user_permissions.set(user.groups.get().permissions.filter(codename="access_admin"))
    client = signed_in(editor)
    assert client.get(QUEUE).status_code == 302
    assert "Disclosure desk" not in client.get("/admin/").content.decode()


def test_the_menu_leads_an_officer_to_the_desk(client):
    assert "/admin/disclosure/proposed/" in client.get("/admin/").content.decode()


def panel(client):
    """The words of the dashboard about the queue, and where its button leads; None without a panel."""
    shown = client.get("/admin/").content.decode()
    _, begin, rest = shown.partition('id="disclosure-queue-section"')
    if not begin:
        return None
    return re.search(r'<p class="w-mt-0">(.*?)</p>\s*<a href="(.*?)"', rest).groups()


def test_the_dashboard_says_whether_documents_wait(client, user):
    assert panel(client) == ("Nothing is held: no document waits for a decision.", QUEUE)
    released_document(90)
    actions.send_back(held(91).pk, Officer(user=user, note="살펴봄"))
    assert panel(client)[1] == QUEUE
    held(1)
    assert panel(client) == ("1 document waits for a decision.", f"{QUEUE}?city=saebyeol")
    for number in range(2, 21):
        held(number)
    assert panel(client)[0] == "20 documents wait for a decision."
    held(21)
    assert panel(client)[0] == "More than 20 documents wait for a decision."
    held(22)
    assert panel(client) == ("More than 20 documents wait for a decision.", f"{QUEUE}?city=saebyeol")
    assert panel(signed_in(user, "ko"))[0] == "결정을 기다리는 문서가 20건이 넘습니다."


def test_the_dashboard_of_nobody_else_speaks_of_the_queue(section, user):
    editor = make_user("editor", is_superuser=False)
    editor.user_permissions.set(user.groups.get().permissions.filter(codename="access_admin"))
    assert panel(signed_in(editor)) is None
    assert not [sql for sql in queries_of(signed_in(editor), "/admin/") if "releases_documentpage" in sql]


def test_the_dashboard_asks_once_for_21_documents_and_counts_none(client):
    held(1)
    (sql,) = [sql for sql in queries_of(client, "/admin/") if "releases_documentpage" in sql]
    assert sql.endswith("LIMIT 21")
    assert "COUNT" not in sql and "JOIN" not in sql
    if connection.vendor == "sqlite":  # PostgreSQL reads a table as small as this one whole.
        plan = connection.cursor().execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
        assert [step[3] for step in plan] == ["SCAN releases_documentpage USING INDEX document_held"]


def test_an_empty_queue_says_so(client):
    assert "Nothing is held: no document waits for a decision." in client.get(QUEUE).content.decode()


def test_the_longest_held_comes_first_with_why_it_is_held(client):
    held(2)
    held(1)
    answer = client.get(QUEUE)
    assert titles(answer) == ["자전거길 정비 계획 1호", "자전거길 정비 계획 2호"]
    assert answer.content.decode().count("There is a mobile telephone number in it.") == 2 + 1  # the filter's too


def test_the_queue_speaks_korean(user):
    client = signed_in(user, "ko")
    held(1)
    assert "휴대전화 번호가 있습니다." in client.get(QUEUE).content.decode()


def test_what_is_open_returned_or_taken_down_is_not_in_the_queue(client, user):
    released_document(1)
    for number, action in ((2, actions.send_back), (3, actions.take_down)):
        action(held(number).pk, Officer(user=user, note="살펴봄"))
    draft_document(4)
    DocumentPage.objects.filter(management_number="20261103000004").update(held_since=timezone.now())
    assert titles(client.get(QUEUE)) == ["자전거길 정비 계획 4호"]
    assert titles(client.get(f"{QUEUE}returned/")) == ["자전거길 정비 계획 2호"]


def test_pages_of_the_queue_lead_on_and_back(client):
    first = held(1)
    since = DocumentPage.objects.get(pk=first.pk).held_since
    for number in range(2, 43):
        DocumentPage.objects.filter(pk=draft_document(number).pk).update(held_since=since)
    seen = []
    answer = client.get(QUEUE)
    while True:
        seen.append(titles(answer))
        later = answer.context["keyset_page"].later
        if later is None:
            break
        answer = client.get(f"{QUEUE}{later}")
    assert [len(page) for page in seen] == [20, 20, 2]
    assert len({title for page in seen for title in page}) == 42
    back = client.get(f"{QUEUE}{answer.context['keyset_page'].earlier}")
    assert titles(back) == seen[1]
    assert titles(client.get(f"{QUEUE}{back.context['keyset_page'].earlier}")) == seen[0]


@pytest.mark.parametrize("cursor", ["x", "1~2~3", "2026-01-01~1", "2026-01-01T00:00:00~1", "9~9", "~"])
def test_a_cursor_that_is_not_ours_answers_400(client, cursor):
    assert client.get(QUEUE, {"after": cursor}).status_code == 400


def test_the_queue_is_filtered_by_department_reason_and_age(client):
    held(1)
    held(2, unit=make_unit("road-team"), text="메일 hong.gildong@example.com")
    broken = Attachment(name="a.hwp", type="application/x-hwp", size=1, digest="a" * 64, problem="encrypted")
    held(3, text="본문", attachments=[broken.to_data()])
    for query, found in (
        ({"unit": make_unit("road-team").pk}, [2]),
        ({"reason": "mobile"}, [1]),
        ({"reason": "encrypted"}, [3]),
        ({"age": "90"}, [1, 2, 3]),
        ({"age": "90", "reason": "passport"}, []),
    ):
        assert titles(client.get(QUEUE, query)) == [f"자전거길 정비 계획 {number}호" for number in found]
    assert "No document matches these filters." in client.get(QUEUE, {"reason": "passport"}).content.decode()


def queries_of(client, path):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return always(captured)


def test_twenty_rows_cost_as_many_queries_as_one_and_nothing_is_counted(client):
    held(1)
    client.get(QUEUE)
    one = queries_of(client, QUEUE)
    for number in range(2, 25):
        held(number)
    many = queries_of(client, QUEUE)
    # One is of the row that the audit trail gains, one of the posts and meetings that are held.
    # What the officer may know of pages is not asked: the queue names none. One is of the rows' departments.
    # One is of the stops in force.
    assert len(many) == len(one) <= 17
    (rows,) = [sql for sql in many if '"held_since" ASC' in sql and "releases_documentpage" in sql]
    assert "subsites_organisationunit" not in rows
    assert not [sql for sql in many if "OFFSET" in sql or ("COUNT(" in sql and "document" in sql)]
    assert not [sql for sql in many if '"releases_documentpage"."text"' in sql]


def test_documents_whose_ground_has_lapsed_are_proposed(client):
    today = timezone.localdate()
    closed = {"openness": "closed", "grounds": [5], "reason": "심사 중"}
    released_document(1, **closed, review_on=today)
    released_document(2, **closed, review_on=today - timedelta(days=3))
    released_document(3, **closed, review_on=today + timedelta(days=1))
    released_document(4, review_on=date(2026, 1, 1))
    assert titles(client.get(f"{QUEUE}proposed/")) == ["자전거길 정비 계획 2호", "자전거길 정비 계획 1호"]


def test_a_document_is_found_by_its_number(client):
    page = released_document(7)
    found = client.get(f"{QUEUE}find/", {"number": " 20261103000007 "})
    assert found.headers["Location"] == f"{QUEUE}{page.pk}/"
    assert client.get(f"{QUEUE}find/", {"number": "nothing"}).headers["Location"] == QUEUE


def test_a_title_cannot_write_html_into_the_queue(client):
    held(1, title="<script>alert(1)</script><img src=x onerror=alert(1)>")
    page = client.get(QUEUE).content.decode()
    assert "<script>alert(1)" not in page and "<img src=x" not in page


def test_every_reason_has_a_sentence():
    from cms.releases.desk.wording import CONFIDENCES, REASONS
    from cms.releases.kinds import KINDS
    from screening import Confidence, Kind

    assert set(KINDS) == set(Kind)
    assert set(CONFIDENCES) == set(Confidence)
    assert set(Kind) | set(Reason) | {"review", "unmaskable", "uncovered", "unscreened"} == set(REASONS)
