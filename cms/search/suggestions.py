"""Suggestions while somebody types: names of terms, everyday words and queries with picks that begin so, and what hits
are called.

What a hit is called (its title, number and tags) is read from the ledger now, and a query is suggested while something
that was picked for it is public; so nothing is suggested that is not. Posts come before documents, which are made by
the thousand: of those of one task, or whose titles begin alike, there is one. Numbers are for whoever types a digit.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from cms.core.records import Board, Committee, Field, Tag, Unit, Website
from cms.ledger import generation
from cms.ledger.items import Item
from cms.ledger.store import Vocabulary, store
from cms.ledger.untold import untold
from cms.search import beginnings, picks, synonyms
from cms.search.kept.engine import KeptEngine
from cms.search.kept.words import KeptLexicon
from retrieval import suggestions
from retrieval.folding import fold
from retrieval.suggestions import Asked, Candidate, Key
from retrieval.words import spaced, squeezed

_SCHEMES: Final = (Field.scheme, Website.scheme, Unit.scheme, Committee.scheme, Board.scheme)
# Terms, words and queries with picks of one beginning that are looked at.
_TERMS: Final = 50
_QUERIES: Final = 10
_NUMBER: Final = "number"
# Everyday words of one beginning that are looked for.
_SEARCHED: Final = 2
# First words of the titles of documents that are alike.
_WORDS_ALIKE: Final = 2
# Who keeps picks for a query has chosen its words; a term or tag is what many items have; a title is one of many.
_WEIGHT_OF_QUERIES: Final = 3.0
_WEIGHT_OF_TERMS: Final = 2.0
_WEIGHT_OF_TAGS: Final = 1.0
_WEIGHT_OF_WORDS: Final = 1.0

# The key that a name is kept under, and the name.
_Row = tuple[str, str]


def suggest(site: str, text: str, *, language: str, limit: int = 8) -> list[str]:
    """Return what a text being typed may become, the likeliest first; not the text itself, unless it is a number.

    The queries of two searches, or four short ones, and a few more, and two for each query with picks that begins so.
    """
    asked = suggestions.asked(text)
    if not (asked.words or asked.begins):
        return []
    vocabulary = store.vocabulary(site)
    favoured, common = beginnings.of_sorts(site, text, asked, language=language)
    candidates = [
        *(Candidate(one, _WEIGHT_OF_QUERIES, "pick") for one in _queries(site, asked)),
        *_names(vocabulary, language, asked),
        *_words(site, asked, language, is_alone=not (favoured or common)),
        *_titles(favoured),
        *_common_titles(common),
        *(Candidate(name, _WEIGHT_OF_TAGS, Tag.scheme) for name in _tags([*favoured, *common], vocabulary, language)),
    ]
    if any(map(str.isdigit, text)):
        numbered = beginnings.of_numbers_beginning(site, text)
        candidates += [Candidate(number, sort=_NUMBER) for number in _numbers([*numbered, *favoured, *common])]
    typed = squeezed(fold(text))
    others = (one for one in candidates if one.sort == _NUMBER or squeezed(fold(one.text)) != typed)
    return [one.text for one in suggestions.ranked(asked, others, limit=limit)]


def is_current(site: str) -> bool:
    """Return whether the index that suggestions are found by has heard of all changes; asked before they are."""
    return untold(KeptEngine.follower, site, most=0).is_level


def _titles(items: Sequence[Item]) -> Iterator[Candidate]:
    """Yield titles, those of the best hits first."""
    for at, item in enumerate(items):
        yield Candidate(item.data["title"], -float(at), "title")


def _common_titles(items: Sequence[Item]) -> Iterator[Candidate]:
    """Yield titles of items made by the thousand; those of one task, and those that begin alike, are alike."""
    for at, item in enumerate(items):
        begins = " ".join(spaced(fold(item.data["title"])).split()[:_WORDS_ALIKE])
        task = item.data.get("task") or ""
        alike = (f"begins:{begins}", *([f"task:{task}"] if task else []))
        yield Candidate(item.data["title"], -float(at), "common title", is_common=True, alike=alike)


def _tags(items: Sequence[Item], vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """Yield the names of tags. One query."""
    tags = dict.fromkeys(key for item in items for key in item.data.get("tags", ()))
    yield from (tag.name(language) for tag in vocabulary.terms(Tag.scheme, tags).values())


def _numbers(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield from filter(None, (str(item.data.get(name, "")) for name in ("number", "management_number")))


def _words(site: str, asked: Asked, language: str, *, is_alone: bool) -> Iterator[Candidate]:
    """Yield the words of the table of synonyms that begin so and lead to something, of those that mean the same one.

    One query; where nothing else is there (``is_alone``), for a few also a search each: the index may have such a word
    written apart.
    """
    rows = generation.fresh(f"suggested words of {site}", lambda: _rows(synonyms.sayings(site)))
    table, found = synonyms.table(site), list(dict.fromkeys(_beginning(rows, asked)))[:_QUERIES]
    meant = {word: (word, *table.of(squeezed(word))) for word in found}
    known = KeptLexicon(site).counts({part for texts in meant.values() for text in texts for part in text.split()})
    leading = [word for word, texts in meant.items() if any(all(map(known.get, text.split())) for text in texts)]
    if is_alone and not leading:
        leading = [word for word in found[:_SEARCHED] if beginnings.finds(site, word, language=language)]
    for word in leading:
        yield Candidate(word, _WEIGHT_OF_WORDS, "word", is_common=True, alike=(f"means:{min(meant[word])}",))


def _queries(site: str, asked: Asked) -> list[str]:
    """The queries that begin so for which something public is picked."""
    rows = generation.fresh(f"suggested queries of {site}", lambda: _rows(picks.spellings(site)))
    return [one for one in [*dict.fromkeys(_beginning(rows, asked))][:_QUERIES] if picks.picks(site, one)]


def _names(vocabulary: Vocabulary, language: str, asked: Asked) -> Iterator[Candidate]:
    """Yield the names of terms that begin so, of each scheme apart."""
    for scheme in _SCHEMES:
        rows = vocabulary.once(("suggested", scheme, language), partial(_rows_of, vocabulary, scheme, language))
        for name in dict.fromkeys(_beginning(rows, asked)):
            yield Candidate(name, _WEIGHT_OF_TERMS, scheme)


def _rows_of(vocabulary: Vocabulary, scheme: str, language: str) -> list[_Row]:
    return _rows(term.name(language) for term in vocabulary.all(scheme))


def _rows(names: Iterable[str]) -> list[_Row]:
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
