"""The pages of each kind: a row a kind.

The page of a record is ``pages/{kind}.html``, and what it asks for ``pages/{kind}.graphql``; those of a listing are
called as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from cms.core.kinds import Rows
from frontend import boards, committees, documents, events, posts, webpages
from frontend.addresses import Target
from frontend.page import Content, Data, Page

# What the template of a page knows beside the answer to its operation.
Show = Callable[[Page, Data, Target], Content]


def _nothing(data: Data) -> Data:
    return {}


@dataclass(frozen=True, slots=True)
class Draft:
    """The way to show a draft in the template of the public page: what is asked, what the page knows beside it, and
    what is worked out of the answer."""

    operation: str
    about: Callable[[Page, Data], Data]
    shown: Callable[[Data], Data] = _nothing


@dataclass(frozen=True, kw_only=True)
class Shows:
    """A row: ``item`` is for the page of a record, ``listings`` for those of what lists them, ``draft`` for a draft."""

    item: Show
    listings: Mapping[str, Show] = field(default_factory=dict)
    draft: Draft | None = None


ROWS: Final = Rows(
    "frontend/kinds.py",
    {
        "post": Shows(
            item=posts.post,
            listings={
                **dict.fromkeys(("home", "field", "website", "tag", "unit"), posts.listing),
                "archive": posts.archive,
            },
            draft=Draft("pages/preview", posts.about_post),
        ),
        "document": Shows(
            item=documents.document,
            listings={
                **dict.fromkeys(("documents", "unit-documents", "task"), documents.listing),
                "documents-archive": documents.archive,
            },
        ),
        "meeting": Shows(
            item=committees.meeting,
            listings={"committees": committees.section, "committee": committees.committee},
            draft=Draft("pages/meeting-preview", committees.about_meeting),
        ),
        "page": Shows(
            item=webpages.webpage,
            draft=Draft("pages/page-preview", webpages.about_page, shown=lambda data: webpages.shown(data["webpage"])),
        ),
        "event": Shows(
            item=events.event,
            listings={"events": events.listing, "events-month": events.month},
            draft=Draft("pages/event-preview", events.about_event),
        ),
        "notice": Shows(
            item=boards.notice,
            listings={"notices": boards.section, "board": boards.board, "board-archive": boards.archive},
            draft=Draft("pages/notice-preview", boards.about_notice),
        ),
    },
)
