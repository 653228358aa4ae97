"""``python -m bench.search 10000 100000``: what search costs, and how that grows with what is in the index.

Invented documents are put into an index of their own until it has as many as the first number, and questions are asked
of it; then until it has as many as the next one. A line says how many a second were taken in, merges included, with the
CPU of Python and database together; one more what each question costs; the last ones the ratios. Words are chosen by
how many documents have them. An index that is there already is gone on with. ``--plans`` prints how the database reads.

Speeds hold where a city's bars do: by date 15 ms, by relevance 60 ms in the median and 150 at most, all CPU, from a
million documents on PostgreSQL; by date at most 1.3 times as much with more documents.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from time import process_time
from typing import Any, Final

from bench import archive

INDEX: Final = "bench"
BATCH: Final = 500
TIMES: Final = 5
RATIO: Final = 1.3
NEWEST_MS: Final = 15.0
BEST_MS: Final = (60.0, 150.0)
COMMANDS: Final = ("prepare", "fill", "ask", "plans")


def main() -> int:
    """0 where every bar holds."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("counts", nargs="+", type=int, metavar="COUNT")
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--folder", type=Path, default=archive.ROOT / "var" / "search")
    parser.add_argument("--plans", action="store_true")
    options = parser.parse_args()
    costs = []
    with archive.database(options.database, options.folder) as (environment, server):
        list(archive.answers(archive.run("bench.search", "prepare", environment=environment)))
        meter = archive.Meter(server)
        for count in options.counts:
            _fill(count, environment, meter)
            costs.append(_ask(environment, meter))
        if options.plans:
            for told in archive.answers(archive.run("bench.search", "plans", environment=environment)):
                print(f"\n{told['name']}\n{told['plan']}")
    held = [_holds(costs[0], costs[-1], name) for name in costs[-1]]
    return 0 if all(held) else 1


def _fill(count: int, environment: dict[str, str], meter: archive.Meter) -> None:
    began, database = archive.clock(), meter.seconds()
    for told in archive.answers(archive.run("bench.search", "fill", count, environment=environment)):
        used = told["used"] + meter.seconds() - database
        rates = f"{told['made'] / (archive.clock() - began):,.0f} a second, {told['made'] / used:,.0f} a second of CPU"
        sizes = f"{told['rss']:,.0f} MB, index {told['index'] / max(told['text'], 1):.2f} x the text"
        print(f"{told['done']:>10,} documents: {rates}, {sizes}, {told['segments']} segments", flush=True)


def _ask(environment: dict[str, str], meter: archive.Meter) -> dict[str, list[float]]:
    """The CPU milliseconds of each question, of Python and the database, by what was asked."""
    costs: dict[str, list[float]] = {}
    before = meter.seconds()
    for told in archive.answers(archive.run("bench.search", "ask", environment=environment)):
        database = (meter.seconds() - before) / told["times"] * 1e3
        costs.setdefault(told["name"], []).append(told["ms"] + database)
        print(f"    {told['name']:10}{told['ms']:>8.1f} + {database:>5.1f} ms  {told['text']}", flush=True)
        before = meter.seconds()
    return costs


def _holds(small: dict[str, list[float]], large: dict[str, list[float]], name: str) -> bool:
    costs = sorted(large[name])
    median, most = costs[len(costs) // 2], costs[-1]
    ratio = median / max(sorted(small[name])[len(costs) // 2], 0.001)
    good = most <= NEWEST_MS and ratio <= RATIO if name == "newest" else median <= BEST_MS[0] and most <= BEST_MS[1]
    print(f"{name:10} median {median:.1f} ms, at most {most:.1f}, ratio {ratio:.2f}: {'holds' if good else 'FAILS'}")
    return good


def _child(command: str, *arguments: str) -> None:
    import django

    django.setup()
    if command == "prepare":
        # In a process of its own: migrating takes 90 MB, which would be counted as the index's.
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
    elif command == "fill":
        _put(int(arguments[0]))
    elif command == "ask":
        _time()
    else:
        for name, plan in _plans():
            print(json.dumps({"name": name, "plan": plan}), flush=True)


def _put(count: int) -> None:
    """Take in documents until there are so many, and merge what there is to merge."""
    from django.db import transaction
    from django.db.models import Max

    from cms.search.kept import merging
    from cms.search.kept.writing import write
    from cms.search.models import IndexedText

    found = IndexedText.objects.filter(index_name=INDEX).aggregate(last=Max("key"))["last"]
    start = (found or 0) + 1
    texts = _texts(start, count + 1)
    size, used = 0, 0.0
    while batch := list(islice(texts, BATCH)):
        size += sum(len(f"{text.title}{text.aside}{text.summary}{text.body}".encode()) for text in batch)
        begin = process_time()
        with transaction.atomic():
            write(INDEX, batch)
        while merging.step():
            pass
        used += process_time() - begin
    made = max(count - start + 1, 0)
    archive.tell(done=count, made=made, text=size, used=used, **_sizes(made, count))


def _sizes(made: int, count: int) -> dict[str, int]:
    """The bytes of the part of the index that was made, beside the texts that it keeps, and its segments."""
    from django.db.models import Sum
    from django.db.models.functions import Length

    from cms.search.models import Block, Segment

    ready = Segment.objects.filter(index_name=INDEX, state=Segment.State.READY)
    found = Block.objects.filter(segment_id__in=ready.values("pk")).aggregate(size=Sum(Length("data")))
    return {"index": int((found["size"] or 0) * made / max(count, 1)), "segments": ready.count()}


def _texts(start: int, stop: int) -> Iterator[Any]:
    from cms.releases.demo.generator import documents
    from retrieval.segments import Text

    for number, draft in enumerate(
        islice(documents(archive.SEED, stop, units=archive.units(), start=start), stop), start
    ):
        yield Text(
            key=number,
            moment=number * 1_000_000,
            title=draft.title,
            aside=f"{draft.number} {draft.unit}",
            summary=(draft.text or "")[:200],
            body=draft.text or "",
            values={"kind": ("document",), "unit": (str(draft.unit),), "produced": (str(draft.produced_on),)},
        )


def _questions() -> Sequence[tuple[str, str]]:
    """Words that many, some and few documents have, alone and together, by relevance and by date."""
    from cms.search.models import Word

    words = Word.objects.filter(index_name=INDEX).order_by("-texts").values_list("word", flat=True)
    some = [word for word in words if len(word) > 1]
    chosen = [some[at] for at in sorted({0, 3, 20, len(some) // 50, len(some) // 8, len(some) // 2, len(some) - 1})]
    together = [f"{one} {other}" for one, other in pairwise(chosen)]
    texts = [*chosen, *together, " ".join(chosen[:5])]
    return [(name, text) for name in ("best", "newest") for text in texts]


def _time() -> None:
    from cms.search.kept.engine import KeptEngine
    from cms.search.kept.words import KeptLexicon
    from cms.search.requests import Order, Request
    from retrieval import queries
    from retrieval.synonyms import Synonyms

    for name, text in _questions():
        order = Order.RELEVANCE if name == "best" else Order.NEWEST
        filters = {} if name == "best" else {"kind": ("document",)}
        counts = ("kind", "unit", "year") if name == "best" else ()
        request = Request(site=INDEX, text=text, order=order, filters=filters, counts=counts)
        took = []
        for _ in range(TIMES):
            begin = process_time()
            query = queries.read(text, lexicon=KeptLexicon(INDEX), synonyms=Synonyms({}))
            KeptEngine(INDEX).search(request, query)
            took.append(process_time() - begin)
        print(json.dumps({"name": name, "text": text, "ms": min(took) * 1e3, "times": TIMES}), flush=True)


def _plans() -> Iterator[tuple[str, str]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from cms.search.kept.engine import KeptEngine
    from cms.search.kept.words import KeptLexicon
    from cms.search.requests import Request
    from retrieval import queries
    from retrieval.synonyms import Synonyms

    text = _questions()[0][1]
    with CaptureQueriesContext(connection) as captured:
        query = queries.read(text, lexicon=KeptLexicon(INDEX), synonyms=Synonyms({}))
        KeptEngine(INDEX).search(Request(site=INDEX, text=text, counts=("unit",)), query)
    explain = "EXPLAIN (ANALYZE, BUFFERS)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    for number, asked in enumerate(captured.captured_queries, 1):
        with connection.cursor() as cursor:
            cursor.execute(f"{explain} {asked['sql']}")
            yield f"statement {number}", "\n".join(str(row[-1]) for row in cursor.fetchall())


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] in COMMANDS:
        _child(*sys.argv[1:])
    else:
        sys.exit(main())
