"""Related searches: what the best hits of a search have in common, in the city's own words and the reader's language.

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
# One of so many hits has what they have in common.
_SHARED_BY: Final = 3


def common(answer: Answer) -> list[tuple[str, str]]:
    """The schemes and keys of the terms that a third of the hits of the first page have, at most :data:`LOOKED_AT`.

    Later pages have none: what they have in common drifts away from what was looked for. A name that authors gave, of a
    tag or a task, is in the language of what has it. No query.
    """
    if answer.request.after is not None:
        return []
    language = answer.request.language
    hits = [hit.item.data for hit in answer.hits if hit.matches]
    readable = [data for data in hits if not language or data["language"] == language]
    counts = Counter(term for data in readable for term in _terms(data))
    least = len(readable) / _SHARED_BY
    return [term for term, number in counts.most_common(LOOKED_AT) if number >= least]


def others(answer: Answer, terms: Iterable[Term]) -> list[Term]:
    """The first of these terms that have a name for the reader, and none that is what was looked for."""
    asked, language = squeezed(fold(answer.request.text)), answer.request.language
    readable = (term for term in terms if term.is_open or not language or language in term.names)
    found = (term for term in readable if asked not in {squeezed(fold(name)) for name in term.names.values()})
    return list(islice(found, MOST))


def _terms(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for scheme, name in _FIELDS:
        keys = data.get(name) or ()
        for key in (keys,) if isinstance(keys, str) else keys:
            yield scheme, key
