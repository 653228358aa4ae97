"""The addresses that imported posts and moved websites had before: redirects that no form has seen."""

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.utils.translation import override

from cms.core.errors import BadInput
from cms.core.models import Redirect
from cms.core.reading import one_reading
from cms.core.rows import batches
from cms.ledger import standing
from cms.normal_form import address
from cms.publication.redirects import making
from cms.publication.redirects.making import Wish
from cms.publication.redirects.targets import page_addresses

# An address, the id of its page, and why it does not lead there.
Refused = tuple[str, int, str]
_TAKEN: Final = "this address leads elsewhere already"
_NEVER: Final = "the website itself answers at this address"


@transaction.atomic
def take(addresses: Iterable[tuple[str, int]], *, homes: bool = False) -> list[Refused]:
    """Let each address lead to the page of that id; what leads there already is left as it is.

    The front page of a site is none of its posts: it is passed over but where the addresses are those of ``homes``.

    Returns those that cannot, each with its reason. A few queries.
    """
    refused: list[Refused] = []
    wishes: dict[str, tuple[str, Wish]] = {}
    with override("en"):
        for text, page_id in addresses:
            try:
                one = making.settled(text, page_id=page_id, url="", permanent=True)
            except BadInput as error:
                refused.append((text, page_id, error.message))
                continue
            if not homes and one.source.path == "/" and not one.source.query:
                continue
            _, first = wishes.setdefault(one.digest, (text, one))
            if first.page_id != page_id:
                refused.append((text, page_id, _TAKEN))
    for row in Redirect.objects.filter(digest__in=[*wishes]):
        text, one = wishes.pop(row.digest)
        if row.page_id != one.page_id:
            refused.append((text, one.page_id or 0, _TAKEN))
    kept = _elsewhere([one for _, one in wishes.values()])
    never = _never(kept)
    refused += [(wishes[one.digest][0], one.page_id or 0, _NEVER) for one in kept if one.digest in never]
    making.keep([one for one in kept if one.digest not in never], origin=Redirect.Origin.POSTS)
    return refused


def _never(wishes: list[Wish]) -> set[str]:
    """The digests of those that would never begin."""
    never: set[str] = set()
    for batch in batches(wishes):
        with one_reading():
            standing.look_ahead((one.source, one.site) for one in batch)
            found = {one.digest: standing.standing(one.source, one.site) for one in batch}
        never.update(key for key, before in found.items() if before and before.for_good)
    return never


def _elsewhere(wishes: list[Wish]) -> list[Wish]:
    """Without those from the very address that their page has here."""
    own = page_addresses(one.page_id for one in wishes if one.page_id and not one.source.host)
    paths = {page_id: address(url).path for page_id, url in own.items()}
    return [one for one in wishes if one.source.query or paths.get(one.page_id or 0) != one.source.path]
