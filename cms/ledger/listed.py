"""The pages that list an item, worked out of what its record says, so that they are known after it has gone."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from cms.core import kinds
from cms.core.kinds import Facet
from cms.core.outputs import Published
from cms.core.records import TERMS, Section
from cms.ledger.vocabulary import Vocabulary, vocabulary


def listing_pages(item: Published) -> Iterator[str]:
    """The addresses of the pages, in the item's language, that show the newest of a listing that it stands in."""
    terms, kind = vocabulary(item.site), kinds.kind(item.kind)
    if not kind.is_news:
        return
    section = terms.term(Section.scheme, kind.section) if kind.section else terms.city
    home = section and section.url(item.language)
    if home:
        yield home
    for facet in kind.wide:
        if facet.name in TERMS:
            yield from _of_facet(facet, item, terms)


def _of_facet(facet: Facet, item: Published, terms: Vocabulary) -> Iterator[str]:
    """A department, a tag and a task card have their place by their key, also where nothing public names them now."""
    found: Any = item.record.get(facet.field) or ()
    home, part = terms.city.url(item.language), kinds.kind(item.kind).below_units if facet is kinds.UNIT else ""
    for key in [found] if isinstance(found, str) else found:
        if facet is kinds.UNIT or TERMS[facet.name].is_open:
            url = f"{home}{facet.name}s/{quote(key, safe='')}/" if home else None
        else:
            term = terms.term(facet.name, key)
            url = term.url(item.language) if term else None
        if url and part is not None:
            yield f"{url}{part}"
