"""``python -m bench [CLAIM ...]``: make missing stores, measure, and print a table for each database.

SQLite always, PostgreSQL where its server is installed. Each line is measured by a process of its own, which answers
nothing else before.
"""

import argparse
import fcntl
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any, Final

from bench import archive
from bench.claims import CLAIMS, LIST
from bench.others import LISTS as OTHER_LISTS
from bench.posts import COUNT
from bench.store import is_current
from tests.postgres import MISSING, server_programs

ROOT: Final = archive.ROOT
FOLDER: Final = ROOT / "var" / "bench"
OTHERS: Final = FOLDER / "venv"
DATABASES: Final = {"sqlite": "SQLite", "postgres": "PostgreSQL"}

Rows = list[dict[str, Any]]


def main() -> int:
    """0 where every claim holds, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("claims", nargs="*", metavar="CLAIM", help=f"of {', '.join(CLAIMS)}; default: all, and others")
    parser.add_argument("--posts", type=int, default=COUNT, help="how many posts the store has")
    parser.add_argument("--database", choices=tuple(DATABASES), help="default: both")
    parser.add_argument("--alone", action="store_true", help="without the other systems")
    options = parser.parse_args()
    if unknown := set(options.claims) - set(CLAIMS):
        parser.error(f"no claim {', '.join(sorted(unknown))}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        held = [_measure(options, database) for database in _databases(options.database)]
        return 0 if all(held) else 1


def _databases(chosen: str | None) -> list[str]:
    if chosen or server_programs():
        return [chosen] if chosen else list(DATABASES)
    print(MISSING.replace("NO TEST WAS RUN", "Nothing is measured"), file=sys.stderr)
    return ["sqlite"]


def _measure(options: argparse.Namespace, database: str) -> bool:
    """Print one table and return whether every claim in it holds."""
    folder = FOLDER / database
    current = is_current(folder / "state", options.posts)
    if not current:
        shutil.rmtree(folder, ignore_errors=True)
    with archive.database(database, folder) as (environment, _):
        if not current:
            _make_store(options.posts, environment)
        ours = [_row("bench.claims", name, options.posts, environment=environment) for name in options.claims or CLAIMS]
        others: Rows = []
        if not (options.claims or options.alone):
            python, settings = _python_of_others(), {"DJANGO_SETTINGS_MODULE": "bench.settings"}
            others = [
                _row("bench.others", name, environment=environment | settings, python=python) for name in OTHER_LISTS
            ]
    _print_table(ours, others, title=f"{DATABASES[database]}, {options.posts:,} posts")
    return all(_holds(row) for row in ours)


def _make_store(posts: int, environment: dict[str, str]) -> None:
    state = Path(environment["MADANG_STATE_DIR"])
    print(f"Making a store of {posts:,} posts under {state.relative_to(ROOT)} ...", file=sys.stderr)
    state.mkdir(parents=True)
    list(archive.answers(archive.run("bench.store", posts, environment=environment)))


def _row(module: str, *arguments: object, **process: Any) -> dict[str, Any]:
    [row] = archive.answers(archive.run(module, *arguments, **process))
    return row


def _python_of_others() -> Path:
    """The Python of an environment that has the other systems, made from their own lock where it is missing."""
    python, stamp, lock = OTHERS / "bin" / "python", OTHERS / "stamp", ROOT / "bench" / "requirements.lock"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        print("Installing the systems to compare with (bench/requirements.lock) ...", file=sys.stderr)
        venv.create(OTHERS, with_pip=True, symlinks=True, clear=True)
        pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--require-hashes", "--requirement", str(lock)], check=True)
        stamp.write_bytes(lock.read_bytes())
    return python


def _holds(row: dict[str, Any]) -> bool:
    fast = row["limit"] is None or row["median"] <= row["limit"] * row["yardstick"]
    few = row["query_limit"] is None or row["queries"] <= row["query_limit"]
    return fast and few and row["status"] in {"200", "304"}


def _print_table(ours: Rows, others: Rows, *, title: str) -> None:
    print(f"\n{title}: CPU of one request in milliseconds, without the web server (about 0.2)\n")
    heads = ("first", "median", "95 %", "database", "claim", "queries", "bytes")
    print(f"{'':46}" + "".join(f"{head:>10}" for head in heads))
    for row in ours:
        claim = "" if row["limit"] is None else f"{row['limit'] * row['yardstick']:.2f}"
        verdict = "" if row["limit"] is None else "  holds" if _holds(row) else "  FAILS"
        print(f"{row['name']:46}{_numbers(row, claim)}{verdict}")
    reference = next((row for row in ours if row["name"] == LIST), None)
    if others and reference:
        print("\nThe list of 20 from the same data by others, and how many times ours it takes, first and then:\n")
        for row in others:
            first, then = (row[measure] / reference[measure] for measure in ("first", "median"))
            print(f"{row['name']:46}{_numbers(row, '')}  {first:.1f} {then:.0f}")


def _numbers(row: dict[str, Any], claim: str) -> str:
    digits = 3 if row["median"] < 0.1 else 2
    times = "".join(f"{row[name]:>10.{digits}f}" for name in ("first", "median", "p95", "database"))
    return f"{times}{claim:>10}{row['queries']:>10}{row['bytes']:>10,}"


if __name__ == "__main__":
    sys.exit(main())
