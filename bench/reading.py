"""``python -m bench.reading SMALL LARGE``: whether what readers and editors ask costs the same with more documents.

The folders are stores that ``bench.documents`` has made, say of 10,000 and of 1,000,000. Each question is asked of both
through the whole application, each time for another unit, task or document; a line says the median wall time and the
mean CPU time, of Python and the database together, and their ratio. ``--plans`` prints how PostgreSQL answers.
"""

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from bench import archive

RATIO: Final = 1.3
EDITOR: Final = 500.0
LOADED: Final = 2_000.0


def main() -> int:
    """0 where every ratio and every limit of the editor holds."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("folders", nargs=2, type=Path, metavar="FOLDER")
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--plans", action="store_true")
    options = parser.parse_args()
    small, large = (_measure(options, folder) for folder in options.folders)
    counts = [int(rows.pop("the store")["count"]) for rows in (small, large)]
    print(f"{'milliseconds':34}{counts[0]:>12,}{'CPU':>8}{counts[1]:>14,}{'CPU':>8}{'ratio':>8}{'CPU':>6}")
    good = [_print(name, small[name], large[name]) for name in large]
    return 0 if all(good) else 1


def _measure(options: argparse.Namespace, folder: Path) -> dict[str, dict[str, Any]]:
    with archive.database(options.database, folder) as (environment, server):
        plans = "plans" if options.plans and folder == options.folders[1] else ""
        arguments = (options.times, server or 0, plans)
        process = archive.run("bench.questions", *arguments, environment=environment)
        return {told["name"]: told for told in archive.answers(process)}


def _print(name: str, small: dict[str, Any], large: dict[str, Any]) -> bool:
    wall, cpu = (large[measure] / max(small[measure], 0.001) for measure in ("median", "cpu"))
    limit: float | None = {"editor": EDITOR, "flow": LOADED}.get(large["kind"])
    good = bool(large["median"] <= limit if limit else min(wall, cpu) <= RATIO)
    numbers = f"{small['median']:>12.2f}{small['cpu']:>8.2f}{large['median']:>14.2f}{large['cpu']:>8.2f}"
    print(f"{name:34}{numbers}{wall:>8.2f}{cpu:>6.2f}  {'holds' if good else 'FAILS'}")
    for plan in large.get("plans", ()):
        print("    " + plan.replace("\n", "\n    "))
    return good


if __name__ == "__main__":
    sys.exit(main())
