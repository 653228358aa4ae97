"""Related searches: what the hits of a search have in common, in the city's own words.

Tags, tasks, websites and committees are named, never what others have typed: whoever searched for something five times
would write it on the pages of the city.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from cms.core.records import Committee, Tag, Task, Term, Website
from cms.search.answers import Answer
from retrieval.folding import fold
from retrieval.words import squeezed

MOST: Final = 6
# Terms that are counted, and how many of them are looked at: some may be what was looked for, or be gone.
_FIELDS: Final = (
    (Tag.scheme, "tags"),
    (Task.scheme, "task"),
    (Website.scheme, "website"),
    (Committee.scheme, "committee"),
)
LOOKED_AT: Final = 2 * MOST


def common(answer: Answer) -> list[tuple[str, str]]:
    """The schemes and keys of the terms that most of the hits have, at most :data:`LOOKED_AT`. No query."""
    counts = Counter(term for hit in answer.hits if hit.matches for term in _terms(hit.item.data))
    return [term for term, _ in counts.most_common(LOOKED_AT)]


def others(answer: Answer, terms: Iterable[Term]) -> list[Term]:
    """The first of these terms whose names are not what was looked for."""
    asked = squeezed(fold(answer.request.text))
    found = (term for term in terms if asked not in {squeezed(fold(name)) for name in term.names.values()})
    return list(islice(found, MOST))


def _terms(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for scheme, name in _FIELDS:
        keys = data.get(name) or ()
        for key in (keys,) if isinstance(keys, str) else keys:
            yield scheme, key
