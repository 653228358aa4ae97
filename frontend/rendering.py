"""A page and its answer as HTML."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Template

from frontend import accents
from frontend.environment import address
from frontend.page import Page
from frontend.wording import wording

TYPE: Final = "text/html; charset=utf-8"
# The style sheets of pages that need nothing of the store.
BARE_STYLES: Final = ("madang/base.css", "madang/article.css")


def write(template: str, page: Page, data: Mapping[str, Any], **more: Any) -> bytes:
    """Write ``pages/{template}.html``; the words around the content are in the page's language, else in English."""
    menu = [{**term, "url": url} for term in data["fields"] if (url := address(term, page.language))]
    context = {
        "site": None,
        **data,
        **more,
        "page": page,
        "menu": menu,
        "t": wording(page.language),
        "accents": accents.address(data),
    }
    return _template(template).render(context).encode()


def write_bare(template: str, *, language: str, **more: Any) -> bytes:
    """Write a page that needs nothing of the store: for when the store cannot be read."""
    return _template(template).render(t=wording(language), styles=BARE_STYLES, **more).encode()


@lru_cache
def _template(name: str) -> Template:
    return cast(Jinja2, engines["jinja2"]).env.get_template(f"pages/{name}.html")
