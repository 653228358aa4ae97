"""Released documents that have nothing in common but their unit, so that each test says what they have."""

from datetime import date
from typing import Any

from cms.core.records import Document
from tests import factories
from tests.factories import document_key

__all__ = ["document_key", "make_document"]


def make_document(number: int = 1, /, **over: Any) -> Document:
    """An open document without files, task card and function."""
    plain: dict[str, Any] = {
        "title": f"문서 {number}호",
        "summary": "",
        "produced_on": date(2026, 11, 3),
        "approved_on": None,
        "task": None,
        "functions": (),
        "files": (),
    }
    return factories.make_document(number, **plain | over)
