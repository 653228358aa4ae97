"""Files that nothing names are removed, and no other."""

import os
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.core import storage
from cms.releases import sweeping
from cms.releases.attachments import Attachment
from cms.releases.models import Decision
from tests.content import draft_document, make_city

TOMORROW = timedelta(days=1, minutes=1)


@pytest.fixture(autouse=True)
def private_store(settings, tmp_path, db):
    settings.MADANG_STATE_DIR = tmp_path


@pytest.fixture
def files(monkeypatch):
    """Two files of documents, one of a decision that may be undone, and two that nothing names."""
    monkeypatch.setattr(sweeping, "BATCH", 1)
    make_city(languages=("ko",))
    digests = [storage.keep(name.encode()) for name in ("original", "copy", "decision", "orphan", "another")]
    attachment = Attachment(name="a.pdf", type="application/pdf", size=8, digest=digests[0], copy=digests[1])
    draft_document(1, attachments=[attachment.to_data()])
    draft_document(2)
    Decision.objects.create(management_number="1", action="mask", before={"files": {digests[2]: {"copy": ""}}})
    return digests


def test_only_what_nothing_names_is_removed(files):
    swept = sweeping.sweep(now=timezone.now() + TOMORROW)
    assert (swept.kept, swept.removed, swept.removed_bytes) == (3, 2, 13)
    assert list(storage.digests()) == sorted(files[:3])


def test_what_is_younger_than_a_day_stays(files):
    swept = sweeping.sweep(now=timezone.now() + timedelta(hours=23))
    assert (swept.kept, swept.removed) == (5, 0)
    assert list(storage.digests()) == sorted(files)


def test_what_is_kept_again_while_the_sweep_runs_stays(files, monkeypatch):
    path = storage.staging_folder().parent / files[3][:2] / files[3][2:4] / files[3]
    os.utime(path, (0, 0))
    named = sweeping._orphan

    def meanwhile(digest, **options):
        storage.keep(b"orphan")
        return named(digest, **options)

    monkeypatch.setattr(sweeping, "_orphan", meanwhile)
    assert sweeping.sweep().removed == 0
    assert storage.exists(files[3])


def test_a_dry_run_removes_nothing_and_says_what_it_would(files, capsys, monkeypatch):
    monkeypatch.setattr(sweeping, "AGE", timedelta(seconds=-1))
    call_command("sweep_attachments", dry_run=True)
    assert capsys.readouterr().out == "2 files would be removed (13 bytes), 3 kept\n"
    assert list(storage.digests()) == sorted(files)
    call_command("sweep_attachments")
    assert capsys.readouterr().out == "2 files removed (13 bytes), 3 kept\n"


def test_what_killed_processes_left_half_written_is_removed():
    staging = storage.staging_folder()
    (staging / "tmpold").write_bytes(b"half")
    (staging / "request-old").mkdir()
    (staging / "request-old" / "part-0").write_bytes(b"half")
    sweeping.sweep(now=timezone.now() + timedelta(hours=23))
    assert len(list(staging.iterdir())) == 2
    sweeping.sweep(now=timezone.now() + TOMORROW)
    assert list(staging.iterdir()) == []
