"""The page of a page of a website: its text with the lists and frames that stand in it, and the way to it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any, Final, Literal, NamedTuple

from cms.core.errors import NotFound
from frontend.addresses import Target
from frontend.page import Content, Data, Page, versions

# A list of contents is for texts that do not fit a screen or two.
LONG: Final = 3
# The link that a list or a frame is where nobody makes one of it, as cms.pages writes it.
_MARK: Final = re.compile(r'<p class="(listing|embed)"><a href="([^"]*)"[^>]*>.*?</a></p>', re.DOTALL)


class Part(NamedTuple):
    """A part of a text: HTML, or what stands in its place."""

    kind: Literal["html", "listing", "embed"]
    content: Any


def webpage(page: Page, data: Data, target: Target) -> Content:
    if data["webpage"] is None:
        raise NotFound("this page has just been removed")
    return Content(replace(page, **about_page(page, data)), data | shown(data["webpage"]))


def about_page(page: Page, data: Data) -> Data:
    """The versions, field and frames for the page, or for its preview."""
    told = data["webpage"]
    own = [*told["translations"], {"language": told["language"], "url": told["url"]}]
    main = next(iter(told["topics"]), None)
    return {
        "versions": versions(data, own),
        "field": main["key"] if main else None,
        "framed": tuple(embed["url"] for embed in told["embeds"]),
    }


def shown(told: Data) -> Data:
    """The parts of its text, and the headings of a long one."""
    contents = [heading for heading in told["contents"] if heading["level"] == 2]
    return {"parts": list(parts(told)), "contents": contents if len(contents) >= LONG else []}


def parts(told: Data) -> Iterator[Part]:
    """The text of a page in parts; a link that is no mark of a list or a frame of this page stays one."""
    html, at = told["body"]["html"], 0
    known = {"listing": _by_url(told["listings"]), "embed": _by_url(told["embeds"])}
    for mark in _MARK.finditer(html):
        kind: Any = mark[1]
        if found := known[kind].get(unescape(mark[2])):
            yield Part("html", html[at : mark.start()])
            yield Part(kind, found)
            at = mark.end()
    yield Part("html", html[at:])


def _by_url(things: list[Data]) -> dict[str, Data]:
    return {thing["url"]: thing for thing in things}
