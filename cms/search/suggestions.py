"""Suggestions while somebody types: names of terms that begin so, and titles of what is public and has it.

Titles are those of hits, each joined to the ledger, so that nothing is suggested that is not public.
"""

from bisect import bisect_left
from typing import Final

from cms.core.records import Committee, Field, Unit, Website
from cms.ledger.store import Vocabulary, store
from cms.search.kept.engine import KeptEngine
from cms.search.requests import Request
from cms.search.understanding import understood
from retrieval import suggestions
from retrieval.suggestions import Asked, Candidate, Key

_SCHEMES: Final = (Field.scheme, Website.scheme, Unit.scheme, Committee.scheme)
# Terms with one beginning, and titles, that are looked at.
_TERMS: Final = 50
_TITLES: Final = 20
_WEIGHT_OF_TERMS: Final = 1.0

# The key that a name is kept under, and the name.
_Row = tuple[str, str]


def suggest(site: str, text: str, *, language: str, limit: int = 8) -> list[str]:
    """Return what a text being typed may become, the likeliest first. The queries of one search, and one more."""
    asked = suggestions.asked(text)
    if not (asked.words or asked.begins):
        return []
    names = _names(store.vocabulary(site), language, asked)
    candidates = [Candidate(name, _WEIGHT_OF_TERMS) for name in names] + [Candidate(one) for one in _titles(site, text)]
    return [one.text for one in suggestions.ranked(asked, candidates, limit=limit)]


def _titles(site: str, text: str) -> list[str]:
    request, query = understood(Request(site=site, text=text, first=_TITLES))
    found = KeptEngine(site).search(request, query) if query.concepts else None
    items = store.items(hit.key for hit in found.hits).values() if found else ()
    return [item.data["title"] for item in items if item.data["site"] == site]


def _names(vocabulary: Vocabulary, language: str, asked: Asked) -> list[str]:
    rows = vocabulary.once(("suggested", language), lambda: _rows(vocabulary, language))
    found = []
    for key in asked.keys:
        beginning = _kept(key)
        begin = bisect_left(rows, (beginning, ""))
        found += [name for kept, name in rows[begin : begin + _TERMS] if kept.startswith(beginning)]
    return list(dict.fromkeys(found))


def _rows(vocabulary: Vocabulary, language: str) -> list[_Row]:
    names = [term.name(language) for scheme in _SCHEMES for term in vocabulary.all(scheme)]
    return sorted((_kept(key), name) for name in names for key in suggestions.keys(name))


def _kept(key: Key) -> str:
    return f"{key.kind.value}:{key.text}"
