"""The pages: which document each asks, with which variables, and what its template needs to know beside the answer."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from graphql_relay import to_global_id

from cms.core.errors import NotFound
from cms.ledger.hosts import Place
from frontend import committees, directories, figures, months, released
from frontend.addresses import DOCUMENT_LISTINGS, Target
from frontend.documents import answer
from frontend.page import Data, Page, Shown, base_page, feeds, in_every_language, narrowed, versions

_LISTINGS: Final = (
    frozenset({"home", "field", "website", "tag", "unit", "archive", "committee", "committees"})
    | DOCUMENT_LISTINGS
    | directories.PAGED
)


def show(target: Target, *, place: Place, after: str | None) -> Shown:
    """Ask for what a target shows; BadCursor for an ``after`` that no page of ours linked to."""
    after = after if target.name in _LISTINGS and after else None
    variables = _variables(target) | {"after": after}
    data = answer(f"pages/{target.name}", variables, place=place, language=target.language)
    page = base_page(data, name=target.name, language=target.language, host=place.host)
    page = replace(
        page,
        url=target.url,
        canonical=narrowed(target.original or target.url, {**target.filters, **({"after": after} if after else {})}),
        after=after,
        listing=target.listing,
        source=target.source,
        filters=target.filters,
        today=timezone.localdate().isoformat(),
    )
    shown: Shown = _SHOWN.get(target.name, directories.show)(page, data, target)
    return replace(shown, page=in_every_language(shown.page, target.original)) if target.original else shown


def _variables(target: Target) -> Data:
    """All that the documents may ask for; each takes what it declares."""
    if target.found is not None:
        data = target.found.item.data
        return {"key": data["key"], "field": next(iter(data["topics"]), None), "language": target.language}
    today = months.start(timezone.localdate())
    variables: Data = {"language": target.language, "today": today, **target.filters}
    if target.term is not None:
        variables |= {"key": target.term.key, "id": to_global_id(type(target.term).__name__, target.term.key)}
    if "year" in target.filters:
        variables |= figures.period(target.filters["year"])
    if target.month is not None:
        variables |= {"since": months.start(target.month), "until": months.start(months.following(target.month))}
    return variables


def _listing(page: Page, data: Data, target: Target) -> Shown:
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
        archive=months.month_of(page.url, datetime.fromisoformat(newest)).url if newest else None,
        versions=versions(data, term["pages"]),
        feeds=feeds(page.url, term["name"], main=True),
        documents=released.of_unit(term, data, page) if page.name == "unit" else None,
    )
    return Shown(shown, data)


def _field(name: str, term: Data) -> str | None:
    """The field whose entry in the menu is the current one."""
    of_website = (term.get("field") or {}).get("key")
    return {"field": term.get("key"), "website": of_website}.get(name)


def _archive(page: Page, data: Data, target: Target) -> Shown:
    term = data["term"]
    if term is None or target.month is None:
        raise NotFound("this listing has just been removed")
    data |= {"posts": term["posts"]}
    listing = target.listing
    older = next(iter(term["older"]["nodes"]), None)
    shown = replace(
        page,
        indexed=page.after is None and bool(term["posts"]["nodes"]),
        month=months.month_of(listing, target.month),
        months=months.months_of_year(listing, target.month.year),
        older_month=months.month_of(listing, datetime.fromisoformat(older["publishedAt"])) if older else None,
        versions=versions(data, term["pages"], alternate=False),
        feeds=feeds(listing, term["name"], main=True),
    )
    return Shown(shown, data)


def _post(page: Page, data: Data, target: Target) -> Shown:
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


_SHOWN: Final[dict[str, Any]] = {
    **dict.fromkeys(("home", "field", "website", "tag", "unit"), _listing),
    "archive": _archive,
    "post": _post,
    "units": directories.show_units,
    **released.SHOWN,
    **committees.SHOWN,
    **figures.SHOWN,
}
