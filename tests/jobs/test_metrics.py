"""The numbers of the background work that Prometheus reads, and who may."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from cms.jobs import job
from cms.jobs.job import Behind, Job, registered
from cms.jobs.models import JobState, SetAside
from cms.jobs.report import Standing

pytestmark = pytest.mark.django_db

TOKEN = "a-token-of-thirty-two-characters"
WHEN = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def token(settings):
    settings.MADANG_METRICS_TOKEN = TOKEN


def ask(client, **headers):
    return client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"} | headers)


def numbers(client, *, job):
    """All numbers of one job, by the rest of their name and their other labels."""
    answer = ask(client)
    assert answer.status_code == 200
    found = {}
    for family in text_string_to_metric_families(answer.text):
        for name, labels, value, *_rest in family.samples:
            if labels.pop("job") == job:
                found[name.removeprefix("madang_"), *labels.values()] = value
    return found


def standing_of(found, machine=""):
    return [standing for standing in Standing if found["job_standing", machine, standing.value]]


def register(monkeypatch, **values):
    made = Job(name="made", words="made", work=lambda: 0, **values)
    monkeypatch.setattr(job, "_jobs", {"made": made})
    return made


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer another", f"Basic {TOKEN}", TOKEN, "Bearer í"])
def test_whoever_has_no_token_is_told_how_to_show_it_and_nothing_else(client, authorization):
    answer = ask(client, Authorization=authorization)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="madang"')
    assert "madang_job" not in answer.text


def test_without_a_token_in_the_settings_there_is_no_such_address(client, settings):
    settings.MADANG_METRICS_TOKEN = ""
    assert ask(client).status_code == 404
    assert ask(client, Authorization="Bearer ").status_code == 404


@pytest.mark.parametrize("client", [Client(), Client(enforce_csrf_checks=True)], ids=["lenient", "strict"])
def test_they_are_read_and_not_written(client):
    answer = client.post("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer["Content-Type"] == "application/problem+json"


def test_no_cache_keeps_them(server, settings):
    for _ in range(2):
        answer = server.get("/metrics", Authorization=f"Bearer {TOKEN}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert server.get("/metrics").status_code == 401


@pytest.mark.parametrize(
    ("accept", "begins"),
    [
        ("", "text/plain; version=0.0.4; charset=utf-8"),
        ("application/openmetrics-text; version=1.0.0", "application/openmetrics-text; version=1.0.0; charset=utf-8"),
    ],
)
def test_both_formats_of_prometheus_are_spoken(client, accept, begins):
    answer = ask(client, Accept=accept)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(begins)


PLAIN = "text/plain; version=0.0.4; charset=utf-8"
OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("*/*", PLAIN),
        ("text/plain; version=1.0.0; escaping=allow-utf-8", PLAIN),
        ("application/json", PLAIN),
        ("application/openmetrics-text", OPENMETRICS),
        ("application/openmetrics-text; version=banana", PLAIN),
        ("application/openmetrics-text; version=1..0", PLAIN),
        ("application/openmetrics-text; version=", PLAIN),
        ("application/openmetrics-text; version*=banana''%31", OPENMETRICS),
        ("application/openmetrics-text; version=0.0.1", PLAIN),
        ("application/openmetrics-text; version=9.9.9", PLAIN),
        ("application/openmetrics-text; version=1.0.0; q=0", PLAIN),
        ("application/openmetrics-text; version=1.0.0; escaping=dots", OPENMETRICS),
        (
            "application/openmetrics-text; version=9.9.9, application/openmetrics-text; version=1.0.0; q=0.1",
            OPENMETRICS,
        ),
        (
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
            OPENMETRICS,
        ),
    ],
)
def test_the_format_is_one_of_two_whatever_is_asked_for(client, accept, sent):
    answer = ask(client, Accept=accept)
    assert (answer.status_code, answer["Content-Type"]) == (200, sent)
    assert answer.text.endswith("# EOF\n") is (sent == OPENMETRICS)


def test_each_registered_job_has_its_numbers_though_none_has_run(client):
    for each in registered():
        found = numbers(client, job=each.name)
        assert standing_of(found) == [Standing.NEVER]
        assert (found["job_items_set_aside", "no"], found["job_items_set_aside", "yes"]) == (0, 0)


def test_a_job_on_a_machine_says_how_it_fares(client, monkeypatch):
    register(monkeypatch)
    JobState.objects.create(
        job="made", machine="one", seen_at=timezone.now(), done_at=WHEN, amount=30, seconds=1.5, failures=2
    )
    JobState.objects.create(job="made", machine="two", seen_at=timezone.now() - timedelta(minutes=2))
    found = numbers(client, job="made")
    assert (standing_of(found, "one"), standing_of(found, "two")) == ([Standing.FAILING], [Standing.SILENT])
    assert found["job_failures", "one"] == 2
    assert found["job_done_timestamp_seconds", "one"] == WHEN.timestamp()
    assert (found["job_step_seconds", "one"], found["job_step_items", "one"]) == (1.5, 30)
    assert ("job_done_timestamp_seconds", "two") not in found


def test_items_that_were_set_aside_are_counted_apart_from_those_that_were_left(client, monkeypatch):
    register(monkeypatch)
    for number in range(3):
        SetAside.objects.create(
            job="made",
            item_id=number,
            error="KeyError",
            first_at=WHEN,
            last_at=WHEN,
            retry_at=WHEN,
            is_left=number == 2,
        )
    found = numbers(client, job="made")
    assert (found["job_items_set_aside", "no"], found["job_items_set_aside", "yes"]) == (2, 1)


def test_a_queue_that_is_late_says_how_much_waits_and_since_when_and_no_title(client, monkeypatch):
    late = Behind(key="webhook:3", title="https://someone.example/?key=secret", count=7, since=WHEN)
    given_up = replace(late, key="webhook:4", count=0, since=None, given_up=True)
    register(monkeypatch, behind=lambda: [late, given_up])
    found = numbers(client, job="made")
    assert {name: value for name, value in found.items() if name[0].startswith("queue")} == {
        ("queue_waiting", "webhook:3"): 7,
        ("queue_since_timestamp_seconds", "webhook:3"): WHEN.timestamp(),
        ("queue_given_up", "webhook:3"): 0,
        ("queue_waiting", "webhook:4"): 0,
        ("queue_given_up", "webhook:4"): 1,
    }
    assert "someone.example" not in ask(client).text
