"""Making sense of what other systems wrote: character references, dates without a zone, text that is or is not HTML."""

import re
from datetime import datetime
from html import escape, unescape
from typing import Final
from zoneinfo import ZoneInfo

from cms.core import moments
from cms.core.text import clean_line, clean_text, resolve_references
from cms.news.imports.paragraphs import paragraphs

_TAG: Final = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|br|center|code|dd|div|dl|dt|em|embed|figure|font|footer|h[1-6]|header|hr|i|"
    r"iframe|img|li|main|object|ol|p|pre|q|s|script|section|small|span|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|"
    r"tr|u|ul|video)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ANY_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]*>")
# Within a word or a line: CO<sub>2</sub> is CO2.
_INLINE: Final = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|u|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(r"<(?:figure|p|div|h[1-6]|ul|ol|table|blockquote|pre|hr|br)[\s>/]", re.IGNORECASE)


def plain_line(value: str) -> str:
    """A title, name or lead: character references resolved as often as they were escaped, no tags, one clean line."""
    text = resolve_references(value)
    return clean_line(_ANY_TAG.sub(" ", _INLINE.sub("", text)) if _TAG.search(text) else text)


def to_html(value: str) -> str:
    """The value itself where it is HTML that parts its paragraphs, else with them. Not sanitised."""
    for html in (value, unescape(value)):
        if _TAG.search(html):
            return html if _PARTED.search(html) else paragraphs(html)
    return paragraphs(escape(resolve_references(clean_text(value)), quote=False))


def moment(value: str, *, zone: ZoneInfo) -> datetime | None:
    """A date of ISO 8601, RFC 822 or the Korean way; without a zone it is read as ``zone``. None where there is none.

    A date alone means its first minute. ValueError where the text is no date.
    """
    value = clean_line(value)
    if not value or value.startswith("0000"):
        return None
    found = moments.read(value, zone=zone)
    if found is None:
        raise ValueError(f"{value[:40]!r} is not a date")
    if not 1900 <= found.year <= 9000:
        raise ValueError(f"{value[:40]!r} is not a date of this age")
    return found
