"""The facets of records, and the listings that the ledger keeps for their values.

A kind says which facets its lists are narrowed by (:mod:`cms.core.kinds`). The wide ones have a listing for each value,
and one for each two values of two facets of the kind; the narrow ones are told apart within every listing by the aspect
of its rows (:mod:`cms.ledger.aspects`). So one or two filters, and any number of narrow ones beside them, are
ranges of one index.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import combinations, product
from typing import Any, Final

from cms.core import kinds
from cms.core.days import beginning
from cms.core.errors import BadInput
from cms.core.kinds import Facet
from cms.core.records import City, Record, Term

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


def home_name(site: str, home: str) -> str:
    """The listing of all records whose kind has that home, or of a city's records of none."""
    return listing_name(site, "section", home) if home else site


def listing_of(term: Term) -> str:
    """The listing that the pages of a term show."""
    return term.site if isinstance(term, City) else listing_name(term.site, term.scheme, term.key)


def record_listings(record: Record) -> list[str]:
    """The listings that a record appears in."""
    kind = kinds.kind_of(record)
    values = {facet.name: found for facet in kinds.wide() if (found := _values(record, facet))}
    singles = [listing_name(record.site, facet, value) for facet, found in values.items() for value in found]
    pairs = [
        pair_name(record.site, (one.name, value), (other.name, second))
        for one, other in combinations(kind.wide, 2)
        for value, second in product(values.get(one.name, ()), values.get(other.name, ()))
    ]
    return [home_name(record.site, kind.home), *dict.fromkeys([*singles, *pairs])]


def record_orders(record: Record) -> Iterator[tuple[str, datetime]]:
    """The listings in which a record stands by another day than that of its publication, each with its moment there.

    That of all in an order has an empty value.
    """
    for order in kinds.kind_of(record).orders:
        if (day := getattr(record, order.field)) is not None:
            for value in dict.fromkeys(("", *_values(record, order.facet))):
                yield listing_name(record.site, order.name, value), beginning(day)


def values_of(record: Record) -> Iterator[tuple[str, str]]:
    """The wide facets of a record with their values."""
    for facet in kinds.wide():
        for value in _values(record, facet):
            yield facet.name, value


def _values(record: Record, facet: Facet) -> Sequence[str]:
    found: Any = getattr(record, facet.field, None)
    if facet.is_path:
        return (function_key(found),) if found else ()
    return found if isinstance(found, tuple) else (found,) if found else ()


def kinds_with(facet: str) -> frozenset[str]:
    """The names of the kinds of records that have a wide facet, or stand in the order of that name."""
    if ordered := frozenset(kind.name for kind in kinds.registered() if facet in {one.name for one in kind.orders}):
        return ordered
    names = {one.field for one in kinds.wide() if one.name == facet}
    return frozenset(kind.name for kind in kinds.registered() if not names.isdisjoint(kind.fields))


def narrow_values(record: Record) -> Iterator[tuple[str, str]]:
    """The narrow facets of a record's kind with their values."""
    for facet in kinds.kind_of(record).narrow:
        yield facet.name, str(getattr(record, facet.field))
