"""The files of public documents: who gets which bytes, and how a browser is told to treat them."""

import hashlib
from dataclasses import replace
from datetime import date
from email.message import Message
from io import BytesIO
from urllib.parse import quote, urlsplit

import pytest
from pypdfium2 import PdfDocument
from wagtail.models import PageViewRestriction

from cms.core import storage
from cms.core.records import Document, File
from cms.ledger.models import Entry
from cms.releases import release
from cms.releases.attachments import Attachment
from cms.releases.models import DocumentPage
from tests import factories
from tests.chromium import wait_until
from tests.content import new_city, released_document

DATA = bytes(range(256)) * 40
HOST = factories.HOST
KEY = factories.post_key(0xABC)


@pytest.fixture(autouse=True)
def private_store(settings, tmp_path):
    settings.MADANG_STATE_DIR = tmp_path


@pytest.fixture
def publish(db):
    """Publish a document, as a record, with one file in the store; gives the path of its address."""

    def publish(data=DATA, *, name="계획 (안).pdf", type="application/pdf"):
        url = f"{factories.BASE_URL}/attachments/{KEY}/{storage.keep(data)}/{quote(name, safe='')}"
        document = Document(
            key=KEY,
            iri=f"{factories.BASE_URL}/id/document/{KEY}",
            url=f"{factories.BASE_URL}/documents/1/",
            site=factories.SITE,
            language="ko",
            title="자전거길 정비 계획",
            summary="",
            published_at=factories.NOON,
            modified_at=factories.NOON,
            management_number="1",
            produced_on=date(2026, 11, 4),
            files=(File(url=url, title=name, type=type, size=len(data), role="original"),),
        )
        factories.store([document])
        return urlsplit(url).path

    return publish


@pytest.fixture
def section(prepared_archive):
    return prepared_archive


@pytest.fixture
def get(client):
    """Ask for a path; ``body`` has what was sent."""

    def get(path, **headers):
        response = client.get(path, headers={"host": HOST, **headers})
        response.body = b"".join(response)
        return response

    return get


def attached(data=DATA, **over):
    """The data that a page keeps of a file that is in the store."""
    digest = storage.keep(data)
    values = {"name": "계획 (안).pdf", "type": "application/pdf", "size": len(data), "digest": digest}
    return Attachment(**values | over).to_data()


def released(*attachments, **over):
    """The addresses of the files of a page that was screened and released, by its record."""
    released_document(attachments=list(attachments), **over)
    return listed()


def listed():
    return [urlsplit(file["url"]).path for file in Entry.objects.get(kind="document").record["files"]]


def test_a_file_of_a_public_document_is_sent_whole(publish, get):
    path = publish()
    response = get(path)
    assert (response.status_code, response.body) == (200, DATA)
    digest = hashlib.sha256(DATA).hexdigest()
    name = quote("계획 (안).pdf")
    assert dict(response.headers) == {
        "Accept-Ranges": "bytes",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Accept-Ranges, Content-Disposition, Content-Range, ETag",
        "Cache-Control": "public, no-cache",
        "Content-Disposition": f"inline; filename*=utf-8''{name}",
        "Content-Length": str(len(DATA)),
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
        "Content-Type": "application/pdf",
        "Cross-Origin-Opener-Policy": "same-origin",
        "ETag": f'"{digest}"',
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
    }


def test_head_says_the_same_without_the_bytes(publish, get, client):
    path = publish()
    whole = get(path)
    head = client.head(path, headers={"host": HOST})
    assert (head.status_code, head.content, head.headers) == (200, b"", whole.headers)


def test_who_has_it_already_is_told_so(publish, get):
    path = publish()
    etag = get(path)["ETag"]
    response = get(path, if_none_match=etag)
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    assert response["Cache-Control"] == "public, no-cache"
    assert get(path, if_match='"another"').status_code == 412
    assert get(path, if_none_match='"another"').body == DATA


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=10000-", 10000, 10239),
        ("bytes=10000-99999999", 10000, 10239),
        ("bytes=-10", 10230, 10239),
        ("bytes=-99999", 0, 10239),
        ("Bytes= 5-6 ", 5, 6),
    ],
)
def test_one_range_is_answered_with_that_part(publish, get, asked, first, last):
    path = publish()
    response = get(path, range=asked)
    assert (response.status_code, response.body) == (206, DATA[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/10240"
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_outside_of_the_file_answers_416(publish, get, asked):
    path = publish()
    response = get(path, range=asked)
    assert (response.status_code, response["Content-Range"], response.content) == (416, "bytes */10240", b"")


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,5-6", "bytes=5-1", "bytes=-", "bytes=a-b", "lines=0-1", "bytes=٣-٤", "0-1", f"bytes=0-{'9' * 400}"],
)
def test_what_is_no_single_range_is_answered_with_the_whole(publish, get, asked):
    path = publish()
    response = get(path, range=asked.encode().decode("latin-1"))
    assert (response.status_code, response.body) == (200, DATA)


def test_a_range_of_another_version_is_answered_with_the_whole(publish, get):
    path = publish()
    etag = get(path)["ETag"]
    assert get(path, range="bytes=0-1", if_range=etag).status_code == 206
    for other in ('"another"', f"W/{etag}", "Wed, 04 Nov 2026 00:00:00 GMT"):
        assert get(path, range="bytes=0-1", if_range=other).status_code == 200


def test_an_empty_file_is_sent_empty(publish, get):
    path = publish(b"", name="빈.txt", type="text/plain")
    response = get(path)
    assert (response.status_code, response.body, response["Content-Length"]) == (200, b"", "0")
    assert get(path, range="bytes=0-").status_code == 416


@pytest.mark.parametrize(
    ("name", "kind", "sent", "shown"),
    [
        ("a.pdf", "application/pdf", "application/pdf", True),
        ("a.png", "image/png", "image/png", True),
        ("a.svg", "image/svg+xml", "application/octet-stream", False),
        ("a.html", "text/html", "application/octet-stream", False),
        ("a.js", "text/javascript", "application/octet-stream", False),
        ("a.xml", "application/xml", "application/octet-stream", False),
        ("a.hwp", "application/x-hwp", "application/x-hwp", False),
        ("a.hwpx", "application/hwp+zip", "application/hwp+zip", False),
        ("a.csv", "text/csv", "text/csv", False),
        ("a.bin", "text/csv\r\nX-Evil: 1", "application/octet-stream", False),
        ("a.bin", "", "application/octet-stream", False),
    ],
)
def test_only_pdf_and_pictures_are_shown_and_nothing_can_run(publish, get, name, kind, sent, shown):
    path = publish(name=name, type=kind)
    response = get(path)
    assert response["Content-Type"] == sent
    assert response["Content-Disposition"] == f'{"inline" if shown else "attachment"}; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert ("sandbox" in response["Content-Security-Policy"]) == (kind != "application/pdf")
    assert "X-Evil" not in response


@pytest.mark.parametrize(
    "name",
    [
        '따옴표"와 \\ 빗금.pdf',
        "../../etc/passwd",
        "a/b.pdf",
        "a;b,c=d.pdf",
        "100%.pdf",
        "a%2Fb.pdf",
        "?x=1#y.pdf",
        "한",
    ],
)
def test_any_name_has_an_address_that_works_and_stays_one_name(publish, get, name):
    path = publish(name=name)
    response = get(path)
    assert (response.status_code, response.body) == (200, DATA)
    header = Message()
    header["Content-Disposition"] = response["Content-Disposition"]
    assert header.get_filename() is not None
    assert not set("/\\") & set(header.get_filename())


def hostile(path):
    """Addresses that are not the one that the record lists."""
    _, _, key, digest, name = path.split("/", 4)
    return [
        f"/attachments/{key}/{digest}/",
        f"/attachments/{key}/{digest}/other.pdf",
        f"/attachments/{key}/{digest}/{name}/",
        f"/attachments/{key}/{digest}/../{digest}/{name}",
        f"/attachments/{key}/{digest}/%00{name}",
        f"/attachments/{key}/{digest}//{name}",
        f"/attachments/{key}/{digest.upper()}/{name}",
        f"/attachments/{key}/{'0' * 64}/{name}",
        f"/attachments/{key}/..%2F..%2F..%2Fetc%2Fpasswd/{name}",
        f"/attachments/{key}/{digest}%00/{name}",
        f"/attachments/{key.upper()}/{digest}/{name}",
        f"/attachments/{'0' * 8}-0000-4000-8000-{'0' * 12}/{digest}/{name}",
        f"/attachments/{key[:-1]}/{digest}/{name}",
        f"/attachments/..%2F/{digest}/{name}",
        f"//attachments/{key}/{digest}/{name}",
        f"/attachments/{key}/{digest}/%ff%fe",
    ]


def test_any_other_address_is_not_found(publish, client):
    path = publish()
    for other in hostile(path):
        response = client.get(other, headers={"host": HOST})
        assert (response.status_code, response.streaming) == (404, False), other


def test_the_original_of_a_masked_copy_is_nowhere(section, get):
    section.masked_kinds = ["mobile"]
    section.save()
    copy = b"%PDF-1.7 masked"
    file = attached(text="문의 010-1234-5678", copy=storage.keep(copy), copy_size=len(copy))
    assert released(file) == [], "nobody has said that the copy covers what the rules have found"
    page = DocumentPage.objects.get()
    page.take_verdict(replace(page.screening, decided=True))
    page.save()
    (path,) = listed()
    assert get(path).body == copy
    assert get(path.replace(file["copy"], file["digest"])).status_code == 404


def test_a_held_document_gives_none_of_its_files(section, get):
    page = released_document(attachments=[attached(text="민원인 휴대전화 010-1234-5678")])
    assert page.held
    digest = page.attachments[0]["digest"]
    path = f"/attachments/{page.key}/{digest}/{quote(page.attachments[0]['name'])}"
    assert get(path).status_code == 404


def test_a_closed_document_gives_none_of_its_files(section, get):
    assert released(attached(), openness="closed", grounds=[5], reason="내부검토") == []
    page = DocumentPage.objects.get()
    digest = page.attachments[0]["digest"]
    assert get(f"/attachments/{page.key}/{digest}/{quote('계획 (안).pdf')}").status_code == 404


@pytest.mark.parametrize("how", ["unpublish", "edit", "delete", "private"])
def test_what_has_left_the_outputs_is_gone_at_once(section, get, how):
    (path,) = released(attached())
    etag = get(path)["ETag"]
    page = DocumentPage.objects.get()
    if how == "unpublish":
        page.unpublish()
    elif how == "edit":
        page.text = "다시 살펴야 하는 글"
        page.save()
    elif how == "delete":
        page.delete()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    for headers in ({}, {"if_none_match": etag}, {"range": "bytes=0-1"}):
        response = get(path, **headers)
        assert (response.status_code, response.json()["type"]) == (410, "urn:madang:error:GONE")


def test_a_file_that_an_update_took_away_is_not_found(section, get):
    (path,) = released(attached())
    page = DocumentPage.objects.get()
    page.attachments = [attached(b"new", name="새 계획.pdf")]
    page.save()
    release.screen_unscreened()
    (new,) = [urlsplit(file["url"]).path for file in Entry.objects.get().record["files"]]
    assert (get(path).status_code, get(new).body) == (404, b"new")


def test_another_citys_host_gives_nothing(section, get, client):
    (path,) = released(attached())
    new_city("another", "another.example", default=False)
    assert client.get(path, headers={"host": "another.example"}).status_code == 404


def test_a_listed_file_that_is_not_in_the_store_is_our_fault(publish, get, caplog):
    path = publish()
    storage.remove(hashlib.sha256(DATA).hexdigest())
    response = get(path)
    assert (response.status_code, response.json()["type"]) == (503, "urn:madang:error:UNAVAILABLE")
    assert caplog.messages[0].startswith("a listed file is not in the store: /attachments/")


def test_the_cache_of_answers_keeps_no_file(publish, server):
    path = publish()
    for _ in range(2):
        assert server.get(path).content == DATA
    digest = hashlib.sha256(DATA).hexdigest()
    assert server.get(path, If_None_Match=f'"{digest}"').status_code == 304
    storage.remove(digest)
    assert server.get(path).status_code == 503


def test_a_large_file_is_streamed(publish, client):
    data = b"x" * (3 * 2**20 + 1)
    response = client.get(publish(data), headers={"host": HOST})
    chunks = list(response.streaming_content)
    assert (max(map(len, chunks)) <= 2**18, b"".join(chunks) == data) == (True, True)


def test_only_get_and_head_are_answered(publish, client):
    path = publish()
    for method in ("post", "put", "delete", "patch"):
        response = getattr(client, method)(path, headers={"host": HOST})
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_pdf_is_shown_in_a_frame_of_the_same_site_and_of_no_other(publish, server, browser):
    document = PdfDocument.new()
    document.new_page(300, 300)
    document.save(written := BytesIO())
    path = publish(written.getvalue())
    own = f"http://127.0.0.1:{server.port}"
    with browser.new_context() as context:
        context.route("**/frame", lambda route: route.fulfill(content_type="text/html", body=_framing(own + path)))
        # Below the frame stand those of the browser's own viewer, however many it has.
        _opened(context, f"{own}/frame", lambda frames: frames[:1] == [own + path] and len(frames) > 1)
        refused = ["chrome-error://chromewebdata/"]
        _opened(context, "http://elsewhere.example/frame", lambda frames: frames == refused)


def _framing(url):
    return f"<!doctype html><title>frame</title><iframe src='{url}' width=600 height=600></iframe>"


def _opened(context, url, shows):
    """Open a page and wait until the addresses of its frames are as ``shows`` wants them."""
    page = context.new_page()
    page.goto(url)
    wait_until(page, lambda: shows([frame.url for frame in page.frames[1:]]))
