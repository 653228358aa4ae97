"""The searchable text of what is public: of its record what the row of its kind says, of its terms all names."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from cms.core import kinds
from cms.core.channels import Change
from cms.core.html import html_text
from cms.core.records import Body, Record, from_data
from cms.ledger.moments import microseconds
from cms.ledger.store import Vocabulary, store
from cms.search import dimensions
from cms.search.kinds import ROWS
from retrieval.segments import Text

# Letters of a body that are indexed: of a longer one the beginning.
MOST_LETTERS: Final = 200_000
# The schemes of the terms whose names are searched beside an item, each with the field of the record that has keys.
NAMED: Final = {
    "field": "topics",
    "tag": "tags",
    "unit": "publisher",
    "website": "website",
    "committee": "committee",
    "board": "board",
}


def by_city(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Changes by their city, in their order."""
    found: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.site].append(change)
    return found


def texts_of(site: str, changes: Iterable[Change]) -> list[Text]:
    """The texts of what is public among the changes of a city. A number of queries that does not depend on how many."""
    public = [change for change in changes if change.is_public]
    vocabulary, bodies = store.vocabulary(site), store.bodies(change.pk for change in public)
    return [text_of(change.pk, _record(change), bodies.get(change.pk), vocabulary) for change in public]


def _record(change: Change) -> Record:
    return from_data(kinds.kind(change.kind).record, change.record)


def text_of(key: int, record: Record, body: Body | None, vocabulary: Vocabulary) -> Text:
    """The text of an item as it is indexed; the terms it names are read in all languages."""
    row = ROWS[record.kind]
    within = "\n".join(filter(None, row.within(record)))
    return Text(
        key=key,
        moment=microseconds(record.published_at),
        title=record.title,
        aside="\n".join(filter(None, (*row.beside(record), *_names(record, vocabulary)))),
        summary=record.summary,
        body=f"{within}\n{readable(body.text, body.html) if body else ''}"[:MOST_LETTERS],
        values=dimensions.values_of(record),
    )


def readable(text: str, html: str) -> str:
    """The text of a body as it is searched and shown in extracts: without what only stands for its pictures.

    An alt says what is to be seen, and a credit whose it is; nobody looks for a text by either. Captions are read.
    """
    return html_text(html, pictures=False) if "<img " in html else text


def _names(record: Record, vocabulary: Vocabulary) -> Iterable[str]:
    for scheme, name in NAMED.items():
        keys: Any = getattr(record, name, None)
        if not keys:
            continue
        wanted = (keys,) if isinstance(keys, str) else keys
        for term in vocabulary.terms(scheme, wanted).values():
            yield from dict.fromkeys(term.names.values())
