"""The pages that every site must have: which of them each site has, drafts too, in one reading."""

from collections.abc import Collection
from typing import Any

from cms.subsites.models import WebsitePage


def pages_with_roles(pages: Any, below: str = "") -> dict[tuple[str, str], Any]:
    """Those of some standard pages, a query set, by the path of the home page of their site and their role.

    A site has a home page in each language. Of a role that a site has twice the first page stands here. Two queries.
    """
    websites = set(WebsitePage.objects.filter(path__startswith=below).values_list("path", flat=True))
    found: dict[tuple[str, str], Any] = {}
    for page in pages.filter(path__startswith=below, alias_of=None).exclude(role="").order_by("path"):
        found.setdefault((_home(page.path, page.steplen, websites), page.role), page)
    return found


def home_path(page: Any) -> str:
    """The path of the home page of the site that a page lies in, or is to lie in. One query."""
    place = page.path or page.get_parent().path
    heads = [place[:end] for end in range(page.steplen, len(place) + 1, page.steplen)]
    return _home(place, page.steplen, WebsitePage.objects.filter(path__in=heads).values_list("path", flat=True))


def _home(path: str, step: int, websites: Collection[str]) -> str:
    """The path of the website that a path lies in, else of the city."""
    heads = (path[:end] for end in range(step, len(path) + 1, step))
    return next((head for head in heads if head in websites), path[: 2 * step])
