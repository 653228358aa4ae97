"""A request's body on its way to files, in pieces and within limits: nothing of it is in memory as a whole."""

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, cast

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.request import UnreadablePostError

from cms.core.errors import BadInput, TooLarge, UnsupportedType
from cms.core.generics import AnyUpload
from cms.core.storage import explained
from cms.core.text import clean_line

NDJSON: Final = "application/x-ndjson"
MULTIPART: Final = "multipart/form-data"
MAX_REQUEST: Final = 256 << 20
MAX_FILE: Final = 128 << 20
MAX_FILES: Final = 100
CHUNK: Final = 1 << 16
ONE: Final = "document"
MANY: Final = "documents"


@dataclass(frozen=True, slots=True)
class Upload:
    """The files of a request: one with a JSON document a line, and the others by the name that they were sent with."""

    documents: Path
    files: Mapping[str, Path] = field(default_factory=dict)


def receive(request: HttpRequest, folder: Path) -> Upload:
    """Write the body into an empty folder.

    UnsupportedType for a media type that is not taken, TooLarge beyond a limit, BadInput for a body that ends early or
    is not what its type says; StoreFull where the disk is.
    """
    kind = (request.content_type or "").lower()
    if kind not in (NDJSON, MULTIPART):
        raise UnsupportedType(f"send {NDJSON} or {MULTIPART}", where="Content-Type")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedType("send the body uncompressed", where="Content-Encoding")
    body = Body(request)
    return _parts(request, body, folder) if kind == MULTIPART else Upload(_spooled(body, folder / MANY))


class Body:
    """The body as it comes in: BadInput where it ends before the length that was announced."""

    def __init__(self, request: HttpRequest) -> None:
        length = request.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            raise BadInput("say how long the body is", where="Content-Length")
        if int(length) > MAX_REQUEST:
            raise TooLarge(f"a request has at most {MAX_REQUEST >> 20} MB; send several", where="Content-Length")
        self._left = int(length)
        self._request = request

    def read(self, size: int = CHUNK) -> bytes:
        """The next bytes; none at the end."""
        try:
            data: bytes = self._request.read(min(size, self._left)) if self._left else b""
        except UnreadablePostError as error:
            raise BadInput("the request broke off") from error
        if self._left and not data:
            raise BadInput(f"the body ends {self._left} bytes before its announced length", where="Content-Length")
        self._left -= len(data)
        return data


def _spooled(body: Body, path: Path) -> Path:
    with explained(), path.open("wb") as file:
        while chunk := body.read():
            file.write(chunk)
    return path


def _parts(request: HttpRequest, body: Body, folder: Path) -> Upload:
    """The parts of a form: the documents as a field or a file, everything else as attached files."""
    handler = _ToFolder(folder)
    try:
        with closing(handler), explained():
            fields, _ = MultiPartParser(request.META, cast(Any, body), [handler], "utf-8").parse()
            while body.read():
                pass  # what comes after the last boundary
    except MultiPartParserError as error:
        raise BadInput(f"broken form: {error}") from error
    except (RequestDataTooBig, TooManyFieldsSent) as error:
        raise TooLarge("send the documents as a file of the form, with a file name", where=MANY) from error
    except TooManyFilesSent as error:
        raise TooLarge(f"a request has at most {MAX_FILES} files") from error
    sent = [*handler.documents, *((name, value) for name in (ONE, MANY) for value in fields.getlist(name))]
    if len(sent) != 1:
        raise BadInput(f"send one part that is called {ONE} or {MANY}", where=ONE)
    return Upload(_as_lines(*sent[0], path=folder / MANY), handler.files)


def _as_lines(name: str, content: str | Path, *, path: Path) -> Path:
    """The documents of a form as lines. A field that was no UTF-8 has been given replacement characters by then."""
    if isinstance(content, str):
        if "\ufffd" in content:
            raise BadInput("is not UTF-8", where=name)
        path.write_text(content, encoding="utf-8", errors="surrogatepass")
        content = path
    if name == ONE:
        text = content.read_text(encoding="utf-8", errors="replace") if content.stat().st_size <= MAX_FILE else ""
        path.write_text(_on_one_line(text), encoding="utf-8", errors="surrogatepass")
        return path
    return content


def _on_one_line(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=True)
    except (ValueError, RecursionError):
        return " ".join(text.split())


class _ToFolder(FileUploadHandler):
    """Writes each file part to a file of the folder, under a number: no name of a sender becomes a path."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.documents: list[tuple[str, str | Path]] = []
        self.files: dict[str, Path] = {}
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._path = folder

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, file_name, *args, **kwargs)
        self.close()
        number = len(self.files) + len(self.documents)
        if number >= MAX_FILES:
            raise TooLarge(f"a request has at most {MAX_FILES} files")
        self._path = self._folder / f"part-{number}"
        self._file = self._path.open("wb")
        if field_name in (ONE, MANY):
            self.documents.append((field_name, self._path))
        elif (name := clean_line(file_name)) in self.files:
            raise BadInput("two files have this name", where=name)
        else:
            self.files[name] = self._path

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > MAX_FILE:
            raise TooLarge(f"a file has at most {MAX_FILE >> 20} MB", where=self.file_name)
        assert self._file is not None
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> AnyUpload | None:
        self.close()
        return None

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
