"""The audit trail: what becomes a row, what a row says, and that it stays."""

from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.access import jobs
from cms.access.models import AuditEntry, Event
from tests.asked import always
from tests.content import draft_post, publish, published_post, released_document
from tests.news.editor import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
NUMBER = "991231-1234567"


def rows():
    return list(AuditEntry.objects.order_by("pk").values_list("event", "actor_name", "subject"))


def officer():
    client = sign_in("officer")
    client.user.user_permissions.add(Permission.objects.get(codename="disclose"))
    return client


@pytest.fixture
def held(prepared_city):
    page = released_document(text=f"주민등록번호 {NUMBER}", title="민원 처리 결과")
    assert page.is_held()
    return page


@pytest.mark.usefixtures("prepared_city")
def test_a_session_is_noted_from_its_beginning_to_its_end():
    get_user_model().objects.create_superuser("employee", "employee@saebyeol.example", PASSWORD)
    client = Client(REMOTE_ADDR="203.0.113.7")
    login = reverse("wagtailadmin_login")
    client.post(login, {"username": "employee", "password": "no"})
    client.post(login, {"username": "employee", "password": PASSWORD})
    client.post(reverse("wagtailadmin_logout"))
    assert rows() == [
        (Event.SIGN_IN_FAILED, "employee", ""),
        (Event.SIGNED_IN, "employee", ""),
        (Event.SIGNED_OUT, "employee", ""),
    ]
    assert set(AuditEntry.objects.values_list("address", flat=True)) == {"203.0.113.7"}
    assert AuditEntry.objects.get(event=Event.SIGNED_IN).path == login


@pytest.mark.usefixtures("prepared_city")
def test_a_name_that_nobody_has_is_not_kept_as_it_may_be_a_password():
    Client().post(reverse("wagtailadmin_login"), {"username": "my-secret-password", "password": "x"})
    assert rows() == [(Event.SIGN_IN_FAILED, "", "")]


@pytest.mark.usefixtures("prepared_city")
def test_the_beginning_of_a_lock_is_noted_once():
    get_user_model().objects.create_superuser("employee", "employee@saebyeol.example", PASSWORD)
    for _ in range(8):
        Client().post(reverse("wagtailadmin_login"), {"username": "employee", "password": "no"})
    assert [event for event, *_ in rows()] == [Event.SIGN_IN_FAILED] * 5 + [Event.LOCKED]


@pytest.mark.parametrize("view", ["disclosure:review", "disclosure:close", "wagtailadmin_pages:edit"])
def test_who_opens_a_held_document_is_noted_wherever_they_do(held, view):
    client = sign_in("admin", admin=True) if view.startswith("wagtail") else officer()
    before = rows()
    assert client.get(reverse(view, args=[held.pk])).status_code == 200
    assert rows() == [*before, (Event.READ, client.user.username, held.management_number)]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.actor, entry.path) == (client.user, reverse(view, args=[held.pk]))
    kept = str(list(AuditEntry.objects.values()))
    assert NUMBER not in kept and held.title not in kept


@pytest.mark.parametrize("view", ["disclosure:queue", "disclosure:queue_results", "disclosure:log_csv"])
def test_who_lists_what_is_held_is_noted(held, view):
    client = officer()
    before = rows()
    assert client.get(reverse(view)).status_code == 200
    assert rows() == [*before, (Event.LISTED, "officer", "")]


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.parametrize("make", [published_post, partial(draft_post, lead="문의 010-1234-5678")])
def test_who_reads_a_post_on_the_desk_is_noted_with_the_post(make):
    """The desk shows what screening finds in it, whatever its state."""
    client = officer()
    post = make()
    before = rows()
    assert client.get(reverse("disclosure:page", args=[post.pk])).status_code == 200
    assert rows() == [*before, (Event.READ, "officer", str(post.pk))]


def test_who_is_refused_has_read_nothing(held):
    client = sign_in()
    before = rows()
    for view in ("disclosure:review", "wagtailadmin_pages:edit"):
        assert client.get(reverse(view, args=[held.pk])).status_code in (302, 403, 404)
    assert client.get(reverse("disclosure:queue")).status_code in (302, 403)
    assert rows() == before


@pytest.mark.usefixtures("prepared_city")
def test_what_is_public_or_a_draft_of_a_post_is_read_without_a_trace():
    client = sign_in("admin", admin=True)
    before = rows()
    for post in (publish(draft_post()), draft_post(title="초안")):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).status_code == 200
    assert rows() == before


def test_a_row_is_neither_changed_nor_removed():
    entry = AuditEntry.objects.create(event=Event.SIGNED_IN, actor_name="employee")
    entry.event = Event.SIGNED_OUT
    for change in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(TypeError, match="only added to"):
            change()
    with pytest.raises(TypeError, match="only added to"):
        AuditEntry.objects.update(event=Event.SIGNED_OUT)
    assert rows() == [(Event.SIGNED_IN, "employee", "")]


def test_the_database_itself_refuses_to_change_a_row():
    AuditEntry.objects.create(event=Event.SIGNED_IN, actor_name="employee")
    statements = ["UPDATE access_auditentry SET event = 'signed-out'"]
    if connection.vendor == "postgresql":
        statements.append("DELETE FROM access_auditentry")
    for statement in statements:
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert rows() == [(Event.SIGNED_IN, "employee", "")]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's file belongs to whoever runs the city")
def test_the_database_itself_refuses_to_empty_the_trail():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_auditentry ENABLE TRIGGER access_auditentry_whole")
    AuditEntry.objects.create(event=Event.SIGNED_IN, actor_name="employee")
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE access_auditentry")
    assert rows() == [(Event.SIGNED_IN, "employee", "")]


def test_what_is_older_than_it_must_be_kept_is_removed_and_nothing_else(settings):
    settings.MADANG_AUDIT_DAYS = 366
    AuditEntry.objects.create(event=Event.SIGNED_IN, actor_name="today")
    with connection.cursor() as cursor:
        for name, days in (("old", 367), ("young", 365)):
            values = [timezone.now() - timedelta(days=days), name]
            cursor.execute(
                "INSERT INTO access_auditentry (at, event, actor_name, subject, path) VALUES (%s, 'read', %s, '', '')",
                values,
            )
    assert (jobs.forget_old(), jobs.forget_old()) == (1, 0)
    assert [name for _, name, _ in rows()] == ["today", "young"]


@pytest.mark.usefixtures("prepared_city")
def test_a_row_outlives_the_account():
    client = sign_in("leaving")
    AuditEntry.objects.create(event=Event.READ, actor=client.user, actor_name="leaving", subject="D-1")
    client.user.delete()
    assert (Event.READ, "leaving", "D-1") in rows()


@pytest.mark.usefixtures("prepared_city")
def test_the_report_shows_the_latest_first_and_filters():
    client = sign_in("admin", admin=True)
    for name, subject in (("kim", "D-1"), ("lee", "D-2"), ("", "")):
        event = Event.READ if subject else Event.SIGN_IN_FAILED
        AuditEntry.objects.create(event=event, actor_name=name, subject=subject, address="203.0.113.7")
    page = client.get(reverse("audit_trail")).content.decode()
    assert page.index("(없는 아이디)") < page.index("D-2") < page.index("D-1")
    narrowed = client.get(reverse("audit_trail_results"), {"actor_name": "kim"}).content.decode()
    assert "D-1" in narrowed and "D-2" not in narrowed
    assert "조건에 맞는 기록이 없습니다." in client.get(reverse("audit_trail"), {"subject": "D-9"}).content.decode()


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.parametrize(
    ("first", "last", "is_found"),
    [("0001-01-01", "9999-12-31", True), ("9999-12-31", "", False), ("", "0001-01-01", False)],
)
def test_the_report_is_asked_for_the_first_and_the_last_days_that_there_are(first, last, is_found):
    client = sign_in("admin", admin=True)
    AuditEntry.objects.create(event=Event.READ, actor_name="somebody")
    page = client.get(reverse("audit_trail_results"), {"at_from": first, "at_to": last})
    assert (page.status_code, "somebody" in page.content.decode()) == (200, is_found)


@pytest.mark.usefixtures("prepared_city")
def test_the_report_is_for_those_who_have_the_right():
    client = sign_in()
    assert client.get(reverse("audit_trail")).status_code in (302, 403)
    assert reverse("audit_trail") not in client.get(reverse("wagtailadmin_home")).content.decode()
    client.user.user_permissions.add(Permission.objects.get(codename="view_auditentry"))
    assert client.get(reverse("audit_trail")).status_code == 200


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.parametrize("count", [1, 40])
def test_the_report_costs_the_same_whatever_there_is(count):
    client = sign_in("admin", admin=True)
    AuditEntry.objects.bulk_create(AuditEntry(event=Event.READ, actor_name=f"user-{n}") for n in range(count))
    client.get(reverse("audit_trail"))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("audit_trail"))
    assert len(always(captured)) == 7
