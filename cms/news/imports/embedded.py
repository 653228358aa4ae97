"""The things embedded in HTML of other systems, made into what an article of ours can have, before it is made safe.

Cleaning takes out what must not be there and says nothing. Here it is turned into what stays (a player of a known
service, a picture, a link), or named.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html

from cms.core.iri import LINK_SCHEMES, absolute_url
from cms.core.text import clean_line
from cms.core.video import player_url
from cms.news.imports.files import is_kept
from cms.news.imports.items import LeftOut

AS_LINK: Final = "shown as a link: there is no player for it here"
UNKNOWN_FRAME: Final = "not a player of a service that is known here, and without a title that a link could have"
NO_ADDRESS: Final = "not an address, or one that means nothing away from its page"
NOT_TAKEN: Final = "such elements are not taken"
INLINE_PICTURE: Final = "a picture that is written into the text itself"

_LAZY: Final = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
_MEDIA: Final = frozenset({"audio", "video", "object", "embed", "applet", "iframe"})
# Scripts and styles say nothing to readers, so that nobody misses them in the report.
_LOST: Final = frozenset({"svg", "math", "canvas", "template"})
_CONTROLS: Final = frozenset({"form", "input", "button", "select", "textarea"})
_AROUND_BLOCKS: Final = frozenset("div section article figure blockquote details main center".split())
_GALLERY: Final = re.compile(r"(?:^|\s)(?:wp-block-gallery|tiled-gallery|gallery|ngg-galleryoverview)(?:\s|$)")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{2,5}$")

LeaveOut = Callable[[LeftOut], None]


def parsed(html: str) -> Any:
    """A tree of a fragment, however deep it is, below one ``div``."""
    parser = lxml_html.HTMLParser(huge_tree=True, encoding="utf-8")
    return lxml_html.fragment_fromstring(html.encode("utf-8", "replace"), create_parent="div", parser=parser)


def inner_html(node: Any) -> str:
    """The HTML within a node."""
    first = lxml_html.tostring(node, encoding="unicode", with_tail=False)
    return first[first.index(">") + 1 : first.rindex("<")] if "</" in first else ""


def settled(html: str, base: str, leave_out: LeaveOut) -> str:
    """The HTML with what it embeds as players, pictures and links; relative addresses are meant from ``base``."""
    if "<" not in html:
        return html
    root = parsed(html)
    for button in root.xpath(".//a[contains(@class, 'wp-block-file__button')]"):
        button.drop_tree()  # The link to the file itself stands before it.
    for node in list(root.iter("noscript")):
        _replace_by_inside(node)
    for picture in list(root.iter("img")):
        _picture(picture, base, leave_out)
    for node in list(root.iter(*_MEDIA)):
        _medium(node, base, leave_out)
    for node in [node for node in root.iter("div", "figure", "ul", "section") if _is_gallery(node)]:
        _gallery(node)
    for node in list(root.iter("p", "div", "figure")):
        _bare_address(node)
    _links(root, base, leave_out)
    _rest(root, leave_out)
    return inner_html(root)


def _replace_by_inside(node: Any) -> None:
    """Browsers without scripts are shown it; where a picture that is loaded late stands beside it, it says the same."""
    before = node.getprevious()
    if before is not None and before.tag == "img" and node.find(".//img") is not None:
        before.drop_tree()
    node.drop_tag()


def _picture(picture: Any, base: str, leave_out: LeaveOut) -> None:
    address = next((value for name in _LAZY if (value := picture.get(name))), "") or picture.get("src", "")
    if address.startswith("data:"):
        _leave(picture, LeftOut(f"{address[:30]}…", INLINE_PICTURE), leave_out)
    elif absolute_url(address, base) is None:
        _leave(picture, LeftOut(f"picture {address[:100]}".strip(), NO_ADDRESS), leave_out)
    else:
        picture.set("src", address.strip())


def _leave(node: Any, left: LeftOut, leave_out: LeaveOut) -> None:
    leave_out(left)
    node.drop_tree()


def _medium(node: Any, base: str, leave_out: LeaveOut) -> None:
    """A player of a known service stays one; anything else that has an address becomes a link to it."""
    if node.getparent() is None or any(parent.tag in _MEDIA for parent in node.iterancestors()):
        return
    addresses = [value for value in _sources(node) if value]
    player = next((value for value in addresses if player_url(value)), None)
    if player:
        _become(node, "iframe", {"src": player, "title": clean_line(node.get("title") or "")})
        return
    address = next((found for value in addresses if (found := absolute_url(value, base))), None)
    if address is None:
        _leave(node, LeftOut(f"{node.tag} {' '.join(addresses)[:100]}".strip(), NO_ADDRESS), leave_out)
        return
    name = clean_line(node.get("title") or "")
    if node.tag == "iframe" and not name and not _EXTENSION.search(urlsplit(address).path):
        _leave(node, LeftOut(f"iframe {address[:200]}", UNKNOWN_FRAME), leave_out)
        return
    if not is_kept(address):
        leave_out(LeftOut(address[:200], AS_LINK))
    name = name or link_name(address)
    parent = node.getparent()
    _become(node, "a", {"href": address})
    node.text = name
    if parent.tag == "p" and not clean_line(parent.text_content()).removeprefix(name):
        parent.set("class", "file")
    elif parent.tag in _AROUND_BLOCKS:
        _wrap(node)


def link_name(address: str) -> str:
    """The words of a link that nobody has given any: the name of a file, else the address."""
    name = unquote(urlsplit(address).path.rpartition("/")[2])
    return name if _EXTENSION.search(name) else address


def _wrap(link: Any) -> None:
    paragraph = lxml_html.Element("p")
    paragraph.set("class", "file")
    paragraph.tail, link.tail = link.tail, None
    link.getparent().replace(link, paragraph)
    paragraph.append(link)


def _sources(node: Any) -> list[str]:
    own = [node.get("src") or node.get("data") or node.get("data-src") or ""]
    return [
        *own,
        *(inner.get("src", "") for inner in node.iter("source", "embed", "iframe")),
        *(inner.get("value", "") for inner in node.iter("param") if inner.get("name") in {"movie", "src", "url"}),
        *(inner.get("href", "") for inner in node.iter("a")),
    ]


def _become(node: Any, tag: str, attributes: dict[str, str]) -> None:
    tail = node.tail
    node.clear()
    node.tail = tail
    node.tag = tag
    for name, value in attributes.items():
        node.set(name, value)


def _is_gallery(node: Any) -> bool:
    return bool(_GALLERY.search(node.get("class", ""))) and node.find(".//img") is not None


def _gallery(node: Any) -> None:
    """Pictures with their captions, whatever held them; the caption of the whole follows them."""
    if node.getparent() is None or any(parent.get("class") == "gallery" for parent in node.iterancestors()):
        return
    figures = [(picture, _caption_of(picture, node)) for picture in node.iter("img")]
    used = {id(caption) for _, caption in figures}
    whole = [one for one in node.iter("figcaption") if id(one) not in used]
    words = [(picture, clean_line(one.text_content()) if one is not None else "") for picture, one in figures]
    after = [clean_line(one.text_content()) for one in whole]
    _become(node, "div", {"class": "gallery"})
    for picture, caption in words:
        figure = lxml_html.Element("figure")
        picture.tail = None
        figure.append(picture)
        if caption:
            _append(figure, "figcaption", caption)
        node.append(figure)
    for text in filter(None, reversed(after)):
        paragraph = lxml_html.Element("p")
        paragraph.text, paragraph.tail, node.tail = text, node.tail, None
        node.addnext(paragraph)


def _caption_of(picture: Any, gallery: Any) -> Any:
    """The nearest words about one picture alone."""
    for parent in picture.iterancestors():
        if parent is gallery or len(list(parent.iter("img"))) > 1:
            return None
        for one in parent.iter("figcaption", "dd", "p"):
            if one.tag == "figcaption" or "caption" in one.get("class", ""):
                return one
    return None


def _append(parent: Any, tag: str, text: str) -> None:
    child = lxml_html.Element(tag)
    child.text = text
    parent.append(child)


def _bare_address(node: Any) -> None:
    """An address that stands alone: the player of what it leads to where there is one, else a link."""
    if len(node) or not (match := _ADDRESS.fullmatch((node.text or "").strip())):
        return
    node.text = None
    if player_url(match[0]):
        node.append(lxml_html.Element("iframe", src=match[0]))
    else:
        link = lxml_html.Element("a", href=match[0])
        link.text = match[0]
        node.append(link)


def _links(root: Any, base: str, leave_out: LeaveOut) -> None:
    for link in root.iter("a"):
        address = link.get("href")
        if address and not address.startswith("#") and absolute_url(address, base, schemes=LINK_SCHEMES) is None:
            leave_out(LeftOut(f"link {address[:100]}", NO_ADDRESS))


def _rest(root: Any, leave_out: LeaveOut) -> None:
    counts = Counter(str(node.tag) for node in root.iter(*_LOST, *_CONTROLS))
    for tag, count in sorted(counts.items()):
        leave_out(LeftOut(f"{count} × <{tag}>", NOT_TAKEN))
