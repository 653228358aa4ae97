"""The words of the API for each kind beside the fields of its records: a row a kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import graphene

from api.graphql.boards import MAX_PINS, neighbour
from api.graphql.context import Context
from api.graphql.derive import Reader, list_of, plain
from api.graphql.descriptions import OF_DOCUMENTS, OF_EVENTS, OF_MEETINGS, OF_NOTICES, OF_PAGES, Descriptions
from api.graphql.related import related_field
from api.graphql.times import next_times
from api.graphql.webpages import USUAL, of_pages
from cms.core import kinds, records
from cms.core.disclosure import GENRES, OPENNESS, Names
from cms.core.kinds import Rows
from cms.core.notices import TYPES as NOTICE_TYPES
from cms.core.occasions import EVENT_TYPES
from cms.derived.related.relations import MAX_RELATED
from cms.ledger.store import MAX_CITED, Item

# Numbers by type and field, as :mod:`api.graphql.costs` has them.
Numbers = Mapping[str, Mapping[str, int]]
# The type of the records of a kind by its name, of those of any kind for none, once all are made.
Types = Callable[[str], Any]
Added = Callable[[Types], Mapping[type, Mapping[str, graphene.Field]]]
# A query of its own, whatever it finds.
QUERY: Final = 20


def _nothing(types: Types) -> Mapping[type, Mapping[str, graphene.Field]]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A row: ``listed`` is what the list of all is described as, ``draft`` the name of the field that shows a draft.

    ``descriptions`` are what fields mean, in the record and in what it holds. ``added`` makes fields that no record
    has, by class; ``weights`` and ``lengths`` are those of these, by type. How long the lists in a record are says the
    kind itself. ``names`` are what the kind is called where hits are counted by kind, without them its section's;
    ``words`` those of the values of its facets, by facet and value.
    """

    listed: str
    draft: str = ""
    names: Names = field(default_factory=dict)
    words: Mapping[str, Mapping[str, Names]] = field(default_factory=dict)
    descriptions: Descriptions = field(default_factory=dict)
    added: Added = _nothing
    weights: Numbers = field(default_factory=dict)
    lengths: Numbers = field(default_factory=dict)


# What a page is to its site, in words.
_ROLES: Final[Mapping[str, Names]] = {
    "privacy": {"ko": "개인정보 처리방침", "en": "Privacy policy"},
    "terms": {"ko": "이용약관", "en": "Terms of use"},
    "accessibility": {"ko": "웹 접근성 안내", "en": "Accessibility statement"},
    "contact": {"ko": "연락처", "en": "Contact"},
    "directions": {"ko": "찾아오시는 길", "en": "Directions"},
}


def _cited(types: Types, numbers: Callable[[Any], Iterable[str]], description: str) -> graphene.Field:
    """The public ones of the documents that management numbers name."""

    def resolve(source: Any, context: Context) -> list[Item]:
        return context.cited(numbers(source))

    documents = list_of(lambda: types("document"))
    return graphene.Field(documents, description=description, resolver=Reader(resolve))


def _of_documents(types: Types) -> Mapping[type, Mapping[str, graphene.Field]]:
    return {records.Document: {"related": related_field(lambda: types("document"))}}


def _of_meetings(types: Types) -> Mapping[type, Mapping[str, graphene.Field]]:
    def named(decision: Mapping[str, Any]) -> list[str]:
        numbers: list[str] = decision.get("documents", [])
        return numbers

    return {
        records.Meeting: {
            "documents": _cited(
                types,
                lambda item: kinds.kind(item.kind).cites(item.data),
                f"The public documents that its decisions name, of the first {MAX_CITED}.",
            )
        },
        records.Decision: {
            "management_numbers": plain(
                graphene.List(graphene.NonNull(graphene.String)),
                named,
                description="Of the approval documents that belong to it, public or not.",
            ),
            "documents": _cited(types, named, "Those of them that are public."),
        },
    }


def _of_events(types: Types) -> Mapping[type, Mapping[str, graphene.Field]]:
    return {records.Event: {"occurrences": next_times("event")}}


def _of_notices(types: Types) -> Mapping[type, Mapping[str, graphene.Field]]:
    def of() -> Any:
        return types("notice")

    return {
        records.Notice: {
            "older": neighbour("older", of, "The one that came out before it on its board, in its language."),
            "newer": neighbour("newer", of, "The one that came out after it."),
        }
    }


ROWS: Final = Rows(
    "api/graphql/kinds.py",
    {
        "post": Told(
            listed="The newest posts; several filters narrow each other.",
            draft="preview",
            names={"ko": "소식", "en": "News"},
        ),
        "document": Told(
            listed="The newest released documents, closed ones as a record; several filters narrow each other.",
            descriptions=OF_DOCUMENTS,
            names={"ko": "문서", "en": "Documents"},
            words={"genre": GENRES, "openness": OPENNESS},
            added=_of_documents,
            weights={"Document": {"related": QUERY}},
            lengths={"Document": {"related": MAX_RELATED}},
        ),
        "meeting": Told(
            listed="The meetings of committees, the one announced last first.",
            draft="meeting_preview",
            names={"ko": "회의", "en": "Meetings"},
            descriptions=OF_MEETINGS,
            added=_of_meetings,
            weights={"Meeting": {"documents": QUERY}, "Decision": {"documents": QUERY}},
            lengths={"Meeting": {"documents": 20}, "Decision": {"documents": 3}},
        ),
        "page": Told(
            listed="The pages of websites, the newest first; several filters narrow each other.",
            draft="page_preview",
            names={"ko": "페이지", "en": "Pages"},
            words={"role": _ROLES},
            descriptions=OF_PAGES,
            added=of_pages,
            weights={"WebPage": dict.fromkeys(USUAL, QUERY), "Listing": {"items": QUERY}},
            lengths={"WebPage": dict(USUAL), "Listing": {"items": 10}},
        ),
        "event": Told(
            listed="Events, the one published last first; `occurrences` has them in the order of when they take place.",
            draft="event_preview",
            names={"ko": "행사·교육", "en": "Events"},
            words={"event_type": EVENT_TYPES},
            descriptions=OF_EVENTS,
            added=_of_events,
            weights={"Event": {"occurrences": QUERY}},
        ),
        "notice": Told(
            listed="The newest notices of all boards; several filters narrow each other.",
            draft="notice_preview",
            names={"ko": "알림·고시", "en": "Notices"},
            words={"type": NOTICE_TYPES},
            descriptions=OF_NOTICES,
            added=_of_notices,
            weights={"Notice": {"older": QUERY, "newer": QUERY}, "Board": {"pinned": QUERY}},
            lengths={"Board": {"pinned": MAX_PINS}},
        ),
    },
)
