"""The pages: which document each asks, with which variables, and what its template needs to know beside the answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, Final

from django.utils import timezone
from graphql_relay import to_global_id

from cms.core.errors import NotFound
from cms.publication.vocabulary import Place
from frontend.addresses import Target
from frontend.documents import answer
from syndication.sharing import feed_links

_LABELS: Final = {"application/atom+xml": "Atom", "application/rss+xml": "RSS", "application/feed+json": "JSON"}
_LISTINGS: Final = frozenset({"home", "field", "website", "tag", "unit", "archive"})
Data = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """A language that the reader can switch to: the page's ``alternate`` there, or else that language's home page."""

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


@dataclass(frozen=True)
class Month:
    """A month of an archive; ``url`` is None where it cannot have posts yet."""

    year: int
    number: int
    url: str | None


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a template knows of its own page. ``home`` is the home page in this language, ``root`` in the city's own.

    ``url`` is the address without a query, ``canonical`` the one that search engines should keep.
    """

    name: str
    language: str
    host: str
    home: str
    root: str
    url: str = ""
    canonical: str = ""
    after: str | None = None
    indexed: bool = True
    draft: bool = False
    field: str | None = None
    archive: str | None = None
    versions: tuple[Version, ...] = ()
    feeds: tuple[Feed, ...] = ()
    month: Month | None = None
    months: tuple[Month, ...] = ()
    older_month: Month | None = None


@dataclass(frozen=True)
class Shown:
    """A page with the answer that it shows."""

    page: Page
    data: Data = field(default_factory=dict)


def show(target: Target, *, place: Place, after: str | None) -> Shown:
    """Ask for what a target shows; BadCursor for an ``after`` that no page of ours linked to."""
    after = after if target.name in _LISTINGS and after else None
    variables = _variables(target) | {"after": after}
    data = answer(f"pages/{target.name}", variables, place=place, language=target.language)
    page = base_page(data, name=target.name, language=target.language, host=place.host)
    page = replace(page, url=target.url, canonical=_canonical(target.url, after), after=after)
    if target.name == "post":
        return _post(page, data)
    if target.month is not None:
        return _archive(page, data, target.month)
    return _listing(page, data) if target.name in _LISTINGS else _directory(page, data)


def base_page(data: Data, *, name: str, language: str, host: str) -> Page:
    """What every page knows from the part of its answer that surrounds it."""
    homes = {page["language"]: page["url"] for page in data["city"]["pages"]}
    root = homes.get(data["city"]["defaultLanguage"]) or next(iter(homes.values()), "/")
    home = homes.get(language) or homes.get("en") or root
    return Page(name=name, language=language, host=host, home=home, root=root)


def versions(data: Data, pages: Iterable[Data], *, alternate: bool = True) -> tuple[Version, ...]:
    """The languages of the city and of ``pages``, in the city's order; ``alternate`` where these are the same page."""
    homes = {page["language"]: page["url"] for page in data["city"]["pages"]}
    own = {page["language"]: page["url"] for page in pages}
    default = data["city"]["defaultLanguage"]
    return tuple(
        Version(language, url, alternate and language in own, language == default)
        for language, url in (homes | own).items()
    )


def feeds(url: str, name: str, *, main: bool) -> tuple[Feed, ...]:
    """The feeds of a listing page."""
    links = feed_links(url=url, title=name)
    return tuple(Feed(name, _LABELS[link.type], link.href, link.type, main) for link in links)


def _variables(target: Target) -> Data:
    """All that the documents may ask for; each takes what it declares."""
    if target.found is not None:
        data = target.found.item.data
        return {"key": data["key"], "field": next(iter(data["topics"]), None), "language": target.language}
    variables: Data = {"language": target.language}
    if target.term is not None:
        variables |= {"key": target.term.key, "id": to_global_id(type(target.term).__name__, target.term.key)}
    if target.month is not None:
        variables |= {"since": _start(target.month), "until": _start(_next(target.month))}
    return variables


def _listing(page: Page, data: Data) -> Shown:
    term = data["city"] if page.name == "home" else data["term"]
    if term is None:
        raise NotFound("this listing has just been removed")
    posts = data["posts"] if page.name == "home" else term["posts"]
    data |= {"term": term, "posts": posts}
    newest = posts["nodes"][0]["publishedAt"] if posts["nodes"] else None
    shown = replace(
        page,
        indexed=page.after is None,
        field=_field(page.name, term),
        archive=_month(page.url, datetime.fromisoformat(newest)).url if newest else None,
        versions=versions(data, term["pages"]),
        feeds=feeds(page.url, term["name"], main=True),
    )
    return Shown(shown, data)


def _field(name: str, term: Data) -> str | None:
    """The field whose entry in the menu is the current one."""
    of_website = (term.get("field") or {}).get("key")
    return {"field": term.get("key"), "website": of_website}.get(name)


def _archive(page: Page, data: Data, first: date) -> Shown:
    term = data["term"]
    if term is None:
        raise NotFound("this listing has just been removed")
    data |= {"posts": term["posts"]}
    listing = term["url"]
    older = next(iter(term["older"]["nodes"]), None)
    shown = replace(
        page,
        indexed=page.after is None and bool(term["posts"]["nodes"]),
        month=_month(listing, first),
        months=tuple(_month_of_year(listing, first.year, number) for number in range(1, 13)),
        older_month=_month(listing, datetime.fromisoformat(older["publishedAt"])) if older else None,
        versions=versions(data, term["pages"], alternate=False),
        feeds=feeds(listing, term["name"], main=True),
    )
    return Shown(shown, data)


def _post(page: Page, data: Data) -> Shown:
    post = data["post"]
    if post is None:
        raise NotFound("this post has just been removed")
    data |= {"recent": [other for other in data["recent"]["nodes"] if other["key"] != post["key"]][:5]}
    return Shown(replace(page, **about_post(page, data)), data)


def about_post(page: Page, data: Data) -> Data:
    """What a post's page, or its preview, knows of its versions and feeds."""
    post, city = data["post"], data["city"]
    main = post["topics"][0] if post["topics"] else None
    own = [*post["translations"], {"language": post["language"], "url": post["url"]}]
    around = feeds(main["url"], main["name"], main=False) if main and main["url"] else ()
    return {
        "versions": versions(data, own),
        "feeds": around + feeds(page.home, city["name"], main=False),
        "field": main["key"] if main else None,
    }


def _directory(page: Page, data: Data) -> Shown:
    pages = [{**home, "url": f"{home['url']}{page.name}/"} for home in data["city"]["pages"]]
    shown = replace(
        page,
        versions=versions(data, pages),
        feeds=feeds(page.home, data["city"]["name"], main=True),
    )
    return Shown(shown, data)


def _canonical(url: str, after: str | None) -> str:
    return f"{url}?after={after}" if after else url


def _start(first: date) -> str:
    return timezone.make_aware(datetime.combine(first, time.min)).isoformat()


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _month(listing: str, moment: date) -> Month:
    return Month(moment.year, moment.month, f"{listing}{moment:%Y/%m}/")


def _month_of_year(listing: str, year: int, number: int) -> Month:
    today = timezone.localdate()
    if (year, number) > (today.year, today.month):
        return Month(year, number, None)
    return _month(listing, date(year, number, 1))
