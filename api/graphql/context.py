"""The knowledge of one request while it is answered: its city, its language, and what was already loaded."""

from collections.abc import Iterable
from functools import cached_property
from itertools import islice

from cms.core import kinds
from cms.core.kinds import values_of
from cms.core.records import OPEN_SCHEMES, Body, City, Record, Tag, Term
from cms.derived.related.relations import Related, related
from cms.ledger import versions
from cms.ledger.hosts import CityHost
from cms.ledger.store import MAX_CITED, Found, Item, Vocabulary, store
from cms.ledger.versions import FormerItem, Version


class Context:
    """One execution's context. Items are announced as they are read, so that what hangs on all of them loads in one go.

    ``language`` is the language of names where a query does not say; without it, the city's own.
    """

    def __init__(self, city_host: CityHost, *, language: str | None = None) -> None:
        self.city_host = city_host
        self._language = language
        self._bodies: dict[int, Body | None] = {}
        self._open: dict[str, dict[str, Term | None]] = {scheme: {} for scheme in OPEN_SCHEMES}
        self._announced: dict[str, set[str]] = {scheme: set() for scheme in OPEN_SCHEMES}
        self._related: dict[int, list[Related]] = {}
        self._versions: dict[int, dict[int, list[Version]]] = {}
        self._former_bodies: dict[int, Body | None] = {}
        self._cited: dict[str, Item | None] = {}
        self._cited_announced: set[str] = set()
        self.has_draft = False

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return store.vocabulary(self.city_host.site)

    @property
    def city(self) -> City:
        return self.vocabulary.city

    @cached_property
    def language(self) -> str:
        return self._language or self.city.default_language

    def announce(self, items: Iterable[Item]) -> None:
        """Say that these items are part of the answer."""
        for item in items:
            self._bodies.setdefault(item.id)
            self._announced[Tag.scheme].update(item.data.get("tags", ()))
            kind = kinds.kind(item.kind)
            for facet in kind.open:
                self._announced[facet.name].update(values_of(item.data, facet))
            self._cited_announced.update(islice(kind.cites(item.data), MAX_CITED))

    def announce_found(self, found: Found) -> Item:
        """Say the same of one item that was read together with its body."""
        self.announce((found.item,))
        self._bodies[found.item.id] = found.body
        return found.item

    def announce_draft(self, record: Record, body: Body) -> Item:
        """Say the same of a draft: the answer is then for the holder of its token, and no cache may keep it."""
        self.has_draft = True
        return self.announce_found(Found(Item.draft(record), body, gone=False))

    def body(self, item: Item) -> Body:
        """The body of an item; the first call reads those of all announced ones, in one query."""
        if isinstance(item, FormerItem):
            return self._former_body(item)
        body = self._bodies.get(item.id)
        if body is None:
            missing = {item.id, *(key for key, known in self._bodies.items() if known is None)}
            self._bodies.update(dict.fromkeys(missing, Body()) | store.bodies(missing))
            body = self._bodies[item.id]
        return body or Body()

    def _former_body(self, item: FormerItem) -> Body:
        if self._former_bodies.get(item.row) is None:
            missing = {item.row, *(row for row, known in self._former_bodies.items() if known is None)}
            self._former_bodies.update(dict.fromkeys(missing, Body()) | versions.bodies(missing))
        return self._former_bodies[item.row] or Body()

    def versions(self, item: Item, first: int) -> list[Version]:
        """The last versions of an item; the first call reads those of all announced items, in two queries."""
        known = self._versions.setdefault(first, {})
        if item.id not in known:
            wanted = {item.id, *self._bodies} - known.keys()
            found = versions.of_entries(wanted, first=first)
            known.update({key: [] for key in wanted} | found)
            items = [one.item for ones in found.values() for one in ones]
            for former in items:
                self._former_bodies.setdefault(former.row)
            self.announce(items)
        return known[item.id]

    def related(self, item: Item) -> list[Related]:
        """The documents that belong to one; the first call reads those of all announced items, in one query."""
        if item.id not in self._related:
            found = related({item.id, *self._bodies} - self._related.keys())
            self._related.update(found)
            self.announce(one.item for ones in found.values() for one in ones)
        return self._related[item.id]

    def open_terms(self, scheme: str, keys: Iterable[str]) -> list[Term]:
        """Those of an open vocabulary that exist; the first call reads those of all announced items, in one query."""
        wanted = list(keys)
        known = self._open[scheme]
        if missing := self._announced[scheme].union(wanted) - known.keys():
            known.update(dict.fromkeys(missing) | self.vocabulary.open_terms(scheme, missing))
        return [term for key in wanted if (term := known[key]) is not None]

    def term(self, scheme: str, key: str | None) -> Term | None:
        """The term of that key; None where the key is empty or unknown."""
        if scheme in OPEN_SCHEMES:
            return next(iter(self.open_terms(scheme, [key] if key else [])), None)
        return self.vocabulary.term(scheme, key) if key else None

    def cited(self, numbers: Iterable[str]) -> list[Item]:
        """The public documents of these management numbers that announced meetings name; all of them in one query."""
        if missing := self._cited_announced - self._cited.keys():
            found = self.vocabulary.documents(missing)
            self._cited.update(dict.fromkeys(missing) | found)
            self.announce(found.values())
        return [item for number in dict.fromkeys(numbers) if (item := self._cited.get(number)) is not None]
