"""The form of a mapping: rows of properties with the fields they say, and the fields left out, with the reason."""

from collections.abc import Callable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, Generic, NamedTuple, TypeVar

from cms.core.records import City
from cms.ledger.store import Vocabulary
from cms.normal_form import origin_of

T = TypeVar("T")
Node = dict[str, Any]


class Scope(NamedTuple):
    """The values that a row may look up: the terms of the city, and the language of the description's plain texts.

    ``documents`` are those, by management number, that were looked up for all rows at once; ``iris`` the names of other
    items by key, which may begin with a base of before, or of another city.
    """

    vocabulary: Vocabulary
    language: str = ""
    documents: Dictionary[str, Node] = MappingProxyType({})
    iris: Dictionary[str, str] = MappingProxyType({})

    @property
    def city(self) -> City:
        return self.vocabulary.city

    @property
    def base(self) -> str:
        """The identity base of the city: what its IRIs begin with, whatever host it has today."""
        return self.city.iri.partition("/id/")[0]

    @property
    def origin(self) -> str:
        """The scheme and host of the city's home page today: what links begin with."""
        urls = self.city.urls
        return origin_of(urls.get(self.city.default_language) or next(iter(urls.values()), self.base))

    def item(self, kind: str, key: str) -> str:
        """The IRI of another item."""
        return self.iris.get(key) or f"{self.base}/id/{kind}/{key}"

    def lasting(self, url: str) -> str:
        """The IRI of what is told apart by its address on the city's host: the same after a move to another one."""
        origin = self.origin
        return f"{self.base}{url.removeprefix(origin)}" if url.startswith(f"{origin}/") else url

    def in_catalogue(self, name: str) -> str:
        """The IRI of what the catalogue describes by this name: a concept scheme, a dataset, a service."""
        return f"{self.base}/data/catalogue#{name}"


Value = Callable[[T, Scope], Any]


@dataclass(frozen=True, kw_only=True)
class Mapping(Generic[T]):
    """The mapping of a record class to RDF.

    Each row is the fields it draws on, the properties that say it (of either, several with a space between) and the
    value; an empty value leaves the properties out. ``left_out`` names every other field of the class, with the reason.
    """

    source: type[T]
    types: str | list[str]
    rows: tuple[tuple[str, str, Value[T]], ...]
    left_out: Dictionary[str, str] = field(default_factory=dict)

    def node(self, value: T, scope: Scope) -> Node:
        """``value`` as a JSON-LD node, without a context."""
        node: Node = {"@type": self.types}
        for properties, build in self._plan:
            if built := build(value, scope):
                for name in properties:
                    node[name] = built
        return node

    @cached_property
    def _plan(self) -> tuple[tuple[list[str], Value[T]], ...]:
        return tuple((properties.split(), build) for _, properties, build in self.rows)

    @property
    def mapped(self) -> set[str]:
        """The fields that the rows draw on."""
        return {name for names, _, _ in self.rows for name in names.split()}


def label(names: Dictionary[str, str], language: str) -> str | Node | None:
    """A name as a plain string where there is one in ``language``, else the English or first one with its language."""
    if found := names.get(language):
        return found
    for other in ("en", *names):
        if found := names.get(other):
            return {"@value": found, "@language": other}
    return None


def by_script(names: Dictionary[str, str]) -> Dictionary[str, str]:
    """Names that people gave without saying in which language: one in Latin letters alone is no Korean, but English."""
    return {_language(text, language): text for language, text in names.items()}


def _language(text: str, language: str) -> str:
    letters = [letter for letter in text if letter.isalpha()]
    return "en" if letters and all(map(str.isascii, letters)) and language in _OTHER_LETTERS else language


# Languages that are written in other letters than Latin ones.
_OTHER_LETTERS: Final = frozenset({"ko", "ja", "zh"})


def labels(names: Dictionary[str, str]) -> list[Node]:
    """Every name with its language."""
    return [{"@value": text, "@language": language} for language, text in names.items() if text]


def language_iri(language: str) -> str:
    """The Library of Congress address of a BCP 47 tag's language, as DCAT 3 asks of ``dct:language``."""
    primary = language.partition("-")[0].lower()
    return f"http://id.loc.gov/vocabulary/iso639-{1 if len(primary) == 2 else 2}/{primary}"
