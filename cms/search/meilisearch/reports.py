"""What an operator is told of the indexes: how they fare, and whether they have what the ledger has."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from typing import Final

from cms.ledger import bookmarks, clocks, joined
from cms.ledger.bookmarks import of_city
from cms.search.meilisearch import names
from cms.search.meilisearch.followers import LIVE, NEXT
from cms.search.meilisearch.models import Rebuild

# Keys that are read at once.
_READ: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class State:
    """How the index of a city fares.

    ``documents`` is None where there is no index. ``behind`` are changes that it has not been told of; ``rebuilt`` is
    how many of its changes an index that is made anew has been told of, None where none is made.
    """

    site: str
    documents: int | None
    changes: int
    behind: int
    rebuilt: int | None


def states() -> list[State]:
    """The state of each city; Away where the server does not answer."""
    server = names.writer()
    anew = set(Rebuild.objects.values_list("site", flat=True))
    found = []
    for site, changes in sorted(clocks.sequences().items()):
        index = names.live(site)
        found.append(
            State(
                site=site,
                documents=server.number(index) if server.created(index) else None,
                changes=changes,
                behind=changes - (bookmarks.at(of_city(LIVE.name, site)) or 0),
                rebuilt=(bookmarks.at(of_city(NEXT.name, site)) or 0) if site in anew else None,
            )
        )
    return found


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Items that are public and not in the index, and documents of the index that are no public items, by id."""

    missing: Sequence[int]
    left: Sequence[int]


def compare(site: str) -> Difference:
    """Compare the index of a city with the ledger, a thousand ids at a time; Away where the server does not answer.

    What changes meanwhile may be told as a difference.
    """
    server, index = names.writer(), names.live(site)
    ours = _all(lambda after: joined.public_ids(site, after=after, most=_READ))
    theirs = _all(lambda after: server.keys(index, after=after, limit=_READ))
    missing, left = [], []
    both = merge(((key, True) for key in ours), ((key, False) for key in theirs))
    for key, some in groupby(both, key=lambda pair: pair[0]):
        where = [is_ours for _, is_ours in some]
        if where == [True]:
            missing.append(key)
        elif where == [False]:
            left.append(key)
    return Difference(missing=missing, left=left)


def _all(read: Callable[[int], Sequence[int]]) -> Iterator[int]:
    """Yield all keys in their order, read some at a time."""
    after = 0
    while some := read(after):
        yield from some
        after = some[-1]
