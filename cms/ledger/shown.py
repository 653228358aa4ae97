"""The pictures and files of the library that public entries and terms show: whether an address is public.

Written where the entry or the term is written, in the same transaction; read by one probe of an index.
"""

from collections.abc import Iterable, Mapping, Set

from django.db import connection
from django.utils import timezone

from cms.core import rows, showing
from cms.core.reading import EachOnce
from cms.core.records import Term
from cms.ledger.models import Entry, Shown
from cms.ledger.moments import microseconds


@EachOnce
def shown_of(paths: list[str]) -> dict[str, bool]:
    """Those of these paths that something shows which is public now. One query."""
    sql, params = query(paths)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {path: True for (path,) in cursor.fetchall()}


def query(paths: list[str]) -> tuple[str, list[str | int]]:
    """The SQL of :func:`shown_of`, apart so that tests and benchmarks can EXPLAIN it."""
    condition = (
        "SELECT 1 FROM publication_shown s LEFT JOIN publication_entry e ON e.id = s.entry_id"
        " WHERE s.path = wanted.text"
        " AND (s.term_id IS NOT NULL OR (e.state = %s AND (e.expires_us IS NULL OR e.expires_us > %s)))"
    )
    return rows.probe(paths, condition), [*paths, Entry.State.PUBLIC.value, microseconds(timezone.now())]


def add(shows: Mapping[int, Set[str]]) -> None:
    """Write what new entries show."""
    rows.insert(Shown, ("path", "entry"), [(path, entry) for entry, paths in shows.items() for path in sorted(paths)])


def keep(shows: Mapping[int, Set[str]]) -> bool:
    """Bring what known entries show to these paths; whether anything changed."""
    stored: dict[int, dict[str, int]] = {entry: {} for entry in shows}
    for pk, entry, path in Shown.objects.filter(entry__in=shows).values_list("pk", "entry_id", "path"):
        stored[entry][path] = pk
    gone = [pk for entry, paths in stored.items() for path, pk in paths.items() if path not in shows[entry]]
    if gone:
        Shown.objects.filter(pk__in=gone).delete()
    new = {entry: shows[entry] - paths.keys() for entry, paths in stored.items()}
    add(new)
    return bool(gone) or any(new.values())


def keep_terms(terms: Mapping[int, Term]) -> None:
    """Bring what the rows of these terms show to their logos."""
    Shown.objects.filter(term__in=terms).delete()
    logos = {pk: logo for pk, term in terms.items() if (logo := getattr(term, "logo", None))}
    shows = {(path, pk) for pk, logo in logos.items() for url in logo.urls if (path := showing.path_of(url))}
    rows.insert(Shown, ("path", "term"), sorted(shows))


def forget(entries: Iterable[int]) -> None:
    """These entries show nothing any more."""
    Shown.objects.filter(entry__in=entries).delete()


def hide(paths: Iterable[str]) -> None:
    """Nothing shows these any more, whatever its record says: for the moment until the records are made again."""
    Shown.objects.filter(path__in=paths).delete()
