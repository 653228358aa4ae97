"""``python -m files``: text out of files and covered copies, at a terminal."""

import doctest
import json
import subprocess
import sys
from importlib.resources import files as resources

import pytest

import files
from files.__main__ import DONE, NOT_DONE, main
from files.extraction import Extractor
from tests.files.extraction.containers import Pdf
from tests.files.extraction.documents import docx, paragraph

SECRET = "010-1234-5678"


def test_the_text_of_a_file_is_printed(tmp_path, capsys):
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph("가나다")))
    assert main(["read", str(path)]) == DONE
    assert capsys.readouterr() == ("가나다\n", "")


def test_json_has_sections_problems_and_the_type(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_bytes("마당".encode("cp949"))
    assert main(["read", "--json", str(path)]) == DONE
    assert json.loads(capsys.readouterr().out) == {
        "file": str(path),
        "type": "text",
        "sections": [{"name": "text", "text": "마당", "shown": True}],
        "problems": [],
        "pictures": 0,
    }


def test_what_cannot_be_read_is_said_and_changes_the_exit_status(tmp_path, capsys):
    away, empty, good = (tmp_path / name for name in ("away", "empty", "good.txt"))
    empty.write_bytes(b"")
    good.write_text("마당", encoding="utf-8")
    assert main(["read", str(away), str(empty), str(good)]) == NOT_DONE
    said = capsys.readouterr()
    assert said.err.splitlines() == [f"{away}: No such file or directory", f"{empty}: broken an empty file"]
    assert said.out == "\n마당\n"


def test_a_copy_has_nothing_of_what_is_hidden(tmp_path):
    path, copy = tmp_path / "a.pdf", tmp_path / "copy.pdf"
    path.write_bytes(Pdf().page(f"tel {SECRET} end").page(SECRET).build())
    assert main(["redact", str(path), str(copy), "--hide", SECRET]) == DONE
    with Extractor() as extractor:
        text = extractor.extract(copy).text
    assert SECRET not in text
    assert "tel" in text


def test_no_copy_is_written_where_nothing_can_be_hidden(tmp_path, capsys):
    path, copy = tmp_path / "a.pdf", tmp_path / "copy.pdf"
    path.write_bytes(Pdf().page("가나다").build())
    assert main(["redact", str(path), str(copy), "--hide", SECRET]) == NOT_DONE
    path.write_bytes(docx(paragraph(SECRET)))
    assert main(["redact", str(path), str(copy), "--hide", SECRET]) == NOT_DONE
    assert capsys.readouterr().err.splitlines() == [
        f"{path}: none of the texts to hide is in it",
        f"{path}: only PDF documents can be masked, and this is docx",
    ]
    assert not copy.exists()


def test_no_copy_is_written_where_one_of_the_texts_is_not_found(tmp_path, capsys):
    path, copy = tmp_path / "a.pdf", tmp_path / "copy.pdf"
    path.write_bytes(Pdf().page(f"tel {SECRET} end").build())
    assert main(["redact", str(path), str(copy), "--hide", SECRET, "--hide", "Hong", "--hide", "Kim"]) == NOT_DONE
    assert capsys.readouterr().err == f"{path}: not in it: text 2, text 3 of those to hide\n"
    assert not copy.exists()


@pytest.mark.parametrize("text", ["", " "])
def test_nothing_is_no_text_to_hide(tmp_path, capsys, text):
    with pytest.raises(SystemExit) as ended:
        main(["redact", str(tmp_path / "a.pdf"), str(tmp_path / "copy.pdf"), "--hide", text])
    assert ended.value.code == 2
    assert "argument --hide: a text is needed" in capsys.readouterr().err


def test_whoever_reads_no_further_ends_it_without_a_word(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("마당\n" * 100_000, encoding="utf-8")
    reading = [sys.executable, "-m", "files", "read", str(path)]
    with subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.readline()
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", NOT_DONE)


def test_the_guide_shows_what_happens():
    assert doctest.testfile(str(resources(files) / "README.md"), module_relative=False).failed == 0
