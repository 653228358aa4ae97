"""``python -m screening``: what a stranger reads at a terminal."""

import doctest
import io
import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import screening
from screening.__main__ import CLEAR, FOUND, UNREAD, main
from tests.files.extraction.documents import docx, paragraph

CONTACT = rb"(\uc5f0\ub77d\ucc98 010-****-****)"
TEXT = "도로 점용 허가\n신청인 홍길동 (연락처 010-1234-5678)\n"


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "paper.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_each_finding_is_a_line_with_its_place_and_without_the_value(paper, capsys):
    assert main([str(paper)]) == FOUND
    covered = "신청인 홍*동 (연락처 010-****-****)"
    assert capsys.readouterr().out.splitlines() == [
        f"{paper}:2:5: person_name (possible, name-behind-cue): {covered}",
        f"{paper}:2:14: mobile (certain, mobile): {covered}",
    ]


def test_the_text_itself_can_be_had_covered(paper, capsys):
    assert main(["--mask", str(paper)]) == FOUND
    assert capsys.readouterr().out == "도로 점용 허가\n신청인 홍*동 (연락처 010-****-****)\n"


def test_json_has_one_object_a_finding(paper, capsys):
    assert main(["--json", str(paper)]) == FOUND
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["kind"], first["line"], first["column"]) == ("person_name", 2, 5)
    assert (second["kind"], second["confidence"], second["part"]) == ("mobile", "certain", "")


def test_a_paper_without_personal_data_prints_nothing(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("도로 점용 허가", encoding="utf-8")
    assert main([str(path)]) == CLEAR
    assert capsys.readouterr() == ("", "")


def test_an_office_file_is_read_by_the_library_of_files(tmp_path, capsys):
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph("연락처 010-1234-5678")))
    assert main([str(path)]) == FOUND
    assert "mobile (certain, mobile): 연락처 010-****-****" in capsys.readouterr().out


def test_what_cannot_be_read_is_named_and_the_others_are_read(tmp_path, paper, capsys):
    away, picture = tmp_path / "away.txt", tmp_path / "b.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    assert main([str(away), str(picture), str(paper)]) == UNREAD
    said = capsys.readouterr()
    assert said.err.splitlines() == [f"{away}: No such file or directory", f"{picture}: image-only"]
    assert len(said.out.splitlines()) == 2


def test_standard_input_is_read_where_no_file_is_named(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert main([]) == FOUND
    assert capsys.readouterr().out.startswith("-:2:5: person_name")


def test_it_works_alone_in_a_folder_without_the_rest(tmp_path):
    package = Path(str(files(screening)))
    (tmp_path / "screening").symlink_to(package)
    done = subprocess.run(
        [sys.executable, "-m", "screening"], cwd=tmp_path, input=TEXT.encode("cp949"), capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (UNREAD, b"")
    assert done.stderr.decode() == "-: not a text in UTF-8, and the library files is not there\n"


def test_the_guide_shows_what_happens():
    assert doctest.testfile(str(files(screening) / "README.md"), module_relative=False).failed == 0


def command(*arguments, **over):
    return subprocess.Popen(
        [sys.executable, "-m", "screening", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **over
    )


def test_whoever_reads_no_further_ends_it_without_a_word(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("연락처 010-1234-5678\n" * 3_000, encoding="utf-8")
    with command(str(path)) as running:
        running.stdout.readline()
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", UNREAD)


def test_what_the_encoding_of_the_terminal_lacks_is_printed_escaped(paper):
    with command(str(paper), env=os.environ | {"PYTHONIOENCODING": "ascii"}) as running:
        out, error = running.communicate()
    assert (running.returncode, error) == (FOUND, b"")
    assert out.splitlines()[1].endswith(rb"(certain, mobile): \uc2e0\uccad\uc778 \ud64d*\ub3d9 " + CONTACT)


def test_a_full_disk_is_not_taken_for_a_finding(paper):
    said = [sys.executable, "-m", "screening", paper]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(said, check=False, stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (UNREAD, b"No space left on device\n")


def test_a_closed_standard_input_is_said(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert main([]) == UNREAD
    assert capsys.readouterr() == ("", "-: standard input is closed\n")
