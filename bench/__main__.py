"""``python -m bench [CLAIM ...]``: make the store where it is missing, measure, and print one table."""

import argparse
import fcntl
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

from bench.claims import CLAIMS
from bench.posts import COUNT
from bench.store import is_current

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench"
STATE = FOLDER / "state"
OTHERS = FOLDER / "venv"


def main() -> int:
    """0 where every claim holds, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("claims", nargs="*", metavar="CLAIM", help=f"of {', '.join(CLAIMS)}; default: all, and others")
    parser.add_argument("--posts", type=int, default=COUNT, help="how many posts the store has")
    parser.add_argument("--alone", action="store_true", help="without the other systems")
    options = parser.parse_args()
    if unknown := set(options.claims) - set(CLAIMS):
        parser.error(f"no claim {', '.join(sorted(unknown))}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _measure(options)


def _measure(options: argparse.Namespace) -> int:
    _make_store(options.posts)
    ours = _run(sys.executable, "bench.claims", str(options.posts), *(options.claims or CLAIMS))
    compared = not (options.claims or options.alone)
    others = _run(_python_of_others(), "bench.others", settings="bench.settings") if compared else []
    _print_table(ours, others, posts=options.posts)
    return 0 if all(_holds(row) for row in ours) else 1


def _make_store(posts: int) -> None:
    if is_current(STATE, posts):
        return
    print(f"Making a store of {posts:,} posts under {STATE.relative_to(ROOT)} ...", file=sys.stderr)
    shutil.rmtree(STATE, ignore_errors=True)
    STATE.mkdir(parents=True)
    _run(sys.executable, "bench.store", str(posts))


def _run(python: str | Path, module: str, *arguments: str, settings: str = "cms.settings.development") -> list[Any]:
    """Run a module on the store in a process of its own; its output is lines of JSON."""
    environment = {
        "PATH": os.defpath,
        "DJANGO_SETTINGS_MODULE": settings,
        "MADANG_STATE_DIR": str(STATE),
        "MADANG_BASE_URL": "http://127.0.0.1:8000",
        "LOG_LEVEL": "ERROR",
    }
    command = [str(python), "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


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
    fast = row["limit"] is None or row["median"] <= row["limit"]
    few = row["query_limit"] is None or row["queries"] <= row["query_limit"]
    return fast and few and row["status"] in {"200", "304"}


def _print_table(ours: list[dict[str, Any]], others: list[dict[str, Any]], *, posts: int) -> None:
    reference = next((row["median"] for row in ours if row["limit"] == 3.0), None)
    print(f"\nCPU of one request in milliseconds, on a store of {posts:,} posts, without the web server (about 0.2).\n")
    print(f"{'':44}{'median':>9}{'95 %':>9}{'claim':>8}{'queries':>9}{'bytes':>10}")
    for row in ours:
        claim = "" if row["limit"] is None else f"{row['limit']:g}"
        verdict = "" if row["limit"] is None else "  holds" if _holds(row) else "  FAILS"
        print(f"{row['name']:44}{_numbers(row, claim)}{verdict}")
    if others and reference:
        print("\nThe list of 20 from the same data by others, and how many times ours it takes:\n")
        for row in others:
            print(f"{row['name']:44}{_numbers(row, '')}  {row['median'] / reference:.0f} times")


def _numbers(row: dict[str, Any], claim: str) -> str:
    digits = 3 if row["median"] < 0.1 else 2
    return f"{row['median']:>9.{digits}f}{row['p95']:>9.{digits}f}{claim:>8}{row['queries']:>9}{row['bytes']:>10,}"


if __name__ == "__main__":
    sys.exit(main())
