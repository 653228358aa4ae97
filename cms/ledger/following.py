"""Following the ledger: how a channel goes a batch of changes on, from its bookmark.

A batch and its bookmark are one transaction: what is killed is done again, what is done is never done twice. A channel
that tells another system is called outside of one, and its bookmark moves once it has been told.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.core.channels import FollowingChannel, NotTaken
from cms.jobs import asides
from cms.jobs.failures import Away
from cms.jobs.giving_way import GivingWay
from cms.jobs.job import COUNTED, LATE, Behind, Job, Label
from cms.jobs.leases import fence
from cms.ledger import clocks
from cms.ledger.bookmarks import hold, of_city
from cms.ledger.deliveries import change_of
from cms.ledger.models import Bookmark, Entry


def step(channel: FollowingChannel, *, limit: int = 0, cities: Collection[str] | None = None) -> int:
    """Tell a channel of the changes that come next, of items that were set aside, and of what it has left for later.

    At most ``limit`` changes, or the batch of the channel, of one of the ``cities``, or of any. Returns how many
    changes and items were gone past.
    """
    at = {site: number for site, number in clocks.sequences().items() if cities is None or site in cities}
    followed = _followed(channel, at)
    site = max(sorted(at), key=lambda city: at[city] - followed[city], default="")
    if not ((site and at[site] > followed[site]) or channel.waiting(1) or asides.due(channel.name).exists()):
        return 0
    with nullcontext() if channel.is_outside else transaction.atomic():
        bookmark = hold(of_city(channel.name, site), is_locked=not channel.is_outside)
        if bookmark is None:
            return 0
        followed[site] = bookmark.sequence
        batch = _read(channel, site, followed=followed, until=at.get(site, 0), limit=limit or channel.batch)
        _tell(channel, batch)
        is_moved = _move(bookmark, batch.until)
    return batch.number or int(is_moved)


def _followed(channel: FollowingChannel, sites: Collection[str]) -> dict[str, int]:
    """How far a channel has come in each of these cities. One query."""
    rows = Bookmark.objects.filter(name__in=[of_city(channel.name, site) for site in sites])
    found = dict(rows.values_list("name", "sequence"))
    return {site: found.get(of_city(channel.name, site), 0) for site in sites}


@dataclass(frozen=True, kw_only=True)
class _Batch:
    """Entries that have changed or are tried again, those of other kinds left out; ``until`` is the last change."""

    entries: Mapping[int, Entry]
    waiting: Sequence[int]
    number: int
    until: int


def _read(channel: FollowingChannel, site: str, *, followed: Mapping[str, int], until: int, limit: int) -> _Batch:
    """What comes next in a city; ``until`` is the number of its last change, which its entry may have no more."""
    after = Entry.objects.filter(site=site, sequence__gt=followed[site]).order_by("sequence")
    changed, numbers = _next(channel, after[:limit])
    entries = {entry.pk: entry for entry in (*_retried(channel, followed, limit), *changed)}
    waiting = channel.waiting(max(limit - len(numbers), 1))
    return _Batch(
        entries=entries,
        waiting=waiting,
        number=len(numbers) + len(entries.keys() - {entry.pk for entry in changed}) + len(waiting),
        until=numbers[-1] if len(numbers) == limit else max([until, *numbers]),
    )


def _next(channel: FollowingChannel, after: QuerySet[Entry]) -> tuple[list[Entry], list[int]]:
    """The entries of these that a channel takes, and the numbers of all. Two queries, one where it takes any kind."""
    if channel.takes_any:
        found = list(after)
        return found, [entry.sequence for entry in found]
    heads = list(after.values_list("pk", "sequence", "kind"))
    wanted = [pk for pk, _, kind in heads if channel.takes(kind)]
    taken = list(Entry.objects.filter(pk__in=wanted).order_by("sequence")) if wanted else []
    return taken, [sequence for _, sequence, _ in heads]


def _retried(channel: FollowingChannel, followed: Mapping[str, int], limit: int) -> list[Entry]:
    """Entries that were set aside, as if they had changed just now; those that are gone are forgotten."""
    ids = list(asides.due(channel.name)[:limit])
    entries = list(Entry.objects.filter(pk__in=ids).order_by("pk")) if ids else []
    for entry in entries:
        entry.sequence, entry.changed_at = followed.get(entry.site, 0), timezone.now()
    asides.forget([channel.name], set(ids) - {entry.pk for entry in entries})
    return entries


def _tell(channel: FollowingChannel, batch: _Batch) -> None:
    within = nullcontext if channel.is_outside else transaction.atomic
    for ids, do in ((list(batch.entries), partial(_follow, channel, batch.entries)), (batch.waiting, channel.again)):
        asides.apart(channel.name, ids, partial(_taken, do), within=within)


def _follow(channel: FollowingChannel, entries: Mapping[int, Entry], ids: Sequence[int]) -> None:
    channel.follow([change_of(entries[pk]) for pk in ids])


def _taken(do: Callable[[Sequence[int]], Any], ids: Sequence[int]) -> None:
    """Do it; that the other side is away is no item's fault."""
    try:
        do(ids)
    except NotTaken as error:
        if error.is_away:
            raise Away(error.reason) from error
        raise


def job_of(channel: FollowingChannel) -> Job:
    """The background job of a channel."""
    return Job(
        name=channel.name,
        words=channel.words,
        work=partial(step, channel),
        limit=channel.limit,
        items=shown,
        behind=partial(behind, channel),
        pause=GivingWay(clocks.number, times=channel.gives_way) if channel.gives_way else None,
    )


def followed(channel: FollowingChannel) -> set[str]:
    """The cities whose changes a channel has begun to follow. One query."""
    begun = of_city(channel.name, "")
    names = Bookmark.objects.filter(name__startswith=begun).values_list("name", flat=True)
    return {name.removeprefix(begun) for name in names}


def behind(channel: FollowingChannel) -> list[Behind]:
    """The changes that a channel has not been told of for over a minute. Two queries, and one for each city behind."""
    at = clocks.sequences()
    found: list[datetime] = []
    for site, sequence in _followed(channel, at).items():
        if at[site] > sequence:
            left = Entry.objects.filter(site=site, sequence__gt=sequence).order_by("sequence")
            found += left.values_list("changed_at", flat=True)[: COUNTED + 1]
    if not found or min(found) > timezone.now() - LATE:
        return []
    title = str(channel.words)
    return [
        Behind(key=channel.name, title=title, count=min(len(found), COUNTED + 1), since=min(found), may_again=False)
    ]


def shown(user: Any, entry_ids: Sequence[int]) -> Mapping[int, Label]:
    """The part of items set aside that an operator may read: what is public is everybody's to know."""
    rows = Entry.objects.filter(pk__in=entry_ids, state=Entry.State.PUBLIC)
    return {pk: Label(title, url) for pk, title, url in rows.values_list("pk", "record__title", "record__url")}


def _move(bookmark: Bookmark, until: int) -> bool:
    if until <= bookmark.sequence:
        return False
    with transaction.atomic():
        fence()
        Bookmark.objects.filter(pk=bookmark.pk).update(sequence=until)
    return True
