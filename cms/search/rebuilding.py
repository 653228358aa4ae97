"""Building the index of a city anew beside those who search it: each item is written once more, as it is now.

Nothing is empty meanwhile: an item has its old text until its new one is written, and what is published meanwhile is
taken in by the channel as ever. The place reached is a bookmark that moves with each batch, so that a worker that was
killed goes on.
"""

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.jobs.job import Job
from cms.jobs.leases import fence
from cms.ledger import bookmarks, clocks
from cms.ledger.bookmarks import of_city
from cms.ledger.items import Found
from cms.ledger.store import store
from cms.search.kept.writing import begin_anew, hold, kept_keys, write
from cms.search.texts import text_of

# The bookmarks: the last change that was written again, and the last key that was looked at once all were.
WRITTEN: Final = "search-rebuild"
SWEPT: Final = "search-sweep"
# Items that are written again at once: whoever follows the ledger waits for them.
BATCH: Final = 500


@transaction.atomic
def ask(site: str) -> None:
    """Let the worker build the index of a city anew, from its first change. Four queries."""
    begin_anew(site)
    bookmarks.remove(of_city(SWEPT, site))
    bookmarks.put(of_city(WRITTEN, site), 0)


def reached(site: str) -> int | None:
    """The last change that was written again; None where nothing is to be built. One query."""
    return bookmarks.at(of_city(WRITTEN, site))


def step() -> int:
    """Write some items of a city again, or look whether some that an index has are public; returns how many."""
    for site in sorted(clocks.sequences()):
        if (since := reached(site)) is not None:
            return _write(site, since)
        if (after := bookmarks.at(of_city(SWEPT, site))) is not None:
            return _sweep(site, after)
    return 0


def _write(site: str, since: int) -> int:
    with transaction.atomic():
        fence()
        # Held before the items are read, so that whoever follows the ledger cannot write an older one over them.
        hold(site)
        changed = store.changes(site=site, since=since, first=BATCH)
        _put(site, [found for _, found in changed])
        if changed:
            bookmarks.put(of_city(WRITTEN, site), changed[-1][0])
        else:
            bookmarks.remove(of_city(WRITTEN, site))
            bookmarks.put(of_city(SWEPT, site), 0)
    return len(changed) or 1


def _put(site: str, changed: Iterable[Found]) -> None:
    vocabulary = store.vocabulary(site)
    texts, gone = [], []
    for found in changed:
        if found.gone:
            gone.append(found.item.id)
        else:
            texts.append(text_of(found.item.id, found.item.record, found.body, vocabulary))
    write(site, texts, gone=gone)


def _sweep(site: str, after: int) -> int:
    """Take out what was never told as withdrawn and is no public item of the city, such as what another one has now."""
    keys = kept_keys(site, after=after, most=BATCH)
    with transaction.atomic():
        fence()
        if not keys:
            bookmarks.remove(of_city(SWEPT, site))
            return 1
        hold(site)
        public = {key for key, item in store.items(keys).items() if item.data["site"] == site}
        write(site, (), gone=set(keys) - public)
        bookmarks.put(of_city(SWEPT, site), keys[-1])
    return len(keys)


REBUILDING: Final = Job(name="search-rebuilding", words=_("Build what can be searched anew"), work=step)
