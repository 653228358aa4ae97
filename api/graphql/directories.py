"""The terms of a vocabulary: page by page as a Relay connection, or the first of them as a list."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

import graphene

from api.graphql.connections import FIRST, PageInfo
from api.graphql.context import Context
from api.graphql.derive import Reader, list_of, many, plain
from api.graphql.descriptions import one_of
from api.graphql.scalars import Cursor
from api.graphql.types import TERM_TYPES, Term
from cms.core.errors import BadCursor, BadInput
from cms.core.notices import TYPES
from cms.core.records import TERMS
from cms.ledger import chart, directories
from cms.ledger.directories import LISTED, Position
from cms.ledger.facets import check_one_of
from cms.ledger.store import MAX_FIRST
from cms.ledger.store import Cursor as StoreCursor
from cms.search.requests import Place

MAX_KEYS: Final = 100


class Slice(NamedTuple):
    """The source of a connection: a page of a directory and where it began."""

    page: directories.Page
    after: Position | None


class TermEdge(graphene.ObjectType):
    """A term at its place in a directory."""

    cursor = plain(Cursor, lambda item: item.cursor)
    node = plain(Term, lambda item: item.term)


class TermConnection(graphene.ObjectType):
    """A page of a directory."""

    edges = many(TermEdge, lambda slice: slice.page.items)
    nodes = many(Term, lambda slice: [item.term for item in slice.page.items])
    page_info = plain(PageInfo, lambda slice: slice)


def _page(
    root: Any,
    context: Context,
    scheme: str,
    initial: str | None = None,
    language: str | None = None,
    first: int | None = FIRST,
    after: Position | StoreCursor | Place | None = None,
) -> Slice:
    if after is not None and not isinstance(after, Position):
        raise BadCursor("this cursor is not one of `terms`", where="after")
    found = directories.page(
        context.vocabulary,
        scheme,
        first=FIRST if first is None else first,
        after=after,
        initial=initial,
        language=language or context.language,
    )
    return Slice(found, after)


def _initials(root: Any, context: Context, scheme: str, language: str | None = None) -> list[str]:
    return directories.initials(context.vocabulary, scheme, language=language or context.language)


def listed(scheme: str, description: str) -> graphene.Field:
    """The first terms of a scheme in their order."""

    def read(root: Any, context: Context) -> Any:
        return _announced(context, context.vocabulary.all(scheme))

    return _list(scheme, description, read)


def by_key(scheme: str, things: str) -> graphene.Field:
    """Some terms of an open vocabulary."""

    def read(root: Any, context: Context, keys: list[str]) -> Any:
        if len(keys) > MAX_KEYS:
            raise BadInput(f"at most {MAX_KEYS} keys", where="keys")
        return context.open_terms(scheme, keys)

    description = f"The {things} of these keys, at most {MAX_KEYS}, that exist. All of them: `terms`."
    return graphene.Field(
        list_of(TERM_TYPES[scheme]),
        description=description,
        resolver=Reader(read),
        keys=graphene.Argument(list_of(graphene.String)),
    )


def _announced(context: Context, terms: Sequence[Any]) -> list[Any]:
    """The first of some terms, whose pins are read at once where one is asked for them."""
    listed = list(terms[:LISTED])
    context.announce_listed(listed)
    return listed


def _websites(root: Any, context: Context, field: str | None = None, language: str | None = None) -> list[Any]:
    of_field = directories.below(context.vocabulary, "website", "field").get(field, [])
    found: Any = context.vocabulary.all("website") if field is None else of_field
    return _announced(context, [site for site in found if language in (None, site.language)])


def _units(root: Any, context: Context, **wanted: str | None) -> Any:
    if "parent" in wanted:
        return chart.children(context.vocabulary).get(wanted["parent"], [])[:LISTED]
    units: Any = context.vocabulary.all("unit")
    return [unit for unit in units if unit.merged_into is None][:LISTED]


def _boards(
    root: Any, context: Context, type: str | None = None, language: str | None = None, **place: str | None
) -> list[Any]:
    check_one_of(TYPES, type, where="type")
    boards: Any = context.vocabulary.all("board")
    found = (
        board
        for board in boards
        if type in (None, board.type)
        and (language is None or language in board.urls)
        and all(getattr(board, name) == key for name, key in place.items())
    )
    return list(islice(found, LISTED))


def _list(scheme: str, description: str, read: Callable[..., Any], **arguments: Any) -> graphene.Field:
    told = f"{description} The first {LISTED:,}; all of them, page by page: `terms`."
    return graphene.Field(list_of(TERM_TYPES[scheme]), description=told, resolver=Reader(read), **arguments)


WEBSITES: Final = _list(
    "website",
    "The websites below the fields.",
    _websites,
    field=graphene.String(description="The key of a field."),
    language=graphene.String(description="A BCP 47 tag."),
)
UNITS: Final = _list(
    "unit",
    "The organisation units, closed ones too, without those that were merged into others.",
    _units,
    parent=graphene.String(
        description="The key of a unit: those of the chart that are part of it; null for those at the top. Without it,"
        " all units."
    ),
)
BOARDS: Final = _list(
    "board",
    "The boards of the city, of its fields and websites.",
    _boards,
    field=graphene.String(description="The key of a field; null for those of the city itself."),
    website=graphene.String(description="The key of a website; null for those of none."),
    type=graphene.String(description=one_of(TYPES)),
    language=graphene.String(description="A BCP 47 tag, in which they have a page."),
)
_SCHEME: Final = graphene.String(required=True, description=f"One of {', '.join(f'`{scheme}`' for scheme in TERMS)}.")
_LANGUAGE: Final = graphene.String(description="A BCP 47 tag; without it, the language of the request.")
PAGED: Final = graphene.Field(
    TermConnection,
    required=True,
    description="The terms of a vocabulary in their order, tags and task cards in that of their keys.",
    resolver=Reader(_page),
    scheme=_SCHEME,
    initial=graphene.String(description="Only those whose name begins with it, by name: one that `initials` tells."),
    language=graphene.String(description="The language of that name, a BCP 47 tag; else that of the request."),
    first=graphene.Int(default_value=FIRST, description=f"How many, at most {MAX_FIRST}."),
    after=graphene.Argument(Cursor, description="The end of the page before."),
)
INITIALS: Final = graphene.Field(
    list_of(graphene.String),
    description="What the names of a vocabulary begin with, consonants of Hangul before letters, and `#` for all else;"
    " none for tags and task cards.",
    resolver=Reader(_initials),
    scheme=_SCHEME,
    language=_LANGUAGE,
)
