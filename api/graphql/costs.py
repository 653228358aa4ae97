"""What the fields of the API cost, by type and field; an interface's fields cost the same in all of its types.

A list is as long as its ``first`` says, or as many as the keys that it is asked by, or as long as is usual in a large
city. A list of plain values is one value, as a text is.
"""

from collections.abc import Iterator
from typing import Final

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType

from cms.core import kinds
from cms.derived.related.relations import MAX_RELATED

Composite = GraphQLObjectType | GraphQLInterfaceType
Numbers = dict[str, dict[str, int]]

# The arguments that tell how long a list is.
SIZE: Final = "first"
KEYS: Final = "keys"
# A query of its own, whatever it finds.
_PAGED: Final = 50
_ONE: Final = 20
# A query for all of the answer, or a long text.
_SHARED: Final = 5
_TEXT: Final = 10

# What reading one costs, in the measure of handing out one value.
WEIGHTS: Final[Numbers] = {
    "Query": {
        **dict.fromkeys((*kinds.names(), "preview", "meetingPreview", "route", "node"), _ONE),
        **dict.fromkeys(("tags", "tasks"), _SHARED),
        **dict.fromkeys(("statistics", "openData"), _PAGED),
    },
    "Record": {"body": _TEXT, "tags": _SHARED},
    "Document": {"task": _SHARED, "related": _ONE},
    "Meeting": {"documents": _ONE},
    "Decision": {"documents": _ONE},
}
# How many there are, where no argument says so.
LENGTHS: Final[Numbers] = {
    "Query": {
        "fields": 12,
        "sections": 3,
        "licences": 14,
        "websites": 150,
        "units": 300,
        "committees": 150,
    },
    "Record": {"topics": 2, "tags": 10, "translations": 3},
    "Post": {"images": 5, "files": 3},
    "Document": {"officials": 4, "files": 3, "related": MAX_RELATED},
    "Meeting": {"documents": 20, "agenda": 10, "attendees": 15, "files": 3, "links": 3},
    "Decision": {"documents": 3},
    "Term": {"pages": 3},
    "Committee": {"members": 15},
    "Image": {"renditions": 5},
    "OpenData": {"months": 24, "weeks": 104},
    "OpenDataPeriod": {"files": 3},
    "Statistics": {"units": 300, "months": 24},
}


def weight(of: Composite, name: str, field: GraphQLField) -> int:
    """What reading a field of a type costs."""
    return next(_told(WEIGHTS, of, name), _PAGED if SIZE in field.args else 1)


def length(of: Composite, name: str) -> int | None:
    """How many a field holds where no argument says so; None where nothing is told of it."""
    return next(_told(LENGTHS, of, name), None)


def _told(numbers: Numbers, of: Composite, name: str) -> Iterator[int]:
    """What is told of a field in its type, then in the interfaces that its type has."""
    types = (of, *of.interfaces)
    return (numbers[one.name][name] for one in types if name in numbers.get(one.name, {}))
