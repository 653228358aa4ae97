"""The words of feeds and cards for each kind: a row a kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cms.core.kinds import Rows
from cms.core.records import Body, Record
from syndication import facts, occasions
from syndication.entries import Category, Person

# The attributes of an entry that each field of a record feeds.
Fields = Mapping[str, tuple[str, ...]]


def _summary(record: Record) -> str:
    return record.summary


def _html(record: Record, body: Body) -> str:
    return body.html


def _categories(record: Record, base: str) -> Iterable[Category]:
    return ()


def _signed(record: Record) -> Iterable[Person]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Fed:
    """A row: ``fields`` feed the named attributes of an entry, each other one is ``left_out`` for a stated reason.

    ``summary`` and ``html`` are what is said of a record, ``categories`` what it is beside the terms that it has, under
    the identity base of the city, and ``signed`` who is named as having written it.
    """

    fields: Fields
    left_out: Mapping[str, str]
    summary: Callable[[Any], str] = _summary
    html: Callable[[Any, Body], str] = _html
    categories: Callable[[Any, str], Iterable[Category]] = _categories
    signed: Callable[[Any], Iterable[Person]] = _signed


# What every record has.
COMMON: Final[dict[str, tuple[str, ...]]] = {
    "iri": ("id",),
    "url": ("url",),
    "language": ("language", "authors", "publisher", "categories", "rights"),
    "title": ("title",),
    "summary": ("summary",),
    "published_at": ("published",),
    "modified_at": ("updated",),
    "publisher": ("publisher", "authors"),
    "topics": ("categories",),
    "tags": ("categories",),
    "image": ("image", "rights"),
    "licence": ("licence", "rights"),
    "translations": ("translations",),
}
FILES: Final[dict[str, tuple[str, ...]]] = {"files": ("files", "rights")}
_BY_CONCEPT: Final[dict[str, tuple[str, ...]]] = {
    "language": (*COMMON["language"], "html"),
    "openness": ("categories", "html"),
    "grounds": ("html",),
    "reason": ("html",),
}
LEFT_OUT: Final[dict[str, str]] = {
    "key": "the last part of the IRI, which is the id",
    "site": "a feed is of one city, and the IRI is on its host",
    "version": "the ledger's own count; `updated` is what a reader compares",
}
_ON_THE_PAGE: Final = "a fact for the page and for linked data"

ROWS: Final = Rows(
    "syndication/kinds.py",
    {
        "post": Fed(
            fields=COMMON | FILES | {"byline": ("authors",), "website": ("categories",)},
            left_out=LEFT_OUT | {"images": "they stand in the body, each with its caption and credit"},
            signed=lambda post: [Person(post.byline)] if post.byline else [],
        ),
        "document": Fed(
            fields=COMMON
            | FILES
            | _BY_CONCEPT
            | {
                "language": (*COMMON["language"], "html", "summary"),
                "openness": ("categories", "html", "summary"),
                "grounds": ("html", "summary"),
                "reason": ("html", "summary"),
                "number": ("html",),
                "genre": ("categories", "html"),
                "produced_on": ("html",),
                "masked": ("html",),
                "officials": ("authors",),
                "task": ("categories",),
            },
            left_out=LEFT_OUT
            | {"management_number": "the last part of the address", "functions": "the path of the task card"}
            | dict.fromkeys(("approved_on", "review_on", "review_stage", "retention", "retained_until"), _ON_THE_PAGE)
            | dict.fromkeys(("expense", "research", "advance"), _ON_THE_PAGE),
            summary=facts.summary,
            html=facts.document_html,
            categories=facts.document_categories,
            signed=lambda document: [Person(one.name) for one in document.officials if one.role == "drafter"],
        ),
        "meeting": Fed(
            fields=COMMON
            | FILES
            | _BY_CONCEPT
            | {
                "committee": ("categories",),
                "status": ("html",),
                "held_at": ("html",),
                "place": ("html",),
                "agenda": ("html",),
                "links": ("html",),
            },
            left_out=LEFT_OUT | dict.fromkeys(("attendees", "review_on", "review_stage"), _ON_THE_PAGE),
            html=facts.meeting_html,
            categories=facts.meeting_categories,
        ),
        "page": Fed(
            fields=COMMON | FILES | {"website": ("categories",)},
            left_out=LEFT_OUT
            | {"images": "they stand in the body, each with its caption and credit"}
            | dict.fromkeys(("listings", "embeds"), "in the body there is a link at the place of each")
            | dict.fromkeys(("parent", "ancestors", "order", "role", "reviewed_on", "review_by"), _ON_THE_PAGE),
        ),
        "event": Fed(
            fields=COMMON
            | FILES
            | {"language": (*COMMON["language"], "html"), "type": ("categories",), "website": ("categories",)}
            | dict.fromkeys(
                (
                    "status",
                    "starts_at",
                    "ends_at",
                    "all_day",
                    "place",
                    "address",
                    "online_url",
                    "free",
                    "fee",
                    "audience",
                    "time_zone",
                ),
                ("html",),
            ),
            left_out=LEFT_OUT
            | {"images": "they stand in the body, each with its caption and credit"}
            | {"over_at": "worked out of its times and its rule", "recurrence": "calendars are read by calendars"}
            | dict.fromkeys(("map_url", "capacity", "application", "contact"), _ON_THE_PAGE),
            html=occasions.html,
            categories=occasions.categories,
        ),
        "notice": Fed(
            fields=COMMON
            | FILES
            | {
                "language": (*COMMON["language"], "html"),
                "board": ("categories",),
                "website": ("categories",),
                "category": ("html",),
                "number": ("html",),
                "starts_on": ("html",),
                "ends_on": ("html",),
            },
            left_out=LEFT_OUT
            | {"images": "they stand in the body, each with its caption and credit"}
            | {"type": "that of the board, which is a category"}
            | dict.fromkeys(("serial", "pinned_until", "order"), "how the board shows it"),
            html=facts.notice_html,
        ),
    },
)
