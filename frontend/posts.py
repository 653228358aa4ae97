"""The pages of posts: the home page, fields, websites, tags, departments, their months, and one post."""

from dataclasses import replace
from datetime import datetime

from cms.core.errors import NotFound
from frontend import documents, fronts, months
from frontend.addresses import Target
from frontend.page import Content, Data, Page, feeds, versions


def listing(page: Page, data: Data, target: Target) -> Content:
    term = data["city"] if page.name == "home" else data["term"]
    if term is None:
        raise NotFound("this listing has just been removed")
    posts = data["posts"] if page.name == "home" else term["posts"]
    data |= {"term": term, "posts": posts}
    if page.name in fronts.FRONTS and not page.after:
        data["front"] = fronts.front(page.name, data)
    newest = posts["nodes"][0]["publishedAt"] if posts["nodes"] else None
    shown = replace(
        page,
        indexed=page.after is None,
        field=_field(page.name, term),
        archive=months.month_of(page.url, datetime.fromisoformat(newest)).url if newest else None,
        versions=versions(data, term["pages"]),
        feeds=feeds(page.url, term["name"], main=True),
        documents=documents.of_unit(term, data, page) if page.name == "unit" else None,
    )
    return Content(shown, data)


def _field(name: str, term: Data) -> str | None:
    """The field whose entry in the menu is the current one."""
    of_website = (term.get("field") or {}).get("key")
    return {"field": term.get("key"), "website": of_website}.get(name)


def archive(page: Page, data: Data, target: Target) -> Content:
    term = data["term"]
    if term is None or target.month is None:
        raise NotFound("this listing has just been removed")
    data |= {"posts": term["posts"]}
    listing = target.listing
    shown = replace(
        page,
        indexed=page.after is None and bool(term["posts"]["nodes"]),
        **months.around(listing, target.month, term["older"]["nodes"]),
        versions=versions(data, term["pages"], alternate=False),
        feeds=feeds(listing, term["name"], main=True),
    )
    return Content(shown, data)


def post(page: Page, data: Data, target: Target) -> Content:
    post = data["post"]
    if post is None:
        raise NotFound("this post has just been removed")
    data |= {"recent": [other for other in data["recent"]["nodes"] if other["key"] != post["key"]][:5]}
    return Content(replace(page, **about_post(page, data)), data)


def about_post(page: Page, data: Data) -> Data:
    """The versions and feeds for a post's page, or its preview."""
    post, city = data["post"], data["city"]
    main = post["topics"][0] if post["topics"] else None
    own = [*post["translations"], {"language": post["language"], "url": post["url"]}]
    around = feeds(main["url"], main["name"], main=False) if main and main["url"] else ()
    return {
        "versions": versions(data, own),
        "feeds": around + feeds(page.home, city["name"], main=False),
        "field": main["key"] if main else None,
    }
