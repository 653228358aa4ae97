"""HTML that a person wrote or a program imported, made safe once, for every output.

The allow-list is what an article needs. Everything else loses its tag and keeps its text, except what has no readable
text (scripts, styles, forms' innards), which goes whole.
"""

import re
from html.parser import HTMLParser
from typing import Final

import nh3

from cms.core.iri import LINK_SCHEMES, absolute_url
from cms.core.text import clean_line, clean_text
from cms.core.video import player_url

_INLINE: Final = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i ins kbd mark q s small span strong sub sup time u".split()
)
_BLOCKS: Final = frozenset(
    "aside blockquote caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr iframe img li ol"
    " p pre ruby rt rp section summary table tbody td tfoot th thead tr ul".split()
)
_WITHOUT_TEXT: Final = frozenset(
    "script style template noscript object embed applet svg math head title textarea select option audio video".split()
)
_ATTRIBUTES: Final[dict[str, set[str]]] = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "col": {"span"},
    "iframe": {"src", "title"},
    "img": {"src", "alt", "width", "height"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
# Our own blocks mark themselves with these, so that a front end can lay them out.
_CLASSES: Final[dict[str, set[str]]] = {
    "aside": {"callout", "callout-info", "callout-notice", "callout-warning"},
    "div": {"accordion", "contact", "gallery", "table", "video"},
    "figure": {"image", "quote"},
    "ol": {"steps"},
    "p": {"embed", "file", "listing"},
    "ul": {"cards", "downloads"},
}
# Added as text, in one order: nh3's own way to set attributes shuffles them, and a record's digest must not change.
_FIXED: Final = {
    "<iframe ": '<iframe loading="lazy" allowfullscreen="" referrerpolicy="strict-origin-when-cross-origin"'
    ' sandbox="allow-scripts allow-same-origin allow-presentation allow-popups" ',
    "<img ": '<img loading="lazy" ',
}
_LINKS: Final = {("a", "href"), ("blockquote", "cite"), ("q", "cite")}
_NUMERIC: Final = {"width", "height", "colspan", "rowspan", "span", "start", "value"}
# nh3 writes < and > in texts and attributes as references, so these see tags and nothing but tags.
_TAG: Final = re.compile(r"(<[^>]*>)")
_WITHOUT_SOURCE: Final = re.compile(r'<iframe(?![^>]* src=")[^>]*></iframe>|<img(?![^>]* src=")[^>]*>')
_TITLE_LEVEL: Final = re.compile(r"<(/?)h1(?=[ >])")
_OVERLAY: Final = "\u0338"


def clean_html(html: str, base_url: str) -> str:
    """Return safe HTML with absolute addresses; what cannot be resolved against ``base_url`` loses its address.

    A first-level heading becomes a second-level one, because the first is the item's title. Frames show known video
    players and nothing else.
    """

    def allow(tag: str, name: str, value: str) -> str | None:
        return _attribute(tag, name, value, base_url)

    cleaned = nh3.clean(
        clean_text(html),
        tags=set(_INLINE | _BLOCKS),
        clean_content_tags=set(_WITHOUT_TEXT),
        attributes=_ATTRIBUTES,
        attribute_filter=allow,
        allowed_classes=_CLASSES,
        url_schemes=set(LINK_SCHEMES),
        link_rel="noopener",
    )
    cleaned = _TITLE_LEVEL.sub(r"<\1h2", _WITHOUT_SOURCE.sub("", cleaned))
    for start, fixed in _FIXED.items():
        cleaned = cleaned.replace(start, fixed)
    return "".join(part if part.startswith("<") else _text(part) for part in _TAG.split(cleaned)).strip()


def _text(part: str) -> str:
    """A character reference became a character in the parser: clean it, but never across a tag's end, because NFC makes
    one character of ``>`` and a following U+0338, which would leave the tag open."""
    return clean_text(part).lstrip(_OVERLAY)


def _attribute(tag: str, name: str, value: str, base_url: str) -> str | None:
    value = clean_text(value)
    if (tag, name) in _LINKS:
        return absolute_url(value, base_url, schemes=LINK_SCHEMES)
    if (tag, name) == ("img", "src"):
        return absolute_url(value, base_url)
    if (tag, name) == ("iframe", "src"):
        return player_url(value)
    if name in _NUMERIC:
        return value if value.isascii() and value.isdigit() and len(value) <= 5 else None
    return value


def html_text(html: str, *, pictures: bool = True) -> str:
    """The readable text of clean HTML: a line for each paragraph or row, pictures by their alt.

    Without ``pictures`` what is said for them is left out, and whose they are: their captions stay.
    """
    reader = _TextReader(pictures=pictures)
    reader.feed(html)
    reader.close()
    lines = (clean_line(line) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _TextReader(HTMLParser):
    def __init__(self, *, pictures: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._pictures = pictures
        self._in_caption = self._in_credit = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_caption = self._in_caption or tag == "figcaption"
        self._in_credit = self._in_credit or (self._in_caption and tag == "small")
        if tag == "img":
            self.parts.append((self._pictures and dict(attrs).get("alt")) or "")
        elif tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag == "br" or tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._in_caption = self._in_caption and tag != "figcaption"
        self._in_credit = self._in_credit and self._in_caption and tag != "small"
        if tag in _BLOCKS and tag not in {"td", "th"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._pictures or not self._in_credit:
            self.parts.append(data.replace("\n", " "))
