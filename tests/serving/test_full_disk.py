"""A disk that is full, as it is: a small file system of its own, under commands and under the web."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.serving.conftest import manage, needs_linux
from tests.serving.running import environment, production, serving, web
from tests.serving.talking import connections, read_all, status

pytestmark = needs_linux
SPARE = 64 << 10
FULL = ("there is no space left", "the disk of the database is full")


@pytest.fixture
def disk(migrated: Path, tmp_path: Path):
    """A folder with a store, on a file system with some kilobytes left; ``filler`` fills the rest of it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    size = (migrated / "madang.sqlite3").stat().st_size + (32 << 20)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this user may not mount a file system")
    try:
        (folder / "madang.sqlite3").write_bytes((migrated / "madang.sqlite3").read_bytes())
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path, *, spare: int = SPARE) -> Path:
    """Leave ``spare`` bytes."""
    space = os.statvfs(folder)
    filler = folder / "filler"
    filler.write_bytes(bytes(space.f_bavail * space.f_frsize - spare))
    return filler


def refused(said: str) -> bool:
    """Return whether a command has ended in words, and in nothing else."""
    last = said.strip().splitlines()[-1]
    return last.startswith("CommandError: ") and any(words in last for words in FULL) and "Traceback" not in said


def posts(folder: Path, *, count: int) -> str:
    """A file with so many posts."""
    lines = [
        {
            "title": f"소식 {n}",
            "body": f"<p>{'본문 ' * 2_000}</p>",
            "published_at": "2026-11-05T09:00:00+09:00",
            "id": n,
        }
        for n in range(count)
    ]
    file = folder / "posts.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    return str(file)


def documents(folder: Path, *, count: int) -> str:
    """A list of so many documents."""
    head = "package_id,doc_prdctn_dt,tkcrd_nm,title,src_dept_doc_no,writer,othbc_pd,rspnber_dept_nm,othbc_se,cpyrht,url"
    row = "P{n},2026-11-05,업무,제목 {n} {words},교통정책과-{n},가나다,10년,교통정책과,공개,,"
    words = "긴 제목 " * 30
    file = folder / "list.csv"
    file.write_text("\n".join([head, *(row.format(n=n, words=words) for n in range(count))]), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("command", ["import_posts", "intake"])
def test_a_command_says_what_is_full_and_can_be_repeated(command, disk, tmp_path):
    variables = environment(disk, TMPDIR=str(tmp_path))
    arguments = {
        "import_posts": ["import_posts", posts(tmp_path, count=40), "--field", "traffic"],
        "intake": ["intake", documents(tmp_path, count=600)],
    }[command]
    filler = fill(disk)
    assert refused(manage(variables, *arguments, "--skip-checks", code=1))
    filler.unlink()
    manage(variables, *arguments, "--skip-checks")


def test_commands_of_others_and_the_start_say_so_too(disk, tmp_path):
    variables = production(disk, f"sqlite:///{disk / 'madang.sqlite3'}", TMPDIR=str(tmp_path))
    fill(disk)
    assert refused(manage(variables, "collectstatic", "--no-input", "--skip-checks", code=1))
    with serving(tmp_path / "serve", variables) as program:
        assert program.wait() == 1
        assert refused(program.said())


def test_what_all_processes_map_into_memory_is_an_error_and_no_signal(disk, tmp_path):
    fill(disk, spare=0)
    touch = "from cms.ledger import generation; generation.current(); generation.replace()"
    assert refused(manage(environment(disk, TMPDIR=str(tmp_path)), "shell", "--no-imports", "-c", touch, code=1))


def test_the_web_says_so_and_keeps_nothing_half(disk, tmp_path):
    head = b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n"
    with web(tmp_path / "web", environment(disk, TMPDIR=str(tmp_path))) as program:
        fill(disk)
        with connections(program, 1, head + b"Content-Length: 3000000\r\n\r\n" + b"a" * 3_000_000) as (one,):
            answer = read_all(one)
        assert (status(answer), "저장할 공간이 없습니다".encode() in answer) == (507, True)
        assert program.get("/", Cookie="a=b").status_code == 200
        assert list((disk / "spool").iterdir()) == []
