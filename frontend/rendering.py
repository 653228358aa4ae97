"""A page and its answer as HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Template

from frontend.accents import Accents, accents
from frontend.environment import address
from frontend.page import Page
from frontend.wording import wording

TYPE: Final = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Html:
    """A written page; ``styles`` is the CSP source of the style block inside it."""

    body: bytes
    styles: str


def write(template: str, page: Page, data: Mapping[str, Any], **more: Any) -> Html:
    """Write ``pages/{template}.html``; the words around the content are in the page's language, else in English."""
    colours: Accents = accents(data)
    menu = [{**term, "url": url} for term in data["fields"] if (url := address(term, page.language))]
    context = {**data, **more, "page": page, "menu": menu, "t": wording(page.language), "accents": colours}
    return Html(_template(template).render(context).encode(), colours.source)


def write_bare(template: str, *, language: str, **more: Any) -> bytes:
    """Write a page that needs nothing of the store: for when the store cannot be read."""
    return _template(template).render(t=wording(language), **more).encode()


@lru_cache
def _template(name: str) -> Template:
    return cast(Jinja2, engines["jinja2"]).env.get_template(f"pages/{name}.html")
