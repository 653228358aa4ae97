"""Reading terms: the small vocabularies that records refer to by key."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any, Final, TypeVar
from urllib.parse import quote, urljoin

from cms.core import kinds
from cms.core.kinds import Kind
from cms.core.records import OPEN_SCHEMES, TERMS, City, Document, Record, Section, Term, from_data
from cms.ledger import generation
from cms.ledger.frames import Frames
from cms.ledger.items import Item
from cms.ledger.models import TermRow
from cms.ledger.selectors import items_at

T = TypeVar("T")
# Documents looked up of those that one meeting names; what it names beyond that is told as numbers only.
MAX_CITED: Final = 100
# Of each open vocabulary.
_MAX_KEPT: Final = 20_000


class Vocabulary:
    """All terms of one city, read once per change of the ledger; those of open vocabularies are read on demand."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._terms: dict[str, dict[str, Term]] = {scheme: {} for scheme in TERMS}
        self._made: dict[tuple[str, ...], Any] = {}
        rows = TermRow.objects.filter(site=site).exclude(scheme__in=OPEN_SCHEMES).values_list("scheme", "key", "data")
        for scheme, key, data in rows.iterator():
            self._terms[scheme][key] = from_data(TERMS[scheme], data)
        cities: Iterable[Any] = self._terms[City.scheme].values()
        self._language = language = next((city.default_language for city in cities), "")
        for scheme, terms in self._terms.items():
            own_first = (_own_first(term, language) for term in terms.values())
            ordered = sorted(own_first, key=lambda term: (term.order, term.name(language), term.key))
            self._terms[scheme] = {term.key: term for term in ordered}

    @property
    def city(self) -> City:
        """The city's own term."""
        term = self._terms["city"][self.site]
        assert isinstance(term, City)
        return term

    @cached_property
    def frames(self) -> Frames:
        """The city's pages in other languages around what it writes in its own."""
        city = self.term(City.scheme, self.site)
        return Frames(city.urls, city.default_language) if isinstance(city, City) else Frames({}, "")

    def page(self, term: Term, language: str) -> str | None:
        """The page of a term in a language, be it a frame around the one in the city's own; None without either."""
        own = term.url(self.frames.default) if term.is_framed else None
        return term.url(language) or (self.frames.address(own, language) if own else None)

    def term(self, scheme: str, key: str) -> Term | None:
        """One term, or None; one of an open vocabulary costs a query the first time."""
        known = self._terms.get(scheme, {}).get(key)
        return self.open_terms(scheme, [key]).get(key) if known is None and scheme in OPEN_SCHEMES else known

    def terms(self, scheme: str, keys: Iterable[str]) -> dict[str, Term]:
        """The terms of these keys that exist; of an open vocabulary at most one query."""
        if scheme in OPEN_SCHEMES:
            return self.open_terms(scheme, keys)
        known = self._terms.get(scheme, {})
        return {key: known[key] for key in keys if key in known}

    def all(self, scheme: str) -> tuple[Term, ...]:
        """All terms of a scheme in their order; not for open vocabularies, which are without end."""
        return tuple(self._terms[scheme].values())

    def once(self, name: tuple[str, ...], make: Callable[[], T]) -> T:
        """Return what ``make`` makes of these terms, made at the first call under that name; there are few names."""
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made

    def open_terms(self, scheme: str, keys: Iterable[str]) -> dict[str, Term]:
        """The terms of an open vocabulary that exist, in the order of the keys.

        At most one query, none when all were seen before.
        """
        wanted = dict.fromkeys(keys)
        known = self._terms[scheme]
        if missing := wanted.keys() - known.keys():
            rows = TermRow.objects.filter(site=self.site, scheme=scheme, key__in=missing)
            read: dict[str, Term] = {
                key: _own_first(from_data(TERMS[scheme], data), self._language)
                for key, data in rows.values_list("key", "data")
            }
            # A new dictionary, never a change of the one that another thread may be reading.
            known = (
                read | known if len(known) <= _MAX_KEPT else read | {key: known[key] for key in wanted if key in known}
            )
            self._terms[scheme] = known
        return {key: known[key] for key in wanted if key in known}

    def section_of(self, record: type[Record]) -> Term | None:
        """The section that records of a class are in, where the city has it."""
        section = kinds.section_of(record)
        return self.term(Section.scheme, section) if section else None

    def numbered_url(self, kind: Kind, number: str) -> str | None:
        """The address of the page of a kind's record with a number, if there is one; None without its section."""
        section = self.section_of(kind.record)
        url = section and section.url(self.city.default_language)
        return urljoin(url, f"{quote(number, safe='')}/") if url else None

    def document_url(self, number: str) -> str | None:
        """The same of the document of a management number."""
        return self.numbered_url(kinds.kind_of(Document), number)

    def documents(self, numbers: Iterable[str]) -> dict[str, Item]:
        """The public documents of these management numbers. At most one query."""
        urls = {number: url for number in numbers if (url := self.document_url(number))}
        found = items_at(urls.values())
        return {number: found[url] for number, url in urls.items() if url in found}


def _own_first(term: Term, language: str) -> Term:
    """The term with its page in the city's own language before the others."""
    url = term.urls.get(language)
    return replace(term, urls={language: url} | term.urls) if url and len(term.urls) > 1 else term


def vocabulary(site: str) -> Vocabulary:
    """The vocabulary of a city, cached until the ledger changes."""
    return generation.fresh(f"vocabulary:{site}", lambda: Vocabulary(site))
