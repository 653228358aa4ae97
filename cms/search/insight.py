"""Insight into what is searched for, without people: queries counted by day, and nothing of who typed them.

Each process counts in memory and adds its counts to the table every few seconds; one that is killed loses those
seconds. What looks like personal data is not counted by its words, and what fewer than :data:`SHOWN_FROM` searches of
a day were for is shown to nobody, and removed when the day is over.
"""

import atexit
import logging
import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core.rows import batches
from cms.jobs.job import Job, every
from cms.ledger.given import given, rows
from cms.search.models import Searched
from retrieval.folding import fold
from retrieval.words import spaced, squeezed
from screening import screen

logger = logging.getLogger(__name__)

# A query is shown of a day on which it was searched for so many times.
SHOWN_FROM: Final = 5
# Seconds after which a process adds its counts; queries that it holds meanwhile; letters of a query that is counted.
PAUSE: Final = 5.0
_MOST_HELD: Final = 5_000
_LONGEST: Final = 60
# Queries of a city that are counted on one day; what is searched for beyond them is counted in the day alone.
MOST_A_DAY: Final = 20_000
# A place in a list beyond this is none.
_LAST_POSITION: Final = 10_000
# So many digits in a row may be the number of a person, whatever stands beside them.
_NUMBER: Final = re.compile(r"\d{7}")
# The query under which all searches are counted.
ALL: Final = ""
_FORGOTTEN: Final = 5_000
_ANY: Final = "새소식"

# City, day and query.
Key = tuple[str, date, str]


@dataclass(slots=True)
class _Counts:
    count: int = 0
    without_result: int = 0
    clicked: int = 0
    positions: int = 0


_lock: Final = threading.Lock()
_held: Final[dict[Key, _Counts]] = {}
_followed: Final = threading.Event()


def searched(site: str, text: str, found: int) -> None:
    """Count a search that somebody has made, and how many results it had. No query."""
    _add(site, text, _Counts(count=1, without_result=int(found == 0)))


def clicked(site: str, text: str, position: int) -> None:
    """Count that somebody opened a result, the first of all pages being 1. No query; other positions count nothing."""
    if 1 <= position <= _LAST_POSITION:
        _add(site, text, _Counts(clicked=1, positions=position))


def counted_as(text: str) -> str:
    """The query that a text is counted as; empty where its words are not counted: too long, or somebody's."""
    query = spaced(fold(text)) if len(text) <= 2 * _LONGEST else ALL
    if not query or len(query) > _LONGEST or _NUMBER.search(squeezed(query)) or screen(text) or screen(query):
        return ALL
    return query


def flush() -> int:
    """Add what this process has counted to the table; returns how many rows. What cannot be added is counted on."""
    with _lock:
        held = dict(_held)
        _held.clear()
    if not held:
        return 0
    try:
        with transaction.atomic():
            for some in batches(_bounded(held)):
                _store({key: held[key] for key in some})
    except DatabaseError as error:
        logger.warning("searches are counted later: %s", type(error).__name__)
        with _lock:
            for key, counts in held.items():
                _merge(key, counts)
        return 0
    return len(held)


def follow() -> None:
    """Add the counts of this process in the background from now on, and once more when it ends."""
    if not _followed.is_set():
        _followed.set()
        threading.Thread(target=_follow, name="search-insight", daemon=True).start()
        atexit.register(flush)


def forget() -> int:
    """Remove some rows of days that are over and of which nothing is shown, and of those too long ago.

    Returns how many.
    """
    today = timezone.localdate()
    rare = Q(day__lt=today, count__lt=SHOWN_FROM) & ~Q(query=ALL)
    old = Q(day__lt=today - timedelta(days=settings.MADANG_SEARCH_INSIGHT_DAYS))
    found = list(Searched.objects.filter(rare | old).order_by("day").values_list("pk", flat=True)[:_FORGOTTEN])
    return Searched.objects.filter(pk__in=found).delete()[0]


def _add(site: str, text: str, counts: _Counts) -> None:
    day, query = timezone.localdate(), counted_as(text)
    with _lock:
        for name in {ALL, query}:
            _merge((site, day, name), counts)


def _merge(key: Key, counts: _Counts) -> None:
    """Add counts to what is held; of more queries than are held, to the day alone, which has all of them."""
    held = _held.get(key)
    if held is None:
        if len(_held) >= _MOST_HELD and key[2] != ALL:
            return
        held = _held[key] = _Counts()
    held.count += counts.count
    held.without_result += counts.without_result
    held.clicked += counts.clicked
    held.positions += counts.positions


def _bounded(keys: Iterable[Key]) -> list[Key]:
    """The keys in their order, without new ones of a day that has as many queries as are counted. A query a day."""
    found = []
    for (site, day), some in groupby(sorted(keys), itemgetter(0, 1)):
        of_day, same = Searched.objects.filter(site=site, day=day), list(some)
        room = MOST_A_DAY - of_day.count()
        if room < len(same):
            known = {ALL, *of_day.filter(query__in=[query for *_, query in same]).values_list("query", flat=True)}
            new = [key for key in same if key[2] not in known]
            same = sorted({*same} - {*new[max(room, 0) :]})
        found += same
    return found


def _store(counts: Mapping[Key, _Counts]) -> None:
    """Add these counts to the table. One statement."""
    names = ("count", "without_result", "clicked", "positions")
    columns = given("site text, day date, query text, " + ", ".join(f"{name} bigint" for name in names))
    sums = ", ".join(f"{name} = search_searched.{name} + excluded.{name}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO search_searched (site, day, query, {', '.join(names)})"
            f" SELECT site, day, query, {', '.join(names)} FROM {columns} WHERE true"
            f" ON CONFLICT (site, day, query) DO UPDATE SET {sums}",
            [rows((*key, *(getattr(one, name) for name in names)) for key, one in counts.items())],
        )


def _follow() -> None:
    pause = threading.Event()
    pause.wait(PAUSE)
    # Whoever screens first reads the rules, which takes a second or two: here, before a reader waits for it.
    counted_as(_ANY)
    while not pause.wait(PAUSE):
        try:
            if flush():
                connection.close()
        except Exception:
            logger.exception("searches could not be counted")


FORGETTING: Final = Job(
    name="search-insight",
    words=_("Remove counts of searches that are rare or too long ago"),
    work=forget,
    when=every(hours=1),
)
