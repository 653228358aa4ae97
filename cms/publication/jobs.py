"""The background work of the publication."""

from datetime import timedelta
from typing import Final

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cms.core import channels
from cms.derived import counting
from cms.jobs.job import Job, Where, daily, every
from cms.ledger import deliveries, keeping, receivers
from cms.ledger.dispatch import Dispatcher
from cms.publication import cleaning, operators, schedules, sync
from cms.releases.jobs import labels_of_pages

_DISPATCHER: Final = Dispatcher()


def _telling() -> str:
    """The work of all channels that are owed something, in their own words."""
    return "; ".join(str(channel.words) for channel in channels.owed())


JOBS: Final = (
    Job(
        name=schedules.PUBLISHING,
        words=_("Publish what is scheduled for now"),
        work=schedules.publish_due,
        items=operators.labels_of_revisions,
    ),
    Job(
        name=schedules.EXPIRY,
        words=_("Take down what has expired"),
        work=schedules.expire_due,
        items=labels_of_pages,
    ),
    Job(
        name=sync.PAGES,
        words=_("Look again at pages that a change of others has reached"),
        work=sync.touch_queued,
        items=labels_of_pages,
    ),
    Job(
        name="deliveries",
        words=lazy(_telling, str)(),
        work=_DISPATCHER.go_on,
        finish=_DISPATCHER.finish,
        behind=receivers.late_receivers,
        again=deliveries.try_again,
        where=Where.EVERY,
    ),
    Job(
        name="deliveries-retention",
        words=_("Remove what webhooks were told long ago"),
        work=deliveries.forget_old,
        when=daily(),
        limit=timedelta(minutes=5),
    ),
    Job(
        name="versions-retention",
        words=_("Remove former versions that the city keeps no more"),
        work=keeping.tidy,
        when=daily(),
        limit=timedelta(minutes=5),
    ),
    Job(
        name="pictures",
        words=_("Remove what cameras wrote into pictures that were stored before"),
        work=cleaning.clean_some,
        when=every(hours=1),
        limit=timedelta(minutes=5),
    ),
    Job(
        name="library",
        words=_("Move pictures and files out of the bucket in which they were public"),
        work=cleaning.move_some,
        when=every(hours=1),
        limit=timedelta(minutes=5),
    ),
    Job(name="statistics", words=_("Count documents by department and month"), work=counting.count_stale),
)
