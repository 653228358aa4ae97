"""A throw-away archive of released documents: its database, its city, and the processes that load it."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
SEED: Final = 2026
UNITS: Final = 120
BATCH: Final = 1_000
ADDRESS: Final = "http://127.0.0.1:8000"
# In the environment of a process that uses a database server: its pid.
DATABASE_PID: Final = "BENCH_DATABASE_PID"
# A server for a machine of 4 GB; what it promises about crashes is as it comes.
SERVER: Final = (
    "shared_buffers=1GB", "max_wal_size=8GB", "checkpoint_timeout=15min", "work_mem=16MB", "jit=off",
)  # fmt: skip


@contextmanager
def database(kind: str, folder: Path) -> Iterator[tuple[dict[str, str], int | None]]:
    """The environment of a process that uses the store of that folder, and the pid of its database server."""
    from tests.postgres import running

    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "MADANG_STATE_DIR": str(folder / "state"),
        "MADANG_BASE_URL": ADDRESS,
        "LOG_LEVEL": "ERROR",
    }
    if kind == "sqlite":
        yield environment, None
        return
    (folder / "postgres").mkdir(exist_ok=True)
    with running(folder / "postgres", SERVER) as (url, pid):
        yield environment | {"DATABASE_URL": url, DATABASE_PID: str(pid)}, pid


def run(
    module: str, *arguments: object, environment: dict[str, str], python: str | Path = sys.executable
) -> "subprocess.Popen[str]":
    """A module of ours in a process of its own, whose output is lines of JSON."""
    command = [python, "-m", module, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def answers(process: "subprocess.Popen[str]") -> Iterator[dict[str, Any]]:
    """Its lines of JSON as they come; CalledProcessError where it fails."""
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("{"):
                yield json.loads(line)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)


def make_city() -> Any:
    """The section of documents of a city; migrates and makes what is missing."""
    from django.core.management import call_command

    from cms.releases.models import DocumentsPage
    from cms.subsites.models import CityPage

    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_city", verbosity=0)
    call_command("set_address", ADDRESS)
    if found := DocumentsPage.objects.first():
        return found
    city = CityPage.objects.filter(locale__language_code="ko").order_by("path").first()
    assert city is not None
    section = DocumentsPage(title="정보공개", slug="documents", locale=city.locale)
    city.add_child(instance=section)
    return section


def units() -> list[str]:
    """The departments that the documents are of."""
    from cms.releases.demo.phrases import UNITS as NAMES

    return [f"{NAMES[number % len(NAMES)]} {number // len(NAMES) + 1}담당" for number in range(UNITS)]


def load(*, count: int, start: int, stop: int) -> None:
    """Load the documents from ``start`` to ``stop`` of ``count``, and tell after each batch what it took."""
    from cms.releases.demo.generator import documents
    from cms.releases.intake.load import Loader
    from cms.releases.models import DocumentsPage

    loader = Loader(DocumentsPage.objects.get(), source="bench")
    drafts = islice(documents(SEED, count, units=units(), start=start), stop - start)
    while batch := list(islice(drafts, BATCH)):
        outcomes = loader.load(batch)
        statuses = [outcome.status.value for outcome in outcomes]
        tell(done=len(batch), held=statuses.count("held"), refused=statuses.count("refused"))


def tell(**values: Any) -> None:
    """One line of JSON, with what this process has used so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    values |= {"cpu": used.ru_utime + used.ru_stime, "rss": used.ru_maxrss / 1024}
    print(json.dumps(values), flush=True)


@dataclass
class Meter:
    """The CPU seconds of a process and of all its children, living and reaped."""

    pid: int | None

    def seconds(self) -> float:
        """CPU seconds used so far; 0 without a process."""
        if self.pid is None:
            return 0.0
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        ticks = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        return ticks + sum(map(_used, _children(self.pid)))


def _used(pid: int) -> float:
    """The CPU seconds of a process of one thread, to the nanosecond: a tick is more than what a question costs."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except FileNotFoundError:
        return 0.0


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def disk(folder: Path) -> float:
    """Gigabytes that the store takes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e9


def clock() -> float:
    """Seconds that pass."""
    return time.monotonic()
