"""Writing RSS 2.0 and Atom with feedgen, and what feedgen 1.0 gets wrong put right by extensions.

What feedgen drops or refuses, each covered by a test here:

- an entry's links lose ``rel``, ``type`` and ``hreflang``, and ``license`` is refused: :class:`_Links` writes them;
- RSS writes the ``self`` link only, so ``next``, ``hub`` and the alternates come from :class:`_Links` too;
- RSS takes the last link added as the channel's address: the page is added last;
- entries are prepended and ``updated`` defaults to now: order and dates are always given;
- dates of RSS are formatted by setting the *process's* locale for a moment, under the feet of other threads: feedgen is
  given none, and :class:`_Date` writes them.

feedgen itself stays as it is: whoever else uses it in this process finds it unchanged.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any, ClassVar, Final

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.ext.media import MediaEntryExtension, MediaExtension
from feedgen.feed import FeedGenerator
from lxml.etree import SubElement

from cms.core.licences import CC, Licence
from syndication.entries import Entry, Feed, Link, Person
from syndication.written import Written

GENERATOR: Final = "Madang"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_CC: Final = "http://creativecommons.org/ns#"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# The RSS module of 2002, which readers know; it may name Creative Commons licences only.
_CC_RSS: Final = "http://backend.userland.com/creativeCommonsRssModule"
# The largest picture of a channel, in pixels (RSS 2.0, "image").
_LOGO: Final = (144, 400)

Attributes = Mapping[str, str]


class _Links(BaseExtension):
    """Links with all their attributes, in a feed or an entry, in Atom or RSS."""

    def __init__(self) -> None:
        self.links: Iterable[Attributes] = ()

    def extend_atom(self, feed: Any) -> Any:
        # feedgen writes the namespace as a plain attribute of the root: its elements, and so ours, have no prefix.
        for attributes in self.links:
            SubElement(feed, "link", attributes)
        return feed

    def extend_rss(self, feed: Any) -> Any:
        for attributes in self.links:
            SubElement(_channel_or_item(feed), f"{{{_ATOM}}}link", attributes)
        return feed


class _Licence(BaseExtension):
    """The licence of a channel or an item in RSS: ``cc:license``, and the older module for Creative Commons."""

    def __init__(self) -> None:
        self.licence: Licence | None = None

    def extend_ns(self) -> dict[str, str]:
        return {"cc": _CC, "rdf": _RDF, "creativeCommons": _CC_RSS}

    def extend_rss(self, feed: Any) -> Any:
        url = self.licence.url if self.licence else None
        if url:
            parent = _channel_or_item(feed)
            SubElement(parent, f"{{{_CC}}}license", {f"{{{_RDF}}}resource": url})
            if url.startswith(CC):
                SubElement(parent, f"{{{_CC_RSS}}}license").text = url
        return feed


class _Date(BaseExtension):
    """The date of a channel or an item in RSS; registered before the others, it stands where feedgen writes its own."""

    element: ClassVar = "lastBuildDate"
    moment: datetime

    def extend_rss(self, feed: Any) -> Any:
        SubElement(_channel_or_item(feed), self.element).text = format_datetime(self.moment)
        return feed


class _EntryDate(_Date, BaseEntryExtension):
    element = "pubDate"


class _EntryLinks(_Links, BaseEntryExtension):
    pass


class _AtomFeed(_Links):
    def extend_ns(self) -> dict[str, str]:
        return {"dc": _DC}


class _AtomEntry(_EntryLinks):
    """Links and ``dc:publisher``; feedgen's own Dublin Core walks fifteen elements in each entry to write this one."""

    def __init__(self) -> None:
        super().__init__()
        self.publisher = ""

    def extend_atom(self, feed: Any) -> Any:
        if self.publisher:
            SubElement(feed, f"{{{_DC}}}publisher").text = self.publisher
        return super().extend_atom(feed)


class _EntryLicence(_Licence, BaseEntryExtension):
    pass


class _Rss(FeedGenerator):
    """A channel without the date that feedgen gives each one, the present moment, and has no call to take away."""

    def __init__(self) -> None:
        super().__init__()
        self._FeedGenerator__rss_lastBuildDate = None


def _channel_or_item(element: Any) -> Any:
    return element[0] if element.tag == "rss" else element


def atom(feed: Feed) -> Written:
    """The feed as Atom (RFC 4287), with licences (RFC 4946) and paging (RFC 5005)."""
    generator = FeedGenerator()
    _describe(generator, feed)
    generator.updated(feed.updated)
    generator.id(feed.id)
    if feed.subtitle:
        generator.subtitle(feed.subtitle)
    if feed.logo and (logo := feed.logo.whole):
        generator.logo(logo.url)
        if logo.width == logo.height:
            generator.icon(feed.logo.jpegs[-1].url)
    generator.register_extension("more", _AtomFeed, _AtomEntry, rss=False)
    generator.more.links = [
        _attributes("self", feed.self_url, type=feed.media_type),
        _attributes("alternate", feed.url, type="text/html", hreflang=feed.language),
        *(_link_attributes(link) for link in feed.links),
        *_licence_links(feed.licence),
    ]
    for entry in feed.entries:
        _add_atom_entry(generator, entry)
    return _split(generator.atom_str(), b"<entry>", b"</feed>")


def rss(feed: Feed) -> Written:
    """The feed as RSS 2.0, as the RSS Advisory Board's profile has it."""
    generator = _Rss()
    _describe(generator, feed)
    generator.description(feed.subtitle or feed.title)
    generator.link(href=feed.self_url, rel="self", type=feed.media_type)
    generator.link(href=feed.url, rel="alternate")
    logos = feed.logo.jpegs if feed.logo else ()
    if logo := next((logo for logo in logos if logo.width <= _LOGO[0] and logo.height <= _LOGO[1]), None):
        generator.image(url=logo.url, title=feed.title, link=feed.url, width=str(logo.width), height=str(logo.height))
    generator.register_extension("date", _Date, _EntryDate, atom=False)
    generator.register_extension("links", _Links, _EntryLinks, atom=False)
    generator.register_extension("licence", _Licence, _EntryLicence, atom=False)
    generator.register_extension("dc", DcExtension, DcEntryExtension, atom=False)
    generator.register_extension("media", MediaExtension, MediaEntryExtension, atom=False)
    generator.date.moment = feed.updated
    generator.links.links = [*(_link_attributes(link) for link in feed.links), *_licence_links(feed.licence)]
    generator.licence.licence = feed.licence
    for entry in feed.entries:
        _add_rss_item(generator, entry)
    return _split(generator.rss_str(), b"<item>", b"</channel></rss>")


def _split(written: bytes, start: bytes, end: bytes) -> Written:
    """Take a feed apart where its entries start: inside them every < of a text is written ``&lt;``."""
    head, *entries = written.removesuffix(end).split(start)
    return Written(head, tuple(start + entry for entry in entries), end)


def _describe(generator: FeedGenerator, feed: Feed) -> None:
    """Say of the feed as a whole what both formats say."""
    generator.title(feed.title)
    generator.language(feed.language)
    generator.author(_person(feed.author))
    generator.generator(GENERATOR)
    if feed.rights:
        generator.rights(feed.rights)


def _add_atom_entry(generator: FeedGenerator, entry: Entry) -> None:
    item = _item(generator, entry)
    item.published(entry.published)
    item.updated(entry.updated)
    item.content(entry.html, type="html")
    item.author([_person(author) for author in entry.authors])
    item.category([{"term": c.term, "scheme": c.scheme, "label": c.label} for c in entry.categories])
    if entry.summary:
        item.summary(entry.summary)
    if entry.rights:
        item.rights(entry.rights)
    if entry.publisher:
        item.more.publisher = entry.publisher.name
    item.more.links = _entry_links(entry)


def _add_rss_item(generator: FeedGenerator, entry: Entry) -> None:
    item = _item(generator, entry)
    item.link(href=entry.url, rel="alternate")
    # Readers take a description for HTML, a title for text. Without a description feedgen puts the body in its place.
    item.description(escape(entry.summary or entry.title, quote=False), isSummary=True)
    item.content(entry.html)
    item.category([{"term": c.term, "scheme": c.scheme, "label": c.label} for c in entry.categories])
    item.dc.dc_creator([author.name for author in entry.authors])
    item.dc.dc_language(entry.language)
    if entry.rights:
        item.dc.dc_rights(entry.rights)
    if entry.publisher:
        item.dc.dc_publisher(entry.publisher.name)
    item.date.moment = entry.published
    item.licence.licence = entry.licence
    item.links.links = [*_translation_links(entry), *_licence_links(entry.licence)]
    _add_media(item, entry)


def _item(generator: FeedGenerator, entry: Entry) -> FeedEntry:
    item = generator.add_entry(order="append")
    item.id(entry.id)
    item.title(entry.title)
    return item


def _add_media(item: FeedEntry, entry: Entry) -> None:
    """One enclosure, as the profile allows, the cover image before files; Media RSS names all of them."""
    image, files = entry.image and entry.image.whole, entry.files
    if image:
        item.enclosure(image.url, image.size, image.type)
        size = {"width": str(image.width), "height": str(image.height), "fileSize": str(image.size)}
        item.media.content({"url": image.url, "type": image.type, "medium": "image", **size}, group=None)
    elif files:
        item.enclosure(files[0].url, files[0].size, files[0].type)
    for file in files:
        content = {"url": file.url, "type": file.type, "medium": "document", "fileSize": str(file.size)}
        item.media.content(content, group=None)


def _entry_links(entry: Entry) -> list[Attributes]:
    links = [_attributes("alternate", entry.url, type="text/html", hreflang=entry.language)]
    links += [*_translation_links(entry), *_licence_links(entry.licence)]
    if entry.image and (whole := entry.image.whole):
        size = str(whole.size)
        links.append(_attributes("enclosure", whole.url, type=whole.type, title=entry.image.alt, length=size))
    links += [
        _attributes("enclosure", file.url, type=file.type, title=file.title, length=str(file.size))
        for file in entry.files
    ]
    return links


def _translation_links(entry: Entry) -> list[Attributes]:
    """Translations are ``related``: of several ``alternate`` links some readers open the first, feedparser the last."""
    return [_attributes("related", t.url, type="text/html", hreflang=t.language) for t in entry.translations]


def _licence_links(licence: Licence | None) -> list[Attributes]:
    return [_attributes("license", licence.url)] if licence and licence.url else []


def _link_attributes(link: Link) -> Attributes:
    return _attributes(link.rel, link.href, type=link.type, hreflang=link.hreflang, title=link.title)


def _attributes(rel: str, href: str, **rest: str) -> Attributes:
    return {"rel": rel, "href": href, **{name: value for name, value in rest.items() if value}}


def _person(person: Person) -> dict[str, str]:
    return {"name": person.name, "uri": person.url} if person.url else {"name": person.name}
