"""What an operator of the background work may read of the items that jobs have set aside, and of receivers."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Revision

from cms.core import channels
from cms.jobs.job import COUNTED, Behind, Shown
from cms.ledger.deliveries import firsts, given_up, receivers_of
from cms.ledger.models import Delivery, ReceiverState
from cms.releases.jobs import shown_pages

# What waits for less is just being sent.
LATE: Final = timedelta(minutes=1)


def shown_revisions(user: Any, revision_ids: Sequence[int]) -> Mapping[int, Shown]:
    """The pages of these revisions, by the same rule."""
    rows = Revision.objects.page_revisions().filter(pk__in=revision_ids).values_list("pk", "object_id")
    pages = {pk: int(object_id) for pk, object_id in rows}
    shown = shown_pages(user, list(pages.values()))
    return {pk: shown[page_id] for pk, page_id in pages.items() if page_id in shown}


class _Counted(Subquery):
    """How many rows a bounded subquery has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"


def late_receivers() -> list[Behind]:
    """Receivers that are owed something for longer than a minute, are away, or to which something was given up.

    Three queries, and one of each channel. What is owed by a channel that cannot be asked, or is not registered, is
    shown under the name of its target.
    """
    owed = Delivery.objects.filter(target=OuterRef("target"), state=Delivery.State.PENDING)
    waiting = {row.target: row for row in firsts().annotate(count=_Counted(owed.values("pk")[: COUNTED + 1]))}
    failed = set(given_up().values_list("target", flat=True))
    states = {state.target: state for state in ReceiverState.objects.all()}
    titles = _titles()
    late = {target for target, row in waiting.items() if row.created_at < timezone.now() - LATE} | failed | set(states)
    found = []
    for target in sorted(late):
        row, state = waiting.get(target), states.get(target)
        name, _, key = target.partition(":")
        known = titles.get(name)
        if row is None if known is None else key not in known:
            continue
        found.append(
            Behind(
                key=target,
                title=known[key] if known else target,
                count=row.count if row else 0,
                since=row.created_at if row else None,
                given_up=target in failed,
                error=state.error if state else "",
                rests_until=state.rests_until if state else None,
                may_again=known is not None,
            )
        )
    return sorted(found, key=lambda queue: (queue.since is None, queue.since))


def _titles() -> Mapping[str, Mapping[str, str]]:
    """The names of the receivers of each channel that can say who they are, by their keys."""
    titles: dict[str, dict[str, str]] = {}
    for channel in channels.owed():
        receivers = receivers_of(channel)
        if not isinstance(receivers, Exception):
            titles[channel.name] = {key: receiver.title for key, receiver in receivers.items()}
            titles[channel.name][""] = str(channel.words)
    return titles
