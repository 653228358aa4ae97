"""Two followers of the ledger: one keeps the index that is read, the other fills one that is being made anew.

They are steps of one job, and so never write at the same time.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.core.channels import Change, FollowingChannel
from cms.jobs.leases import fence
from cms.ledger import bookmarks
from cms.ledger.bookmarks import of_city
from cms.search.meilisearch import documents, filters, names
from cms.search.meilisearch.models import Rebuild
from cms.search.meilisearch.server import Server
from cms.search.texts import by_city, texts_of

# Changes that are told at once. Each payload of them is bounded by its bytes as well.
BATCH: Final = 1_000
# For the longest that the server is waited for, twice, and for what has to be read.
LIMIT: Final = timedelta(minutes=10)


def _live(changes: Sequence[Change]) -> None:
    """Tell the indexes that are read; one that the server has lost is made anew."""
    server = names.writer()
    for site, some in by_city(changes).items():
        if server.created(names.live(site)) is None:
            lose(site)
        else:
            _tell(server, names.live(site), site, some)


def _next(changes: Sequence[Change]) -> None:
    server = names.writer()
    for site, some in by_city(changes).items():
        _tell(server, names.following(site), site, some)


def _tell(server: Server, index: str, site: str, changes: Sequence[Change]) -> None:
    gone = [change.pk for change in changes if not change.is_public]
    payloads = list(documents.payloads(texts_of(site, changes)))
    server.write(index, payloads, without=filters.keys(gone) if gone else "")


def lose(site: str) -> None:
    """Say that the index of a city is not there: it is made anew, and read no more until it is."""
    with transaction.atomic():
        fence()
        bookmarks.remove(of_city(LIVE.name, site))
        Rebuild.ask(site)


def _follower(name: str, follow: Callable[[Sequence[Change]], None]) -> FollowingChannel:
    return FollowingChannel(
        name=name,
        words=_("Tell Meilisearch what is public"),
        follow=follow,
        batch=BATCH,
        is_outside=True,
        limit=LIMIT,
    )


LIVE: Final = _follower(names.FOLLOWER, _live)
NEXT: Final = _follower("meilisearch-next", _next)
