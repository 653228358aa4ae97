"""The body of an imported post: clean HTML, cut where pictures stand, so that each becomes a picture block."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from lxml import html as lxml_html

from cms.core.models import Image
from cms.core.text import clean_line

Block = tuple[str, Any]
Find = Callable[[str, str], Image | None]


def blocks(html: str, *, find: Find) -> list[Block]:
    """The stream of blocks for ``html``; ``find`` gives the image for an address and a text, or None.

    A picture that is not to be had becomes a link: readers' browsers must not be sent to a host that nobody chose.
    """
    if "<img" not in html:
        return [("html", html)]
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    found: list[Block] = []
    kept = _text(root.text)
    for node in list(root):
        tail, node.tail = _text(node.tail), None
        figures = list(_figures(node, find))
        if figures:
            found += [("html", kept), *figures]
            kept = ""
        if not figures or clean_line(node.text_content()):
            kept += lxml_html.tostring(node, encoding="unicode")
        kept += tail
    return [(kind, value) for kind, value in [*found, ("html", kept)] if kind != "html" or value.strip()]


def _figures(node: Any, find: Find) -> Iterator[Block]:
    """Take the pictures out of a node, with the caption where the node is a figure of one picture."""
    pictures = list(node.iter("img"))
    caption = node.find("figcaption") if node.tag == "figure" and len(pictures) == 1 else None
    words = clean_line(caption.text_content()) if caption is not None else ""
    for picture in pictures:
        alt = clean_line(picture.get("alt", ""))
        image = find(picture.get("src", ""), alt or words)
        if image is None:
            _link(picture, alt)
            continue
        if caption is not None:
            node.remove(caption)
        _take_out(picture)
        value = {"image": image.pk, "alt_text": alt, "decorative": not alt}
        yield "image", {"image": value, "caption": words[:300]}


def _link(picture: Any, alt: str) -> None:
    address = picture.get("src", "")
    picture.attrib.clear()
    picture.tag = "a" if picture.getparent().tag != "a" else "span"
    picture.text = alt or address
    if picture.tag == "a":
        picture.set("href", address)


def _take_out(picture: Any) -> None:
    """Remove a picture, and the link to its larger self around it."""
    parent = picture.getparent()
    picture.drop_tree()
    if parent is not None and parent.tag == "a" and not len(parent) and not (parent.text or "").strip():
        parent.drop_tree()


def _text(value: str | None) -> str:
    return escape(value or "", quote=False)
