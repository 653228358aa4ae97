"""The arguments of a search: one for each dimension that hits are narrowed by, and those that say how to answer."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import graphene

from api.graphql.connections import FIRST
from api.graphql.context import Context
from api.graphql.descriptions import one_of
from api.graphql.scalars import Cursor, Date
from cms.core import kinds
from cms.core.disclosure import GROUNDS
from cms.core.errors import BadCursor, BadInput
from cms.core.kinds import Facet
from cms.core.licences import LICENCES
from cms.ledger.facets import check_one_of
from cms.search import dimensions
from cms.search.requests import MAX_COUNTED, MAX_FIRST, MAX_LETTERS, MAX_VALUES, Days, Order, Place, Request

_NUMBERS: Final = (dimensions.YEAR, "ground")
# Narrowed by otherwise than by a list of values.
_APART: Final = (dimensions.PRODUCED, "file")
_FACETS: Final = {facet.name: facet for facet in (*kinds.wide(), *kinds.narrow())}
# The values of dimensions of which all are known.
_VALUES: Final = {
    dimensions.KIND: kinds.names(),
    "ground": tuple(map(str, GROUNDS)),
    "licence": tuple(LICENCES),
    "file": (dimensions.WITH_FILE,),
    **{facet.name: facet.values for facet in kinds.narrow()},
}
NARROWED: Final = tuple(name for name in dimensions.names() if name not in _APART)
# Whatever can be narrowed by a list of values, by its name.
_NAMED: Final = (*NARROWED, "file")
_COUNTED: Final = tuple(name for name in dimensions.names() if name != dimensions.PRODUCED)
_ORDERS: Final = {Order.RELEVANCE: "The best first.", Order.NEWEST: "The newest first, of what has all that is asked."}
_ORDER: Final = graphene.Enum.from_enum(
    Order, name="SearchOrder", description=lambda value: _ORDERS[value] if value else "The order of hits."
)


def _told(name: str) -> str:
    if name == dimensions.YEAR:
        return "The years in which an item was made."
    if name == dimensions.LANGUAGE:
        return "BCP 47 tags."
    if name in _VALUES:
        return one_of(_VALUES[name])
    return _told_of(_FACETS[name])


def _told_of(facet: Facet) -> str:
    if facet.is_path:
        return f"Paths of {facet.name}s, the steps of each joined by `/`."
    return f"Keys of {facet.of}s."


def _values(name: str) -> graphene.Argument:
    of = graphene.Int if name in _NUMBERS else graphene.String
    return graphene.Argument(graphene.List(graphene.NonNull(of)), description=_told(name))


def _day(description: str) -> graphene.Argument:
    return graphene.Argument(Date, description=description)


class SearchFilter(graphene.InputObjectType):
    """A facet and those of its values that hits may have: what the argument of its name says, where it has one."""

    name = graphene.String(required=True, description="As `facets` tells it.")
    values = graphene.List(graphene.NonNull(graphene.String), required=True, description="As `facets` tells them.")


# What narrows a search, and how its words are read.
NARROWING: Final[Mapping[str, Any]] = {
    "query": graphene.String(
        default_value="",
        description=f"What somebody typed, of which the first {MAX_LETTERS} letters are read: words, phrases in quotes,"
        " `-without`, `unit:`, `number:` and `year:`. Without it, all that the filters let through, by date.",
    ),
    **{name: _values(name) for name in NARROWED},
    "with_below": graphene.Boolean(
        default_value=True, description="Whether a unit means all units below it in the organisation too."
    ),
    "filters": graphene.List(
        graphene.NonNull(SearchFilter),
        default_value=[],
        description="The same as the arguments of these names, for whoever narrows by what `facets` tells.",
    ),
    "has_file": graphene.Boolean(description="True for what offers files; anything else narrows nothing."),
    "published_since": _day("The first day of publication."),
    "published_until": _day("The last day of publication, which is within."),
    "produced_since": _day("The first day on which it was made; of what says none, that of its publication."),
    "produced_until": _day("The last such day, which is within."),
    "as_typed": graphene.Boolean(
        default_value=False, description="Whether no word is to be read otherwise than it was typed."
    ),
}
ARGUMENTS: Final[Mapping[str, Any]] = {
    **NARROWING,
    "order_by": graphene.Argument(_ORDER, default_value=Order.RELEVANCE),
    "reader_language": graphene.String(
        description="A BCP 47 tag: of what answers as well, that in this language comes first; without it, that of the"
        " request."
    ),
    "first": graphene.Int(default_value=FIRST, description=f"How many, at most {MAX_FIRST}."),
    "after": graphene.Argument(Cursor, description="The end of the page before, in the same order."),
    "facets": graphene.List(
        graphene.NonNull(graphene.String),
        default_value=[],
        description=f"What hits are to be counted by, at most {MAX_COUNTED}: {one_of(_COUNTED)}",
    ),
}


def request(context: Context, *, query: str | None = None, after: Any = None, **given: Any) -> Request:
    """The request that arguments are; BadInput, naming one, for what nobody can mean."""
    if after is not None and not isinstance(after, Place):
        raise BadCursor("this cursor is not one of `search`", where="after")
    return Request(
        site=context.city_host.site,
        text=query or "",
        filters=_filters(given),
        with_below=given.get("with_below") is not False,
        published=_days(given, "published"),
        produced=_days(given, "produced"),
        order=given.get("order_by") or Order.RELEVANCE,
        first=FIRST if given.get("first") is None else given["first"],
        after=after,
        counts=_counts(given.get("facets") or ()),
        as_typed=bool(given.get("as_typed")),
        language=given.get("reader_language") or context.language,
    )


def _filters(given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    lists: dict[str, list[Any]] = {name: given[name] for name in NARROWED if given.get(name)}
    if given.get("has_file"):
        lists["file"] = [dimensions.WITH_FILE]
    for one in given.get("filters") or ():
        check_one_of(_NAMED, one["name"], where="filters")
        if one["name"] in lists:
            raise BadInput(f"`{one['name']}` is given twice", where="filters")
        if one["values"]:
            lists[one["name"]] = one["values"]
    return _asked(lists)


def _counts(names: Iterable[str]) -> tuple[str, ...]:
    for name in names:
        check_one_of(_COUNTED, name, where="facets")
    return tuple(dict.fromkeys(names))


def _asked(lists: Mapping[str, list[Any]]) -> dict[str, tuple[str, ...]]:
    number = 0
    for name, values in lists.items():
        number += len(values)
        if number > MAX_VALUES:
            raise BadInput(f"at most {MAX_VALUES} values in all filters together", where=name)
        if name in _VALUES and not set(map(str, values)).issubset(_VALUES[name]):
            raise BadInput(f"must be one of {', '.join(_VALUES[name])}", where=name)
        if name in _NUMBERS and not all(str(value).isdecimal() for value in values):
            raise BadInput("must be a number", where=name)
    return {name: tuple(dict.fromkeys(map(str, values))) for name, values in lists.items()}


def _days(given: Mapping[str, Any], what: str) -> Days:
    ends = {end: given.get(f"{what}_{end}") for end in ("since", "until")}
    days = Days()
    # The first end alone, so that its own fault is told as its own.
    for name, some in (("Since", {"since": ends["since"]}), ("Until", ends)):
        try:
            days = Days(**some)
        except BadInput as error:
            raise BadInput(error.message, where=f"{what}{name}") from error
    return days
