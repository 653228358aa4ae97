"""The city's classification of functions, as far as something public names it: paths, the widest step first.

Functions are no terms: a path is all that is known of one. Those of the task cards that items use are read once in
each state of the vocabulary; the path that a document had when it was made may be another, and has a listing.
"""

from typing import Final

from cms.core.records import Task
from cms.publication.facets import function_key, listing_name
from cms.publication.models import Listing, TermRow
from cms.publication.vocabulary import Vocabulary

Path = tuple[str, ...]
_SEPARATOR: Final = "/"


def path_of(vocabulary: Vocabulary, name: str) -> Path | None:
    """The path whose steps make this name, with a slash between them; None where nothing public names it.

    At most two queries, mostly none.
    """
    if found := _paths(vocabulary).get(name):
        return found
    path = tuple(name.split(_SEPARATOR))
    listed = Listing.objects.filter(listing=listing_name(vocabulary.site, "function", function_key(path)))
    return path if all(path) and name == function_key(path) and listed.exists() else None


def below(vocabulary: Vocabulary, path: Path) -> list[Path]:
    """The functions of task cards that are one step below, in the order of their names."""
    return sorted(other for other in _paths(vocabulary).values() if other[:-1] == path)


def _paths(vocabulary: Vocabulary) -> dict[str, Path]:
    def read() -> dict[str, Path]:
        tasks = TermRow.objects.filter(site=vocabulary.site, scheme=Task.scheme)
        rows = tasks.values_list("data__functions", flat=True).distinct().iterator()
        found = (path for row in rows for path in _upwards(tuple(row or ())))
        return {_SEPARATOR.join(path): path for path in found}

    return vocabulary.once(("functions",), read)


def _upwards(path: Path) -> list[Path]:
    """A path, and those above it."""
    return [path[:length] for length in range(1, len(path) + 1)]
