"""Documents sent by the city's systems: who may send, what is answered, and that the same again changes nothing."""

import json
import os
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client, RequestFactory
from openapi_spec_validator import validate
from pypdfium2 import PdfDocument

from cms.core import storage
from cms.core.errors import BadInput
from cms.ledger.models import Entry
from cms.releases.intake import http, openapi, submission, tokens, uploads
from cms.releases.intake.drafts import Draft
from cms.releases.intake.load import Loader
from cms.releases.models import DocumentPage, IntakeDay, SourceSystem

GOLDEN = Path(__file__).resolve().parents[2] / "contracts" / "intake" / "openapi.json"
NDJSON = "application/x-ndjson"
HOST = "saebyeol.example"


@pytest.fixture(autouse=True)
def private_store(settings, tmp_path):
    settings.MADANG_STATE_DIR = tmp_path


@pytest.fixture
def system(prepared_archive):
    return SourceSystem(key="approval", name="결재", city="saebyeol")


@pytest.fixture
def token(system):
    return tokens.issue(system)


@pytest.fixture
def post(client, token):
    """Send a body and return the response; ``lines`` are those of the answer."""

    def post(body=b"", *, content_type=NDJSON, **headers):
        response = client.post(
            "/intake/documents",
            body,
            content_type=content_type,
            headers={"host": HOST, "authorization": f"Bearer {token}", **headers},
        )
        if response["Content-Type"] == NDJSON:
            response.lines = [json.loads(line) for line in response.content.splitlines()]
        return response

    return post


def document(number=1, **over):
    values = {
        "management_number": f"A-{number}",
        "title": f"자전거길 정비 계획 {number}호",
        "unit": "자전거팀",
        "produced_on": "2026-11-03",
        "openness": "open",
        "text": "강변 자전거길을 정비합니다.",
    }
    return values | over


def ndjson(*documents):
    return "\n".join(json.dumps(item, ensure_ascii=False) for item in documents).encode()


def form(*parts):
    """A multipart body of (name, file name or None, content), and its content type."""
    pieces = []
    for name, file_name, content in parts:
        named = f'; filename="{file_name}"' if file_name is not None else ""
        pieces += [f'--edge\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode(), content, b"\r\n"]
    return b"".join([*pieces, b"--edge--\r\n"]), "multipart/form-data; boundary=edge"


def problem(response):
    data = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert data["status"] == response.status_code
    return response.status_code, data["type"].rpartition(":")[2], data.get("where")


def stored():
    return sorted(DocumentPage.objects.values_list("management_number", flat=True))


def pdf():
    page = PdfDocument.new()
    page.new_page(300, 300)
    page.save(written := BytesIO())
    return written.getvalue()


def test_each_document_is_answered_on_a_line_of_its_own(post):
    sent = [
        document(1),
        document(2, text="민원인 휴대전화 010-1234-5678"),
        document(3, openness="sometimes"),
        document(4, tilte="?"),
        document(5, produced_on=None),
        document(6, openness="closed", grounds=[5], reason="내부검토", review_stage="계획", review_on="2027-01-01"),
        {"management_number": "A-7", "change": "D"},
    ]
    response = post(b"\n" + ndjson(*sent) + b"\n\nnot JSON\n[]\n")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert [(line["line"], line["management_number"], line["status"]) for line in response.lines] == [
        (2, "A-1", "created"),
        (3, "A-2", "held"),
        (4, "A-3", "refused"),
        (5, "A-4", "refused"),
        (6, "A-5", "refused"),
        (7, "A-6", "created"),
        (8, "A-7", "refused"),
        (10, "", "refused"),
        (11, "", "refused"),
    ]
    assert response.lines[0] == {
        "line": 2,
        "management_number": "A-1",
        "status": "created",
        "reason": "",
        "url": f"http://{HOST}/documents/A-1/",
    }
    assert [bool(line["reason"]) for line in response.lines] == [line["status"] != "created" for line in response.lines]
    assert response.lines[3]["reason"] == "tilte: is no name that a document has"
    assert "5678" not in response.content.decode()
    assert [line["url"] for line in response.lines if line["status"] not in ("created",)] == [""] * 7
    assert stored() == ["A-1", "A-2", "A-6"]
    assert sorted(entry.record["management_number"] for entry in Entry.objects.all()) == ["A-1", "A-6"]


def test_the_same_again_changes_nothing_and_what_changed_is_updated(post):
    body = ndjson(document(1), document(2))
    assert [line["status"] for line in post(body).lines] == ["created", "created"]
    before = list(Entry.objects.order_by("pk").values())
    assert [line["status"] for line in post(body).lines] == ["unchanged", "unchanged"]
    assert list(Entry.objects.order_by("pk").values()) == before
    changed = post(ndjson(document(1), document(2, title="고친 제목"), document(3)))
    assert [line["status"] for line in changed.lines] == ["unchanged", "updated", "created"]
    gone = post(ndjson({"management_number": "A-1", "change": "D"}))
    assert [line["status"] for line in gone.lines] == ["withdrawn"]
    assert sorted(Entry.objects.values_list("state", flat=True)) == ["gone", "public", "public"]


def test_a_document_comes_with_its_files(post, client):
    data = pdf()
    sent = document(1, attachments=["계획.pdf", {"path": "memo.txt", "name": "메모.txt"}])
    parts = [("document", None, ndjson(sent)), ("f", "계획.pdf", data), ("f", "memo.txt", "메모입니다.".encode())]
    body, content_type = form(*parts)
    assert [line["status"] for line in post(body, content_type=content_type).lines] == ["created"]
    page = DocumentPage.objects.get()
    assert [(file.name, file.type, file.size) for file in page.files] == [
        ("계획.pdf", "application/pdf", len(data)),
        ("메모.txt", "text/plain", 16),
    ]
    assert sorted(storage.digests()) == sorted(file.digest for file in page.files)
    assert [line["status"] for line in post(body, content_type=content_type).lines] == ["unchanged"]
    only_text = form(("documents", "d.ndjson", ndjson(document(2, attachments=["memo.txt"]))), parts[2])
    assert [line["status"] for line in post(only_text[0], content_type=only_text[1]).lines] == ["created"]
    (file,) = Entry.objects.order_by("pk").last().record["files"]
    response = client.get(urlsplit(file["url"]).path, headers={"host": HOST})
    assert b"".join(response.streaming_content).decode() == "메모입니다."


def test_files_that_were_read_before_are_not_read_again(post, monkeypatch):
    body, kind = form(
        ("document", None, json.dumps(document(1, attachments=["계획.txt"])).encode()),
        ("file", "계획.txt", "조명은 열두 개입니다.".encode()),
    )
    assert post(body, content_type=kind).lines[0]["status"] == "created"
    monkeypatch.setattr("files.extraction.extractor.Pool.run", lambda *args: pytest.fail("read"))
    monkeypatch.setattr(storage, "keep", lambda source: pytest.fail("kept"))
    assert post(body, content_type=kind).lines[0]["status"] == "unchanged"


def test_a_silent_update_leaves_the_files_and_an_empty_list_removes_them(post):
    body, content_type = form(
        ("document", "d.json", ndjson(document(1, attachments=["memo.txt"]))), ("f", "memo.txt", "메모".encode())
    )
    post(body, content_type=content_type)
    assert [line["status"] for line in post(ndjson(document(1, title="새 제목"))).lines] == ["updated"]
    assert len(DocumentPage.objects.get().files) == 1
    assert [line["status"] for line in post(ndjson(document(1, attachments=[]))).lines] == ["updated"]
    assert DocumentPage.objects.get().files == ()


def test_a_file_that_was_not_sent_refuses_its_document_alone(post):
    lines = post(ndjson(document(1, attachments=["plan.pdf"]), document(2))).lines
    assert [(line["status"], line["reason"]) for line in lines] == [
        ("refused", "plan.pdf: no file of this name was sent with the request"),
        ("created", ""),
    ]
    assert stored() == ["A-2"]


def test_only_a_known_token_may_send(client, token):
    for authorization in (None, "", "Bearer", "Bearer wrong", f"Basic {token}", token, f"Bearer {token[:-1]}"):
        headers = {} if authorization is None else {"authorization": authorization}
        response = client.post("/intake/documents", ndjson(document()), content_type=NDJSON, headers=headers)
        assert problem(response) == (401, "UNAUTHORIZED", None), authorization
        assert response["WWW-Authenticate"] == 'Bearer realm="madang"'
    assert (stored(), IntakeDay.objects.count()) == ([], 0)
    headers = {"authorization": f"bearer  {token} "}
    assert client.post("/intake/documents", b"{}", content_type=NDJSON, headers=headers).status_code == 200


def test_a_system_that_is_switched_off_is_forbidden(post, system):
    system.active = False
    system.save()
    assert problem(post(ndjson(document()))) == (403, "FORBIDDEN", None)
    assert stored() == []


def test_a_system_of_a_city_without_the_section_is_refused(post, system):
    SourceSystem.objects.update(city="another")
    assert problem(post(ndjson(document()))) == (409, "REFUSED", None)


def test_another_media_type_answers_415(post):
    for content_type in ("application/json", "text/plain", "", "multipart/mixed; boundary=x", "nonsense"):
        response = post(ndjson(document()), content_type=content_type)
        assert problem(response) == (415, "UNSUPPORTED_TYPE", "Content-Type"), content_type
    compressed = post(ndjson(document()), content_encoding="gzip")
    assert problem(compressed) == (415, "UNSUPPORTED_TYPE", "Content-Encoding")
    assert stored() == []


def test_a_body_without_any_document_answers_422(post):
    for body in (b"\n\n", b"not JSON", b'"a"\n[]\n3', b"\xff\xfe", b"{", b"[" * 100_000):
        assert problem(post(body)) == (422, "UNPROCESSABLE", None), body


@pytest.mark.parametrize(
    ("value", "said"),
    [("[" * 100_000, "it nests too deeply"), ("9" * 5_000, "a number has too many digits")],
)
def test_json_beyond_a_limit_is_refused_in_words_of_our_own(post, value, said):
    line = f'{{"management_number": {value}'.encode()
    response = post(line)
    assert (problem(response)[0], response.json()["detail"]) == (422, f"line 1: broken JSON: {said}")
    answers = post(line + b"\n" + ndjson(document(2))).lines
    assert [(answer["status"], answer["reason"]) for answer in answers] == [
        ("refused", f"broken JSON: {said}"),
        ("created", ""),
    ]


def test_json_that_nests_deeply_refuses_its_document_alone(post):
    deep = f'{{"management_number": "A-1", "text": {"[" * 900}{"]" * 900}}}'.encode()
    assert [answer["status"] for answer in post(deep + b"\n" + ndjson(document(2))).lines] == ["refused", "created"]


def limit(monkeypatch, module, **values):
    for name, value in values.items():
        monkeypatch.setattr(module, name, value)


def test_what_passes_a_limit_answers_413_and_stores_nothing(post, monkeypatch):
    limit(monkeypatch, uploads, MAX_REQUEST=4000, MAX_FILE=1000, MAX_FILES=2)
    limit(monkeypatch, submission, MAX_LINES=3)
    monkeypatch.setattr("cms.releases.intake.formats.lines.MAX_ROW_BYTES", 500)
    assert problem(post(b" " * 4001)) == (413, "TOO_LARGE", "Content-Length")
    assert problem(post(ndjson(document(1), document(2, text="가" * 500)))) == (413, "TOO_LARGE", "line 2")
    assert problem(post(ndjson(*map(document, range(4))))) == (413, "TOO_LARGE", None)
    one = ("document", None, ndjson(document(attachments=["a", "b"])))
    body, content_type = form(one, ("f", "a", b"x" * 1001))
    assert problem(post(body, content_type=content_type)) == (413, "TOO_LARGE", "a")
    body, content_type = form(one, ("f", "a", b"x"), ("f", "b", b"x"), ("f", "c", b"x"))
    assert problem(post(body, content_type=content_type)) == (413, "TOO_LARGE", None)
    assert (stored(), list(storage.digests()), list(storage.staging_folder().iterdir())) == ([], [], [])


def test_a_form_that_is_none_answers_400_and_stores_nothing(post):
    good = ("document", None, ndjson(document()))
    bodies = [
        form(),
        form(good, good),
        form(("documents", None, ndjson(document())), good),
        form(("other", None, b"x")),
        form(good, ("f", "lost.pdf", b"x")),
        form(good, ("f", "a.txt", b"x"), ("f", "a.txt", b"y")),
        form(("document", None, b'{"management_number": "A-\xff"}')),
        (form(good)[0], "multipart/form-data"),
        (b"no form at all", "multipart/form-data; boundary=edge"),
    ]
    for body, content_type in bodies:
        response = post(body, content_type=content_type)
        assert problem(response)[:2] == (400, "BAD_INPUT"), body
    assert (stored(), list(storage.digests()), list(storage.staging_folder().iterdir())) == ([], [], [])


def test_names_of_files_are_never_paths(post, tmp_path):
    names = ["../../evil.txt", "/etc/passwd", "..", "a/../../b.txt"]
    for name in names:
        body, content_type = form(("document", None, ndjson(document(attachments=[name]))), ("f", name, b"x"))
        assert post(body, content_type=content_type).status_code in (200, 400)
    assert not (tmp_path / "evil.txt").exists()
    assert list(storage.staging_folder().iterdir()) == []


def test_a_body_that_breaks_off_is_refused_whole():
    body = ndjson(document(1), document(2))
    request = RequestFactory().post("/intake/documents", body, content_type=NDJSON)
    request.META["CONTENT_LENGTH"] = str(len(body) + 5)
    reading = uploads.Body(request)
    assert reading.read() == body
    with pytest.raises(BadInput) as caught:
        reading.read()
    assert caught.value.message == "the body ends 5 bytes before its announced length"


@pytest.mark.parametrize("length", ["", "-1", "ten", "١"])
def test_a_body_of_unknown_length_answers_400(length):
    request = RequestFactory().post("/intake/documents", b"x", content_type=NDJSON)
    request.META["CONTENT_LENGTH"] = length
    with pytest.raises(BadInput):
        uploads.Body(request)


def test_other_methods_are_not_allowed(client, db):
    for method in (client.get, client.head, client.put, client.delete, client.options):
        response = method("/intake/documents", headers={"host": HOST})
        assert (response.status_code, response["Allow"]) == (405, "POST")
        assert response["Content-Type"] == "application/problem+json"
    assert problem(client.get("/intake/documents")) == (405, "METHOD_NOT_ALLOWED", None)
    for caller in (client, Client(enforce_csrf_checks=True)):
        assert problem(caller.post("/intake/openapi.json")) == (405, "METHOD_NOT_ALLOWED", None)
        assert caller.post("/intake/openapi.json")["Allow"] == "GET"


def test_a_database_that_goes_away_in_the_middle_answers_503_and_the_retry_completes(post, monkeypatch):
    monkeypatch.setattr(submission, "BATCH", 2)
    load, calls = Loader.load, []

    def failing(self, drafts):
        calls.append(len(drafts))
        if len(calls) == 2:
            raise OperationalError("server closed the connection unexpectedly")
        return load(self, drafts)

    monkeypatch.setattr(Loader, "load", failing)
    body = ndjson(*map(document, range(5)))
    response = post(body)
    assert problem(response) == (503, "UNAVAILABLE", None)
    assert response["Retry-After"] == "10"
    assert stored() == ["A-0", "A-1"]
    lines = post(body).lines
    assert [line["status"] for line in lines] == ["unchanged", "unchanged", "created", "created", "created"]
    assert IntakeDay.objects.values("requests", "failed", "created", "unchanged").get() == {
        "requests": 2,
        "failed": 1,
        "created": 5,
        "unchanged": 2,
    }


@pytest.mark.parametrize("read", ["cms.ledger.generation.fresh", "cms.releases.intake.tokens.system_of"])
@pytest.mark.django_db
def test_a_database_that_is_away_from_the_start_answers_503(read, client, monkeypatch):
    def away(*asked):
        raise OperationalError("connection refused")

    monkeypatch.setattr(read, away)
    client.raise_request_exception = False
    response = client.post("/intake/documents", b"", content_type=NDJSON)
    assert problem(response) == (503, "UNAVAILABLE", None)


def test_a_full_disk_answers_507_and_the_retry_completes(post, monkeypatch):
    def full(source):
        raise storage.StoreFull("there is no space left to store files")

    body, content_type = form(
        ("document", None, ndjson(document(attachments=["memo.txt"]))), ("f", "memo.txt", "메모".encode())
    )
    attacher = http._attacher()
    with monkeypatch.context() as patch:
        patch.setattr(attacher, "_keep", full)
        assert problem(post(body, content_type=content_type)) == (507, "STORE_FULL", None)
        assert stored() == []
    assert [line["status"] for line in post(body, content_type=content_type).lines] == ["created"]


def test_what_a_system_sent_and_how_much_failed_is_kept_by_day(post, system):
    post(ndjson(document(1), document(2, openness="?")))
    post(b"not JSON")
    post(ndjson(document(1)))
    day = IntakeDay.objects.get()
    assert (day.requests, day.failed, day.created, day.unchanged, day.refused) == (3, 1, 1, 1, 1)
    assert day.last_problem.startswith("line 1: broken JSON")
    assert day.last_problem_at is not None
    assert SourceSystem.objects.get().last_used_at is not None


def test_a_large_upload_is_never_in_memory_as_a_whole(post, settings, monkeypatch):
    seen = []
    read = uploads.Body.read

    def counting(self, size=uploads.CHUNK):
        data = read(self, size)
        seen.append(len(data))
        return data

    monkeypatch.setattr(uploads.Body, "read", counting)
    body, content_type = form(("document", None, ndjson(document())), ("f", "big.bin", os.urandom(2**20)))
    post(body, content_type=content_type)
    assert (max(seen) <= uploads.CHUNK, sum(seen)) == (True, len(body))


def test_the_description_names_every_field_and_is_valid(client, db):
    described = openapi.description()
    validate(described)
    properties = described["components"]["schemas"]["Document"]["properties"]
    assert set(properties) == set(Draft.__dataclass_fields__) - openapi.NOT_SENT == set(openapi.DESCRIPTIONS)
    response = client.get("/intake/openapi.json", headers={"host": HOST})
    assert response.json() == described
    assert GOLDEN.read_text() == json.dumps(described, ensure_ascii=False, indent=2) + "\n", (
        "the description has changed: if that is meant, write it to tests/contracts/intake/openapi.json"
    )


def test_a_token_is_made_rotated_and_revoked_and_only_its_hash_is_kept(system, client, capsys):
    def status(token):
        headers = {"authorization": f"Bearer {token}"}
        return client.post("/intake/documents", b"{}", content_type=NDJSON, headers=headers).status_code

    call_command("intake_token", "approval", name="결재 시스템")
    first = capsys.readouterr().out.strip()
    assert (status(first), SourceSystem.objects.get().name) == (200, "결재 시스템")
    call_command("intake_token", "approval")
    second = capsys.readouterr().out.strip()
    assert (first != second, status(first), status(second)) == (True, 401, 200)
    assert second not in str(SourceSystem.objects.values().get())
    call_command("intake_token", "approval", revoke=True)
    assert (capsys.readouterr().out, status(second)) == ("", 401)


@pytest.mark.parametrize(
    ("key", "options", "message"),
    [
        ("approval", {"city": "nowhere"}, "--city: name one of saebyeol"),
        ("Not A Key", {}, ""),
        ("nobody", {"revoke": True}, "there is no system nobody"),
    ],
)
def test_a_token_of_nothing_is_refused(system, key, options, message):
    with pytest.raises(CommandError) as caught:
        call_command("intake_token", key, **options)
    assert message in str(caught.value)
    assert SourceSystem.objects.count() == 0


def test_details_of_another_type_refuse_their_document_and_no_other(post):
    sent = [
        document(1, genre="expense", details={"amount": float("inf")}),
        document(2, genre="expense", details={"amount": "1e400"}),
        document(3, genre="expense", details={"amount": 88500}),
        document(4, management_number="A-3\udc00", title="다른 문서"),
    ]
    body = "\n".join(json.dumps(item) for item in sent).encode()
    assert [line["status"] for line in post(body).lines] == ["refused", "refused", "created", "refused"]
    assert stored() == ["A-3"]
    assert Entry.objects.get().record["expense"]["amount"] == 88500
    assert DocumentPage.objects.get().title == "자전거길 정비 계획 3호"


def test_a_system_changes_no_document_of_another_one_that_still_sends(post, client):
    post(ndjson(document(1, openness="closed", grounds=[6], reason="개인정보")))
    other = SourceSystem(key="archive", name="기록관", city="saebyeol")
    theirs = f"Bearer {tokens.issue(other)}"

    def send(*documents):
        headers = {"host": HOST, "authorization": theirs}
        answer = client.post("/intake/documents", ndjson(*documents), content_type=NDJSON, headers=headers)
        return [(line["status"], line["reason"]) for line in map(json.loads, answer.content.splitlines())]

    assert send(document(1), document(2)) == [
        ("refused", "the document is kept by the system approval"),
        ("created", ""),
    ]
    assert DocumentPage.objects.get(management_number="A-1").openness == "closed"
    SourceSystem.objects.filter(key="approval").update(active=False)
    assert send(document(1)) == [("updated", "")]


@pytest.mark.parametrize("source", ["lists", "demo", "", "approval-2"])
def test_a_token_changes_and_withdraws_nothing_that_its_system_did_not_send(post, system, source):
    post(ndjson(document(1)))
    DocumentPage.objects.update(source=source)
    before = list(DocumentPage.objects.values()), list(Entry.objects.values())
    sent = ndjson(document(1, title="다른 제목"), {"management_number": "A-1", "change": "D"})
    keeper = f"the system {source}" if source else "no system, but by people"
    assert {(line["status"], line["reason"]) for line in post(sent).lines} == {
        ("refused", f"the document is kept by {keeper}")
    }
    assert (list(DocumentPage.objects.values()), list(Entry.objects.values())) == before


def test_a_system_takes_over_the_sources_that_it_was_told_to(post, system, token):
    post(ndjson(document(1)))
    DocumentPage.objects.update(source="lists")
    SourceSystem.objects.update(takes_over="archive lists")
    assert [line["status"] for line in post(ndjson(document(1, title="다른 제목"))).lines] == ["updated"]
    assert DocumentPage.objects.get().source == "approval"
    assert [line["status"] for line in post(ndjson({"management_number": "A-1", "change": "D"})).lines] == ["withdrawn"]


def test_the_command_names_what_a_system_takes_over(system, capsys):
    call_command("intake_token", "approval", "--takes-over", "lists", "archive")
    assert SourceSystem.objects.get().takes_over == "lists archive"
    call_command("intake_token", "approval")
    assert SourceSystem.objects.get().takes_over == "lists archive"
    with pytest.raises(CommandError, match="60"):
        call_command("intake_token", "approval", "--takes-over", "l" * 61)
