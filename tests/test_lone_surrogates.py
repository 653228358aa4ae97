"""Half a surrogate pair, which JSON can say and no file, terminal or database can hold, in each part of a row.

Whatever the row is good for, the command ends as it would without it, and the other rows of the file are taken.
"""

import io
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from cms.committees.models import CommitteesPage, MeetingPage
from cms.core.errors import BadInput
from cms.news.models import PostPage
from cms.releases.models import DocumentPage

HALF = "가\ud800나"
DOCUMENT = {
    "management_number": "NEW-1",
    "title": "자전거길 조명 계획",
    "number": "자전거팀-10",
    "unit": "자전거팀",
    "task": "자전거길 관리",
    "produced_on": "2026-11-03",
    "openness": "공개",
    "retention": "5년",
    "licence": "CC BY",
    "genre": "approval",
    "officials": "신○○",
    "text": "조명을 답니다.",
    "attachments": [{"path": "a.txt"}],
}
POST = {
    "id": "1",
    "title": "자전거길 열려",
    "original_url": "https://old.example/1",
    "slug": "bike",
    "summary": "짧은 글",
    "body": "긴 글",
    "approved_at": "2026-01-02T09:00:00",
    "modified_at": "2026-01-02T09:00:00",
    "ministry": "교통국",
    "tags": ["자전거"],
    "image": "road.png",
    "category": "교통",
}
MEETING = {
    "id": "t-3",
    "committee": "교통위원회",
    "title": "제3차 회의",
    "held_at": "2026-11-05T14:00",
    "place": "시청",
    "status": "held",
    "notice": "알림",
    "agenda": [{"item": "정비 계획(안)", "outcome": "원안가결"}],
    "attendees": [{"name": "가위원", "position": "위원장"}],
    "minutes": "개회하다.",
    "links": [{"title": "중계", "url": "https://video.example/3"}],
    "openness": "open",
    "reason": "까닭",
}


def said(command, path, *options):
    """The output of a command to a terminal that takes nothing but UTF-8."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    call_command(command, str(path), *options, stdout=out, stderr=out)
    out.seek(0)
    return out.read()


def spoilt(value):
    """The same in form, with half a pair in each text of it."""
    return [dict.fromkeys(value[0], HALF)] if isinstance(value, list) and isinstance(value[0], dict) else HALF


def rows(row, name, *, otherwise):
    """The row as it is with one part spoilt, spoilt and of no use, and two rows that are well."""
    broken = {**row, name: spoilt(row[name])} if name in row else {**row, HALF: HALF}
    first = next(iter(row))
    return [
        broken,
        {**broken, **otherwise, first: f"{broken[first]}-2"},
        {**row, first: "OK-1"},
        {**row, first: "OK-2"},
    ]


@pytest.mark.usefixtures("prepared_archive")
@pytest.mark.django_db
@pytest.mark.parametrize("name", [*DOCUMENT, "unknown column"])
def test_a_row_of_documents_with_half_a_pair_stops_no_other(tmp_path, settings, name):
    settings.MADANG_STATE_DIR = tmp_path
    (tmp_path / "a.txt").write_text("조명")
    lines = "\n".join(map(json.dumps, rows(DOCUMENT, name, otherwise={"openness": "아님"})))
    (tmp_path / "list.jsonl").write_text(lines)
    assert "refused" in said("intake", tmp_path / "list.jsonl")
    assert DocumentPage.objects.filter(management_number__startswith="OK-").count() == 2
    # The refused rows can be put right where they are, and fed again.
    refused = [json.loads(line) for line in (tmp_path / "intake/list.refused.jsonl").read_text().splitlines()]
    assert 1 <= len(refused) <= 2 and all("OK-" not in row["management_number"] for row in refused)


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
@pytest.mark.parametrize("name", [*POST, "unknown column"])
def test_a_post_with_half_a_pair_stops_no_other(tmp_path, name):
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, rows(POST, name, otherwise={"approved_at": f"언제{HALF}"}))))
    assert "refused" in said("import_posts", path, "--field", "traffic", "--report", str(tmp_path / "report"))
    assert PostPage.objects.filter(source_id__contains="OK-").count() == 2
    assert HALF not in (tmp_path / "report").read_text()


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*MEETING, "unknown column"])
def test_a_meeting_with_half_a_pair_stops_no_other(prepared_city, tmp_path, name):
    prepared_city.add_child(instance=CommitteesPage(title="위원회", slug="committees"))
    path = tmp_path / "meetings.json"
    path.write_text(json.dumps(rows(MEETING, name, otherwise={"status": HALF})))
    assert "refused" in said("import_meetings", path)
    pages = MeetingPage.objects.all()
    assert len(pages) in (2, 3)
    # PostgreSQL refuses it within JSON, SQLite keeps it there.
    stored = [
        block for page in pages for field in (page.agenda, page.attendees, page.papers) for block in field.raw_data
    ]
    assert "\ud800" not in json.dumps(stored, ensure_ascii=False)


def test_what_an_error_quotes_can_be_written_anywhere():
    error = BadInput(f"“{HALF}” is none of a, b", where=HALF)
    assert str(error) == "가\\ud800나: “가\\ud800나” is none of a, b"
    assert (error.where, error.message) == ("가\\ud800나", "“가\\ud800나” is none of a, b")


def test_a_file_whose_name_is_no_text_is_named_by_the_command_line(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.jsonl"
    with open(path, "wb") as file:  # noqa: PTH123 (a name of bytes)
        file.write(b"{")
    done = subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "import_posts", path, "--field", "traffic"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", "PYTHONIOENCODING": ""},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("CommandError: \\udcff.jsonl: line 1: not JSON")
