"""The knowledge of one request while it is answered: its city, its language, and what was already loaded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar, cast

from django.utils import timezone

from cms.core import kinds
from cms.core.kinds import Kind, values_of
from cms.core.records import OPEN_SCHEMES, Body, City, Edited, Record, Tag, Term
from cms.derived.related.relations import Related, related
from cms.ledger import short_listings, versions
from cms.ledger.hosts import CityHost
from cms.ledger.newest import newest
from cms.ledger.store import MAX_CITED, Filters, Found, Item, Vocabulary, store
from cms.ledger.versions import FormerItem, Version

Answer = TypeVar("Answer")


@dataclass
class _Together:
    """Items that were read as one list, and what was read of all of them since.

    Whoever asks something of one asks it of the whole list, and has paid for the whole list.
    """

    items: tuple[Item, ...]
    related: dict[int, list[Related]] | None = None
    versions: dict[int, dict[int, list[Version]]] = field(default_factory=dict)
    former_bodies: dict[int, Body] | None = None

    @property
    def ids(self) -> set[int]:
        return {item.id for item in self.items}


class Context:
    """One execution's context. Items are announced as they are read, so that what hangs on all of them loads in one go.

    ``language`` is the language of names where a query does not say; without it, the city's own. ``admit`` is called
    with what a search costs, and raises an error of the tree where the client has searched too often.
    """

    def __init__(
        self, city_host: CityHost, *, language: str | None = None, admit: Callable[[float], None] = lambda cost: None
    ) -> None:
        self._admit = admit
        # The searches that were admitted, and those of them that this execution has asked for.
        self._admitted = self._asked = 0
        # What was asked for, each with its answer.
        self._answered: list[tuple[object, object]] = []
        self.city_host = city_host
        self._language = language
        self._bodies: dict[int, Body | None] = {}
        self._open: dict[str, dict[str, Term | None]] = {scheme: {} for scheme in OPEN_SCHEMES}
        self._announced: dict[str, set[str]] = {scheme: set() for scheme in OPEN_SCHEMES}
        # By the identity of each item, which its list keeps alive: one entry may be read for several lists.
        self._together: dict[int, _Together] = {}
        self._cited: dict[str, Item | None] = {}
        self._cited_announced: set[str] = set()
        self._named: dict[str, Item | None] = {}
        self._named_announced: set[str] = set()
        self._below: dict[str, list[Item]] = {}
        self._pages_announced: set[str] = set()
        self._edited_announced: list[Edited] = []
        self._newest: dict[tuple[str, str, str], dict[str, Item]] = {}
        # What is for the holder of a token, or is not the last word yet: no cache may keep the answer.
        self.is_passing = False

    def begin_again(self) -> None:
        """Say that the same operation is executed once more: what it was admitted for before it does not pay again."""
        self._asked = 0

    def search(self, ask: Callable[..., Answer], *given: object, cost: float = 1.0, **named: object) -> Answer:
        """Return what ``ask`` answers to these arguments; an error of the tree where the client may not search now.

        The same is not asked for twice, so that an operation that is executed once more does not search once more.
        """
        if self._asked == self._admitted:
            self._admit(cost)
            self._admitted += 1
        self._asked += 1
        asked = (ask, given, named)
        for known, answer in self._answered:
            if known == asked:
                return cast(Answer, answer)
        answer = ask(*given, **named)
        self._answered.append((asked, answer))
        return answer

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
        """Say that these items are part of the answer, as one list of it."""
        for item in self.read_together(items):
            self._bodies.setdefault(item.id)
            self._announced[Tag.scheme].update(item.data.get("tags", ()))
            kind = kinds.kind(item.kind)
            for facet in kind.open:
                self._announced[facet.name].update(values_of(item.data, facet))
            self._cited_announced.update(islice(kind.cites(item.data), MAX_CITED))
            self._named_announced.update(kind.leads_to(item.data))
            if not kind.is_news:
                self._pages_announced.add(item.data["key"])
                self._named.setdefault(item.data["key"], item)

    def announce_listed(self, terms: Iterable[Term]) -> None:
        """Say that these terms of the vocabulary are part of the answer, as one list of it."""
        self._edited_announced += [term for term in terms if isinstance(term, Edited) and term.pins]

    def announce_terms(self, scheme: str, keys: Iterable[str]) -> None:
        """Say that the terms of these keys are part of the answer; those of no open vocabulary are in memory."""
        if scheme in self._announced:
            self._announced[scheme].update(keys)

    def read_together(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Say that these items are one list, where nobody has said yet which list one of them is in."""
        together = _Together(tuple(items))
        for item in together.items:
            self._together.setdefault(id(item), together)
        return together.items

    def announce_found(self, found: Found) -> Item:
        """Say the same of one item that was read together with its body."""
        self.announce((found.item,))
        self._bodies[found.item.id] = found.body
        return found.item

    def announce_draft(self, record: Record, body: Body) -> Item:
        """Say the same of a draft: the answer is then for the holder of its token, and no cache may keep it."""
        self.is_passing = True
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
        """The body of a version; the first call reads those of all that were read with it, in two queries."""
        together = self._list_of(item)
        if together.former_bodies is None:
            together.former_bodies = versions.bodies({one.row for one in together.items if isinstance(one, FormerItem)})
        return together.former_bodies.get(item.row) or Body()

    def _list_of(self, item: Item) -> _Together:
        if id(item) not in self._together:
            self.read_together((item,))
        return self._together[id(item)]

    def versions(self, item: Item, first: int) -> list[Version]:
        """The last versions of an item; the first call reads those of the items of its list, in two queries."""
        together = self._list_of(item)
        if first not in together.versions:
            found = versions.of_entries(together.ids, first=first)
            together.versions[first] = found
            self.announce(one.item for ones in found.values() for one in ones)
        return together.versions[first].get(item.id, [])

    def related(self, item: Item) -> list[Related]:
        """The documents that belong to one; the first call reads those of the items of its list, in one query."""
        together = self._list_of(item)
        if together.related is None:
            together.related = related(together.ids)
            self.announce(one.item for ones in together.related.values() for one in ones)
        return together.related[item.id]

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
        """The public documents of these management numbers that announced meetings name; all of them in one query.

        Those that are asked for at once are a list of their own, and no other list shares its items.
        """
        if missing := self._cited_announced - self._cited.keys():
            found = self.vocabulary.documents(missing)
            self._cited.update(dict.fromkeys(missing) | found)
            self.announce(found.values())
        named = (self._cited.get(number) for number in dict.fromkeys(numbers))
        return list(self.read_together(replace(item) for item in named if item is not None))

    def named(self, keys: Iterable[str]) -> list[Item]:
        """Those of these keys that are of public items; what all announced items lead to is read in one query."""
        wanted = list(keys)
        if missing := self._named_announced.union(wanted) - self._named.keys():
            found = store.entries_named((self.city_host.site, key) for key in sorted(missing))
            self._named.update(dict.fromkeys(missing))
            self._named.update((key, one.item) for (_, key), one in found.items() if not one.gone)
        return [item for key in wanted if (item := self._named[key]) is not None]

    def pinned(self, term: Edited, language: str) -> list[Item]:
        """The public ones of what is pinned in a listing today; those of all announced terms are read in one query."""
        today = timezone.localdate()
        keys = term.pinned(language, today)
        together = (one for listed in self._edited_announced for one in listed.pinned(language, today))
        self._named_announced.update(keys, together)
        return self.named(keys)

    def newest(self, kind: Kind, term: Term, language: str) -> Item | None:
        """The newest item of a kind in a listing; the first call reads those of all terms of the vocabulary, in one
        query."""
        asked = (kind.name, term.scheme, language)
        if asked not in self._newest:
            terms = self.vocabulary.all(term.scheme)
            site = self.city_host.site
            facets: list[dict[str, Any]] = [{one.scheme: one.key} for one in terms]
            found = newest([Filters(site=site, kind=kind.name, language=language, **facet) for facet in facets])
            self._newest[asked] = {one.key: item for one, item in zip(terms, found, strict=True) if item}
            self.announce(self._newest[asked].values())
        return self._newest[asked].get(term.key)

    def below(self, item: Item) -> list[Item]:
        """The items whose parent is this one; the first call reads those of all announced ones, in one query."""
        key = item.data["key"]
        if key not in self._below:
            missing = (self._pages_announced | {key}) - self._below.keys()
            found = short_listings.items(self.city_host.site, "parent", sorted(missing))
            self._below.update(found)
            for children in found.values():
                self.announce(children)
        return self._below[key]
