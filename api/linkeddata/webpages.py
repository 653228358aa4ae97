"""Pages of websites as schema.org WebPage, with the way to them and Dublin Core for catalogues."""

from collections.abc import Iterator
from typing import Any, Final

from api.linkeddata import rights
from api.linkeddata.items import CREDIT, IDENTITY, day, moment, publisher, sections, subjects
from api.linkeddata.mapping import Mapping, Node, Scope
from api.linkeddata.media import FILE, IMAGE
from api.linkeddata.terms import known, website
from cms.core.records import Body, Embed, Field, Listing, Term, WebPage, Website
from cms.ledger.store import Found, store

# A page that says whom to ask, and one that says what its site is and may: schema.org has a word for each.
_TYPES: Final = dict.fromkeys(("contact", "directions"), "ContactPage") | dict.fromkeys(
    ("privacy", "terms", "accessibility"), "AboutPage"
)


def _part_of(page: WebPage, scope: Scope) -> Node | None:
    """The page that it lies below, else its website."""
    if page.parent:
        return {"@id": scope.item(WebPage.kind, page.parent), "@type": "WebPage"}
    return next((website(term, scope) for term in known(Website, [page.website], scope)), None)


def _trail(page: WebPage, scope: Scope) -> Node | None:
    """The way to it from the home page, itself included; pages that the public may not see are no steps."""
    above: list[Term] = [scope.city, *known(Field, page.topics[:1], scope), *known(Website, [page.website], scope)]
    steps = [(term.name(page.language), term.url(page.language)) for term in above]
    steps += [(found.item.data["title"], found.item.data["url"]) for found in _above(page)]
    named = [(name, url) for name, url in (*steps, (page.title, page.url)) if url]
    items = [
        {"@id": f"{page.iri}#step-{place}", "@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(named, start=1)
    ]
    return {"@id": f"{page.iri}#trail", "@type": "BreadcrumbList", "itemListElement": items} if len(items) > 1 else None


def _above(page: WebPage) -> Iterator[Found]:
    """One query, none for a page at the top."""
    names = [(page.site, key) for key in page.ancestors]
    found = store.entries_named(names) if names else {}
    yield from (one for name in names if (one := found.get(name)) and not one.gone)


def _elsewhere(page: WebPage, scope: Scope) -> list[Node]:
    """What its body leads to at the place of a list or of another system."""
    return [LISTING.node(one, scope) for one in page.listings] + [EMBED.node(one, scope) for one in page.embeds]


def _translations(page: WebPage, scope: Scope) -> list[Node]:
    return [
        {
            "@id": scope.item(WebPage.kind, other.key),
            "@type": "WebPage",
            "url": other.url,
            "inLanguage": other.language,
        }
        for other in page.translations
    ]


_LINK: Final[tuple[tuple[str, str, Any], ...]] = (
    ("url", "@id url", lambda link, scope: link.url),
    ("title", "name", lambda link, scope: link.title),
)
LISTING: Final = Mapping(
    source=Listing,
    types="CollectionPage",
    rows=_LINK,
    left_out=dict.fromkeys(
        ("kind", "language", "field", "website", "unit", "tag", "first"),
        "how the pages make the list; its address says the same",
    ),
)
EMBED: Final = Mapping(
    source=Embed, types="WebPage", rows=_LINK, left_out={"kind": "how the pages show it; its address says the same"}
)
BODY: Final = Mapping(
    source=Body,
    types="WebPage",
    rows=(("text", "text", lambda body, scope: body.text),),
    left_out={"html": "the same words as the text; their markup is in the page and the feeds"},
)
PAGE: Final = Mapping(
    source=WebPage,
    types="WebPage",
    rows=(
        *IDENTITY,
        ("role", "@type", lambda page, scope: _TYPES.get(page.role)),
        ("title", "name dct:title", lambda page, scope: page.title),
        ("published_at", "datePublished dct:issued", lambda page, scope: moment(page.published_at)),
        ("modified_at", "dateModified dct:modified", lambda page, scope: moment(page.modified_at)),
        ("version", "version", lambda page, scope: page.version),
        ("reviewed_on", "lastReviewed", lambda page, scope: day(page.reviewed_on)),
        ("review_by", "expires", lambda page, scope: day(page.review_by)),
        ("publisher site", "publisher", publisher),
        ("website parent", "isPartOf dct:isPartOf", _part_of),
        ("ancestors", "breadcrumb", _trail),
        ("listings embeds", "relatedLink", _elsewhere),
        ("topics", "about", sections),
        ("topics tags", "dct:subject", subjects),
        ("image images", "image", lambda page, scope: [IMAGE.node(image, scope) for image in page.images]),
        ("files", "associatedMedia", lambda page, scope: [FILE.node(file, scope) for file in page.files]),
        ("translations", "workTranslation", _translations),
        *CREDIT,
        ("licence image images files", "@included", lambda p, scope: rights.descriptions((p, *p.images, *p.files))),
    ),
    left_out={"order": "a place in menus: says nothing about the page"},
)
