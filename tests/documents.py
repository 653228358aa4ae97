"""Records of released documents of the invented city, for tests that need no pages."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from cms.core.records import Document, Official, Task
from tests.factories import BASE_URL, NOON, SITE


def document_key(number: int) -> str:
    return str(UUID(int=0x4000_8000_0000_0001_0000 + number))


def make_document(number: int = 1, /, **over: Any) -> Document:
    """An open document; those with higher numbers were released a minute later each."""
    key = over.get("key", document_key(number))
    at = over.get("published_at", NOON + timedelta(minutes=number))
    management_number = over.get("management_number", f"2026110300{number:04d}")
    values: dict[str, Any] = {
        "key": key,
        "iri": f"{BASE_URL}/id/document/{key}",
        "url": f"{BASE_URL}/documents/{management_number}/",
        "site": SITE,
        "language": "ko",
        "title": f"문서 {number}호",
        "summary": "",
        "published_at": at,
        "modified_at": at,
        "publisher": "bike-team",
        "licence": "kogl-1",
        "version": 1,
        "management_number": management_number,
        "number": f"자전거팀-{number}",
        "produced_on": date(2026, 11, 3),
        "retention": "5",
        "officials": (Official(name="이새벽", position="주무관"),),
    }
    return Document(**values | over)


def make_task(key: str = "자전거길", **over: Any) -> Task:
    values: dict[str, Any] = {
        "site": SITE,
        "key": key,
        "iri": f"{BASE_URL}/id/task/{quote(key)}",
        "names": {"ko": f"{key} 관리"},
        "urls": {"ko": f"{BASE_URL}/tasks/{quote(key)}/"},
    }
    return Task(**values | over)
