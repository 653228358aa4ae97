"""The report on the background work, and what an operator can do about it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.access.models import AuditEntry
from cms.jobs import views
from cms.jobs.job import registered
from cms.jobs.models import JobState, SetAside
from cms.ledger.models import Delivery, ReceiverState
from cms.webhooks.models import Webhook
from tests.content import draft_document, draft_post, make_user, published_post
from tests.factories import SITE

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    """Somebody who may operate, and edit nothing."""
    return sign_in(client, "operator", "jobs.operate")


def sign_in(client, name, *permissions):
    user = make_user(name)
    group = Group.objects.create(name=name)
    for permission in ("wagtailadmin.access_admin", *permissions):
        app, codename = permission.split(".")
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    user.groups.add(group)
    client.force_login(user)
    return user


def page(client, **headers):
    answer = client.get(reverse("background_work"), headers=headers)
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (200, True)
    return BeautifulSoup(answer.content, "html.parser").main


def do(client, action):
    return client.post(reverse("background_work"), {"do": action})


def set_aside(job, item_id, **over):
    now = timezone.now()
    values = {"error": "KeyError (cms/news/records.py:1, build)", "first_at": now, "last_at": now, "retry_at": now}
    return SetAside.objects.create(job=job, item_id=item_id, **values | over)


@pytest.mark.parametrize(
    ("permissions", "status"), [((), 302), (("releases.disclose",), 302), (("jobs.operate",), 200)]
)
def test_only_an_operator_sees_it(client, permissions, status):
    sign_in(client, "somebody", *permissions)
    assert client.get(reverse("background_work")).status_code == status
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("background_work") in menu) == (status == 200)


def test_all_jobs_are_listed_though_none_has_run(client, operator):
    found = page(client)
    rows = [row.get_text(" ", strip=True) for row in found.select("tbody tr")]
    assert len(rows) == len(registered())
    assert all("아직 실행하지 않음" in row for row in rows)
    assert "따로 둔 항목이 없습니다." in found.get_text() and "늦어진 알림이 없습니다." in found.get_text()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "정상"),
        ({"failures": 3, "error": "ValueError (cms/x.py:1, f)"}, "실패: 다시 시도합니다"),
        ({"started_at": timedelta(minutes=2)}, "너무 오래 걸림"),
        ({"started_at": timedelta(seconds=10)}, "진행 중"),
        ({"seen_at": timedelta(minutes=2)}, "최근 소식 없음"),
    ],
)
def test_a_job_says_how_it_fares(client, operator, values, words):
    now = timezone.now()
    ago = {name: now - value if isinstance(value, timedelta) else value for name, value in values.items()}
    JobState.objects.create(job="releases", **{"seen_at": now, "done_at": now, "failed_at": now} | ago)
    (row,) = [row for row in page(client).select("tbody tr") if "공개일이 된" in row.get_text()]
    assert words in row.get_text()
    assert ("ValueError (cms/x.py:1, f)" in row.get_text()) == ("error" in values)


def test_a_machine_that_was_taken_away_is_forgotten(client, operator):
    now = timezone.now()
    JobState.objects.create(job="deliveries", machine="old-machine", seen_at=now - timedelta(days=2))
    JobState.objects.create(job="deliveries", machine="new-machine", seen_at=now)
    text = page(client).get_text()
    assert "new-machine" in text and "old-machine" not in text


def test_the_page_is_in_the_language_of_its_reader(client, operator):
    UserProfile.objects.create(user=operator, preferred_language="en")
    text = page(client).get_text()
    assert "Release documents whose day has come" in text and "Nothing is set aside." in text


@pytest.mark.usefixtures("prepared_korean_city")
def test_titles_are_shown_to_those_who_may_know_the_page(client, operator):
    post, document = draft_post("알려지지 않은 제목"), draft_document(title="홍길동 민원")
    set_aside("pages", post.pk)
    set_aside("screening", document.pk)
    set_aside("pages", document.pk)
    text = page(client).get_text()
    assert "알려지지" not in text and "홍길동" not in text
    assert f"항목 번호 {post.pk}" in text and f"항목 번호 {document.pk}" in text
    operator.is_superuser = True
    operator.save()
    found = page(client)
    assert "알려지지 않은 제목" in found.get_text()
    assert [link["href"] for link in found.select(".jobs-title a")] == [
        reverse("disclosure:review", args=[document.pk]),
        reverse("disclosure:review", args=[document.pk]),
        reverse("wagtailadmin_pages:edit", args=[post.pk]),
    ]


@pytest.mark.usefixtures("prepared_korean_city")
def test_a_scheduled_revision_is_shown_as_its_page(client, operator):
    operator.is_superuser = True
    operator.save()
    set_aside("schedules", draft_post("예약한 글").latest_revision_id)
    assert page(client).select_one(".jobs-title a").get_text() == "예약한 글"


def test_an_item_is_tried_again_or_left(client, operator):
    later = timezone.now() + timedelta(hours=1)
    item = set_aside("pages", 7, retry_at=later)
    assert do(client, f"leave:{item.pk}").status_code == 302
    item.refresh_from_db()
    assert (item.is_left, item.retry_at) == (True, later)
    assert "바뀔 때까지 두기로 함" in page(client).get_text()
    do(client, f"retry:{item.pk}")
    item.refresh_from_db()
    assert (item.is_left, item.retry_at <= timezone.now()) == (False, True)
    SetAside.objects.all().delete()
    do(client, f"retry:{item.pk}")
    assert "그동안 이미 처리되었습니다." in client.get(reverse("background_work")).content.decode()


@pytest.mark.parametrize(
    "action",
    [
        "", "retry:", "retry:x", f"leave:{2**63}", f"retry:{'9' * 5_000}", "again:pages:1", "again:none:1", "drop:1",
        "again:deliveries:", "again:deliveries:webhook:x", "again:deliveries:webhook:0", "again:deliveries:webhook:\0",
        f"again:deliveries:webhook:{2**70}",
    ],
)  # fmt: skip
def test_anything_else_changes_nothing(client, operator, action):
    item = set_aside("pages", 7)
    assert do(client, action).status_code == 400
    assert SetAside.objects.filter(pk=item.pk, is_left=False, retry_at=item.retry_at).exists()


def make_away(webhook):
    ReceiverState.objects.create(target=f"webhook:{webhook.pk}", failures=2, rests_until=timezone.now(), error="away")


@pytest.mark.usefixtures("prepared_korean_city")
def test_webhooks_that_are_late_are_shown_and_sent_to_again(client, operator):
    webhook = Webhook.objects.create(site=SITE, name="앞단", url="http://127.0.0.1:9/?token=s3cr3t")
    make_away(webhook)
    Webhook.objects.create(site=SITE, name="잘 받는 곳", url="http://127.0.0.1:9/")
    published_post()
    Delivery.objects.filter(target=f"webhook:{webhook.pk}").update(
        created_at=timezone.now() - timedelta(hours=1), attempts=12, state="failed", error="answered 500"
    )
    text = page(client).get_text()
    assert "앞단" in text and "일부는 포기함" in text and "s3cr3t" not in text and "잘 받는 곳" not in text
    do(client, f"again:deliveries:webhook:{webhook.pk}")
    failures = ReceiverState.objects.filter(target=f"webhook:{webhook.pk}").count()
    delivery = Delivery.objects.get(target=f"webhook:{webhook.pk}")
    assert (failures, delivery.state, delivery.attempts) == (0, "pending", 0)


@pytest.mark.usefixtures("prepared_korean_city")
def test_of_many_webhooks_that_are_late_those_that_have_waited_longest_are_shown(client, operator, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 2)
    hooks = [Webhook.objects.create(site=SITE, name=f"{number}호", url="http://127.0.0.1:9/") for number in range(3)]
    published_post()
    for hours, webhook in enumerate(hooks, start=1):
        created_at = timezone.now() - timedelta(hours=hours)
        Delivery.objects.filter(target=f"webhook:{webhook.pk}").update(created_at=created_at)
    text = page(client).get_text()
    assert ["0호" in text, text.index("2호") < text.index("1호")] == [False, True]
    assert "가장 오래 기다린 것만 보여 줍니다." in text


@pytest.mark.usefixtures("prepared_korean_city")
def test_the_page_asks_as_much_for_many_items_as_for_few(client, operator, monkeypatch):
    posts = [draft_post(f"글 {number}", slug=f"post-{number}") for number in range(4)]
    set_aside("pages", posts[0].pk)
    few = queries_of(client)
    for post in posts[1:]:
        set_aside("pages", post.pk)
    assert queries_of(client) <= few
    monkeypatch.setattr(views, "SHOWN", 3)
    assert "최근 항목만 보여 줍니다." in page(client).get_text()


def queries_of(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page(client)
    with CaptureQueriesContext(connection) as captured:
        page(client)
    return len(captured)


def trail(after):
    """The notes of the trail since ``after``: nothing can be removed from it to begin with."""
    noted = AuditEntry.objects.filter(pk__gt=after.pk).order_by("pk")
    return list(noted.values_list("event", "actor_name", "subject", "path"))


@pytest.mark.usefixtures("prepared_korean_city")
def test_who_has_an_item_or_a_queue_tried_again_or_leaves_it_is_in_the_audit_trail(client, operator):
    item = set_aside("pages", 7)
    webhook = Webhook.objects.create(site=SITE, name="앞단", url="http://127.0.0.1:9/")
    make_away(webhook)
    signed_in = AuditEntry.objects.latest("pk")
    for action in (f"leave:{item.pk}", f"retry:{item.pk}", f"again:deliveries:webhook:{webhook.pk}"):
        do(client, action)
    SetAside.objects.all().delete()
    for action in (f"retry:{item.pk}", f"leave:{item.pk}", "again:none:1"):
        do(client, action)
    where = reverse("background_work")
    assert trail(signed_in) == [
        ("left", "operator", "pages 7", where),
        ("retried", "operator", "pages 7", where),
        ("retried", "operator", f"deliveries webhook:{webhook.pk}", where),
    ]


@pytest.mark.usefixtures("prepared_korean_city")
@pytest.mark.parametrize("job", ["pages", "expiry", "screening-pages"])
def test_an_item_is_named_by_the_one_rule_and_leads_to_where_it_can_be_mended(client, operator, job):
    public, draft = published_post("공개된 글"), draft_post("알려지지 않은 글", slug="draft")
    document = draft_document(title="홍길동 민원")
    for page_ in (public, draft, document):
        set_aside(job, page_.pk)
    found = page(client)
    assert [title.contents[0].strip() for title in found.select(".jobs-title")] == [
        f"항목 번호 {document.pk}",
        f"항목 번호 {draft.pk}",
        "공개된 글",
    ]
    assert found.select(".jobs-title a") == []
    operator.user_permissions.add(Permission.objects.get(codename="disclose"))
    assert [link["href"] for link in page(client).select(".jobs-title a")] == [
        reverse("disclosure:review", args=[document.pk]),
        reverse("disclosure:page", args=[public.pk]),
    ]
