"""The costs of the fields of the API, by type and field; those of an interface are the same in all of its types.

A list is as long as its ``first`` says, or as many as the keys that it is asked by, or as long as is usual in a large
city. A list of plain values is one value, as a text is.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType

from api.graphql import chart
from api.graphql.kinds import QUERY, ROWS, Numbers
from cms.core import kinds
from cms.core.records import ROLES, TERMS, Edited
from cms.search.help import MAX_SEARCHES, MAX_UNITS, MAX_UNKNOWN, MAX_WIDER, MAX_WORDS

Composite = GraphQLObjectType | GraphQLInterfaceType

# The arguments that tell how long a list is, and the one that tells what a search is counted by.
SIZE: Final = "first"
KEYS: Final = "keys"
COUNTED: Final = "facets"
# A query that finds many.
_PAGED: Final = 50
# A search among all that there is, and each dimension that it is counted by.
SEARCH: Final = 2_000
COUNT: Final = 200
SUGGESTION: Final = 500
# Several of them.
HELP: Final = MAX_SEARCHES * SEARCH
# A query for all of the answer, or a long text.
_SHARED: Final = 5
_TEXT: Final = 10


def _with_kinds(numbers: Numbers, of_kinds: Iterable[Numbers]) -> Numbers:
    """The numbers of each type, by whoever tells something of it."""
    found = {of: dict(values) for of, values in numbers.items()}
    for more in of_kinds:
        for of, values in more.items():
            found.setdefault(of, {}).update(values)
    return found


def _shared() -> Iterator[Numbers]:
    """Values of open vocabularies are read for all of an answer at once."""
    for kind in kinds.registered():
        yield {kind.record.__name__: dict.fromkeys((facet.field for facet in kind.open), _SHARED)}


_DRAFTS: Final = [to_camel_case(row.draft) for row in ROWS.registered().values() if row.draft]
_SINGULARS: Final = [kind.singular for kind in kinds.registered()]
# What reading one costs, in the measure of handing out one value.
_WEIGHTS: Final[Numbers] = {
    "Query": {
        **dict.fromkeys((*_SINGULARS, *_DRAFTS, "route", "node"), QUERY),
        **dict.fromkeys(("tags", "tasks"), _SHARED),
        **dict.fromkeys(("statistics", "openData"), _PAGED),
        "requiredPages": _SHARED,
        "search": SEARCH,
        "searchSuggestions": SUGGESTION,
        "searchHelp": HELP,
    },
    "SearchConnection": dict.fromkeys(("picks", "receipt", "related"), _SHARED),
    "Record": {"body": _TEXT, "tags": _SHARED},
    **{cls.__name__: {"pinned": QUERY} for cls in TERMS.values() if issubclass(cls, Edited)},
    "Field": {"pinned": QUERY, "newestPost": _SHARED},
}
WEIGHTS: Final = _with_kinds(_WEIGHTS, [*_shared(), *(row.weights for row in ROWS.registered().values())])
# How many there are, where no argument says so.
_LENGTHS: Final[Numbers] = {
    "Query": {
        "fields": 12,
        "sections": 3,
        "licences": 14,
        "websites": 150,
        "units": 300,
        "committees": 150,
        "requiredPages": len(ROLES),
        "boards": 300,
    },
    "Record": {"topics": 2, "tags": 10, "translations": 3},
    "Term": {"pages": 3},
    "Committee": {"members": 15},
    "Unit": chart.USUAL,
    "Image": {"renditions": 9},
    "Layout": {"menu": 8, "links": 4, "shortcuts": 6, "sections": 6},
    "FrontSection": {"links": 6},
    **{cls.__name__: {"pinned": 3} for cls in TERMS.values() if issubclass(cls, Edited)},
    "MenuItem": {"items": 6},
    "OpenData": {"months": 24, "weeks": 104},
    "OpenDataPeriod": {"files": 3},
    "Statistics": {"units": 300, "months": 24},
    # Like all of a page, the values are counted as often as it is long, and with what they are counted by.
    "SearchFacet": {"values": 3},
    "SearchHelp": {"words": MAX_WORDS, "wider": MAX_WIDER, "units": MAX_UNITS, "unknown": MAX_UNKNOWN},
    "Highlight": {"ranges": 3},
}
LENGTHS: Final = _with_kinds(
    _LENGTHS,
    [
        *({kind.record.__name__: kind.lengths} for kind in kinds.registered()),
        *(row.lengths for row in ROWS.registered().values()),
    ],
)


def weight(of: Composite, name: str, field: GraphQLField) -> int:
    """The cost of reading a field of a type."""
    return next(_told(WEIGHTS, of, name), _PAGED if SIZE in field.args else 1)


def length(of: Composite, name: str) -> int | None:
    """The number of values that a field holds where no argument says it; None where nothing is told of it."""
    return next(_told(LENGTHS, of, name), None)


def _told(numbers: Numbers, of: Composite, name: str) -> Iterator[int]:
    """The numbers told of a field in its type, then in the interfaces that its type has."""
    types = (of, *of.interfaces)
    return (numbers[one.name][name] for one in types if name in numbers.get(one.name, {}))
