"""The lock files against what the project says that it needs."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
RUNTIME = [*PROJECT["dependencies"], *EXTRAS["postgres"], *EXTRAS["redis"]]


def locked(name):
    """The versions of each package that a lock file allows, and the lines that name one."""
    lines = [line for line in (REPOSITORY / name).read_text().splitlines() if re.match(r"[a-z0-9]", line)]
    versions = {}
    for line in lines:
        package, _, rest = line.partition("==")
        versions.setdefault(canonicalize_name(package.partition("[")[0]), []).append(rest.split()[0])
    return versions, lines


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("requirements.lock", RUNTIME),
        ("requirements-dev.lock", [*RUNTIME, *EXTRAS["dev"]]),
        ("bench/requirements.lock", RUNTIME),
    ],
)
def test_a_lock_has_what_the_project_needs(name, needs):
    versions, _ = locked(name)
    missing = [need for need in needs if not fits(Requirement(need), versions)]
    assert missing == [], "run make lock"


def fits(need, versions):
    return any(need.specifier.contains(version) for version in versions.get(canonicalize_name(need.name), []))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "bench/requirements.lock"])
def test_every_line_of_a_lock_has_its_hashes(name):
    _, lines = locked(name)
    assert len(lines) > 60
    assert all(line.endswith("\\") for line in lines)
    assert "://" not in (REPOSITORY / name).read_text()


def test_development_runs_on_the_versions_of_production():
    production, development = locked("requirements.lock")[0], locked("requirements-dev.lock")[0]
    assert {name: development.get(name) for name in production} == production
