"""The receivers of deliveries that are behind, for the report of background work."""

from collections.abc import Mapping

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from cms.core import channels
from cms.jobs.job import COUNTED, LATE, Behind
from cms.ledger.deliveries import firsts, given_up, receivers_of
from cms.ledger.models import Delivery, ReceiverState

# The names of receivers by their keys, by channel.
Titles = Mapping[str, Mapping[str, str]]


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
