"""The parts of a feed, in no format yet: RSS, Atom and JSON Feed differ only in how they write them."""

from dataclasses import dataclass
from datetime import datetime

from cms.core.licences import Licence
from cms.core.records import File, Image, Translation


@dataclass(frozen=True, slots=True)
class Person:
    """The person or body named as author or publisher; ``url`` is a page about them."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A vocabulary value: ``scheme`` and ``term`` make its IRI, ``label`` is its name in the feed's language."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, in no format yet. ``summary`` is plain text, ``html`` the whole sanitised body."""

    id: str
    url: str
    language: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    authors: tuple[Person, ...]
    publisher: Person | None
    categories: tuple[Category, ...]
    licence: Licence | None
    rights: str
    image: Image | None
    files: tuple[File, ...]
    translations: tuple[Translation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of a feed: ``rel`` of the IANA registry, ``type`` a media type, ``hreflang`` a BCP 47 tag."""

    rel: str
    href: str
    type: str = ""
    hreflang: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A page of a listing as a feed, in no format yet. ``url`` is the HTML page it belongs to, ``links`` all others."""

    id: str
    url: str
    self_url: str
    media_type: str
    language: str
    title: str
    subtitle: str
    updated: datetime
    author: Person
    licence: Licence | None
    rights: str
    logo: Image | None
    links: tuple[Link, ...]
    entries: tuple[Entry, ...]

    def link(self, rel: str) -> str | None:
        """The address of the first link with that relation, or None."""
        return next((link.href for link in self.links if link.rel == rel), None)
