"""The store of all that is or was public: what the ledger can be told and asked, and what each call promises.

Whoever is outside of this room reads and writes the ledger through :data:`store`, and through a few special questions
in modules of their own (docs/decisions/store-protocol.md has the list). The values that calls take and give are named
here too, so that one import serves. ``tests/ledger/test_store.py`` holds any implementation to what is promised.

What all calls promise:

Order
    Each city has a clock. A change of an item takes the next number of its city's clock under the clock's lock, so the
    order of numbers is the order of commits: who has seen all up to a number never meets a smaller one later.
Atomicity
    A call that tells something is a transaction, or part of the caller's. The item, its listings, body, addresses and
    files, the number, and what channels are owed become visible together, or not at all.
Visibility
    Calls see what has been committed, and what their own transaction has written. An item that was withdrawn, or whose
    time is over, is in no answer but as one that has gone. Nothing that is not public is in the store.
Errors
    What a client can have asked wrongly is a :class:`cms.core.errors.BadInput` naming the argument. What is not there
    is None, or left out. A database that does not answer raises what Django raises; nothing is tried again here.
Cost
    Each call says how many queries it takes. None counts or skips rows, so no answer costs more in a larger ledger.
Threads
    Any thread may call; a transaction is that of the thread.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

from cms.core.records import Body, Term
from cms.ledger import database
from cms.ledger.cursors import Cursor
from cms.ledger.filters import Filters
from cms.ledger.frames import Frames
from cms.ledger.generation import Generation
from cms.ledger.iris import Name
from cms.ledger.items import MAX_FIRST, Found, Item, Page, Tombstone
from cms.ledger.listing_changes import Part
from cms.ledger.moments import Moment
from cms.ledger.routes import Route
from cms.ledger.vocabulary import MAX_CITED, Vocabulary
from cms.ledger.writing import Publication, Written

__all__ = [
    "MAX_CITED",
    "MAX_FIRST",
    "Cursor",
    "Filters",
    "Found",
    "Frames",
    "Generation",
    "Item",
    "Moment",
    "Name",
    "Page",
    "Part",
    "Publication",
    "Route",
    "Store",
    "Tombstone",
    "Vocabulary",
    "Written",
    "store",
]  # fmt: skip


class Store(Protocol):
    """The calls: what the store is told, what it is asked, and how it is followed."""

    # Told, by the publication alone.

    def publish(self, publications: Sequence[Publication]) -> list[Written]:
        """Make these records public, each in the place of what the store has under its key.

        Returns what was done, in the order given. One that the store has just so, body, page and expiry too, is left
        as it is: it takes no number and has no outcome. One that was gone returns under its old entry. An item keeps
        its entry and its public IRI when it moves to another city, and leaves all listings of the first. An address
        that something else had is the record's from now on; its own former ones lead to it.

        Cities are locked in the order of their keys, so that two callers never wait for each other. A fixed number of
        queries, whatever the number of records, but for inserts in batches.
        """
        ...

    def withdraw(self, entry_ids: Iterable[int], *, reason: str) -> list[Written]:
        """Take these entries out of every answer, for a reason of at most twenty characters.

        What stays is a tombstone: key, IRI and addresses. Those that are not public are passed over. The outcomes are
        in the order of the entries' ids. A fixed number of queries for each five hundred.
        """
        ...

    def add_address(self, url: str, entry_id: int) -> None:
        """Let a further address lead to an entry; one that leads somewhere in its city is left as it is.

        A few queries.
        """
        ...

    def hide(self, paths: Iterable[str]) -> None:
        """Let nothing show these pictures and files from now on, until a record that has them is published again.

        The records still name them. Caches are the caller's to declare stale. One query.
        """
        ...

    def change_terms(self, written: Sequence[Term], *, gone: Collection[Name] = (), everywhere: bool = True) -> int:
        """Write these terms, new ones or others in the place of those of their key, and delete those that are gone.

        Returns how many were written or deleted. Each city's vocabulary counts as changed, and so does every listing;
        without ``everywhere`` only the terms' own do, for terms that nothing else shows yet, or any more. The address
        of a term that has gone stays, and leads to "gone". A fixed number of queries for each city, and some for each
        shard of a sitemap that the terms are in.
        """
        ...

    # Asked, by every output.

    def entry(self, *, site: str, key: str) -> Found | None:
        """The item of a key with its body, or what is left of it; None where the city never published one.

        A key that is not written as keys are is that of nothing. One query.
        """
        ...

    def entries_named(self, names: Iterable[tuple[str, str]], /) -> Mapping[tuple[str, str], Found]:
        """The same for many keys, each with its city, without bodies. One query, none for what a reading has asked."""
        ...

    def entries(self, filters: Filters, *, first: int = 20, after: Cursor | None = None) -> Page:
        """A page of a listing: the newest items that the filters let through, at most ``first``, after a cursor.

        Ordered by publication, or by the moment of a calendar, and then by id, the last first. Nothing appears twice
        or is left out because something was published or withdrawn between two pages. With three wide filters or more
        a page may be short, even empty, and still have a next one: its ``end`` says where to go on.

        BadInput for a ``first`` that is not 1 to :data:`MAX_FIRST`, and for a value that an enumeration does not have.
        One query of a few ranges of one index.
        """
        ...

    def bodies(self, entry_ids: Iterable[int]) -> dict[int, Body]:
        """The bodies of items that were just read; one without a body is left out. One query, none for no ids."""
        ...

    def items(self, entry_ids: Iterable[int]) -> dict[int, Item]:
        """The items of these ids that are public now, without bodies. One query, none for no ids."""
        ...

    def tombstone(self, *, site: str, key: str) -> Tombstone | None:
        """The rest of the item of a key and since when it is gone; None where it is public, or never was. One query."""
        ...

    def route(self, *, host: str, path: str) -> Route | None:
        """The end of a decoded path of a known host; None where nothing was ever published there.

        The address itself is answered with the item and its body, or with the term. A redirect answers for an old
        address, another spelling, a former host, and an IRI. What has gone says so. Redirects that somebody has made
        are not looked at: :mod:`cms.ledger.redirects` does that around it. One query, a few for an IRI.
        """
        ...

    def routes(self, addresses: Iterable[tuple[str, str]], /) -> Mapping[tuple[str, str], Route]:
        """The same for many hosts and paths, without bodies. One query, a few more where there are IRIs."""
        ...

    def vocabulary(self, site: str) -> Vocabulary:
        """The terms of a city, kept in memory while none of them changes; empty for a city that there is not.

        One query after a change. Terms of open vocabularies are read when they are asked for, once.
        """
        ...

    def shown(self, paths: Iterable[str], /) -> Collection[str]:
        """Those of these paths of pictures and files that an item or a term shows which is public now. One query."""
        ...

    def changed_at(self, parts: Collection[Part]) -> datetime:
        """The time of the last change of these parts of listings, and of what is shown around all items; the epoch
        where there was none. An item counts as leaving when its time is over. One query."""
        ...

    def first_published(self, listing: str) -> datetime | None:
        """The time of the oldest item of a listing; None for an empty one. One query, the first row of an index."""
        ...

    # Followed, by mirrors and caches.

    def changes(self, *, site: str, since: int, first: int = MAX_FIRST) -> list[tuple[int, Found]]:
        """The items of a city that have changed after a number, each once, with the number of its last change.

        The oldest change first, at most ``first``. Numbers are missing where an item has changed again since. Who goes
        on from the last number that was given misses no change. One query, a range of one index.
        """
        ...

    def clock(self, *, site: str | None = None) -> Moment:
        """The reading of a city's clock, or of those of all together, whose numbers are sums. One query.

        The number of changes of items and of the vocabulary, and the time of the last of either; 0 at the epoch where
        there was none.
        """
        ...

    def generation(self, *, vocabulary: bool = False) -> Generation:
        """A token that is another one after each change, in every process; with ``vocabulary`` after those of terms,
        hosts and redirects alone.

        Read it before what is kept with it. A value never returns. No query in a process that follows the clock in the
        background, else at most one a second; what another machine has changed is seen within a second.
        """
        ...

    def next_expiry(self) -> float | None:
        """The next moment at which an item's time is over, in seconds since 1970: no cache may outlive it.

        None where nothing expires. One query, the first row of an index.
        """
        ...


store: Final[Store] = database
