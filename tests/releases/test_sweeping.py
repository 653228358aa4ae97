"""Files that nothing names are removed, and no other."""

import os
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.core import storage
from cms.releases import sweeping
from cms.releases.attachments import Attachment
from cms.releases.models import Decision, DocumentPage
from tests.content import draft_document

TOMORROW = timedelta(days=1, minutes=1)


@pytest.fixture(autouse=True)
def private_store(settings, tmp_path, db):
    settings.MADANG_STATE_DIR = tmp_path


@pytest.fixture
def files(prepared_korean_city, monkeypatch):
    """Two files of documents, one of a decision that may be undone, and two that nothing names."""
    monkeypatch.setattr(sweeping, "BATCH", 1)
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


@pytest.fixture
def due(files):
    """The files, a day and more after all of them and the last sweep."""
    mark = sweeping._mark()
    for path in storage.staging_folder().parent.rglob("*"):
        os.utime(path, (0, 0))
    return mark


def turns(sweeper):
    count = 0
    while count == 0 or sweeper._sweep is not None:
        assert sweeper.go_on() == 0
        count += 1
    return count


def test_the_worker_sweeps_a_slice_in_a_turn_once_a_day(files, due, monkeypatch):
    monkeypatch.setattr(sweeping, "SLICE_SECONDS", -1)
    sweeper = sweeping.Sweeper()
    sweeper.go_on()
    assert list(storage.digests()) == sorted(files)
    assert turns(sweeper) > 5
    assert list(storage.digests()) == sorted(files[:3])
    late = storage.keep(b"late")
    os.utime(storage.staging_folder().parent / late[:2] / late[2:4] / late, (0, 0))
    assert turns(sweeper) == 1 and storage.exists(late)
    os.utime(due, (0, 0))
    turns(sweeper)
    assert not storage.exists(late)


def test_a_new_store_is_not_swept_before_its_second_day(files):
    for path in storage.staging_folder().parent.rglob("*"):
        os.utime(path, (0, 0))
    assert turns(sweeping.Sweeper()) == 1
    assert list(storage.digests()) == sorted(files)


def test_one_process_sweeps_at_a_time(files, due, monkeypatch):
    monkeypatch.setattr(sweeping, "SLICE_SECONDS", -1)
    first, second = sweeping.Sweeper(), sweeping.Sweeper()
    first.go_on()
    assert turns(second) == 1
    turns(first)
    assert list(storage.digests()) == sorted(files[:3])


def test_a_sweep_that_fails_fails_its_turn_and_is_made_again_in_a_day(files, due, monkeypatch):
    def broken():
        raise OSError("the store is away")
        yield

    monkeypatch.setattr(storage, "digests", broken)
    sweeper = sweeping.Sweeper()
    with pytest.raises(OSError, match="the store is away"):
        turns(sweeper)
    assert turns(sweeper) == 1 and not sweeping._is_due()


def test_a_copy_that_a_decision_takes_from_its_document_meanwhile_stays(files, due, monkeypatch):
    monkeypatch.setattr(sweeping, "SLICE_SECONDS", -1)
    sweeper = sweeping.Sweeper()
    document = DocumentPage.objects.get(pk=DocumentPage.objects.order_by("pk").first().pk)
    DocumentPage.objects.filter(pk=document.pk).update(attachments=[])
    sweeper.go_on()
    Decision.objects.create(management_number="2", action="release", before={"files": document.attachments})
    turns(sweeper)
    assert list(storage.digests()) == sorted(files[:3])
