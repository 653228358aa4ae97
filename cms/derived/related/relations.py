"""The documents that belong together, and why, as :mod:`cms.derived.related.discovery` has found out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import connection

from cms.derived.lists import FOLLOWER
from cms.ledger.given import stored_json
from cms.ledger.joined import with_public_other
from cms.ledger.store import Item

CITES: Final = "cites"
CITED_BY: Final = "cited-by"
TASK: Final = "task"
FUNCTION: Final = "function"
KEYWORDS: Final = "keywords"
# In the order in which they are told.
REASONS: Final = (CITES, CITED_BY, TASK, FUNCTION, KEYWORDS)
MAX_RELATED: Final = 10


@dataclass(frozen=True)
class Related:
    """A public document that another one is related to.

    ``reasons`` are codes of :data:`REASONS`; ``words`` are the keywords that both have, empty without that reason.
    ``function`` is told where the task cards differ.
    """

    item: Item
    reasons: tuple[str, ...]
    words: tuple[str, ...] = ()


def related(entry_ids: Iterable[int]) -> dict[int, list[Related]]:
    """At most ten related documents of each entry, the closest first. One query.

    Read together with the entries that are public now: nothing withdrawn shows through a relation. What was found
    before either of the two changed is not told: its words may be what has been covered or closed since.
    """
    ids = list(dict.fromkeys(entry_ids))
    found: dict[int, list[Related]] = {entry_id: [] for entry_id in ids}
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(*related_query(ids))
            for entry_id, reasons, words, pk, kind, published_us, record in cursor.fetchall():
                item = Item(pk, kind, published_us, stored_json(record))
                found[entry_id].append(Related(item, tuple(reasons.split()), tuple(words.split())))
    return found


def related_query(entry_ids: list[int]) -> tuple[str, list[int]]:
    """The SQL of :func:`related`, apart so that tests and benchmarks can EXPLAIN it."""
    columns = "r.entry_id, r.reasons, r.words"
    sql, now = with_public_other("publication_relation", columns, follower=FOLLOWER, count=len(entry_ids))
    return f"{sql} ORDER BY r.entry_id, r.score DESC, r.other_id DESC", [*entry_ids, now]
