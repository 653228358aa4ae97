"""Suggestions while somebody types: names of terms and queries with picks that begin so, and what hits are called.

What a hit is called (its title, number and tags) is read from the ledger now, and a query is suggested while something
that was picked for it is public; so nothing is suggested that is not.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cms.core.records import Committee, Field, Tag, Unit, Website
from cms.ledger import generation
from cms.ledger.items import Item
from cms.ledger.store import Vocabulary, store
from cms.ledger.untold import untold
from cms.search import picks
from cms.search.kept.engine import KeptEngine
from cms.search.requests import Request
from cms.search.understanding import understood
from retrieval import suggestions
from retrieval.folding import fold
from retrieval.suggestions import Asked, Candidate, Key
from retrieval.words import squeezed

_SCHEMES: Final = (Field.scheme, Website.scheme, Unit.scheme, Committee.scheme)
# Terms with one beginning, hits, and queries with picks that are looked at.
_TERMS: Final = 50
_HITS: Final = 20
_QUERIES: Final = 10
# Who keeps picks for a query has chosen its words; a term is what many items have; a title is one of many.
_WEIGHT_OF_QUERIES: Final = 2.0
_WEIGHT_OF_TERMS: Final = 1.0

# The key that a name is kept under, and the name.
_Row = tuple[str, str]


def suggest(site: str, text: str, *, language: str, limit: int = 8) -> list[str]:
    """Return what a text being typed may become, the likeliest first, and not the text itself.

    The queries of one search and one more, and two for each query with picks that begins so.
    """
    asked = suggestions.asked(text)
    if not (asked.words or asked.begins):
        return []
    vocabulary = store.vocabulary(site)
    candidates = [
        *(Candidate(one, _WEIGHT_OF_QUERIES) for one in _queries(site, asked)),
        *(Candidate(name, _WEIGHT_OF_TERMS) for name in _names(vocabulary, language, asked)),
        *(Candidate(name) for name in _of_hits(_hits(site, text, language), vocabulary, language)),
    ]
    typed = squeezed(fold(text))
    others = (one for one in candidates if squeezed(fold(one.text)) != typed)
    return [one.text for one in suggestions.ranked(asked, others, limit=limit)]


def is_current(site: str) -> bool:
    """Return whether the index that suggestions are found by has heard of all changes; asked before they are."""
    return untold(KeptEngine.follower, site, most=0).is_level


def _hits(site: str, text: str, language: str) -> list[Item]:
    request, query = understood(Request(site=site, text=text, first=_HITS, language=language))
    found = KeptEngine(site).search(request, query) if query.concepts else None
    items = store.items(hit.key for hit in found.hits).values() if found else ()
    return [item for item in items if item.data["site"] == site]


def _of_hits(items: Sequence[Item], vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """Yield titles, numbers and the names of tags. One query."""
    for item in items:
        yield item.data["title"]
        yield from filter(None, [str(item.data.get("number", ""))])
    tags = dict.fromkeys(key for item in items for key in item.data.get("tags", ()))
    yield from (tag.name(language) for tag in vocabulary.terms(Tag.scheme, tags).values())


def _queries(site: str, asked: Asked) -> list[str]:
    """The queries that begin so for which something public is picked."""
    rows = generation.fresh(f"suggested queries of {site}", lambda: _kept_rows(picks.spellings(site)))
    return [one for one in [*dict.fromkeys(_beginning(rows, asked))][:_QUERIES] if picks.picks(site, one)]


def _names(vocabulary: Vocabulary, language: str, asked: Asked) -> list[str]:
    rows = vocabulary.once(("suggested", language), lambda: _kept_rows(_all_names(vocabulary, language)))
    return list(dict.fromkeys(_beginning(rows, asked)))


def _all_names(vocabulary: Vocabulary, language: str) -> list[str]:
    return [term.name(language) for scheme in _SCHEMES for term in vocabulary.all(scheme)]


def _kept_rows(names: Iterable[str]) -> list[_Row]:
    """Return names by what they are kept under, in the order of it."""
    return sorted((_kept(key), name) for name in names for key in suggestions.keys(name))


def _beginning(rows: Sequence[_Row], asked: Asked) -> Iterator[str]:
    """Yield some of the names that may begin as asked."""
    for key in asked.keys:
        beginning = _kept(key)
        begin = bisect_left(rows, (beginning, ""))
        yield from (name for kept, name in rows[begin : begin + _TERMS] if kept.startswith(beginning))


def _kept(key: Key) -> str:
    return f"{key.kind.value}:{key.text}"
