"""Feeds lists of documents, kills that at random instants, and looks at what is left: a program, run by a test.

Run as ``python -m tests.releases.intake.crashing FOLDER GENERATIONS SEED WAY``, with an empty database in its settings;
the way is ``command`` or ``http``. The last line that it prints is a JSON object of what it found. Each feeding is a
process of its own, the command or a server, forked from this warm one so that it costs no start, and ended by SIGKILL;
so is each look.
"""

import hashlib
import json
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

from tests.releases.intake.sending import Sending

DOCUMENTS = 90
KNOWN = 50
BATCH = 15
KILLS = 3


def number_of(generation, number):
    """Some documents are on every list, the others on that of one generation."""
    return f"C-{number}" if number < KNOWN else f"C-{number}-{generation}"


def rows(generation):
    """The list of a generation: new documents, and known ones, changed, deleted, with other files or as they were."""
    for number in range(DOCUMENTS):
        row = {
            "management_number": number_of(generation, number),
            "title": f"자전거길 정비 계획 {number}호 {generation if number % 2 else ''}",
            "unit": f"자전거{number % 3}팀",
            "task": f"자전거길 {number % 5}",
            "produced_on": f"2026-{number % 3 + 7:02}-03",
            "openness": "open",
            "text": "강변을 정비합니다." if number % 7 else "민원인 휴대전화 010-1234-5678",
        }
        if number % 4 == 0:
            row["attachments"] = [f"file-{generation}-{number}.txt", "shared.txt"]
        yield row | ({"change": "D"} if generation % 2 and number < KNOWN and number % 11 == 5 else {})


def write(folder, generation):
    """The list and its files in a folder of their own."""
    place = folder / f"list-{generation}"
    place.mkdir()
    (place / "shared.txt").write_text("함께 쓰는 파일")
    sent = list(rows(generation))
    for row in sent:
        for name in row.get("attachments", ()):
            (place / name).write_text(f"{name}의 내용")
    path = place / "documents.list.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in sent))
    return path


def forked(work):
    """Do some work in a process of its own; returns its pid."""
    from django.db import connection

    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    if pid := os.fork():
        return pid
    try:
        os.setsid()
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


class Commanding:
    """``manage.py intake``."""

    def finish(self, path):
        return finish(partial(feed, path))

    def kill_at(self, seconds, path):
        return kill_at(seconds, partial(feed, path))


def feed(path):
    from django.core.management import call_command

    # A report of refused rows, had there been any, would be beside the list.
    call_command("intake", str(path), report=path.with_suffix(".refused"), stdout=sys.stderr)


def finish(work):
    """Seconds that the work took in a process that nobody killed."""
    start = time.monotonic()
    _, status = os.waitpid(forked(work), 0)
    assert status == 0, status
    return time.monotonic() - start


def kill_at(seconds, work):
    """Return whether the process was still at work when it was killed, so many seconds after its start."""
    pid = forked(work)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def look(found):
    """Write what is wrong with what is stored to ``found``; nothing is repaired."""
    from wagtail.models import Page

    from cms.core import storage
    from cms.ledger.models import Entry
    from cms.publication.reconcile import reconcile
    from cms.releases.models import DocumentPage

    wrong = Counter()
    pages = list(DocumentPage.objects.all())
    named = {file.digest for page in pages for file in page.files}
    wrong["tree"] = sum(map(len, Page.find_problems()))
    wrong["file lost"] = sum(not storage.exists(digest) for digest in named)
    wrong["file damaged"] = sum(not _whole(digest) for digest in storage.digests())
    public = {str(page.key) for page in pages if page.live and not page.held}
    listed = {str(key) for key in Entry.objects.filter(kind="document", state="public").values_list("key", flat=True)}
    wrong["public though not so in the ledger, or the other way round"] = len(public ^ listed)
    wrong["repaired"] = sum(repair if isinstance(repair, int) else 1 for repair in reconcile())
    found.write_text(json.dumps({"wrong": [name for name, count in wrong.items() if count]}))


def _whole(digest):
    from cms.core import storage

    with storage.opened(digest) as file:
        return hashlib.sha256(file.read()).hexdigest() == digest


def compare(path, found):
    """Look that each document says what its row says, once."""
    from cms.releases.models import DocumentPage

    stored = {page.management_number: page for page in DocumentPage.objects.all()}
    wrong = []
    for line in path.read_text().splitlines():
        row, page = json.loads(line), stored.pop(json.loads(line)["management_number"])
        gone = row.get("change") == "D"
        files = [file.name for file in page.files]
        same = page.title == row["title"].strip() and files == row.get("attachments", files)
        if (page.state == "withdrawn") != gone or not (gone or same):
            wrong.append(row["management_number"])
    generation = int(path.parent.name.rpartition("-")[2])
    earlier = {number_of(before, number) for before in range(generation) for number in range(KNOWN, DOCUMENTS)}
    found.write_text(json.dumps({"wrong": wrong + sorted(stored.keys() ^ earlier)}))


def prepare():
    from django.core.management import call_command
    from django.db import connection

    from tests.content import make_documents, make_korean_city
    from tests.database import copy_migrated_store

    if connection.vendor == "sqlite":
        copy_migrated_store()
    else:
        call_command("migrate", verbosity=0)
    make_korean_city()
    make_documents()


def main(folder, generations, seed, way):
    import django

    django.setup()
    from cms.core import storage
    from cms.releases import sweeping
    from cms.releases.intake import pipeline, submission

    pipeline.BATCH = submission.BATCH = BATCH
    chance = random.Random(seed)
    prepare()
    feeding = Sending(forked) if way == "http" else Commanding()
    found, wrong, killed = folder / "found.json", [], 0

    def after(work):
        finish(work)
        if found.exists():
            wrong.append(json.loads(found.read_text())["wrong"])
            found.unlink()

    seconds = feeding.finish(write(folder, 0))
    for generation in range(1, generations + 1):
        path = write(folder, generation)
        for _ in range(KILLS):
            killed += feeding.kill_at(chance.uniform(0, 0.9 * seconds), path)
            after(partial(look, found))
        feeding.finish(path)
        after(partial(compare, path, found))
    sweeping.AGE = timedelta(seconds=-1)
    after(sweeping.sweep)
    after(partial(look, found))
    print(json.dumps({"killed": killed, "looks": wrong, "staged": len(list(storage.staging_folder().iterdir()))}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
