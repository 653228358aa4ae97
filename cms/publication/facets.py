"""The facets of records, and the listings that the ledger keeps for their values.

A record says which facets its kind is narrowed by. Those of many values (``wide``) have a listing for each value, and
one for each two values of two facets; those of a few (``narrow``) are told apart within every listing by the aspect of
its rows (:mod:`cms.publication.aspects`). So one or two filters, and any number of narrow ones beside them, are ranges
of one index.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, product
from typing import Any, Final

from cms.core.disclosure import GENRES, OPENNESS
from cms.core.errors import BadInput
from cms.core.records import RECORDS, Record

# What is ordered by the time of a meeting, in place of its publication; its key is a committee's, or empty for all.
CALENDAR: Final = "calendar"
# The facet expected to be the rarest first: a filter of several begins there.
WIDE: Final = ("tag", "committee", "task", "function", "website", "unit", "field")
# The values of the narrow facets, in the order in which they are offered.
ENUMERATIONS: Final[dict[str, tuple[str, ...]]] = {"genre": tuple(GENRES), "openness": tuple(OPENNESS)}
# The fields of a record that are not named as their facet is.
_FIELDS: Final = {"tag": "tags", "function": "functions", "unit": "publisher", "field": "topics"}
_FUNCTION_LENGTH: Final = 120
# Bytes of the digest in the name of a listing of two values, which may be longer than a name can be.
_DIGEST: Final = 12


def check_one_of(values: Iterable[str], value: str | None, *, where: str) -> None:
    """BadInput naming the values of an enumeration where something else is asked for; None asks for nothing."""
    if value is not None and value not in values:
        raise BadInput(f"must be one of {', '.join(values)}", where=where)


def function_key(functions: Sequence[str]) -> str:
    """The name of a path of functions among the listings: all of its steps, short enough for a key."""
    return "/".join(functions)[:_FUNCTION_LENGTH]


def listing_name(site: str, facet: str, value: str) -> str:
    """The stored name of a listing, such as ``saebyeol:field:traffic``."""
    return f"{site}:{facet}:{value}"


def pair_name(site: str, one: tuple[str, str], other: tuple[str, str]) -> str:
    """The stored name of the listing of what has two values, each given with its facet, in the order of the kind."""
    values = f"{one[1]}\0{other[1]}".encode()
    return listing_name(site, f"{one[0]}+{other[0]}", blake2b(values, digest_size=_DIGEST).hexdigest())


def home_name(site: str, section: str) -> str:
    """The listing of all records of a section, or of a city's records of none."""
    return listing_name(site, "section", section) if section else site


def record_listings(record: Record) -> list[str]:
    """The listings that a record appears in."""
    values = {facet: found for facet in WIDE if (found := _values(record, facet))}
    singles = [listing_name(record.site, facet, value) for facet, found in values.items() for value in found]
    pairs = [
        pair_name(record.site, (one, value), (other, second))
        for one, other in combinations(record.wide, 2)
        for value, second in product(values.get(one, ()), values.get(other, ()))
    ]
    return [home_name(record.site, record.section), *dict.fromkeys([*singles, *pairs])]


def values_of(record: Record) -> Iterator[tuple[str, str]]:
    """The wide facets of a record with their values."""
    for facet in WIDE:
        for value in _values(record, facet):
            yield facet, value


def _values(record: Record, facet: str) -> Sequence[str]:
    found: Any = getattr(record, _FIELDS.get(facet, facet), None)
    if facet == "function":
        return (function_key(found),) if found else ()
    return found if isinstance(found, tuple) else (found,) if found else ()


@lru_cache
def kinds_with(facet: str) -> frozenset[str]:
    """The kinds of records that have a facet, or stand in a calendar."""
    if facet == CALENDAR:
        return frozenset({"meeting"})
    name = _FIELDS.get(facet, facet)
    return frozenset(kind for kind, cls in RECORDS.items() if name in {field.name for field in fields(cls)})


def narrow_values(record: Record) -> Iterator[tuple[str, str]]:
    """The narrow facets of a record with their values."""
    for facet in record.narrow:
        yield facet, str(getattr(record, facet))
