"""The private store, in a folder and in a bucket of a real S3 server."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import storages

from cms.core import storage
from cms.core.errors import NotFound, StoreFull, Unavailable
from tests import objectstore

REPOSITORY = Path(__file__).resolve().parents[2]
LATER = timedelta(hours=1)


def digest_of(data):
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(settings, tmp_path):
    """A private store of its own, empty."""
    settings.MADANG_STATE_DIR = tmp_path
    return tmp_path / "private"


@pytest.fixture(scope="session")
def s3():
    with objectstore.running() as address:
        yield address


@pytest.fixture
def bucket(s3, settings, tmp_path, request):
    """The same in a new bucket of an S3 server."""
    name = f"private-{abs(hash(request.node.name)) % 10**9}"
    objectstore.client(s3).create_bucket(Bucket=name)
    settings.MADANG_STATE_DIR = tmp_path
    options = {"bucket_name": name, "endpoint_url": s3, "region_name": objectstore.REGION, **objectstore.KEYS}
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {"BACKEND": "cms.core.object_storage.PrivateBucket", "OPTIONS": options},
    }
    return name


@pytest.fixture(params=["folder", "bucket"])
def store(request):
    request.getfixturevalue(request.param)
    return request.param


def staged():
    return list(storage.staging_folder().iterdir())


@pytest.mark.parametrize("data", [b"", b"a", os.urandom(3 * 2**20 + 7)])
def test_what_is_kept_is_read_back_by_its_digest(store, data, tmp_path):
    (tmp_path / "source").write_bytes(data)
    for source in (data, tmp_path / "source", BytesIO(data)):
        assert storage.keep(source) == digest_of(data)
    with storage.opened(digest_of(data)) as file:
        assert file.read() == data
    assert (storage.size(digest_of(data)), storage.exists(digest_of(data))) == (len(data), True)
    assert (list(storage.digests()), staged()) == ([digest_of(data)], [])


def test_a_stream_can_be_read_from_any_place(store):
    data = os.urandom(2**20)
    with storage.opened(storage.keep(data)) as file:
        assert (file.seek(0, os.SEEK_END), file.read()) == (len(data), b"")
        for start in (700_000, 5, 6, 0, len(data) - 1):
            file.seek(start)
            assert file.read(10) == data[start : start + 10]
            assert file.tell() == min(start + 10, len(data))


def test_what_is_not_kept_is_not_found(store):
    for digest in (digest_of(b"nothing"), "", "../../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"):
        assert storage.exists(digest) is False
        for ask in (storage.opened, storage.size, storage.kept_at):
            with pytest.raises(NotFound):
                ask(digest)


def test_digests_come_in_order(store):
    kept = [storage.keep(f"{number}".encode()) for number in range(30)]
    assert list(storage.digests()) == sorted(kept)


def test_a_file_is_removed_once(store):
    digest = storage.keep(b"a")
    assert [storage.remove(digest), storage.remove(digest), storage.exists(digest)] == [True, False, False]


def test_a_file_that_was_kept_again_is_not_removed_as_old(store):
    digest = storage.keep(b"a")
    moment = storage.kept_at(digest)
    assert storage.remove(digest, before=moment) is False
    assert storage.kept_at(storage.keep(b"a")) >= moment
    assert storage.remove(digest, before=datetime.now(UTC) + LATER) is True
    assert list(storage.digests()) == []


def test_a_file_is_not_older_than_the_moment_that_its_store_tells_to_the_nanosecond(folder):
    digest = storage.keep(b"a")
    path = Path(storages["private"].path(f"{digest[:2]}/{digest[2:4]}/{digest}"))
    for nanoseconds in (1_795_320_693_324_170_600, 1_795_320_693_324_170_999):
        os.utime(path, ns=(nanoseconds, nanoseconds))
        assert storage.remove(digest, before=storage.kept_at(digest)) is False


def test_keeping_an_old_file_again_makes_it_new(folder):
    digest = storage.keep(b"a")
    path = Path(storages["private"].path(f"{digest[:2]}/{digest[2:4]}/{digest}"))
    os.utime(path, (0, 0))
    assert storage.kept_at(storage.keep(b"a")) > datetime.now(UTC) - LATER


def test_only_the_owner_reads_the_folder(folder):
    digest = storage.keep(b"a")
    assert (folder / digest[:2] / digest[2:4] / digest).stat().st_mode & 0o077 == 0
    assert (folder / digest[:2]).stat().st_mode & 0o077 == 0
    assert (folder / "incoming").stat().st_mode & 0o077 == 0


class Failing(BytesIO):
    """A source that ends with an error after some megabytes."""

    def __init__(self, error):
        super().__init__(bytes(3 * 2**20))
        self._error = error

    def read(self, size=-1):
        chunk = super().read(size)
        if not chunk:
            raise self._error
        return chunk


def test_a_source_that_fails_leaves_nothing(store):
    with pytest.raises(ConnectionResetError):
        storage.keep(Failing(ConnectionResetError()))
    assert (list(storage.digests()), staged()) == ([], [])


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_a_clear_error_and_changes_nothing(folder, number):
    kept = storage.keep(b"before")
    with pytest.raises(StoreFull) as caught:
        storage.keep(Failing(OSError(number, "full")))
    assert (caught.value.status, caught.value.message) == (507, "there is no space left to store files")
    assert (list(storage.digests()), staged()) == ([kept], [])


def test_a_disk_that_is_really_full_is_the_same_error(settings, tmp_path):
    if os.geteuid() != 0 or subprocess.call(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tmp_path]) != 0:
        pytest.skip("this user may mount nothing")
    try:
        settings.MADANG_STATE_DIR = tmp_path
        kept = storage.keep(bytes(1000))
        with pytest.raises(StoreFull):
            storage.keep(bytes(2 * 2**20))
        assert (list(storage.digests()), staged()) == ([kept], [])
        assert storage.exists(storage.keep(b"small still fits"))
    finally:
        subprocess.check_call(["umount", tmp_path])


def test_many_at_once_keep_and_remove_without_losing_one_kept_after(folder):
    data, stop = b"contested", threading.Event()

    def sweep():
        while not stop.is_set():
            storage.remove(digest_of(data), before=datetime.now(UTC) - timedelta(seconds=30))

    sweeper = threading.Thread(target=sweep)
    sweeper.start()
    try:
        for _ in range(50):
            assert storage.exists(storage.keep(data))
    finally:
        stop.set()
        sweeper.join()


_KEEPER = """
import os
from cms.core import storage
print("ready", flush=True)
while True:
    storage.keep(os.urandom(300_000))
"""


def test_a_process_killed_while_keeping_leaves_whole_files_only(folder, tmp_path):
    environment = {
        **os.environ, "MADANG_STATE_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cms.settings.development",
    }  # fmt: skip
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", _KEEPER], cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout.readline() == b"ready\n"
            while len(list(storage.digests())) < 5:
                time.sleep(0.01)
            os.kill(process.pid, signal.SIGKILL)
    found = list(storage.digests())
    assert len(found) >= 5
    for digest in found:
        with storage.opened(digest) as file:
            assert digest_of(file.read()) == digest


def test_an_object_store_that_refuses_our_keys_is_unavailable(bucket, settings):
    options = settings.STORAGES["private"]["OPTIONS"]
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "cms.core.object_storage.PrivateBucket",
            "OPTIONS": {**options, "secret_key": "another"},
        },
    }
    with pytest.raises(Unavailable):
        storage.keep(b"a")
    with pytest.raises(Unavailable):
        list(storage.digests())
    assert staged() == []


def test_nobody_reads_the_bucket_without_keys(bucket, s3):
    import requests

    digest = storage.keep(b"held")
    assert requests.get(f"{s3}/{bucket}/{digest[:2]}/{digest[2:4]}/{digest}", timeout=10).status_code == 403
