"""From a post page to its public record."""

from typing import Any

from cms.core.builders import build_body
from cms.core.records import Body, Post
from cms.core.text import clean_line
from cms.subsites.articles import placed, told
from cms.subsites.identity import base_url


def content(page: Any) -> tuple[Post, Body]:
    """The record and the body of a post page as it is in memory, without its translations: the stored page, or a
    draft for a preview."""
    city = page.city
    base = base_url(city)
    body = build_body(page.body, base, page.locale.language_code)
    common = told(page, body, kind=Post.kind, city=city, base=base)
    return Post(**common, **placed(page, base), byline=clean_line(page.byline)), body
