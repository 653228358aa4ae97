"""The questions of ``bench.reading`` to a store: every public address, what editors open, and what the flow takes."""

import json
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from bench import addresses
from bench.archive import Meter, units
from bench.measure import HOST, Answer, Request
from bench.population import populate
from bench.samples import Question, sample

# Records and terms of each kind and scheme that are asked about.
SAMPLE: Final = 50
EDITOR_TIMES: Final = 10
FLOW_TIMES: Final = 10


def main(times: int, server: int, plans: str) -> None:
    """Ask each question so many times; a line of JSON for each."""
    import django

    django.setup()
    from django.core.management import call_command

    from cms.releases.models import DocumentPage

    # A store that an older version of the program has made.
    call_command("migrate", verbosity=0, interactive=False)

    documents = DocumentPage.objects.count()
    populate(documents)
    _analyse()
    _tell(name="the store", kind="", count=documents)
    meter = Meter(server or None)
    for question in addresses.questions(sample(min(times, SAMPLE))):
        _tell(name=question.name, kind="reader", **_ask(question, times=times, meter=meter, plans=bool(plans)))
    for name, path in _editor_pages():
        _tell(name=name, kind="editor", **_open(path, meter=meter))
    for name, work in (
        ("a document loaded is public", _load_one),
        ("a document loaded is held", _load_held),
        ("a due document is public", _wait_for_due),
    ):
        spent = [work(number) for number in range(FLOW_TIMES)]
        _tell(name=name, kind="flow", median=statistics.median(spent), cpu=0.0)


def _analyse() -> None:
    """Let the planner know the store, as it does of itself a minute after a load, so that both are asked alike."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _tell(**values: Any) -> None:
    print(json.dumps(values, ensure_ascii=False), flush=True)


def _ask(question: Question, *, times: int, meter: Meter, plans: bool) -> dict[str, Any]:
    """The median of the wall times and the mean of the CPU times, milliseconds; no answer comes from a cache.

    Of what is as long as what it tells of, for each 100,000 bytes.
    """
    from cms.wsgi import django_application as application
    from syndication.sitemaps import SHELF

    requests = question.requests
    # A list of a month of a large city is megabytes.
    times = max(times // 10, 5) if question.per_byte else times
    for number in range(min(max(10, times // 5), 2 * len(requests))):
        answered(application, requests[number % len(requests)])
    spent, size, cpu, database = [], 0, time.process_time(), meter.seconds()
    for number in range(times):
        SHELF.clear()
        began = time.perf_counter()
        size += len(answered(application, requests[number % len(requests)]).body)
        spent.append((time.perf_counter() - began) * 1e3)
    used = time.process_time() - cpu + meter.seconds() - database
    parts = size / times / 1e5 if question.per_byte else 1.0
    values: dict[str, Any] = {"median": statistics.median(spent) / parts, "cpu": used / times * 1e3 / parts}
    return values | ({"plans": _plans(application, requests[0])} if plans else {})


def answered(application: Any, request: Request) -> Answer:
    """The answer, which must be a right one."""
    answer = Answer(application, request)
    right = answer.status.startswith(request.status) and request.expect in answer.body
    assert right and b'"errors"' not in answer.body[:12], (request, answer.status, answer.body[:500])
    return answer


def _plans(application: Any, request: Request) -> list[str]:
    """The plans by which PostgreSQL answers each query of the request."""
    from django.db import connection

    asked: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answered(application, request)
    plans = []
    with connection.cursor() as cursor:
        for sql, params in asked:
            cursor.execute(f"EXPLAIN (COSTS OFF) {sql}", params)
            plans.append("\n".join(row[0] for row in cursor.fetchall()))
    return plans


def _editor_pages() -> Iterator[tuple[str, str]]:
    """The pages that an officer opens."""
    from django.urls import reverse

    from cms.releases.models import DocumentPage, DocumentsPage

    page: Any = DocumentPage.objects.order_by("-pk")[0]
    month: Any = page.get_parent()
    yield "editor: dashboard", reverse("wagtailadmin_home")
    yield "editor: section in the explorer", reverse("wagtailadmin_explore", args=[DocumentsPage.objects.get().pk])
    yield "editor: month in the explorer", reverse("wagtailadmin_explore", args=[month.pk])
    yield "editor: a document", reverse("wagtailadmin_pages:edit", args=[page.pk])
    yield "editor: the disclosure desk", reverse("disclosure:queue")


def _open(path: str, *, meter: Meter) -> dict[str, Any]:
    from django.contrib.auth import get_user_model
    from django.test import Client

    user, _ = get_user_model().objects.get_or_create(username="officer", defaults={"is_superuser": True})
    client = Client(headers={"host": HOST})
    client.force_login(user)
    assert client.get(path).status_code == 200, path
    spent, cpu, database = [], time.process_time(), meter.seconds()
    for _ in range(EDITOR_TIMES):
        began = time.perf_counter()
        client.get(path)
        spent.append((time.perf_counter() - began) * 1e3)
    used = time.process_time() - cpu + meter.seconds() - database
    return {"median": statistics.median(spent), "cpu": used / EDITOR_TIMES * 1e3}


def _draft(number: int, name: str) -> Any:
    from django.utils import timezone

    from cms.releases.demo.generator import documents

    (draft,) = documents(1, 20, units=units(), start=number, step=20)
    day = timezone.localdate() - timedelta(days=2)
    digits = time.time_ns()
    return replace(draft, management_number=f"{name}{digits}", openness="open", tier="", produced_on=day, text="시험")


def _load_one(number: int) -> float:
    """Milliseconds from handing a document in until readers have it."""
    from cms.releases.intake.load import Loader
    from cms.releases.models import DocumentsPage

    draft = _draft(number, "L")
    began = time.perf_counter()
    Loader(DocumentsPage.objects.get()).load([draft])
    _wait_until_public(draft.management_number)
    return (time.perf_counter() - began) * 1e3


def _load_held(number: int) -> float:
    """Milliseconds from handing in a document that names a citizen's telephone until the desk has it in its queue."""
    from cms.releases.intake.load import Loader
    from cms.releases.models import DocumentPage, DocumentsPage

    draft = replace(_draft(number, "H"), text="신청인 연락처: 010-0000-1234")
    began = time.perf_counter()
    Loader(DocumentsPage.objects.get()).load([draft])
    assert DocumentPage.objects.filter(management_number=draft.management_number, held=True).exists()
    return (time.perf_counter() - began) * 1e3


def _wait_for_due(number: int) -> float:
    """Milliseconds from the moment when a waiting document is due until the worker has let it out."""
    from django.utils import timezone

    from cms.releases.intake.load import Loader
    from cms.releases.models import DocumentPage, DocumentsPage

    draft = _draft(number, "W")
    later = replace(draft, produced_on=timezone.localdate() + timedelta(days=30))
    Loader(DocumentsPage.objects.get()).load([later])
    due = timezone.now() + timedelta(seconds=0.5 + 0.1 * number)
    DocumentPage.objects.filter(management_number=draft.management_number).update(release_at=due)
    stop = threading.Event()
    thread = threading.Thread(target=_work, args=(stop,))
    thread.start()
    try:
        _wait_until_public(draft.management_number)
        return (timezone.now() - due).total_seconds() * 1e3
    finally:
        stop.set()
        thread.join()


def _work(stop: threading.Event) -> None:
    """The worker, whose threads give their connections back."""
    from cms.jobs.worker import Worker

    Worker().run(stop)


def _wait_until_public(management_number: str) -> None:
    from cms.ledger.routes import route

    limit = time.monotonic() + 30
    while True:
        found = route(host=HOST, path=f"/documents/{management_number}/")
        if found and found.found and not found.gone:
            return
        assert time.monotonic() < limit, f"{management_number} is not public"
        time.sleep(0.02)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
