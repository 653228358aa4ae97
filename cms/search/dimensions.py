"""The dimensions of a search: what hits are narrowed by and counted in, out of the facets of all kinds.

A dimension is an allow-list of one thing that an item says of itself. Those of the kinds come by themselves.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from cms.core import kinds
from cms.core.kinds import Facet
from cms.core.records import Record
from cms.ledger.facets import function_key

Values = Callable[[Record], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One dimension: ``values`` of a record; ``of`` is the scheme of the terms whose keys they are, empty for none."""

    name: str
    values: Values
    of: str = ""


# The day on which an item was made, as 2026-11-05; of what says none, the day of its publication.
PRODUCED: Final = "produced"
YEAR: Final = "year"
KIND: Final = "kind"
LANGUAGE: Final = "language"
# The value of the dimension ``file`` of items that offer files.
WITH_FILE: Final = "yes"


def _of_facet(facet: Facet) -> Values:
    def values(record: Record) -> Iterable[str]:
        found: Any = getattr(record, facet.field, None)
        if not found:
            return ()
        if facet.is_path:
            return (function_key(found),)
        return [str(one) for one in found] if isinstance(found, tuple) else (str(found),)

    return values


def _grounds(record: Record) -> Iterable[str]:
    return [str(ground) for ground in getattr(record, "grounds", ())]


def _produced(record: Record) -> Iterable[str]:
    made = getattr(record, "produced_on", None) or getattr(record, "held_at", None) or record.published_at
    return (str(made.date() if isinstance(made, datetime) else made),)


_OWN: Final = (
    Dimension(name=KIND, values=lambda record: (record.kind,)),
    Dimension(name=LANGUAGE, values=lambda record: (record.language,)),
    Dimension(name=PRODUCED, values=_produced),
    Dimension(name="ground", values=_grounds),
    Dimension(name="licence", values=lambda record: (record.licence,) if record.licence else ()),
    Dimension(name="file", values=lambda record: (WITH_FILE,) if getattr(record, "files", ()) else ()),
)


def registered() -> tuple[Dimension, ...]:
    """All dimensions that are kept of an item: those of every kind, and the facets of the kinds."""
    return _with((*kinds.wide(), *kinds.narrow()))


@lru_cache(maxsize=8)
def _with(facets: tuple[Facet, ...]) -> tuple[Dimension, ...]:
    own = {one.name for one in _OWN}
    of_kinds = (Dimension(name=one.name, values=_of_facet(one), of=one.of) for one in facets if one.name not in own)
    return (*_OWN, *of_kinds)


def names() -> tuple[str, ...]:
    """The names of what can be narrowed by and counted; a year is of the day on which an item was made."""
    return (YEAR, *(one.name for one in registered()))


def values_of(record: Record) -> Mapping[str, tuple[str, ...]]:
    """The values that a record has in each dimension, without those in which it has none."""
    found = ((one.name, one.values(record)) for one in registered())
    return {name: tuple(dict.fromkeys(values)) for name, values in found if values}
