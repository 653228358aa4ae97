"""``python -m bench.documents --count 1000000``: how fast documents are loaded, and whether that stays so.

Some processes load a period each of a seeded archive, screening included, and write pages, records and ledger. A line
for each 50,000 says the rate, the CPU milliseconds a document of Python and of the database, and the memory of the
larger loader. The store stays in the folder, so that ``bench.reading`` can be asked about it; a larger count goes on
where it ended. Making the drafts (0.1 ms of CPU each) is part of what is measured.
"""

import argparse
import json
import shutil
import sys
import threading
from pathlib import Path
from queue import Queue
from typing import Any, Final

from bench import archive

EVERY: Final = 50_000
RATE: Final = 1_000
MEMORY: Final = 400


def main() -> int:
    """0 where the bars hold: the rate of each part, memory, and the last part as fast as the first."""
    parser = argparse.ArgumentParser(prog="python -m bench.documents", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--processes", type=int, default=3, help="one more than cores: one waits for the database")
    parser.add_argument("--every", type=int, default=EVERY)
    parser.add_argument("--folder", type=Path, default=archive.ROOT / "var" / "documents")
    parser.add_argument("--fresh", action="store_true", help="begin with an empty store")
    options = parser.parse_args()
    if options.fresh:
        shutil.rmtree(options.folder, ignore_errors=True)
    with archive.database(options.database, options.folder) as (environment, server):
        return _measure(options, environment, archive.Meter(server))


def _measure(options: argparse.Namespace, environment: dict[str, str], meter: archive.Meter) -> int:
    (city,) = archive.answers(archive.run("bench.documents", "city", environment=environment))
    done = city["documents"]
    print(f"{done:,} documents are stored; loading up to {options.count:,} with {options.processes} processes")
    print(f"{'documents':>12}{'a second':>10}{'ms Python':>11}{'ms database':>13}{'MB':>6}{'held':>7}{'GB':>7}")
    parts = list(_parts(options, environment, meter, start=done)) if done < options.count else []
    for part in parts:
        assert not part["refused"], part
    if not parts:
        return 0
    rates = [part["rate"] for part in parts]
    mean = sum(part["done"] for part in parts) / sum(part["done"] / part["rate"] for part in parts)
    ratio, memory = rates[-1] / rates[0], max(part["rss"] for part in parts)
    held = all((min(rates) >= RATE, memory < MEMORY, ratio > 1 / 1.3))
    print(
        f"{mean:,.0f}/s in all, {min(rates):,.0f} to {max(rates):,.0f}, last against first {ratio:.2f},"
        f" {memory:.0f} MB: {'holds' if held else 'FAILS'}"
    )
    return 0 if held else 1


def _parts(options: argparse.Namespace, environment: dict[str, str], meter: archive.Meter, *, start: int) -> Any:
    """One line for each so many documents, from all loaders together."""
    queue: Queue[tuple[int, dict[str, Any] | None]] = Queue()
    loaders = []
    for number in range(options.processes):
        first, last = (start + (options.count - start) * end // options.processes for end in (number, number + 1))
        arguments = ("load", options.count, first, last)
        loaders.append(archive.run("bench.documents", *arguments, environment=environment))
        threading.Thread(target=_pass_on, args=(queue, number, loaders[-1]), daemon=True).start()
    used: dict[int, float] = {}
    done, since, running = start, None, options.processes
    total: dict[str, Any] = {"done": 0, "held": 0, "refused": 0, "rss": 0.0}
    while running:
        number, told = queue.get()
        if told is None:
            running -= 1
            continue
        used[number] = told["cpu"]
        total |= {name: total[name] + told[name] for name in ("done", "held", "refused")}
        total["rss"] = max(total["rss"], told["rss"])
        if since is None:
            since = (archive.clock(), total["done"], sum(used.values()), meter.seconds())
        if total["done"] >= options.every or (done + total["done"] >= options.count and total["done"] > since[1]):
            done += total["done"]
            yield _line(total, since, python=sum(used.values()), database=meter.seconds(), done=done, options=options)
            since = (archive.clock(), 0, sum(used.values()), meter.seconds())
            total = {"done": 0, "held": 0, "refused": 0, "rss": 0.0}
    assert not any(loader.returncode for loader in loaders), "a loader failed"


def _line(total: dict[str, Any], since: Any, *, python: float, database: float, done: int, options: Any) -> Any:
    began, before, python_before, database_before = since
    counted = total["done"] - before
    rate = counted / (archive.clock() - began)
    python_ms = (python - python_before) / counted * 1e3
    database_ms = (database - database_before) / counted * 1e3
    print(
        f"{done:>12,}{rate:>10,.0f}{python_ms:>11.3f}{database_ms:>13.3f}{total['rss']:>6.0f}{total['held']:>7,}"
        f"{archive.disk(options.folder):>7.2f}",
        flush=True,
    )
    return total | {"rate": rate}


def _pass_on(queue: Any, number: int, process: Any) -> None:
    try:
        for told in archive.answers(process):
            queue.put((number, told))
    finally:
        queue.put((number, None))


def _child(command: str, *arguments: str) -> None:
    import django

    django.setup()
    if command == "city":
        from cms.releases.models import DocumentPage

        archive.make_city()
        print(json.dumps({"documents": DocumentPage.objects.count()}))
    else:
        count, start, stop = map(int, arguments)
        archive.load(count=count, start=start, stop=stop)


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] in {"city", "load"}:
        _child(*sys.argv[1:])
    else:
        sys.exit(main())
