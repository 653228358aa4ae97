"""The command: from lists and folders to pages, and from refused rows to a report that can be fed again."""

import io
import os
import signal

import pytest
from django.core.management import CommandError, call_command

from cms.core import storage
from cms.core.errors import StoreFull
from cms.ledger import selectors
from cms.ledger.filters import Filters
from cms.releases.intake import pipeline
from cms.releases.models import DocumentPage
from tests.content import make_unit
from tests.files.extraction.containers import Pdf
from tests.files.extraction.documents import hwpx, p

from .lists import INFO, INFO_HEADER, INFO_ROWS, OWN_ROWS, json_lines, workbook, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def section(prepared_archive, monkeypatch):
    # Between two lists the drop folders give their connection back, which here is the test's own, in its transaction.
    monkeypatch.setattr("cms.releases.intake.feeding.close_old_connections", lambda: None)
    make_unit()
    return prepared_archive


def run(*arguments):
    """The lines that the command prints."""
    out = io.StringIO()
    call_command("intake", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def counts(lines):
    """The totals of the last list that are not zero."""
    (line,) = [line for line in lines if " created, " in line][-1:]
    pairs = (part.split(" ") for part in line.partition(" in ")[0].split(", "))
    return {status: int(count.replace(",", "")) for count, status in pairs if count != "0"}


def public():
    filters = Filters(site="saebyeol", section="documents")
    return {item.record.management_number: item.record for item in selectors.entries(filters).items}


def test_a_list_becomes_documents_and_again_changes_nothing(tmp_path):
    path = written(tmp_path, "info_list.csv", INFO)
    lines = run(path)
    assert lines[0] == "info_list.csv: CSV, the list “info”, 3 rows"
    assert counts(lines) == {"created": 3}
    assert len(lines) == 2
    records = public()
    assert {number: record.openness for number, record in records.items()} == {
        "261103000000001": "open",
        "261103000000002": "open",
        "261103000000003": "closed",
    }
    assert records["261103000000001"].number == "자전거팀-1"
    assert {page.source for page in DocumentPage.objects.all()} == {"lists"}
    assert counts(run(path)) == {"unchanged": 3}
    assert public() == records


def test_refused_rows_are_corrected_in_their_report_and_fed_again(tmp_path):
    path = written(tmp_path, "list.csv", INFO.replace("준영구", "언제까지나").replace("10년", "10년,"))
    report = tmp_path / "again.csv"
    lines = run(path, "--report", report)
    assert counts(lines) == {"created": 1, "refused": 2}
    assert lines[2:] == [
        "       1  othbc_pd: “언제까지나” is no retention period",
        "       1  12 cells, where the header has 11",
        f"Refused rows, to be corrected and fed again: {report}",
    ]
    header, first, _ = report.read_text().splitlines()
    assert header == f"{INFO_HEADER},refusal"
    report.write_text("\n".join((header, first.replace("언제까지나", "준영구"), INFO_ROWS[2] + ",")))
    lines = run(report)
    assert counts(lines) == {"created": 2}
    assert len(lines) == 2
    assert len(public()) == 3


def test_what_the_loader_refuses_is_in_the_report_too(tmp_path, settings):
    path = written(tmp_path, "list.jsonl", json_lines(OWN_ROWS[0] | {"title": ""}, OWN_ROWS[1]))
    lines = run(path)
    assert counts(lines) == {"created": 1, "refused": 1}
    report = settings.MADANG_STATE_DIR / "intake" / "list.refused.jsonl"
    assert '"refusal": "title: a document has a title"' in report.read_text()
    run(written(tmp_path, "list.jsonl", json_lines(OWN_ROWS[0])))
    assert not report.exists()


def test_changes_are_applied_and_a_deletion_withdraws(tmp_path):
    run(written(tmp_path, "a.jsonl", json_lines(*OWN_ROWS)))
    changed = OWN_ROWS[0] | {"change": "U", "title": "자전거길 조명 계획"}
    lines = run(written(tmp_path, "b.jsonl", json_lines(changed, {"management_number": "NEW-2", "change": "D"})))
    assert counts(lines) == {"updated": 1, "withdrawn": 1}
    assert {number: record.title for number, record in public().items()} == {"NEW-1": "자전거길 조명 계획"}


def test_personal_data_is_held_and_counted(tmp_path):
    row = OWN_ROWS[0] | {"text": "민원인 휴대전화 010-1234-5678"}
    assert counts(run(written(tmp_path, "a.jsonl", json_lines(row)))) == {"held": 1}
    assert public() == {}


def test_a_folder_brings_its_attachments(tmp_path):
    written(tmp_path, "list.jsonl", json_lines(OWN_ROWS[0], OWN_ROWS[1] | {"attachments": ["없는 파일.hwp"]}))
    content = hwpx(p("조명은 열두 개입니다."))
    written(tmp_path, "NEW-1/조명 계획.hwpx", content)
    lines = run(tmp_path, "--report", tmp_path / "report.jsonl")
    assert counts(lines) == {"created": 1, "refused": 1}
    assert "       1  없는 파일.hwp: there is no such file beside the list" in lines
    (attachment,) = DocumentPage.objects.get().files
    assert (attachment.name, attachment.size, attachment.problem) == ("조명 계획.hwpx", len(content), "")
    assert storage.exists(attachment.digest)
    (file,) = public()["NEW-1"].files
    assert file.title == "조명 계획.hwpx"


def test_a_list_fed_again_reads_no_attachment_and_writes_nothing(tmp_path, monkeypatch):
    written(tmp_path, "list.jsonl", json_lines(*OWN_ROWS))
    written(tmp_path, "NEW-1/조명 계획.hwpx", hwpx(p("조명은 열두 개입니다.")))
    written(tmp_path, "NEW-1/조명 계획.pdf", Pdf().page("조명은 열두 개입니다.").build())
    written(tmp_path, "NEW-2/a.bin", bytes(range(256)) * 4)
    assert counts(run(tmp_path)) == {"created": 2}
    before = list(DocumentPage.objects.values())
    with monkeypatch.context() as watched:
        watched.setattr("files.confinement.pool.subprocess.Popen", lambda *args, **kwargs: pytest.fail("read"))
        watched.setattr(storage, "keep", lambda source: pytest.fail("kept"))
        assert counts(run(tmp_path)) == {"unchanged": 2}
        assert counts(run(tmp_path, "--dry-run")) == {"unchanged": 2}
        written(tmp_path, "list.jsonl", json_lines(OWN_ROWS[0] | {"number": "자전거팀-11"}, OWN_ROWS[1]))
        assert counts(run(tmp_path, "--dry-run")) == {"updated": 1, "unchanged": 1}
    assert list(DocumentPage.objects.values()) == before
    written(tmp_path, "list.jsonl", json_lines(*OWN_ROWS))
    assert counts(run(tmp_path, "--read-again")) == {"unchanged": 2}


def test_a_file_with_other_bytes_or_of_which_the_store_lost_them_is_read_again(tmp_path):
    written(tmp_path, "list.jsonl", json_lines(OWN_ROWS[0]))
    written(tmp_path, "NEW-1/a.txt", "조명은 열두 개입니다.".encode())
    run(tmp_path)
    (file,) = DocumentPage.objects.get().files
    storage.remove(file.digest)
    assert counts(run(tmp_path)) == {"unchanged": 1}
    assert storage.exists(file.digest)
    written(tmp_path, "NEW-1/a.txt", "조명은 열세 개입니다.".encode())
    assert counts(run(tmp_path)) == {"updated": 1}
    assert DocumentPage.objects.get().files[0].shown == "조명은 열세 개입니다."


def test_a_file_that_could_not_be_read_in_time_is_tried_again(tmp_path):
    written(tmp_path, "list.jsonl", json_lines(OWN_ROWS[0]))
    written(tmp_path, "NEW-1/a.txt", "조명은 열두 개입니다.".encode())
    run(tmp_path)
    page = DocumentPage.objects.get()
    late = [file.to_data() | {"text": "", "shown": "", "problem": "timed-out"} for file in page.files]
    DocumentPage.objects.update(attachments=late, source_hash="")
    assert counts(run(tmp_path)) == {"updated": 1}
    assert DocumentPage.objects.get().attachments == page.attachments


def test_an_attachment_that_nobody_can_read_holds_its_document(tmp_path):
    written(tmp_path, "list.jsonl", json_lines(OWN_ROWS[0]))
    written(tmp_path, "NEW-1/a.bin", bytes(range(256)) * 4)
    assert counts(run(tmp_path)) == {"held": 1}
    assert public() == {}


def test_a_store_without_space_ends_the_run_instead_of_refusing_its_rows(tmp_path, monkeypatch):
    written(tmp_path, "list.jsonl", json_lines(OWN_ROWS[0]))
    written(tmp_path, "NEW-1/a.txt", b"a")

    def full(source):
        raise StoreFull("there is no space left to store files")

    monkeypatch.setattr(storage, "keep", full)
    with pytest.raises(CommandError, match="there is no space left"):
        run(tmp_path)
    assert not DocumentPage.objects.exists()


def test_a_dry_run_says_the_same_and_keeps_nothing(tmp_path, monkeypatch):
    written(tmp_path, "list.csv", INFO)
    written(tmp_path, "261103000000001/a.txt", "두 번 다시 없는 붙임".encode())
    monkeypatch.setattr(storage, "keep", lambda source: pytest.fail("kept"))
    assert counts(run(tmp_path, "--dry-run")) == {"created": 3}
    assert not DocumentPage.objects.exists()


def test_a_broken_list_changes_nothing_stops_no_other_and_fails_the_command(tmp_path, capsys):
    written(tmp_path, "a.json", '[{"management_number": "NEW-1"')
    written(tmp_path, "b.csv", INFO)
    err = io.StringIO()
    with pytest.raises(CommandError, match="1 of 2 lists could not be read; nothing of them was taken"):
        call_command("intake", str(tmp_path), stdout=io.StringIO(), stderr=err)
    assert err.getvalue() == "a.json: character 30: broken JSON: Expecting ',' delimiter\n"
    assert set(public()) == {row.partition(",")[0] for row in INFO_ROWS}


def test_columns_that_nobody_knows_are_named_once(tmp_path):
    path = written(tmp_path, "a.csv", "\n".join((INFO_HEADER + ",비고", *(row + ",메모" for row in INFO_ROWS))))
    assert run(path)[2:] == ["Columns that are not known and were not read: 비고"]


def test_an_xlsx_list_is_taken_as_any_other(tmp_path):
    sheet = [INFO_HEADER.split(","), *(row.split(",") for row in INFO_ROWS)]
    lines = run(written(tmp_path, "a.xlsx", workbook(("목록", sheet))))
    assert lines[0] == "a.xlsx: XLSX, the list “info”, 3 rows"
    assert counts(lines) == {"created": 3}


def test_a_kind_and_values_may_be_given(tmp_path):
    rows = json_lines({"id": "S-1", "title": "자전거의 날", "body": "행사를 엽니다."})
    path = written(tmp_path, "a.jsonl", rows)
    lines = run(
        path, "--kind", "press", "--set", "produced_on=2026-11-03", "--set", "licence=kogl-1", "--source", "archive"
    )
    assert counts(lines) == {"created": 1}
    record = public()["S-1"]
    assert (record.genre, record.licence, str(record.produced_on)) == ("press-release", "kogl-1", "2026-11-03")
    assert DocumentPage.objects.get().source == "archive"


def test_a_kind_that_is_given_tells_the_header_of_a_table(tmp_path):
    path = written(tmp_path, "a.csv", "id,title,body\nS-1,자전거의 날,행사를 엽니다.\n")
    assert counts(run(path, "--kind", "press", "--set", "produced_on=2026-11-03")) == {"created": 1}


def test_batches_are_as_small_as_their_texts_are_large(tmp_path, monkeypatch):
    sizes = []
    monkeypatch.setattr(pipeline, "BATCH_CHARACTERS", 20)
    original = pipeline.Pipeline._load

    def load(self, batch, result, refuse):
        sizes.append(len(batch))
        original(self, batch, result, refuse)

    monkeypatch.setattr(pipeline.Pipeline, "_load", load)
    rows = [OWN_ROWS[0] | {"management_number": f"N-{number}", "text": "가" * 11} for number in range(5)]
    run(written(tmp_path, "a.jsonl", json_lines(*rows)))
    assert sizes == [2, 2, 1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "name sources, or folders to watch with --watch"),
        (["a.csv", "--watch", "."], "name sources, or folders to watch with --watch"),
        (["a.csv", "--section", "nowhere"], "--section: name one of saebyeol"),
        (["a.csv", "--set", "colour=red"], "--set: 'colour=red' is not NAME=VALUE with a name of approved_on"),
        (["a.csv", "--set", "management_number=1"], "--set: 'management_number=1' is not NAME=VALUE"),
        (["nowhere/*.csv"], "there is no list"),
        (["a.csv", "nowhere.csv"], "nowhere.csv: there is no such file or folder"),
        (["--watch", "/nowhere"], "--watch: /nowhere is not a folder"),
    ],
)
def test_a_wrong_option_is_named(options, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "a.csv", INFO)
    with pytest.raises(CommandError) as caught:
        run(*options)
    assert message in str(caught.value)
    assert not DocumentPage.objects.exists()


def test_one_report_does_not_take_two_lists(tmp_path):
    written(tmp_path, "a.csv", INFO)
    written(tmp_path, "b.csv", INFO)
    with pytest.raises(CommandError, match="--report: there are 2 lists"):
        run(tmp_path, "--report", tmp_path / "report.csv")


def test_a_watched_folder_is_fed_until_the_command_is_told_to_stop(tmp_path, monkeypatch):
    folder = tmp_path / "drop"
    folder.mkdir()
    written(folder, "list.csv", INFO.replace("준영구", "언제까지나"))
    from cms.releases.intake import watching

    original = watching.DropFolder.take

    def take(self, entry):
        original(self, entry)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(watching.DropFolder, "take", take)
    before = signal.getsignal(signal.SIGTERM)
    lines = run("--watch", folder, "--interval", "0.01")
    assert signal.getsignal(signal.SIGTERM) is before
    assert counts(lines) == {"created": 2, "refused": 1}
    assert sorted(path.name for path in (folder / "done").iterdir()) == [
        "list.csv",
        "list.csv.report.txt",
        "list.refused.csv",
    ]
    assert (folder / "done/list.csv.report.txt").read_text().splitlines() == lines[1:]
    assert len(public()) == 2


def test_a_dropped_folder_with_a_broken_list_says_what_became_of_each(tmp_path):
    from cms.core.errors import BadInput
    from cms.releases.intake.extract import Attacher
    from cms.releases.intake.feeding import Feeder
    from cms.releases.intake.load import Loader
    from cms.releases.models import DocumentsPage

    written(tmp_path, "day/a.csv", INFO)
    written(tmp_path, "day/b.json", "[")
    loader = Loader(DocumentsPage.objects.get())
    with Attacher(processes=1) as attacher:
        feeder = Feeder(
            pipeline=lambda attacher: pipeline.Pipeline(loader, attacher), attacher=attacher, progress=io.StringIO()
        )
        with pytest.raises(BadInput) as caught:
            feeder.feed_entry(tmp_path / "day", tmp_path / "done")
    lines = str(caught.value).splitlines()
    assert lines[0] == "a.csv: CSV, the list “info”, 3 rows"
    assert lines[-1].startswith("b.json: character 1: broken JSON")
    assert counts(lines) == {"created": 3}
