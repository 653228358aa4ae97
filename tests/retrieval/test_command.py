"""``python -m retrieval``: what a stranger reads at a terminal."""

import doctest
import json
import subprocess
import sys
from importlib.resources import files

import pytest

import retrieval
from retrieval.__main__ import FOUND, NOTHING, UNREAD, main

TEXTS = [{"title": "학교 밖 청소년 지원", "moment": 3}, {"title": "구제역 방역 대책", "summary": None}]


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(json.dumps(text) for text in TEXTS) + "\n\n", encoding="utf-8")
    return str(path)


def test_the_best_texts_are_printed_with_marks(texts, capsys):
    assert main([texts, "학교밖", "청소년"]) == FOUND
    assert capsys.readouterr().out.endswith(" 1.00  [학교 밖] [청소년] 지원\n")


def test_what_was_read_otherwise_than_typed_is_said(texts, capsys):
    assert main([texts, "rnwpdur"]) == FOUND
    assert capsys.readouterr().out.splitlines()[0] == "# rnwpdur → 구제역"


def test_suggestions_are_said_to_be_no_match(texts, capsys):
    assert main([texts, "청소년 드론 축구 대회"]) == NOTHING
    assert capsys.readouterr().out.splitlines()[0] == "# nothing matches; this is near it"


def test_a_table_of_synonyms_is_used(texts, tmp_path, capsys):
    table = tmp_path / "words.txt"
    table.write_text("가축 전염병 > 구제역\n", encoding="utf-8")
    assert main(["--synonyms", str(table), "--first", "1", texts, "가축 전염병"]) == FOUND
    assert "[구제역] 방역 대책" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["{", "[]", '"a"', '{"moment": "x"}'])
def test_a_line_that_cannot_be_read_is_named(tmp_path, capsys, line):
    path = tmp_path / "texts.jsonl"
    path.write_text(f'{{"title": "a"}}\n{line}\n', encoding="utf-8")
    assert main([str(path), "a"]) == UNREAD
    assert f"{path}, line 2: " in capsys.readouterr().err


def test_a_file_that_is_not_there_and_a_bad_table_are_named(texts, tmp_path, capsys):
    assert main([str(tmp_path / "none"), "a"]) == UNREAD
    table = tmp_path / "words.txt"
    table.write_text("a\n", encoding="utf-8")
    assert main(["--synonyms", str(table), texts, "a"]) == UNREAD
    assert "line 1: two words" in capsys.readouterr().err


def test_the_command_runs_without_django(texts):
    code = "import sys, retrieval.__main__ as m; m.main(sys.argv[1:]); sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, texts, "청소년"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_examples_of_the_guide_and_the_module_are_true():
    assert doctest.testmod(retrieval).failed == 0
    assert doctest.testfile(str(files("retrieval") / "README.md"), module_relative=False).failed == 0
