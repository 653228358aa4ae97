"""The city's classification of functions, as far as something public names it: paths, the widest step first.

Functions are no terms: a path is all that is known of one. Those of the task cards that items use are read once in
each state of the vocabulary; the path that a document had when it was made may be another, and has a listing.
"""

from typing import Final

from django.db import connection

from cms.core import rows
from cms.core.reading import EachOnce
from cms.core.records import Task
from cms.ledger.facets import function_key, listing_name
from cms.ledger.models import TermRow
from cms.ledger.vocabulary import Vocabulary

Path = tuple[str, ...]
Named = tuple[Vocabulary, str]
_SEPARATOR: Final = "/"


def path_of(vocabulary: Vocabulary, name: str) -> Path | None:
    """The path whose steps make this name, with a slash between them; None where nothing public names it.

    At most two queries, mostly none.
    """
    return paths_of([(vocabulary, name)]).get((vocabulary, name))


@EachOnce
def paths_of(names: list[Named]) -> dict[Named, Path]:
    """The same for many names, each in a vocabulary."""
    found = {one: path for one in names if (path := _paths(one[0]).get(one[1]))}
    listings = {one: listing for one in names if one not in found and (listing := _listing(*one))}
    listed = _listed(list(listings.values()))
    return found | {one: _split(one[1]) for one, listing in listings.items() if listing in listed}


def _split(name: str) -> Path:
    return tuple(name.split(_SEPARATOR))


def _listing(vocabulary: Vocabulary, name: str) -> str | None:
    """The listing of the function of that name; None where the name is none."""
    path = _split(name)
    is_name = all(path) and name == function_key(path)
    return listing_name(vocabulary.site, "function", name) if is_name else None


def _listed(listings: list[str]) -> set[str]:
    """Those of these listings that have an entry. A query."""
    if not listings:
        return set()
    sql = rows.probe(listings, "SELECT 1 FROM publication_listing l WHERE l.listing = wanted.text")
    with connection.cursor() as cursor:
        cursor.execute(sql, listings)
        return {listing for (listing,) in cursor.fetchall()}


def below(vocabulary: Vocabulary, path: Path) -> list[Path]:
    """The functions of task cards that are one step below, in the order of their names."""
    return sorted(other for other in _paths(vocabulary).values() if other[:-1] == path)


def _paths(vocabulary: Vocabulary) -> dict[str, Path]:
    def read() -> dict[str, Path]:
        tasks = TermRow.objects.filter(site=vocabulary.site, scheme=Task.scheme)
        stored = tasks.values_list("data__functions", flat=True).distinct().iterator()
        found = (path for row in stored for path in _upwards(tuple(row or ())))
        return {_SEPARATOR.join(path): path for path in found}

    return vocabulary.once(("functions",), read)


def _upwards(path: Path) -> list[Path]:
    """A path, and those above it."""
    return [path[:length] for length in range(1, len(path) + 1)]
