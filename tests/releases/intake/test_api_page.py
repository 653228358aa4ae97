"""The examples of docs/intake-api.md, run as they stand against a running city."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from cms.core import storage
from cms.releases.intake import submission, uploads
from cms.releases.intake.drafts import Status
from cms.releases.intake.formats.rows import MAX_ROW_BYTES
from cms.releases.models import DocumentPage
from tests.content import make_documents, new_city

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "intake-api.md").read_text()
COMMANDS = [block for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) if "curl" in block]
ANSWER = next(re.finditer(r"```json\n(.*?)```", PAGE, re.DOTALL))[1]


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")
def test_the_examples_do_what_the_page_says(server, tmp_path, settings, capsys):
    settings.MADANG_STATE_DIR = tmp_path / "state"
    new_city(languages=("ko",), host="127.0.0.1")
    make_documents()
    call_command("intake_token", "approval", name="결재시스템")
    token = capsys.readouterr().out.strip()
    environment = {**os.environ, "CITY": f"http://127.0.0.1:{server.port}", "TOKEN": token, "LC_ALL": "C.UTF-8"}

    def run(command):
        ended = subprocess.run(
            ["sh", "-ec", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        return [json.loads(line) for line in ended.stdout.splitlines()]

    shown = [json.loads(line.replace("https://news.example.org", "http://127.0.0.1")) for line in ANSWER.splitlines()]
    first, second = COMMANDS
    assert run(first) == shown
    assert [line["status"] for line in run(first)] == ["unchanged", "unchanged"]
    assert [line["status"] for line in run(second)] == ["created"]
    (file,) = DocumentPage.objects.get(management_number="DOC-2026-3").files
    with storage.opened(file.digest) as kept:
        assert kept.read().decode() == "회의 자료입니다.\n"


def test_the_page_names_every_status_and_limit():
    assert set(re.findall(r"`([a-z]+)`", PAGE)) >= set(Status)
    for limit in (
        f"{uploads.MAX_REQUEST >> 20} MiB or {submission.MAX_LINES:,} documents",
        f"{MAX_ROW_BYTES >> 20} MiB a document",
        f"{uploads.MAX_FILES} files",
        f"{uploads.MAX_FILE >> 20} MiB a file",
    ):
        assert limit in PAGE
