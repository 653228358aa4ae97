"""Aspects: what a record is in kind, language and narrow facets, a few dozen in a whole city.

Every row of a listing has the number of its entry's aspect, and an index orders each listing by aspect and time: what
is asked for of some aspects is then one range for each, whatever else the listing holds. The number is made of what it
stands for, so that rows can be written before anything is locked; the table says which aspects there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from cms.core.records import Record
from cms.ledger import generation
from cms.ledger.facets import narrow_values
from cms.ledger.models import AspectRow


@dataclass(frozen=True)
class Aspect:
    """One combination that entries have; ``narrow`` are its facets with their values."""

    kind: str
    language: str
    narrow: tuple[tuple[str, str], ...]

    @property
    def number(self) -> int:
        """A positive number below 2**63 that no other aspect has."""
        parts = (self.kind, self.language, *(f"{facet}={value}" for facet, value in self.narrow))
        return int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=8).digest()) >> 1


def aspect_of(record: Record) -> Aspect:
    """The aspect of a record."""
    return Aspect(record.kind, record.language, tuple(narrow_values(record)))


def known() -> tuple[Aspect, ...]:
    """The aspects that entries have or had, in the order of their numbers; one query for each change of the ledger."""
    return generation.fresh("aspects", _read, vocabulary=False)


def _read() -> tuple[Aspect, ...]:
    rows = AspectRow.objects.order_by("number").values_list("kind", "language", "narrow")
    return tuple(Aspect(kind, language, tuple(map(tuple, narrow))) for kind, language, narrow in rows)


def keep(aspects: Iterable[Aspect]) -> None:
    """Write down those that are new, under the clock's lock. One or two queries."""
    used = {aspect.number: aspect for aspect in aspects}
    stored = AspectRow.objects.filter(pk__in=used).values_list("pk", flat=True)
    new = [used[number] for number in sorted(used.keys() - set(stored))]
    AspectRow.objects.bulk_create(
        AspectRow(number=one.number, kind=one.kind, language=one.language, narrow=one.narrow) for one in new
    )
    if new:
        # Whoever reads in this transaction sees them at once; others do when it has committed.
        generation.replace(vocabulary=False)
