"""What one request knows while it is answered: its city, its language, and what was already loaded."""

from collections.abc import Iterable
from functools import cached_property

from cms.core.records import Body, City, Record, Term, to_data
from cms.publication import selectors
from cms.publication.selectors import Found, Item
from cms.publication.vocabulary import Place, Vocabulary, vocabulary


class Context:
    """One execution's context. Items are announced as they are read, so that what hangs on all of them loads in one go.

    ``language`` is the language of names where a query does not say; without it, the city's own.
    """

    def __init__(self, place: Place, *, language: str | None = None) -> None:
        self.place = place
        self._language = language
        self._bodies: dict[int, Body | None] = {}
        self._tags: dict[str, Term | None] = {}
        self._tags_announced: set[str] = set()
        self.has_draft = False

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary(self.place.site)

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
            self._tags_announced.update(item.data.get("tags", ()))

    def announce_found(self, found: Found) -> Item:
        """Say the same of one item that was read together with its body."""
        self.announce((found.item,))
        self._bodies[found.item.id] = found.body
        return found.item

    def announce_draft(self, record: Record, body: Body) -> Item:
        """Say the same of a draft: the answer is then for the holder of its token, and no cache may keep it."""
        self.has_draft = True
        published_us = selectors.microseconds(record.published_at)
        return self.announce_found(Found(Item(0, record.kind, published_us, to_data(record)), body, gone=False))

    def body(self, item: Item) -> Body:
        """The body of an item; the first call reads those of all announced ones, in one query."""
        body = self._bodies.get(item.id)
        if body is None:
            missing = {item.id, *(key for key, known in self._bodies.items() if known is None)}
            self._bodies.update(dict.fromkeys(missing, Body()) | selectors.bodies(missing))
            body = self._bodies[item.id]
        return body or Body()

    def tags(self, keys: Iterable[str]) -> list[Term]:
        """The tags of those keys that exist; the first call reads those of all announced items, in one query."""
        wanted = list(keys)
        if missing := self._tags_announced.union(wanted) - self._tags.keys():
            self._tags.update(dict.fromkeys(missing) | self.vocabulary.tags(missing))
        return [tag for key in wanted if (tag := self._tags[key]) is not None]

    def term(self, scheme: str, key: str | None) -> Term | None:
        """The term of that key; None where the key is empty or unknown."""
        return self.vocabulary.term(scheme, key) if key else None
