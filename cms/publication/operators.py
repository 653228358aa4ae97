"""What an operator of the background work may read of the items that jobs have set aside, and of webhooks."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat, Now
from wagtail.models import Revision

from cms.jobs.job import COUNTED, Behind, Shown
from cms.publication.deliveries import WEBHOOK, target_of
from cms.publication.models import Delivery, Entry, Webhook
from cms.releases.jobs import shown_pages

# What waits for less is just being sent.
LATE: Final = timedelta(minutes=1)


def shown_revisions(user: Any, revision_ids: Sequence[int]) -> Mapping[int, Shown]:
    """The pages of these revisions, by the same rule."""
    rows = Revision.objects.page_revisions().filter(pk__in=revision_ids).values_list("pk", "object_id")
    pages = {pk: int(object_id) for pk, object_id in rows}
    shown = shown_pages(user, list(pages.values()))
    return {pk: shown[page_id] for pk, page_id in pages.items() if page_id in shown}


def shown_entries(user: Any, entry_ids: Sequence[int]) -> Mapping[int, Shown]:
    """What is public is everybody's to know."""
    rows = Entry.objects.filter(pk__in=entry_ids, state=Entry.State.PUBLIC)
    return {pk: Shown(title, url) for pk, title, url in rows.values_list("pk", "record__title", "record__url")}


class _Counted(Subquery):
    """How many rows a bounded subquery has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"


def late_webhooks() -> list[Behind]:
    """Webhooks that are owed something for longer than a minute, or of which something was given up. One query."""
    target = Concat(Value(WEBHOOK), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    owed = Delivery.objects.filter(target=target, state=Delivery.State.PENDING)
    first = owed.order_by("available_at", "id").values("created_at")[:1]
    found = Webhook.objects.annotate(
        since=Subquery(first),
        count=_Counted(owed.values("pk")[: COUNTED + 1]),
        given_up=Exists(Delivery.objects.filter(target=target, state=Delivery.State.FAILED)),
    )
    late = found.filter(Q(since__lt=Now() - LATE) | Q(failures__gt=0) | Q(given_up=True))
    return [
        Behind(
            key=target_of(webhook.pk),
            title=webhook.name,
            count=webhook.count,
            since=webhook.since,
            given_up=webhook.given_up,
            error=webhook.error,
            rests_until=webhook.rests_until,
        )
        for webhook in late.order_by(F("since").asc(nulls_last=True), "pk")
    ]
