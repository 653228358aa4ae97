"""Stores for the programs: a migrated SQLite file, and databases of one PostgreSQL that is started for these tests."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.database import migrated_store
from tests.serving.cluster import Cluster
from tests.serving.running import REPOSITORY, Program, environment, production, web
from tests.stores import Stores

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def manage(variables: dict[str, str], *arguments: str, code: int = 0) -> str:
    """The output of a command, after checking how it ends."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=REPOSITORY,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, stores: Stores) -> Path:
    """An SQLite store with a city, to be copied."""
    state = tmp_path_factory.mktemp("migrated")
    with_city = migrated_store().with_suffix(".city")
    if with_city.exists():
        shutil.copy(with_city, state / "madang.sqlite3")
        return state
    if migrated_store().exists():
        shutil.copy(migrated_store(), state / "madang.sqlite3")
    else:  # The tests run on PostgreSQL.
        manage(environment(state), "migrate", "--verbosity=0", "--skip-checks")
    manage(environment(state), "load_city", "--skip-checks")
    shutil.copy(state / "madang.sqlite3", with_city.with_suffix(f".{os.getpid()}"))
    with_city.with_suffix(f".{os.getpid()}").replace(with_city)
    return state


@pytest.fixture
def state(migrated: Path, tmp_path: Path) -> Path:
    """A folder with a copy of that store."""
    return Path(shutil.copytree(migrated, tmp_path / "var"))


@pytest.fixture(scope="module")
def impatient(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A web process that waits for its clients for a second only."""
    folder = tmp_path_factory.mktemp("impatient")
    state = Path(shutil.copytree(migrated, folder / "var"))
    short = {"MADANG_HEADER_SECONDS": "1", "MADANG_STALL_SECONDS": "1", "MADANG_LEAST_RATE": "2000"}
    with web(folder, environment(state, MADANG_CONNECTIONS="60", MADANG_UPLOAD_MB="8", **short)) as program:
        yield program


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A running PostgreSQL whose database ``migrated`` has a city and is there to be copied."""
    if postgres.server_programs() is None:
        pytest.skip(postgres.MISSING)
    with tempfile.TemporaryDirectory(prefix="madang-serving-") as folder:
        running = Cluster(Path(folder))
        try:
            variables = production(tmp_path_factory.mktemp("cluster"), running.create("migrated"))
            manage(variables, "migrate", "--verbosity=0", "--skip-checks")
            manage(variables, "load_city", "--skip-checks")
            yield running
        finally:
            running.stop()


@pytest.fixture
def database(cluster: Cluster) -> str:
    """The address of a copy of the migrated database."""
    return cluster.copy()
