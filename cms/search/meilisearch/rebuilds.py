"""Making an index anew beside the one that is read, which it replaces in one moment.

It follows the ledger from its first change, in batches, by a bookmark of its own; so a worker that is killed goes on
where it was. Once it has come to the end, it takes the place of the index that is read, by ``swap-indexes``, and that
one's follower goes on from its bookmark: what has changed meanwhile is told once more. Whether the places have been
changed is asked of the server, so that a kill in between never brings an old index back.
"""

from django.db import transaction

from cms.jobs import asides
from cms.jobs.leases import fence
from cms.ledger import bookmarks, clocks, following
from cms.ledger.bookmarks import of_city
from cms.search.meilisearch import configuration, names
from cms.search.meilisearch.followers import LIVE, NEXT
from cms.search.meilisearch.models import Rebuild
from cms.search.meilisearch.server import Server


def ask_for_missing() -> None:
    """Let each city have an index that has none. Three queries where all have one."""
    wanted = clocks.sequences().keys() - following.followed(LIVE)
    if missing := wanted - set(Rebuild.objects.values_list("site", flat=True)):
        for site in sorted(missing):
            Rebuild.ask(site)


def step() -> int:
    """Bring the index that was asked for first one step further; returns how much was done, 0 where there is none."""
    row = Rebuild.objects.order_by("asked_at", "site").first()
    if row is None:
        return 0
    server = names.writer()
    live, new = names.live(row.site), names.following(row.site)
    if not row.created or server.created(live) != row.created:
        if not row.created or server.created(new) != row.created:
            _begin(server, row)
            return 1
        if done := following.step(NEXT, cities=[row.site]):
            return done
        server.configure(new, configuration.of_city(row.site))
        server.swap(new, live, rename=server.created(live) is None)
    server.delete(new)
    _end(row)
    return 1


def _begin(server: Server, row: Rebuild) -> None:
    """Make an empty index in the place of one that was begun, and go back to the first change."""
    new = names.following(row.site)
    server.delete(new)
    created = server.create(new, configuration.of_city(row.site))
    with transaction.atomic():
        fence()
        bookmarks.put(of_city(NEXT.name, row.site), 0)
        Rebuild.objects.filter(site=row.site, created=row.created).update(created=created)


def _end(row: Rebuild) -> None:
    """Let the follower of the index that is read go on where the other one has come to."""
    with transaction.atomic():
        fence()
        bookmarks.put(of_city(LIVE.name, row.site), bookmarks.at(of_city(NEXT.name, row.site)) or 0)
        bookmarks.remove(of_city(NEXT.name, row.site))
        asides.hand_over(NEXT.name, to=LIVE.name)
        Rebuild.objects.filter(site=row.site, created=row.created).delete()
