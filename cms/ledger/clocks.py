"""The clocks of the ledger, one a city: whoever writes for a city locks its clock first, and so nobody else's.

Whoever writes for several cities locks all of them first, in the order of their keys, so that no two wait for each
other.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Max, Q
from django.utils import timezone

from cms.ledger import generation
from cms.ledger.models import Clock, Entry

# Of more entries at once it is not asked of which cities they are.
_ASKED: Final = 500


def lock(site: str) -> Clock:
    """The clock of a city, locked until the transaction ends; made on first use."""
    return lock_each([site])[site]


def lock_each(sites: Iterable[str], *, keys: Collection[UUID] = ()) -> dict[str, Clock]:
    """The clocks of these cities, locked until the transaction ends. One query where all are there.

    And of those that have the entries of these ``keys``, which may come from one city to another.
    """
    wanted = sorted(set(sites))
    found = _locked(wanted, key__in=keys)
    if missing := [site for site in wanted if site not in found]:
        now = timezone.now()
        clocks = [Clock(site=site, sequence=_last_number(site), changed_at=now) for site in missing]
        Clock.objects.bulk_create(clocks, ignore_conflicts=True)
        found = _locked(wanted, key__in=keys)
    return found


def lock_of(entry_ids: Collection[int]) -> dict[str, Clock]:
    """The clocks of the cities that these entries are of; of very many entries, those of all cities. One query."""
    return _locked((), pk__in=entry_ids)


def sequences() -> dict[str, int]:
    """The number of the last change of each city. One query."""
    return dict(Clock.objects.values_list("site", "sequence"))


def number() -> int:
    """The number of changes of all cities. One query."""
    return sum(sequences().values())


def advance(clock: Clock, number: int, now: datetime) -> None:
    """Say that a city has had so many changes."""
    clock.sequence += number
    clock.changed_at = now
    clock.save(update_fields=["sequence", "changed_at"])
    generation.replace_on_commit(vocabulary=False)


def advance_vocabulary(site: str | None = None) -> datetime:
    """Say that terms, hosts or redirects of a city, or of any, have changed; returns the moment.

    What any process keeps is stale when this transaction commits.
    """
    now = timezone.now()
    clocks = list(Clock.objects.select_for_update().order_by("site")) if site is None else [lock(site)]
    for clock in clocks:
        clock.vocabulary += 1
        clock.changed_at = now
        clock.save(update_fields=["vocabulary", "changed_at"])
    generation.replace_on_commit(vocabulary=True)
    return now


def _last_number(site: str) -> int:
    """That of the last change of a city, which may be older than its clock: one that was no more, and is again."""
    return Entry.objects.filter(site=site).aggregate(last=Max("sequence"))["last"] or 0


def _locked(sites: Collection[str], **entries: Collection[Any]) -> dict[str, Clock]:
    """The clocks of these cities and of those that have certain entries, locked: ``key__in=keys``. One query."""
    clocks = Clock.objects.select_for_update().order_by("site")
    if all(len(values) <= _ASKED for values in entries.values()):
        clocks = clocks.filter(Q(site__in=sites) | Q(site__in=Entry.objects.filter(**entries).values("site")))
    return {clock.site: clock for clock in clocks}
