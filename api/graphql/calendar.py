"""The times of items: those of one kind in their order, and the calendars of all kinds together."""

from datetime import datetime
from typing import Any, Final, NamedTuple

import graphene

from api.graphql.connections import FACETS, FIRST, PAGING, Slice, connection
from api.graphql.context import Context
from api.graphql.derive import Reader, list_of, plain
from api.graphql.scalars import Cursor, DateTime
from api.graphql.times import told
from cms.core import kinds
from cms.core.errors import BadCursor
from cms.core.kinds import Kind
from cms.core.records import City, Term
from cms.ledger import calendar
from cms.ledger.calendar import Times
from cms.ledger.store import Cursor as StoreCursor
from cms.ledger.store import Filters, Item, Page

_SINCE: Final = graphene.Argument(DateTime, description="Held then or later.")
_UNTIL: Final = graphene.Argument(DateTime, description="Held before.")


class Timed(NamedTuple):
    """The source of a connection of times: a page of a calendar and where it began."""

    page: Times
    after: StoreCursor | None


def calendar_fields(kind: Kind, of: Any, connection: Any, *, at_root: bool = False) -> dict[str, graphene.Field]:
    """The two fields of a kind whose type is ``of``: of a term, or at the root with the key of one as an argument.

    None where the kind has no facet by whose values it is asked for alone.
    """
    if kind.calendar is None or kind.calendar.own is None:
        return {}
    things, facet = kind.nouns, kind.calendar.own
    arguments = {facet.name: FACETS[kind.name][facet.name]} if at_root else {}

    def whose(source: Any, given: dict[str, Any]) -> dict[str, Any]:
        """The arguments with the value of the facet that is asked for."""
        named = source.key if isinstance(source, Term) else given.get(facet.name) or None
        return {**given, "kind": kind.name, facet.name: named}

    def held(source: Any, context: Context, **given: Any) -> Slice:
        found = _times(context, backwards=True, **whose(source, given))
        items = tuple(time.item for time in found.page.items)
        return Slice(Page(items, found.page.has_next, found.page.end), found.after)

    def upcoming(source: Any, context: Context, since: datetime, first: int | None = FIRST, **given: Any) -> list[Item]:
        found = _times(context, since=since, first=first, once=True, **whose(source, given))
        return [time.item for time in found.page.items]

    return {
        "calendar": graphene.Field(
            connection,
            required=True,
            description=f"{things.capitalize()} in the order of when they are held, the latest first.",
            resolver=Reader(held),
            **PAGING,
            **arguments,
            since=_SINCE,
            until=_UNTIL,
        ),
        "upcoming": graphene.Field(
            list_of(of),
            description=f"The {things} held at a moment or later, whatever their status, the next one first.",
            resolver=Reader(upcoming),
            first=PAGING["first"],
            **arguments,
            since=graphene.Argument(graphene.NonNull(DateTime), description="Usually the beginning of today."),
        ),
    }


def _times(
    context: Context,
    *,
    first: int | None = FIRST,
    after: Any = None,
    once: bool = False,
    backwards: bool = False,
    **asked: Any,
) -> Timed:
    """One page of a calendar, whose items are announced to the context."""
    if after is not None and not isinstance(after, StoreCursor):
        raise BadCursor("this cursor is one of another list", where="after")
    filters = Filters(site=context.city_host.site, **asked)
    first = FIRST if first is None else first
    page = calendar.times(filters, first=first, after=after, once=once, backwards=backwards)
    context.announce(time.item for time in page.items)
    return Timed(page, after)


def occurrences_field(scheme: str, record: Any) -> dict[str, graphene.Field]:
    """The calendar of all kinds: of a term whose scheme has calendars, or at the root of the city."""
    facets = kinds.with_calendars()
    if scheme not in {City.scheme, *facets}:
        return {}

    def read(source: Any, context: Context, **given: Any) -> Timed:
        facet = {scheme: source.key} if isinstance(source, Term) and scheme != City.scheme else {}
        return _times(context, backwards=given.pop("latest_first"), **{**given, **facet})

    return {
        "occurrences": graphene.Field(
            _connection(record),
            required=True,
            description="What takes place, the earliest first: each time of each item, and each further day of one that"
            " goes on.",
            resolver=Reader(read),
            **PAGING,
            **_narrowing(scheme),
            latest_first=graphene.Boolean(default_value=False, description="The other way round."),
            once=graphene.Boolean(
                default_value=False, description="Each item but once, at its next time from `since` on."
            ),
            kind=graphene.String(description="Items of one kind alone."),
            language=graphene.String(description="A BCP 47 tag."),
            since=graphene.Argument(DateTime, description="Taking place then or later."),
            until=graphene.Argument(DateTime, description="Taking place before."),
        )
    }


def _narrowing(scheme: str) -> dict[str, Any]:
    """What a calendar can be narrowed to: the facets of the kinds that stand in calendars, but for its own."""
    timed = [kind for kind in kinds.registered() if kind.calendar]
    names = {facet.name for kind in timed for facet in (*kind.narrow, *kind.wide) if facet.name != scheme}
    return {name: argument for kind in timed for name, argument in FACETS[kind.name].items() if name in names}


_made: Final[dict[str, Any]] = {}


def _connection(record: Any) -> Any:
    """The type of a page of times, made once."""
    if not _made:
        fields = {
            "at": plain(DateTime, lambda time: told(time.at), description="Where it stands in the calendar."),
            "starts_at": plain(DateTime, lambda time: told(time.starts_at)),
            "ends_at": plain(
                DateTime,
                lambda time: told(time.ends_at),
                required=False,
                description="The first moment after it; null where nobody has said it.",
            ),
            "continues": plain(graphene.Boolean, lambda time: time.continues, description="Began on a day before."),
            "cursor": plain(Cursor, lambda time: time.cursor),
            "record": graphene.Field(
                record, required=True, resolver=Reader(lambda time: time.item, plain=True), description="What it is."
            ),
        }
        doc = {"__doc__": "One time of an item, or a day on which it goes on."}
        _made["Occurrence"] = type("Occurrence", (graphene.ObjectType,), {**doc, **fields})
        _made["connection"] = connection("Occurrence", lambda: _made["Occurrence"])
    return _made["connection"]
