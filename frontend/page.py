"""The knowledge of a template about its own page, beside the answer that it shows."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from cms.ledger.store import Frames
from frontend.months import Month
from syndication.sharing import feed_links

_LABELS: Final = {"application/atom+xml": "Atom", "application/rss+xml": "RSS", "application/feed+json": "JSON"}
Data = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """A language that the reader can switch to: the page's ``alternate`` there, or else the same in a frame, or that
    language's home page."""

    language: str
    url: str
    alternate: bool
    default: bool


@dataclass(frozen=True)
class Feed:
    """A feed to subscribe to; ``main`` is one of the page itself, the others are of what lies around it."""

    name: str
    label: str
    url: str
    type: str
    main: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    """The page as its template knows it. ``home`` is the home page in this language, ``root`` in the city's own.

    ``url`` is the address without a query, ``canonical`` the one that search engines should keep. ``frames`` knows the
    page in this language around another, ``texts`` is the language of the texts where this page is one. ``listing`` is
    the address of the listing that an archive is of, ``source`` the same where its feeds are, ``filters`` what it is
    narrowed to. ``section`` is the key of the section that the page belongs to, ``today`` the city's day in RFC 3339.
    ``choices`` are the values of each filter that the page offers, ``viewer`` is the file that it shows in a frame,
    ``framed`` the addresses of all that it shows in one, ``questions`` are those that it answers, ``documents`` is the
    listing of a unit's documents.
    """

    name: str
    language: str
    host: str
    home: str
    root: str
    url: str = ""
    canonical: str = ""
    frames: Frames = dataclasses.field(default_factory=lambda: Frames({}, ""))
    texts: str = ""
    after: str | None = None
    indexed: bool = True
    draft: bool = False
    field: str | None = None
    section: str | None = None
    today: str = ""
    listing: str = ""
    source: str = ""
    filters: Mapping[str, str] = dataclasses.field(default_factory=dict)
    archive: str | None = None
    versions: tuple[Version, ...] = ()
    feeds: tuple[Feed, ...] = ()
    month: Month | None = None
    months: tuple[Month, ...] = ()
    older_month: Month | None = None
    choices: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    viewer: Data | None = None
    framed: tuple[str, ...] = ()
    questions: tuple[Data, ...] = ()
    documents: str | None = None

    def first(self) -> str:
        """The address of the newest page of this listing, narrowed as it is."""
        return narrowed(self.url, self.filters)

    def here(self, url: str | None) -> str | None:
        """The page in this language of what is in a section of the city: a document, a meeting, a committee."""
        return url and (self.frames.address(url, self.language) or url)

    def older(self, cursor: str) -> str:
        """The address of the page after a cursor."""
        return narrowed(self.url, {**self.filters, "after": cursor})

    def narrowed(self, **filters: str) -> str:
        """The address of this listing with other values of some filters; empty ones are left out."""
        return narrowed(self.url, {name: value for name, value in {**self.filters, **filters}.items() if value})


@dataclass(frozen=True)
class Content:
    """The content of a template: a page, and the answer that it shows."""

    page: Page
    data: Data = dataclasses.field(default_factory=dict)


def narrowed(url: str, parameters: Mapping[str, str]) -> str:
    """An address with its query."""
    return address_of(url, parameters.items())


def address_of(url: str, pairs: Iterable[tuple[str, str]]) -> str:
    """An address with a query in which a name may stand for several values."""
    query = urlencode(list(pairs))
    return f"{url}?{query}" if query else url


def base_page(data: Data, *, name: str, language: str, host: str) -> Page:
    """A page with what every page knows, from the part of its answer that surrounds it."""
    homes = {page["language"]: page["url"] for page in data["city"]["pages"]}
    root = homes.get(data["city"]["defaultLanguage"]) or next(iter(homes.values()), "/")
    home = homes.get(language) or homes.get("en") or root
    frames = Frames(homes, data["city"]["defaultLanguage"])
    return Page(name=name, language=language, host=host, home=home, root=root, frames=frames)


def in_every_language(page: Page, original: str) -> Page:
    """A page whose texts are shown in every language of the city: those at ``original`` or around it lead there.

    Search engines are told of a frame only what it frames.
    """
    is_frame = page.url != original
    found = tuple(
        replace(
            version,
            url=page.frames.address(original, version.language) or version.url,
            alternate=False,
        )
        if version.url == page.frames.homes.get(version.language)
        else replace(version, alternate=version.alternate and not is_frame)
        for version in page.versions
    )
    return replace(page, versions=found, texts=page.frames.default if is_frame else "")


def versions(data: Data, pages: Iterable[Data], *, alternate: bool = True) -> tuple[Version, ...]:
    """The languages of the city and of ``pages``, the city's own first; ``alternate`` where these are the same page."""
    homes = {page["language"]: page["url"] for page in data["city"]["pages"]}
    own = {page["language"]: page["url"] for page in pages}
    default = data["city"]["defaultLanguage"]
    return tuple(
        Version(language, url, alternate and language in own, language == default)
        for language, url in sorted((homes | own).items(), key=lambda pair: (pair[0] != default, pair[0]))
    )


def feeds(url: str, name: str, *, main: bool) -> tuple[Feed, ...]:
    """The feeds of a listing page."""
    links = feed_links(url=url, title=name)
    return tuple(Feed(name, _LABELS[link.type], link.href, link.type, main) for link in links)
