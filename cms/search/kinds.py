"""The searchable text of each kind of record: a row a kind, an allow-list of what can be found by words.

Names of people are not among it, but where the text itself has them: what is done in office is public, and a list of
what one person has done is nothing that the city offers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cms.core.kinds import Rows


def _nothing(record: Any) -> Iterable[str]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Searched:
    """A row: beside title, summary and body, what is searched ``beside`` them (short) and ``within`` (of any length).

    ``left_out`` has each other field of the record, with the reason. ``worth`` is what its scores are multiplied by:
    less than 1 for a kind that is made by the thousand and would bury the others.
    """

    worth: float = 1.0
    beside: Callable[[Any], Iterable[str]] = _nothing
    within: Callable[[Any], Iterable[str]] = _nothing
    fields: frozenset[str]
    left_out: Mapping[str, str]


COMMON: Final = frozenset({"title", "summary", "published_at", "publisher", "topics", "tags"})
_NARROWS: Final = "narrows and is counted, and is no word"
_IN_BODY: Final = "its text is in the body"
_PEOPLE: Final = "no list of what one person has done is offered"
_ELSEWHERE: Final = "for the page; nobody looks for it by words"
LEFT_OUT: Final[dict[str, str]] = {
    "key": "the name of the hit",
    "iri": "the name of the hit",
    "url": "the address of the hit",
    "site": "a search is within a city",
    "language": _NARROWS,
    "modified_at": _ELSEWHERE,
    "image": _ELSEWHERE,
    "licence": _NARROWS,
    "translations": "each is an item of its own",
    "version": "the ledger's own count",
}


def _day(record: Any) -> Iterable[str]:
    day = record.produced_on
    return (record.number, record.management_number, f"{day.year} {day.month} {day.day}")


def _document_text(record: Any) -> Iterable[str]:
    yield record.reason
    yield from (file.title for file in record.files)
    if record.expense:
        yield from (record.expense.place, record.expense.purpose, record.expense.category)
    if record.research:
        yield from (record.research.institution, record.research.category, record.research.area, record.research.isbn)
    if record.advance:
        yield from (record.advance.category, *record.advance.path)


def _meeting_text(record: Any) -> Iterable[str]:
    yield record.reason
    for decision in record.agenda:
        yield from (decision.item, decision.text, *decision.documents)
    yield from (file.title for file in record.files)
    yield from (link.title for link in record.links)


def _page_text(record: Any) -> Iterable[str]:
    yield from (one.title for one in (*record.files, *record.listings, *record.embeds))


ROWS: Final = Rows(
    "cms/search/kinds.py",
    {
        "post": Searched(
            within=lambda record: (file.title for file in record.files),
            fields=COMMON | {"website", "files"},
            left_out=LEFT_OUT | {"byline": _PEOPLE, "images": _IN_BODY},
        ),
        "document": Searched(
            worth=0.8,
            beside=_day,
            within=_document_text,
            fields=COMMON
            | {"number", "management_number", "produced_on", "reason", "files", "expense", "research", "advance"},
            left_out=LEFT_OUT
            | {"officials": _PEOPLE}
            | dict.fromkeys(("genre", "openness", "grounds", "task", "functions"), _NARROWS)
            | dict.fromkeys(
                ("approved_on", "review_on", "review_stage", "retention", "retained_until", "masked"), _ELSEWHERE
            ),
        ),
        "meeting": Searched(
            beside=lambda record: (record.place, f"{record.held_at.year} {record.held_at.month} {record.held_at.day}"),
            within=_meeting_text,
            fields=COMMON | {"committee", "held_at", "place", "agenda", "reason", "files", "links"},
            left_out=LEFT_OUT
            | {"attendees": _PEOPLE}
            | dict.fromkeys(("status", "openness", "grounds"), _NARROWS)
            | dict.fromkeys(("review_on", "review_stage"), _ELSEWHERE),
        ),
        "page": Searched(
            within=_page_text,
            fields=COMMON | {"website", "files", "listings", "embeds"},
            left_out=LEFT_OUT
            | {"images": _IN_BODY}
            | dict.fromkeys(("parent", "role"), _NARROWS)
            | dict.fromkeys(("ancestors", "order", "reviewed_on", "review_by"), _ELSEWHERE),
        ),
        "event": Searched(
            beside=lambda record: (
                record.place,
                record.address,
                record.audience,
                f"{record.starts_at.year} {record.starts_at.month} {record.starts_at.day}",
            ),
            within=lambda record: (file.title for file in record.files),
            fields=COMMON | {"website", "place", "address", "audience", "starts_at", "files"},
            left_out=LEFT_OUT
            | {"images": _IN_BODY, "type": _NARROWS, "status": _NARROWS}
            | dict.fromkeys(
                (
                    "ends_at",
                    "over_at",
                    "all_day",
                    "time_zone",
                    "recurrence",
                    "map_url",
                    "online_url",
                    "free",
                    "fee",
                    "capacity",
                    "application",
                    "contact",
                ),
                _ELSEWHERE,
            ),
        ),
        "notice": Searched(
            beside=lambda record: (record.number, record.category),
            within=lambda record: (file.title for file in record.files),
            fields=COMMON | {"board", "website", "number", "category", "files"},
            left_out=LEFT_OUT
            | {"images": _IN_BODY, "type": _NARROWS}
            | dict.fromkeys(("serial", "starts_on", "ends_on", "pinned_until", "order"), _ELSEWHERE),
        ),
    },
)
