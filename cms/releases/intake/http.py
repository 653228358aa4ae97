"""``POST /intake/documents``: what the city's systems send by themselves, a document a line, answered line by line.

A request is taken in whole before anything of it is stored. What ends it then, however it ends, is mended by sending
the same again: a document that is known already is answered ``unchanged``.
"""

import atexit
import json
import logging
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from cms.core.errors import MadangError, MethodNotAllowed, Refused, Unavailable
from cms.core.storage import staging_folder
from cms.releases.intake import tokens
from cms.releases.intake.extract import Attacher
from cms.releases.intake.load import Loader
from cms.releases.intake.openapi import description
from cms.releases.intake.submission import Answer, Submission
from cms.releases.intake.uploads import NDJSON, receive
from cms.releases.models import DocumentsPage, SourceSystem
from cms.releases.models.intake_days import note
from cms.subsites.models import city_of

_NO_STORE: Final = {"Cache-Control": "no-store"}

logger = logging.getLogger(__name__)


@csrf_exempt
def documents(request: HttpRequest) -> HttpResponse:
    """Take documents in; the errors of the whole request are those of :mod:`cms.core.errors`."""
    _only(request, "POST")
    with _available():
        system = tokens.system_of(request.headers.get("Authorization", ""))
        counts: Counter[str] = Counter()
        try:
            with _available():
                answers = _take(request, system, counts)
        except MadangError as error:
            note(system, counts=counts, problem=str(error))
            raise
        note(system, counts=counts)
    return HttpResponse(b"".join(answers), content_type=NDJSON, headers=_NO_STORE)


@csrf_exempt
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of this interface."""
    _only(request, "GET")
    content = json.dumps(description(), ensure_ascii=False, indent=2).encode()
    headers = {"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"}
    return HttpResponse(content, content_type="application/json", headers=headers)


def _only(request: HttpRequest, method: str) -> None:
    if request.method != method:
        raise MethodNotAllowed(method)


def _take(request: HttpRequest, system: SourceSystem, counts: Counter[str]) -> list[bytes]:
    """The lines of the answer; ``counts`` grows with every document that is stored."""
    section = _section(system)
    with tempfile.TemporaryDirectory(dir=staging_folder(), prefix="request-") as folder:
        upload = receive(request, Path(folder))
        loader = Loader(section, source=system.key, own=tokens.own(system))
        submission = Submission(upload, loader=loader, attacher=_attacher())
        submission.check()
        lines = []
        for answer in submission.answers():
            counts[answer.outcome.status] += 1
            lines.append(_line(answer))
        return lines


def _section(system: SourceSystem) -> DocumentsPage:
    section: DocumentsPage
    for section in DocumentsPage.objects.all():
        if (city := city_of(section)) and city.code == system.city:
            return section
    raise Refused(f"the city {system.city} has no section of released documents")


def _line(answer: Answer) -> bytes:
    outcome = answer.outcome
    data = {
        "line": answer.line,
        "management_number": outcome.management_number,
        "status": str(outcome.status),
        "reason": outcome.reason,
        "url": outcome.url,
    }
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


@contextmanager
def _available() -> Iterator[None]:
    """Turn a database or disk that does not answer into Unavailable: what the sender does then is try again."""
    try:
        yield
    except (OperationalError, InterfaceError, OSError) as error:
        logger.exception("intake cannot go on")
        raise Unavailable("the store does not answer at the moment; send the same request again") from error


@cache
def _attacher() -> Attacher:
    """One for all requests of this process: its confined processes take a second to start."""
    attacher = Attacher()
    atexit.register(attacher.__exit__)
    return attacher
