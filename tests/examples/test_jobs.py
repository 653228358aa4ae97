"""The example of docs/jobs.md does what the page says."""

import re
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from cms.jobs import job as door
from cms.jobs.job import register
from cms.jobs.worker import Worker
from cms.ledger.models import Delivery, Entry
from tests.factories import make_post, store

PAGE = Path(__file__).resolve().parents[2] / "docs" / "jobs.md"


def test_the_example_is_a_job(store_on_disk, monkeypatch):
    monkeypatch.setattr(door, "_jobs", {})
    names = {}
    exec(re.search(r"```python\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1], names)
    register(names["FORGETTING"])
    with transaction.atomic():
        store([make_post(1)])
    entry = Entry.objects.get()
    for number, days in enumerate((31, 31, 29)):
        done_at = timezone.now() - timedelta(days=days)
        Delivery.objects.create(
            target="webhook:1", entry=entry, sequence=number, state="done", available_at=done_at, done_at=done_at
        )
    assert Worker().once() == {}
    assert [delivery.sequence for delivery in Delivery.objects.all()] == [2]
