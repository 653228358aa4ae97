"""Items in the language of a reader: those of their translations that are public."""

from collections.abc import Iterable

from cms.ledger.items import Item
from cms.ledger.store import store


def public(site: str, keys: Iterable[str]) -> dict[str, Item]:
    """Return the public ones among the items of these keys. One query."""
    found = store.entries_named([(site, key) for key in keys])
    return {key: one.item for (_, key), one in found.items() if not one.gone}


def translated(site: str, items: Iterable[Item], language: str) -> dict[str, Item]:
    """Return by their keys the items that are in another language and have a public translation in this one, each as
    that. One query where there may be such."""
    others = {
        item.data["key"]: other["key"]
        for item in items
        if item.data["language"] != language
        for other in item.data["translations"]
        if other["language"] == language
    }
    found = public(site, others.values()) if others else {}
    return {key: found[other] for key, other in others.items() if other in found}
