"""Texts as documents of Meilisearch, in payloads of a bounded size."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from cms.search import dimensions, worths
from cms.search.meilisearch.configuration import PARTS
from cms.search.meilisearch.filters import VALUES, WORTH, number
from retrieval.segments import Text

# Bytes of a payload; a text that is longer than that is one of its own. A server takes 100 MB unless told otherwise.
MOST_BYTES: Final = 8_000_000


def payloads(texts: Iterable[Text]) -> Iterator[bytes]:
    """Yield the texts as lists in JSON."""
    some: list[bytes] = []
    size = 0
    for text in texts:
        made = json.dumps(document(text), ensure_ascii=False).encode(errors="replace")
        if some and size + len(made) > MOST_BYTES:
            yield _listed(some)
            some, size = [], 0
        some.append(made)
        size += len(made)
    if some:
        yield _listed(some)


def _listed(documents: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(documents) + b"]"


def document(text: Text) -> dict[str, Any]:
    """A text as Meilisearch is given it. Numbers up to 2**53 are exact there, as microseconds are until 2255."""
    days = [date.fromisoformat(day) for day in text.values.get(dimensions.PRODUCED, ())]
    return {
        "key": text.key,
        "moment": text.moment,
        "made": [number(day) for day in days],
        WORTH: min(map(worths.of_kind, text.values.get(dimensions.KIND, ())), default=1.0),
        **{part: getattr(text, part) for part in PARTS},
        VALUES: {
            **{name: list(values) for name, values in text.values.items()},
            dimensions.YEAR: list(dict.fromkeys(str(day.year) for day in days)),
        },
    }
