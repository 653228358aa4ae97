"""The fields of a page of a website beside its record: its way, the pages below it, the items that it lists."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import graphene

from api.graphql.connections import entries
from api.graphql.context import Context
from api.graphql.derive import Reader, list_of, plain
from cms.core import records
from cms.core.headings import Heading, headings
from cms.core.records import Field, Website
from cms.ledger import short_listings
from cms.ledger.store import Item

# The type of the records of a kind by its name, or of those of any kind.
Types = Callable[[str], Any]
# How deep pages usually lie, how many are usually below one, and how many headings one has.
USUAL: Final[Mapping[str, int]] = {"ancestors": 3, "breadcrumbs": 5, "children": 10, "contents": 10}


@dataclass(frozen=True)
class Step:
    """A step of the way to a page from the home page; ``url`` is None where it has no page."""

    name: str
    url: str | None


class Breadcrumb(graphene.ObjectType):
    """A step of the way to a page: the city, its field, its website, and the pages above it, the highest first."""

    name = plain(graphene.String, lambda step: step.name)
    url = plain(graphene.String, lambda step: step.url, required=False)


class ContentsHeading(graphene.ObjectType):
    """A heading of a text: `#id` behind the address of the page leads to it."""

    id = plain(graphene.ID, lambda heading: heading.id)
    text = plain(graphene.String, lambda heading: heading.text)
    level = plain(graphene.Int, lambda heading: heading.level, description="2 to 4.")


def _parent(item: Item, context: Context) -> Item | None:
    key = item.data.get("parent")
    return next(iter(context.named([str(key)])), None) if key else None


def _ancestors(item: Item, context: Context) -> list[Item]:
    keys: Any = item.data.get("ancestors", [])
    return context.named(keys)


def _steps(item: Item, context: Context) -> Iterator[Step]:
    """Pages above it that the public may not see are no steps."""
    language, data = item.data["language"], item.data
    field, website = next(iter(data["topics"]), None), data.get("website")
    terms = [context.city, context.term(Field.scheme, field), context.term(Website.scheme, str(website or ""))]
    yield from (Step(term.name(language), term.url(language)) for term in terms if term)
    yield from (Step(one.data["title"], one.data["url"]) for one in _ancestors(item, context))


def in_order(items: list[Item]) -> list[Item]:
    """Pages that lie below the same one, as its editors have put them."""
    return sorted(items, key=lambda item: (item.data.get("order", 0), item.data["title"]))


def _contents(item: Item, context: Context) -> list[Heading]:
    return headings(context.body(item).html)


def _listed(listing: Mapping[str, Any], context: Context) -> tuple[Item, ...]:
    facets = {name: value for name in ("field", "website", "unit", "tag") if (value := listing.get(name))}
    language = listing.get("language") or None
    return entries(context, kind=listing["kind"], language=language, first=listing["first"], **facets).page.items


def of_pages(types: Types) -> Mapping[type, Mapping[str, graphene.Field]]:
    """The fields that no record has, by class; what the record has as keys is resolved."""

    def pages(read: Callable[[Item, Context], list[Item]], description: str) -> graphene.Field:
        return graphene.Field(list_of(lambda: types("page")), description=description, resolver=Reader(read))

    return {
        records.WebPage: {
            "parent": graphene.Field(
                lambda: types("page"),
                description="The page that it lies below; null at the top, or where the public may not see that.",
                resolver=Reader(_parent),
            ),
            "ancestors": pages(_ancestors, "The public ones of the pages that it lies below, the highest first."),
            "children": pages(
                lambda item, context: in_order(context.below(item)), "The pages below it, as its editors put them."
            ),
            "breadcrumbs": graphene.Field(
                list_of(Breadcrumb),
                description="The way to it from the home page, without itself.",
                resolver=Reader(lambda item, context: list(_steps(item, context))),
            ),
            "contents": graphene.Field(
                list_of(ContentsHeading),
                description="The headings of its text, in their order.",
                resolver=Reader(_contents),
            ),
        },
        records.Listing: {
            "items": graphene.Field(
                list_of(lambda: types("")),
                description="What it finds now, the newest first.",
                resolver=Reader(_listed),
            )
        },
    }


def _required(root: Any, context: Context, website: str | None = None, language: str | None = None) -> list[Item]:
    """Of each role the page of the website, else of the city; in the language, else in the city's own."""
    wanted, found = language or context.language, short_listings.kept(context.city_host.site, "role", records.ROLES)
    chosen = [_chosen(found[role], website, [wanted, context.city.default_language]) for role in records.ROLES]
    shown = [item for item in chosen if item]
    context.announce(shown)
    return shown


def _chosen(pages: list[Item], website: str | None, languages: list[str]) -> Item | None:
    places = [website, None] if website else [None]
    for place in places:
        for language in languages:
            for page in pages:
                if page.data.get("website") == place and page.data["language"] == language:
                    return page
    return None


def required_pages(of: Callable[[], Any]) -> graphene.Field:
    """The field of the root for the pages that a site must have; ``of`` is their type."""
    return graphene.Field(
        list_of(of),
        description="What every site must have and the public may see: privacy policy, terms, accessibility statement,"
        " contact, directions. Those of a website take the place of the city's.",
        website=graphene.String(description="The key of a website; without it, those of the city itself."),
        language=graphene.String(description="A BCP 47 tag; without it, the language of the request."),
        resolver=Reader(_required),
    )
