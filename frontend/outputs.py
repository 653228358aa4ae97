"""Where the pages show an item: at its own address and in the listings that it stands in."""

from collections.abc import Iterator
from typing import Final

from cms.core.outputs import Output, Published, Shown
from cms.ledger.listed import listing_pages

# Pages that no listing has as its own, and what a later one will need.
_NAMES: Final = "accents archive favicon fields pages preview reuse search statistics tags tasks units websites".split()


def _pages(item: Published) -> Iterator[Shown]:
    yield Shown(output="page", url=item.url)
    for page in listing_pages(item):
        yield Shown(output="listing", url=page, is_list=True)


OUTPUTS: Final = (Output(name="pages", reserves=frozenset(_NAMES), shows=_pages),)
