"""Each command that the README and the guides name is run, in a folder and a store of its own.

Run for real are all commands of the editor that end by themselves, on small files that have the names they are given
there. Started until they are ready, and stopped: the server and the worker beside it, by the tests of the demo city,
which is made of the very file that a new city is a copy of, and a watch. Of what takes long, the tests and the
benchmarks, only ``make --dry-run`` and ``--help`` are asked. What needs a bucket is tested where there is one
(tests/releases/intake/test_sources.py).
"""

import gzip
import re
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from tests.background import keep
from tests.boards.content import make_board
from tests.content import make_committee, make_unit, make_user, new_city, released_document
from tests.journeys.test_guides import MADE, MANAGED, PAGES, REPOSITORY, RUN, words
from tests.news.imports.samples import WXR
from tests.releases.intake.lists import INFO, OWN_ROWS, json_lines, written
from tests.server import connections_kept

# What a page only mentions, without what it needs.
MENTIONED = {"import_chart", "import_posts", "intake", "move_in"}
# Those that run until they are stopped, by their first words.
LASTING = {"serve", "worker", "intake --watch"}
NEEDS_A_BUCKET = {"intake s3://bucket/2026-11-03/"}
# Run by the start of the demo city.
LOADED = "load_city my-city.toml"
COMMITTEES = "committee,role,name\n교통위원회,위원장,나하나\n"
MEETINGS = '[{"committee": "교통위원회", "number": 3, "date": "2026-11-10 14:00", "status": "held"}]'
NOTICES = "번호,제목,내용,등록일\n1,민원실 저녁 운영,저녁 8시까지 엽니다.,2019-03-04\n"
NUMBER = "20261103000001"
CHART = "부서코드,상위부서코드,부서명\nfinance,,재정국\n"
REDIRECTS = "from,to,permanent\n/old/,https://elsewhere.example/,yes\n"


def line(command):
    return " ".join(words(command))


ENDING = [
    command
    for command in map(line, MANAGED)
    if command not in MENTIONED | NEEDS_A_BUCKET | LASTING | {LOADED} and not command.startswith("intake --watch")
]
WITHOUT_A_TERMINAL = "createsuperuser --noinput --username admin --email admin@city.example"
OF_ACCOUNTS = {"createsuperuser", WITHOUT_A_TERMINAL, "changepassword NAME"}
WORKER = "worker --once"
OF_IDENTITY = [command for command in ENDING if command.startswith("identity")]


@pytest.fixture
def folder(tmp_path, monkeypatch, settings):
    """The folder with the files that the guides name."""
    settings.MADANG_STATE_DIR = tmp_path / "var"
    monkeypatch.chdir(tmp_path)
    for name in ("info_list_20261103.csv", "lists/one.csv", "2026-11-03/list.csv"):
        written(tmp_path, name, INFO)
    written(tmp_path, "press.jsonl.gz", gzip.compress(json_lines(*OWN_ROWS).encode()))
    written(tmp_path, "export.xml", WXR)
    written(tmp_path, "uploads/none.txt", "")
    written(tmp_path, "bike/bike.xml", WXR)
    written(tmp_path, "chart.csv", CHART)
    written(tmp_path, "redirects.csv", REDIRECTS)
    with connections_kept():
        yield tmp_path


@pytest.fixture
def city(prepared_archive):
    make_unit()
    make_committee()
    make_board()
    make_user("chief")
    released_document(1, management_number=NUMBER)


# What stands for a name in capital letters, by the command.
NAMES = {
    "import_chart": ("chart.csv", CHART),
    "import_committees": ("committees.csv", COMMITTEES),
    "import_meetings": ("meetings.json", MEETINGS),
    "import_notices": ("notices.csv", NOTICES),
    "import_pages": ("export.xml", WXR),
    "import_posts": ("export.xml", WXR),
    "import_redirects": ("redirects.csv", REDIRECTS),
    "intake": ("info_list_20261103.csv", INFO),
}


def arguments(command, folder):
    """The words of a command, with something for each name that the guides leave open."""
    name, *given = words(command)
    file, content = NAMES.get(name, ("", ""))
    if file:
        written(folder, file, content)
    known = {"FILE": file, "SOURCE…": file, "NUMBER": NUMBER, "NAME": "chief"}
    return name, [known.get(word, word) for word in given]


def run(name, given):
    said = StringIO()
    call_command(name, *given, stdout=said, stderr=said)
    return said.getvalue()


@pytest.mark.parametrize("command", sorted({*ENDING} - {*OF_IDENTITY} - OF_ACCOUNTS - {WORKER}))
def test_a_command_runs_to_its_end(command, city, folder):
    name, given = arguments(command, folder)
    if name == "intake_token" and "--name" not in given:
        run(name, ["approval"])
    # The worker is ahead of whoever compares.
    if name == "search":
        keep()
    assert run(name, given)


# Two of its threads write of the same jobs, so neither may be within a test's transaction.
@pytest.mark.django_db(transaction=True)
def test_a_worker_does_all_that_is_due_and_has_nothing_to_say(city, store_on_disk, folder):
    assert WORKER in ENDING
    name, *given = words(WORKER)
    assert run(name, given) == ""


@pytest.mark.parametrize("command", OF_IDENTITY)
def test_an_identity_is_shown_and_fixed(command, db):
    """Of a city that is still tried out on the machine of whoever runs it."""
    new_city("dalmaru", host="localhost")
    name, *given = words(command)
    assert run(name, given)


def test_the_first_account_and_a_new_password(city, monkeypatch):
    assert set(ENDING) >= OF_ACCOUNTS
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-wind-over-9-bridges")
    name, *given = words(WITHOUT_A_TERMINAL)
    assert run(name, given)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "a-wind-over-8-bridges")
    call_command("changepassword", "admin", stdout=StringIO())
    first = get_user_model().objects.get(username="admin")
    assert first.is_superuser and first.check_password("a-wind-over-8-bridges")


def test_a_watch_is_ready_and_stops_when_it_is_asked_to(running_city, tmp_path):
    assert any(command.startswith("intake --watch") for command in MANAGED)
    watching = subprocess.Popen(
        [sys.executable, "manage.py", "intake", "--watch", str(tmp_path), "--interval", "1"],
        cwd=REPOSITORY,
        env=running_city.variables | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert watching.stdout
    with watching.stdout as said:
        assert said.readline() == f"Watching {tmp_path}\n"
        watching.send_signal(signal.SIGTERM)
        assert watching.wait(60) == 0


@pytest.mark.parametrize("target", MADE)
def test_a_target_of_make_knows_what_to_do(target):
    done = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", target],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip()


def test_make_without_a_target_lists_them():
    done = subprocess.run(["make", "help"], cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=True)
    assert set(MADE) <= set(re.findall(r"^  make ([a-z-]+)", done.stdout, re.MULTILINE))


@pytest.mark.parametrize("module", sorted({words(command)[0] for command in RUN}))
def test_a_benchmark_explains_itself(module):
    done = subprocess.run(
        [sys.executable, "-m", module, "--help"], cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.startswith("usage:")


def test_every_command_is_run_by_one_of_these():
    left = {line(command) for command in MANAGED} - set(ENDING) - MENTIONED - NEEDS_A_BUCKET - {LOADED}
    assert {next(first for first in LASTING if command.startswith(first)) for command in left} == LASTING
    assert LOADED in MANAGED and "cp cms/subsites/data/city.toml my-city.toml" in PAGES["README.md"]
