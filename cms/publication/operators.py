"""The items that jobs have set aside, and receivers, as an operator of the background work may read of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Revision

from cms.core import channels
from cms.jobs.job import COUNTED, LATE, Behind, Label
from cms.ledger.deliveries import firsts, given_up, receivers_of
from cms.ledger.models import Delivery, ReceiverState
from cms.releases.jobs import labels_of_pages

# The names of receivers by their keys, by channel.
Titles = Mapping[str, Mapping[str, str]]


def labels_of_revisions(user: Any, revision_ids: Sequence[int]) -> Mapping[int, Label]:
    """The pages of these revisions, by the same rule."""
    rows = Revision.objects.page_revisions().filter(pk__in=revision_ids).values_list("pk", "object_id")
    pages = {pk: int(object_id) for pk, object_id in rows}
    labels = labels_of_pages(user, list(pages.values()))
    return {pk: labels[page_id] for pk, page_id in pages.items() if page_id in labels}


class _Counted(Subquery):
    """The number of rows that a bounded subquery has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"


def late_receivers() -> list[Behind]:
    """Receivers that are owed something for longer than a minute, are away, or to which something was given up.

    Three queries, and one of each channel. What is owed by a channel that cannot be asked, or is not registered, has
    the name of its target.
    """
    owed = Delivery.objects.filter(target=OuterRef("target"), state=Delivery.State.PENDING)
    waiting = {row.target: row for row in firsts().annotate(count=_Counted(owed.values("pk")[: COUNTED + 1]))}
    failed = set(given_up().values_list("target", flat=True))
    states = {state.target: state for state in ReceiverState.objects.all()}
    titles = _titles()
    late = {target for target, row in waiting.items() if row.created_at < timezone.now() - LATE} | failed | set(states)
    return [
        _behind(target, waiting.get(target), states.get(target), given_up=target in failed, titles=titles)
        for target in sorted(late)
        if _is_there(target, titles) or target in waiting
    ]


def _is_there(target: str, titles: Titles) -> bool:
    name, _, key = target.partition(":")
    return key in titles.get(name, ())


def _behind(
    target: str, first: Delivery | None, state: ReceiverState | None, *, given_up: bool, titles: Titles
) -> Behind:
    name, _, key = target.partition(":")
    is_there = _is_there(target, titles)
    return Behind(
        key=target,
        title=titles[name][key] if is_there else target,
        count=first.count if first else 0,  # type: ignore[attr-defined]
        since=first.created_at if first else None,
        given_up=given_up,
        error=state.error if state else "",
        rests_until=state.rests_until if state else None,
        may_again=is_there,
    )


def _titles() -> Titles:
    """The names of the receivers of each channel that can say who they are, by their keys."""
    titles: dict[str, dict[str, str]] = {}
    for channel in channels.owed():
        receivers = receivers_of(channel)
        if not isinstance(receivers, Exception):
            titles[channel.name] = {key: receiver.title for key, receiver in receivers.items()}
            titles[channel.name][""] = str(channel.words)
    return titles
