"""The outbox: what each change owes to whom, written with the change and sent by :mod:`cms.ledger.dispatch`.

A delivery says "this item is in this state now" and is built from the ledger when it is sent, so sending it twice,
after a crash, is harmless. The channels (:mod:`cms.core.channels`) know their receivers and how to send to them; that a
receiver is away is kept here.
"""

import logging
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from cms.core import channels
from cms.core.channels import Change, OwedChannel, Receiver
from cms.ledger.models import Delivery, Entry, ReceiverState
from cms.ledger.moments import moment_of

# So many finished ones are removed at once.
FORGOTTEN: Final = 1_000
# And so many shared out.
SHARED: Final = 100

logger = logging.getLogger(__name__)


def owe(changes: Iterable[Change]) -> None:
    """Write the deliveries of these changes; to be called in the transaction that makes them.

    A query for each channel and an insert for all; nothing is asked of the changes where nobody is told. A channel that
    fails does not stop the change: it is owed it itself, and says later whom it tells.
    """
    asked = [(channel, receivers_of(channel)) for channel in channels.owed()]
    if any(receivers for _, receivers in asked):
        rows = [
            _row(target, change.pk, change.sequence)
            for change in changes
            for channel, receivers in asked
            for target in _targets(channel, receivers, change)
        ]
        Delivery.objects.bulk_create(rows, batch_size=500)


def share_out(channel: OwedChannel[Any], receivers: Mapping[str, Receiver]) -> int:
    """Owe to its receivers some of the changes that a channel was owed itself, because it had failed; returns how many.

    Raises what the channel raises.
    """
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        due = Delivery.objects.filter(target=channel.target(), state=Delivery.State.PENDING, available_at__lte=Now())
        mine = due.select_for_update(skip_locked=skip, of=("self",) if skip else ()).order_by("available_at", "id")
        ids = [row.pk for row in mine[:SHARED]]
        rows = [
            _row(channel.target(receiver), row.entry_id, row.sequence)
            for row in Delivery.objects.filter(pk__in=ids).select_related("entry").order_by("id")
            for receiver in receivers.values()
            if channel.owes(receiver, change_of(row.entry, sequence=row.sequence))
        ]
        Delivery.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        Delivery.objects.filter(pk__in=ids).update(state=Delivery.State.DONE, done_at=Now(), error="")
    return len(ids)


def _row(target: str, entry_id: int, sequence: int) -> Delivery:
    return Delivery(target=target, entry_id=entry_id, sequence=sequence, available_at=Now())


def _targets(channel: OwedChannel[Any], receivers: Mapping[str, Receiver] | Exception, change: Change) -> Iterable[str]:
    if isinstance(receivers, Exception):
        return [channel.target()]
    try:
        return [channel.target(receiver) for receiver in receivers.values() if channel.owes(receiver, change)]
    except Exception:
        logger.exception("The channel %s cannot say who takes the change %d.", channel.name, change.sequence)
        return [channel.target()]


def change_of(entry: Entry, *, sequence: int = 0) -> Change:
    """The change to tell of an entry as it is now; ``sequence`` is that of an earlier one, if it is for that."""
    return Change(
        pk=entry.pk,
        key=str(entry.key),
        kind=entry.kind,
        site=entry.site,
        language=entry.language,
        url=entry.record["url"],
        published_at=moment_of(entry.published_us),
        record=entry.record,
        sequence=sequence or entry.sequence,
        changed_at=entry.changed_at,
        version=entry.version,
        is_public=entry.state == Entry.State.PUBLIC,
    )


def channel_of(target: str) -> OwedChannel[Any]:
    """The channel of a receiver that deliveries name so; LookupError where either is not there."""
    name, _, key = target.partition(":")
    for channel in channels.owed():
        if channel.name == name and (not key or any(receiver.key == key for receiver in channel.receivers())):
            return channel
    raise LookupError(target)


def receivers_of(channel: OwedChannel[Any]) -> Mapping[str, Receiver] | Exception:
    """The receivers of a channel by their keys, or why it cannot say who they are."""
    try:
        with _apart():
            return {receiver.key: receiver for receiver in channel.receivers()}
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("The channel %s cannot say who its receivers are.", channel.name)
        return error


def _apart() -> AbstractContextManager[object]:
    """What a channel asks the database in the transaction of a change, so that this goes on where it fails.

    Of others than PostgreSQL a statement that fails ends no transaction.
    """
    has_to_be = connection.vendor == "postgresql" and connection.in_atomic_block
    return transaction.atomic() if has_to_be else nullcontext()


_FIRSTS: Final = (
    "WITH RECURSIVE owed (target) AS (SELECT MIN(target) FROM publication_delivery WHERE state = '{state}'"
    " UNION ALL SELECT (SELECT MIN(d.target) FROM publication_delivery d"
    " WHERE d.state = '{state}' AND d.target > owed.target) FROM owed WHERE owed.target IS NOT NULL)"
    " SELECT (SELECT d.id FROM publication_delivery d WHERE d.state = '{state}' AND d.target = owed.target"
    " ORDER BY {order} LIMIT 1) FROM owed WHERE owed.target IS NOT NULL"
)
_PENDING: Final = _FIRSTS.format(state=Delivery.State.PENDING.value, order="d.available_at, d.id")
_FAILED: Final = _FIRSTS.format(state=Delivery.State.FAILED.value, order="d.id")


def firsts() -> QuerySet[Delivery]:
    """Of each receiver that is owed something, what is due first: two probes of an index for each."""
    return Delivery.objects.filter(pk__in=RawSQL(_PENDING, []))


def given_up() -> QuerySet[Delivery]:
    """Of each receiver to which something was given up, the first of that."""
    return Delivery.objects.filter(pk__in=RawSQL(_FAILED, []))


def of_change(change: Change) -> QuerySet[Delivery]:
    """The deliveries that are or were owed of a change, in the order in which it was written down."""
    return Delivery.objects.filter(entry=change.pk, sequence=change.sequence).order_by("pk")


def state_in_words(state: str) -> str:
    """A state of a delivery as the editor says it."""
    return str(Delivery.State(state).label)


def give_up(target: str, *, reason: str) -> None:
    """Nothing more is sent to a receiver that was removed or switched off."""
    Delivery.objects.filter(target=target, state=Delivery.State.PENDING).update(
        state=Delivery.State.FAILED, error=reason
    )
    ReceiverState.objects.filter(target=target).delete()


def try_again(target: str) -> int:
    """Send to a receiver at once what it is owed, and what was given up; returns how many were given up.

    LookupError where there is no such receiver.
    """
    channel = channel_of(target)
    rows = Delivery.objects.filter(target=target)
    ReceiverState.objects.filter(target=target).delete()
    again = rows.filter(state=Delivery.State.FAILED).update(
        state=Delivery.State.PENDING, attempts=0, available_at=Now()
    )
    late = rows.filter(state=Delivery.State.PENDING, attempts__gt=0, available_at__gt=Now() + channel.limits.lease)
    late.update(available_at=Now())
    return again


def forget_old() -> int:
    """Remove some deliveries that were made or given up and are older than the city keeps them; returns how many.

    What is still owed stays, however old it is.
    """
    old = finished_before(timedelta(days=settings.MADANG_DELIVERY_DAYS)).values_list("pk", flat=True)[:FORGOTTEN]
    Delivery.objects.filter(pk__in=list(old)).delete()
    return len(old)


def finished_before(age: timedelta) -> QuerySet[Delivery]:
    """Those that are not owed any more, the oldest first: a range of an index, apart for EXPLAIN."""
    finished = Delivery.objects.exclude(state=Delivery.State.PENDING)
    return finished.filter(created_at__lt=Now() - age).order_by("created_at")
