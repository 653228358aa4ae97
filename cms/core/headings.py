"""The headings of clean HTML: names by which links lead to them, and the list of contents that they make."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.utils.text import slugify

from cms.core.html import html_text

_HEADING: Final = re.compile(r"<(h[2-4])((?: (?:lang|dir)=\"[^\"]*\")*)(?: id=\"([^\"]*)\")?>(.*?)</\1>", re.DOTALL)
# Before every name, so that none is one that a page has for a part of its own.
_PREFIX: Final = "s-"
_LONGEST: Final = 60


@dataclass(frozen=True)
class Heading:
    """A heading with the name that it has in its text; ``level`` is 2 to 4."""

    id: str
    text: str
    level: int


def with_names(html: str) -> str:
    """Clean HTML whose headings have names, made of their words; of the same words the second is numbered."""
    seen: Counter[str] = Counter()

    def named(found: re.Match[str]) -> str:
        tag, attributes, _, text = found.groups()
        words = slugify(_line(text), allow_unicode=True)[:_LONGEST].strip("-") or tag
        seen[words] += 1
        number = f"-{seen[words]}" if seen[words] > 1 else ""
        return f'<{tag}{attributes} id="{_PREFIX}{words}{number}">{text}</{tag}>'

    return _HEADING.sub(named, html)


def headings(html: str) -> list[Heading]:
    """The headings that have names, in their order."""
    found = (match.groups() for match in _HEADING.finditer(html))
    return [Heading(name, _line(text), int(tag[1])) for tag, _, name, text in found if name]


def _line(html: str) -> str:
    return " ".join(html_text(html).split())
