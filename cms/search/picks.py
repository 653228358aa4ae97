"""The results that editors have picked for a query, read for the public: what is not public now is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cms.ledger import generation
from cms.ledger.items import Item
from cms.search.models import Pick
from cms.search.translations import public, translated
from retrieval.folding import fold
from retrieval.synonyms import gist
from retrieval.words import spaced

# So many results are picked for a query at most.
MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A result that was picked: an ``item`` of the city, or only a title and an address, of what is elsewhere."""

    title: str
    url: str
    item: Item | None = None


def picks(site: str, text: str, *, language: str = "") -> list[Picked]:
    """Return what editors have picked for a query, in their order.

    An item is shown in the wanted language where its translation is public. No query where nothing is picked, one
    where something is, and one more for translations.
    """
    chosen = _table(site).get(name_of(text), ())
    items = public(site, [one["key"] for one in chosen if "key" in one])
    items |= translated(site, items.values(), language) if language else {}
    return [picked for one in chosen if (picked := _picked(one, items)) is not None]


def spellings(site: str) -> list[str]:
    """Return the spellings of all queries for which editors have picked something, public or not. One query."""
    return [spelling for pick in Pick.objects.filter(site=site).order_by("pk") for spelling in pick.spellings]


def name_of(text: str) -> str:
    """The name under which a query is looked up: the same for all of its spellings that make no difference."""
    return gist(spaced(fold(text)))


def _table(site: str) -> Mapping[str, Sequence[dict[str, Any]]]:
    """What is picked in a city by the names of the queries. No query until it changes."""
    return generation.fresh(f"picks of {site}", lambda: _read(site))


def _read(site: str) -> dict[str, Sequence[dict[str, Any]]]:
    kept = Pick.objects.filter(site=site).order_by("pk")
    return {name_of(spelling): pick.items[:MOST] for pick in kept for spelling in pick.spellings}


def _picked(one: Mapping[str, str], items: Mapping[str, Item]) -> Picked | None:
    if "key" not in one:
        return Picked(title=one["title"], url=one["url"])
    item = items.get(one["key"])
    return Picked(title=item.data["title"], url=item.data["url"], item=item) if item else None
