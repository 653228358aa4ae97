"""The pages of released documents: their listings, their months, one document, and what is told of them all."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from cms.core.errors import NotFound
from cms.core.records import Unit
from frontend import directories, months
from frontend.addresses import BELOW_UNITS, Target
from frontend.environment import address
from frontend.narrowing import CHOICES
from frontend.page import Content, Data, Page, feeds, narrowed, versions

SECTION: Final = "documents"
_PDF: Final = "application/pdf"


def listing(page: Page, data: Data, target: Target) -> Content:
    documents = _documents(data)
    newest = documents["nodes"][0]["publishedAt"] if documents["nodes"] else None
    query = narrowed("", page.filters)
    shown = replace(
        page,
        section=SECTION,
        choices=CHOICES,
        indexed=page.after is None and not page.filters,
        archive=months.month_of(page.url, datetime.fromisoformat(newest), query).url if newest else None,
        versions=versions(data, _pages(target, data)),
        feeds=feeds(page.source, data["term"]["name"], main=True),
    )
    return Content(shown, data)


def archive(page: Page, data: Data, target: Target) -> Content:
    documents, month = _documents(data), target.month
    assert month is not None
    shown = replace(
        page,
        section=SECTION,
        choices=CHOICES,
        indexed=page.after is None and not page.filters and bool(documents["nodes"]),
        **months.around(target.listing, month, data["term"]["older"]["nodes"], narrowed("", page.filters)),
        versions=versions(data, _pages(target, data), alternate=False),
        feeds=feeds(page.source, data["term"]["name"], main=True),
    )
    return Content(shown, data)


def _documents(data: Data) -> Data:
    """The connection below the term of a listing, which its templates know as ``documents``."""
    if data["term"] is None:
        raise NotFound("this listing has just been removed")
    data["documents"] = data["term"]["documents"]
    directories.offer(data)
    documents: Data = data["documents"]
    return documents


def _pages(target: Target, data: Data) -> list[Data]:
    """The languages of a listing."""
    pages: list[Data] = data["term"]["pages"]
    return _of_unit(data["term"], data) if isinstance(target.term, Unit) else pages


def _of_unit(unit: Data, data: Data) -> list[Data]:
    """The pages of a unit's documents: in the languages of the section that these are in."""
    languages = {page["language"] for page in section(data)["pages"]}
    return [page | {"url": f"{page['url']}{BELOW_UNITS}"} for page in unit["pages"] if page["language"] in languages]


def of_unit(unit: Data, data: Data, page: Page) -> str | None:
    """The address of a unit's documents for a reader of a page; None where none are released."""
    return page.here(address({"pages": _of_unit(unit, data)}, page.language))


def section(data: Data, key: str = SECTION) -> Data:
    """One of the sections that the chrome of every page knows; empty where the city has none of that key."""
    return next((section for section in data["sections"] if section["key"] == key), {"pages": []})


def document(page: Page, data: Data, target: Target) -> Content:
    found = data["document"]
    if found is None:
        raise NotFound("this document has just been removed")
    own, viewer = {"language": found["language"], "url": found["url"]}, _viewer(found["files"])
    shown = replace(
        page,
        section=SECTION,
        versions=versions(data, [own]),
        feeds=_around(page, data),
        viewer=viewer,
        framed=(viewer["url"],) if viewer else (),
    )
    return Content(shown, data)


def _viewer(files: list[Data]) -> Data | None:
    """The file that the page shows: the one made for reading, else the first that browsers can show."""
    pdfs = [file for file in files if file["type"] == _PDF]
    return next((file for file in pdfs if file["role"] == "pdf"), None) or next(iter(pdfs), None)


def _around(page: Page, data: Data) -> Any:
    url = address(section(data), page.language)
    return feeds(url, section(data)["name"], main=False) if url else ()
