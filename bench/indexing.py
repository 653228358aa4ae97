"""``python -m bench.indexing --folder var/documents``: how fast the index of search is made from the ledger.

The store of ``bench.documents`` is followed from its first change by one process, which merges in a thread beside it,
as the worker does. A line for each 50,000 says the rate, the CPU milliseconds a document of Python and of the database,
and the memory; then how large the index is beside the text of the ledger. With ``--intake 20000`` so many more
documents are loaded then with no worker, and so many while one does all jobs of search; both rates are told, and how
long after the loading all of it can be found.
"""

import argparse
import json
import sys
import threading
from itertools import pairwise
from pathlib import Path
from time import process_time, sleep
from typing import Final

from bench import archive

EVERY: Final = 50_000
RATE: Final = 2_000
INTAKE: Final = 1_000
MEMORY: Final = 300
LARGER: Final = 2.5
# One more than there are cores: one always waits for the database.
LOADERS: Final = 3
COMMANDS: Final = ("follow", "work", "wait", "count", "load")


def main() -> int:
    """0 where the bars hold: the rate, memory, the size of the index, and the rate of an intake beside it."""
    parser = argparse.ArgumentParser(prog="python -m bench.indexing", description=__doc__)
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--folder", type=Path, default=archive.ROOT / "var" / "documents")
    parser.add_argument("--every", type=int, default=EVERY)
    parser.add_argument("--intake", type=int, default=0, metavar="COUNT", help="then load so many documents, twice")
    options = parser.parse_args()
    with archive.database(options.database, options.folder) as (environment, server):
        held = [_follow(options, environment, archive.Meter(server))]
        if options.intake:
            held.append(_intake(options.intake, environment))
    return 0 if all(held) else 1


def _follow(options: argparse.Namespace, environment: dict[str, str], meter: archive.Meter) -> bool:
    print(f"{'documents':>12}{'a second':>10}{'ms Python':>11}{'ms database':>13}{'MB':>6}")
    rates, began, before, memory = [], archive.clock(), meter.seconds(), 0.0
    process = archive.run("bench.indexing", "follow", options.every, environment=environment)
    for told in archive.answers(process):
        if not told["made"]:
            began, before = archive.clock(), meter.seconds()
            continue
        if "index" in told:
            break
        now, used = archive.clock(), meter.seconds()
        rates.append(told["made"] / (now - began))
        memory = told["rss"]
        python, database = (seconds / told["made"] * 1e3 for seconds in (told["used"], used - before))
        print(f"{told['done']:>12,}{rates[-1]:>10,.0f}{python:>11.3f}{database:>13.3f}{memory:>6.0f}", flush=True)
        began, before = now, used
    size = told["index"] / told["text"]
    held = min(rates) >= RATE and memory <= MEMORY and size <= LARGER
    print(
        f"{min(rates):,.0f} to {max(rates):,.0f}/s, {memory:.0f} MB, index {size:.2f} x the text, which it keeps once:"
        f" {'holds' if held else 'FAILS'}"
    )
    return held


def _intake(count: int, environment: dict[str, str]) -> bool:
    """Load documents while nothing follows, and while a worker does."""
    alone = _loaded(count, environment)
    list(archive.answers(archive.run("bench.indexing", "follow", 0, environment=environment)))
    worker = archive.run("bench.indexing", "work", environment=environment)
    list(archive.answers(archive.run("bench.indexing", "wait", environment=environment)))
    try:
        rate = _loaded(count, environment)
        began = archive.clock()
        list(archive.answers(archive.run("bench.indexing", "wait", environment=environment)))
    finally:
        worker.terminate()
        worker.communicate()
    late = archive.clock() - began
    print(
        f"{rate:,.0f}/s taken in with the index on, {alone:,.0f}/s without ({rate / alone:.2f}), all of it found"
        f" {late:.0f} s later: {'holds' if rate >= INTAKE else 'FAILS'}"
    )
    return rate >= INTAKE


def _loaded(count: int, environment: dict[str, str]) -> float:
    """Load so many more documents; returns how many a second."""
    (before,) = archive.answers(archive.run("bench.indexing", "count", environment=environment))
    start, stop = before["documents"], before["documents"] + count
    parts = pairwise(start + count * number // LOADERS for number in range(LOADERS + 1))
    loaders = [archive.run("bench.indexing", "load", stop, *part, environment=environment) for part in parts]
    # Of each loader the first batch is its start.
    told = [archive.answers(loader) for loader in loaders]
    done = count - sum(next(one)["done"] for one in told)
    began = archive.clock()
    for one in told:
        list(one)
    return float(done / (archive.clock() - began))


def _child(command: str, *arguments: str) -> None:
    import django

    django.setup()
    if command == "follow":
        _index(int(arguments[0]))
    elif command == "work":
        _work()
    elif command == "wait":
        _wait()
    elif command == "load":
        archive.load(count=int(arguments[0]), start=int(arguments[1]), stop=int(arguments[2]))
    else:
        from cms.releases.models import DocumentPage

        print(json.dumps({"documents": DocumentPage.objects.count()}))


def _index(every: int) -> None:
    """Follow to the end, from the first change and telling each so many; with 0 from where it ended."""
    from cms.ledger import following
    from cms.search.channel import SEARCH

    if every:
        _forget()
        archive.tell(made=0)
    stop = threading.Event()
    merger = threading.Thread(target=_merge, args=(stop,))
    merger.start()
    done, told, used = 0, 0, process_time()
    while number := following.step(SEARCH):
        done += number
        if every and done - told >= every:
            archive.tell(made=done - told, done=done, used=process_time() - used)
            told, used = done, process_time()
    stop.set()
    merger.join()
    archive.tell(made=1, **_sizes())


def _merge(stop: threading.Event) -> None:
    """Merge what there is to merge, to the end once nothing more comes."""
    from django.db import connection

    from cms.search.kept import merging

    while merging.step() or not stop.wait(0.1):
        pass
    connection.close()


def _work() -> None:
    """Do all jobs of search until the process is stopped, as the worker does."""
    import signal

    from cms.jobs.job import registered
    from cms.jobs.worker import Worker

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    Worker([job for job in registered() if job.name.startswith("search")]).run(stop)


def _wait() -> None:
    """Wait until all that is public can be found."""
    from cms.ledger import clocks
    from cms.ledger.untold import untold

    while not all(untold("search", site, most=1).is_level for site in clocks.sequences()):
        sleep(0.2)


def _forget() -> None:
    """Empty all indexes, so that the ledger is followed from its first change."""
    from django.apps import apps

    from cms.ledger.models import Bookmark

    for model in apps.get_app_config("search").get_models():
        if model.__name__ in {"Block", "Segment", "IndexedText", "Word", "Index"}:
            model._base_manager.all()._raw_delete("default")
    Bookmark.objects.filter(name__startswith="search").delete()


def _sizes() -> dict[str, int]:
    """The bytes of the index, the texts that it keeps among them, and those of these texts alone."""
    from django.db import connection

    count = "octet_length(%s)" if connection.vendor == "postgresql" else "length(CAST(%s AS BLOB))"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum({count % 'parts'}) FROM search_indexedtext")
        (text,) = cursor.fetchone()
        cursor.execute(
            f"SELECT sum({count % 'b.data'}) FROM search_block b"
            " JOIN search_segment s ON s.id = b.segment_id AND s.state = 'ready'"
        )
        (blocks,) = cursor.fetchone()
    return {"index": int(blocks + text), "text": int(text)}


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] in COMMANDS:
        _child(*sys.argv[1:])
    else:
        sys.exit(main())
