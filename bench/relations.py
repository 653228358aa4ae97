"""``python -m bench.relations --count 20000``: what the relations of a document cost, and how the database finds them.

Documents are loaded first where the folder has fewer. Then one worker finds all relations from the beginning; a line
for each 5,000 says the rate and the CPU milliseconds a document of Python and of the database, which are to stay the
same however many there are. At the end the plan of each statement, for a batch of the latest documents.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from bench import archive

EVERY: Final = 5_000
COMMANDS: Final = ("city", "load", "follow", "plans")


def main() -> int:
    """0 where the last part costs at most 1.3 times what the second did; the first has few to compare with."""
    parser = argparse.ArgumentParser(prog="python -m bench.relations", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--folder", type=Path, default=archive.ROOT / "var" / "documents")
    options = parser.parse_args()
    with archive.database(options.database, options.folder) as (environment, server):
        done = next(archive.answers(archive.run("bench.relations", "city", environment=environment)))["documents"]
        if done < options.count:
            print(f"loading {options.count - done:,} documents")
            for _ in archive.answers(
                archive.run("bench.relations", "load", options.count, done, environment=environment)
            ):
                pass
        costs = list(_follow(environment, archive.Meter(server)))
        for told in archive.answers(archive.run("bench.relations", "plans", environment=environment)):
            print(f"\n{told['name']}\n{told['plan']}")
    ratio = costs[-1] / costs[min(1, len(costs) - 1)]
    print(f"\nlast against second part {ratio:.2f}: {'holds' if ratio <= 1.3 else 'FAILS'}")
    return 0 if ratio <= 1.3 else 1


def _follow(environment: dict[str, str], meter: archive.Meter) -> Any:
    """The CPU milliseconds a document, part by part."""
    print(f"{'documents':>12}{'a second':>10}{'ms Python':>11}{'ms database':>13}{'MB':>6}")
    began, used, database, before = archive.clock(), 0.0, meter.seconds(), 0
    for told in archive.answers(archive.run("bench.relations", "follow", environment=environment)):
        if told["done"] - before < EVERY and not told["last"]:
            continue
        counted = max(told["done"] - before, 1)
        python_ms, database_ms = (told["cpu"] - used) / counted * 1e3, (meter.seconds() - database) / counted * 1e3
        rate = counted / (archive.clock() - began)
        print(f"{told['done']:>12,}{rate:>10,.0f}{python_ms:>11.3f}{database_ms:>13.3f}{told['rss']:>6.0f}", flush=True)
        began, used, database, before = archive.clock(), told["cpu"], meter.seconds(), told["done"]
        if counted >= EVERY // 2:
            yield python_ms + database_ms


def _child(command: str, *arguments: str) -> None:
    import django

    django.setup()
    if command == "city":
        from cms.releases.models import DocumentPage

        archive.make_city()
        print(json.dumps({"documents": DocumentPage.objects.count()}))
    elif command == "load":
        count, start = map(int, arguments)
        archive.load(count=count, start=start, stop=count)
    elif command == "follow":
        _find_all()
    else:
        for name, plan in _plans():
            print(json.dumps({"name": name, "plan": plan}), flush=True)


def _find_all() -> None:
    from cms.derived.models import Citation, Keyword, Profile, Relation, Unrelated, Word
    from cms.derived.related.channel import RELATED
    from cms.ledger import following
    from cms.ledger.models import Bookmark

    for table in (Bookmark, Citation, Keyword, Profile, Relation, Unrelated, Word):
        table.objects.all()._raw_delete("default")
    total = 0
    while done := following.step(RELATED):
        total += done
        archive.tell(done=total, last=False)
    archive.tell(done=total, last=True)


def _plans() -> Any:
    from django.db import connection, transaction

    from cms.derived import lists, models
    from cms.derived.related import candidates, comparing, profiles, relations
    from cms.ledger import given

    ids = list(models.Profile.objects.order_by("-pk").values_list("pk", flat=True)[:100])
    rarity = profiles.rarity(profiles.stored(ids).values())
    subjects = [comparing.Subject.of(profile, rarity) for profile in profiles.stored(ids).values()]
    asked = [(sql, [given.rows(rows)]) for sql, rows in candidates.statements(subjects, rarity)]
    site = subjects[0].profile.site
    month = lists.months(site)[1]
    named: dict[str, tuple[str, Any]] = dict(zip(("task and function", "words", "cited", "citing"), asked, strict=True))
    named["read, of 20 documents"] = relations.related_query(ids[:20])
    named["a batch of a list"] = lists.list_query(site, month, after=(month.range_us[0], 0))
    explain = "EXPLAIN (ANALYZE, BUFFERS)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with transaction.atomic(), connection.cursor() as cursor:
        for name, (sql, parameters) in named.items():
            cursor.execute(f"{explain} {sql}", parameters)
            yield name, "\n".join(str(row[-1]) for row in cursor.fetchall())


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] in COMMANDS:
        _child(*sys.argv[1:])
    else:
        sys.exit(main())
