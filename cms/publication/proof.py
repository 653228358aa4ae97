"""The answers of each output about one item to somebody outside, asked as a stranger asks: by public addresses.

The requests go through the WSGI application of this process, cache included, one after the other in the thread that
asks: each gives the thread's database connection back at its end, as any request does. What a CDN in front of it keeps
is not asked: the deliveries say whether it was told.
"""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from wagtail.models import Page

from cms.core.channels import Change
from cms.core.outputs import Question, registered
from cms.core.pages import BasePage
from cms.core.records import to_data
from cms.ledger.deliveries import of_change
from cms.ledger.published import change_of_page

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, and the body as bytes."""

    status: int
    body: bytes


def answers(page_id: int | None) -> list[dict[str, Any]]:
    """A row for each output: its name, the address asked, the status, whether the item is gone from it, and when.

    Deliveries follow, each with its state. An item that was never public has no rows. RuntimeError within a
    transaction, before anything is asked: the first request would end it, and what it had written would be lost.
    """
    with transaction.atomic(durable=True):
        change = change_of_page(page_id) if page_id is not None else None
        if page_id is None or change is None:
            return []
        record = _said(change, page_id)
    with translation.override(None):
        rows = [_row(question, change) for question in _questions(change, record)]
    return [*rows, *_deliveries(change)]


def _said(change: Change, page_id: int) -> dict[str, Any]:
    """The public content of the item: a tombstone has forgotten its places and files, its page has not."""
    page = None if change.is_public else Page.objects.filter(pk=page_id).first()
    item = page.specific if page else None
    stored: dict[str, Any] = dict(change.record)
    return to_data(item.build_record()[0]) if isinstance(item, BasePage) else stored


def _questions(change: Change, record: dict[str, Any]) -> Iterator[Question]:
    """Every place that shows the item, its own page first."""
    item = replace(change, record=record)
    for output in reversed(registered()):
        yield from output.shows(item)


def _row(question: Question, change: Change) -> dict[str, Any]:
    """The answer as it is kept. A server that fails shows nothing either, but proves nothing."""
    try:
        answer = ask(question)
    except Exception:
        logger.exception("%s could not be asked", question.url)
        answer = Answer(500, b"")
    return {
        "output": question.output,
        "address": question.url,
        "status": answer.status,
        "gone": _is_gone(question, answer, change),
        "at": timezone.now().isoformat(timespec="milliseconds"),
    }


def _is_gone(question: Question, answer: Answer, change: Change) -> bool:
    if question.body:
        data = json.loads(answer.body).get("data") if answer.status == 200 else None
        is_gone = data is not None and change.url.encode() not in answer.body
        return is_gone if question.is_list else answer.status == 200 and data == question.nothing
    if answer.status in (404, 410):
        return True
    mark = question.mark or change.url
    return question.is_list and answer.status == 200 and mark.encode() not in answer.body


def ask(question: Question) -> Answer:
    """Send one request to the application, without cookies, as a client of the city's public address."""
    parts = urlsplit(question.url)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST" if question.body else "GET",
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "",
        "HTTP_HOST": parts.netloc,
        "HTTP_X_FORWARDED_PROTO": parts.scheme,
        "CONTENT_TYPE": "application/json" if question.body else "",
        "CONTENT_LENGTH": str(len(question.body)),
        "wsgi.input": BytesIO(question.body),
        "wsgi.url_scheme": parts.scheme,
    }
    setup_testing_defaults(environ)
    started: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
        started[:] = [status]

    result = import_string(settings.WSGI_APPLICATION)(environ, start)
    try:
        body = b"".join(result)
    finally:
        close = getattr(result, "close", None)
        if close is not None:
            close()
    return Answer(int(started[0].split(" ", 1)[0]), body)


def _deliveries(change: Change) -> Iterator[dict[str, Any]]:
    """The deliveries of the last change, with the receiver of each and how far it is."""
    for delivery in of_change(change):
        yield {
            "delivery": delivery.target,
            "state": delivery.state,
            "attempts": delivery.attempts,
            "error": delivery.error,
            "at": (delivery.done_at or delivery.created_at).isoformat(timespec="milliseconds"),
        }
