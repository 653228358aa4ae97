"""The background work of the released documents."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from cms.jobs.job import Job, Where
from cms.releases import release, sweeping
from cms.releases.desk import rescreening

JOBS: Final = (
    Job(
        name=release.SCREENING,
        words=_("Screen documents that were edited or have come in"),
        work=release.screen_unscreened,
        limit=timedelta(minutes=5),
    ),
    Job(name=release.RELEASES, words=_("Release documents whose day has come"), work=release.release_due),
    Job(
        name="rescreening",
        words=_("Screen documents again by the present rules"),
        work=rescreening.go_on_with_any,
        limit=timedelta(minutes=5),
    ),
    # Files lie on the machine, whose worker alone can look through them.
    Job(
        name="sweeping",
        words=_("Remove stored files that no document names"),
        work=sweeping.Sweeper().go_on,
        where=Where.EVERY,
    ),
)
