"""The items that have what is typed so far, where its last word may go on: what suggestions are made of.

An index is asked by whole words. So the last one is also met by the words of its lexicon that begin so: of Hangul by
their next syllable alone, since pairs of syllables find all that goes on from there. Numbers are met by their digits.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from cms.core import kinds
from cms.derived.related.citations import number_key
from cms.derived.related.profiles import of_numbers
from cms.ledger.items import Item
from cms.ledger.store import store
from cms.search import dimensions, worths
from cms.search.kept.engine import KeptEngine
from cms.search.kept.words import KeptLexicon
from cms.search.requests import Days, Order, Request
from cms.search.understanding import understood
from retrieval.hangul import is_syllable
from retrieval.queries import Query, widened
from retrieval.suggestions import Asked, Beginning

# Hits of each sort, words with one beginning that are looked at, and ways to go on that are looked for.
_HITS: Final = 30
_WORDS: Final = 200
_WAYS: Final = 24
_PAIR: Final = 2
# Documents with one beginning of a number, which may have so many digits more.
_NUMBERED: Final = 30
_DIGITS: Final = 2
_NUMBER: Final = re.compile(r"(.*[^\W\d])-?([0-9]{1,9})")
_DAY: Final = re.compile(r"((?:19|20)[0-9]{2})-?([01][0-9])-?([0-3][0-9])[0-9]*")


def of_sorts(site: str, text: str, asked: Asked, *, language: str) -> tuple[list[Item], list[Item]]:
    """Return public items that have it: of the kinds that are worth most, and of those made by the thousand."""
    plain = Request(site=site, text=text, first=_HITS, language=language)
    narrowed, query = understood(plain)
    if not query.concepts:
        return [], []
    query = _going_on(site, query, asked)
    some = [kind for kind in kinds.names() if worths.of_kind(kind) >= 1]
    others = [kind for kind in kinds.names() if kind not in some]
    engine, found = KeptEngine(site), []
    for of_sort in (some, others):
        request = narrowed.narrowed({**narrowed.filters, dimensions.KIND: tuple(of_sort)})
        found.append([hit.key for hit in engine.some(request, query).hits] if of_sort else [])
    items = _public(site, [key for keys in found for key in keys])
    favoured, common = ([items[key] for key in keys if key in items] for keys in found)
    return favoured, common


def finds(site: str, text: str, *, language: str) -> bool:
    """Return whether a search for this finds something."""
    request, query = understood(Request(site=site, text=text, first=1, language=language))
    hits = KeptEngine(site).some(request, query).hits
    return any(hit.matches for hit in hits) and bool(_public(site, [hit.key for hit in hits]))


def of_numbers_beginning(site: str, text: str) -> list[Item]:
    """Return public documents whose number begins with the last word, such as 재무국-23, or that are of its day, as the
    number under which an archive keeps them begins. One lookup."""
    typed = number_key((text.split() or [""])[-1])
    number, day = _NUMBER.fullmatch(typed), _DAY.fullmatch(typed)
    keys: Sequence[int] = ()
    if number:
        head, digits = number.groups()
        keys = of_numbers(site, [f"{head}-{one}" for one in _with_more(digits)], most=_NUMBERED)
    elif day and (of := _day(*map(int, day.groups()))):
        request = Request(site=site, produced=Days(since=of, until=of), order=Order.NEWEST, first=_HITS)
        keys = [hit.key for hit in KeptEngine(site).search(request, Query()).hits]
    return list(_public(site, keys).values())


def _going_on(site: str, query: Query, asked: Asked) -> Query:
    """Return the query with the words of the index that the last one may become, each as it stands."""
    lexicon = KeptLexicon(site)
    words = [word for one in asked.begins for word in _words(lexicon, one)]
    return widened(query, list(dict.fromkeys(words)), most=_WAYS)


def _words(lexicon: KeptLexicon, beginning: Beginning) -> Sequence[str]:
    words = lexicon.beginning(beginning, limit=_WORDS)
    least = max(len(beginning.text), _PAIR)
    return [word[:least] if is_syllable(word[0]) else word for word in words]


def _with_more(digits: str) -> list[str]:
    """Return all numbers of the length of these digits, and of a few more, that begin with them."""
    rests = (f"{rest:0{more}}" for more in range(1, _DIGITS + 1) for rest in range(10**more))
    return [digits, *(digits + rest for rest in rests)]


def _day(*parts: int) -> date | None:
    try:
        return date(*parts)
    except ValueError:
        return None


def _public(site: str, keys: Sequence[int]) -> dict[int, Item]:
    items = store.items(keys)
    return {key: items[key] for key in keys if key in items and items[key].data["site"] == site}
