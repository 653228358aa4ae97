"""The search that finds one item, for outputs that are asked where they show it."""

from typing import Final
from urllib.parse import urlencode

from django.utils import timezone

from cms.core import kinds
from cms.core.outputs import Published
from cms.ledger.store import store
from cms.search import dimensions, parameters
from cms.search.requests import MAX_LETTERS, Days, Request
from retrieval.folding import fold
from retrieval.words import spaced

# Where a home page has its search, and the feeds of searches.
_BELOW: Final = "search/"


def finding(item: Published) -> Request:
    """Return a search for the number and title of an item, among those of its kind and of the day of its publication.

    It can be made once the item has gone, and is narrow enough that others do not come before it.
    """
    number = item.record.get(kinds.kind(item.kind).numbered_by) or ""
    # Without signs, so that no word of a title is an operator.
    text = spaced(fold(f"{number} {item.record.get('title') or ''}"))[:MAX_LETTERS].strip()
    day = timezone.localdate(item.published_at)
    filters = {dimensions.KIND: (item.kind,)}
    return Request(site=item.site, text=text, filters=filters, published=Days(since=day, until=day))


def addresses(item: Published, *names: str) -> list[str]:
    """Return the addresses of that search below the home page in the language of an item: that of each name.

    None where the city has no home page in the language.
    """
    home = store.vocabulary(item.site).city.url(item.language)
    query = urlencode([*parameters.pairs(finding(item))])
    return [f"{home}{_BELOW}{name}?{query}" for name in names] if home else []
