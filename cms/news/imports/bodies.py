"""The body of an imported post: clean HTML, cut where pictures, galleries, videos and files stand, each a block."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from cms.core.models import File, Image
from cms.core.text import clean_line
from cms.core.video import page_url, player_url
from cms.news.imports.embedded import inner_html, parsed

Block = tuple[str, Any]
Find = Callable[[str, str], Image | None]
Offer = Callable[[str, str], File | None]

_CAPTION_LENGTH: Final = 300
_TITLE_LENGTH: Final = 200
# Clean HTML without any of these stays in one piece.
_CUT: Final = ("<img", "<iframe", "<a ")
# What has no meaning of its own around what is cut out.
_WRAPPERS: Final = frozenset({"div", "section"})
_OWN: Final = frozenset({"gallery", "video", "table"})
_BLOCKS: Final = frozenset(
    "aside blockquote details div dl figure h2 h3 h4 h5 h6 hr iframe img ol p pre section table ul".split()
)


def blocks(html: str, *, find: Find, offer: Offer, title: str) -> list[Block]:
    """The blocks for ``html``; ``find`` gives the image for an address and a text, ``offer`` the file, or None.

    A picture that is not to be had becomes a link: readers' browsers must not be sent to a host that nobody chose.
    ``title`` is that of the post, for a video that has none.
    """
    if not any(start in html for start in _CUT):
        return [("html", html)]
    cutter = _Cutter(find, offer, title)
    root = parsed(html)
    cutter.text(root.text)
    cutter.nodes(root)
    return cutter.result() or [("html", html)]


class _Cutter:
    def __init__(self, find: Find, offer: Offer, title: str) -> None:
        self._find = find
        self._offer = offer
        self._title = title
        self._found: list[Block] = []
        self._kept = ""
        self._is_whole = True

    def result(self) -> list[Block]:
        """Nothing where the text stays in one piece as it is."""
        if self._is_whole:
            return []
        self._cut([])
        return self._found

    def text(self, value: str | None) -> None:
        self._kept += escape(value or "", quote=False)

    def nodes(self, parent: Any) -> None:
        for node in list(parent):
            tail, node.tail = node.tail, None
            self._node(node)
            self.text(tail)

    def _node(self, node: Any) -> None:
        classes = set(node.get("class", "").split())
        if node.tag in _WRAPPERS and not classes & _OWN and _holds_blocks(node):
            self._unwrap(node)
        elif "gallery" in classes:
            self._gallery(node)
        elif (player := _only_player(node)) is not None:
            self._cut([self._video(player, node)])
        else:
            self._pictured(node)

    def _unwrap(self, node: Any) -> None:
        """The blocks of a wrapper, with a paragraph of each run that stood between them."""
        run = escape(node.text or "", quote=False)
        for child in list(node):
            tail, child.tail = child.tail, None
            if child.tag in _BLOCKS or child.find(".//img") is not None:
                self._paragraph(run)
                run = ""
                self._node(child)
            else:
                run += _written(child)
            run += escape(tail or "", quote=False)
        self._paragraph(run)

    def _paragraph(self, run: str) -> None:
        if run.strip():
            self._kept += f"<p>{run.strip()}</p>"

    def _cut(self, cut: list[Block]) -> None:
        self._is_whole = self._is_whole and not cut
        if self._kept.strip():
            self._found.append(("html", self._kept))
            self._kept = ""
        self._found += cut

    def _gallery(self, node: Any) -> None:
        """One block of all pictures that are to be had, then links to the others."""
        figures, missing = [], []
        for figure in list(node.iter("img")):
            holder = next((parent for parent in figure.iterancestors("figure")), node)
            value = self._figure(figure, holder.find("figcaption"))
            if value is None:
                missing.append(inner_html(holder))
            else:
                figures.append(value)
        if figures:
            self._cut([("gallery", figures) if len(figures) > 1 else ("image", figures[0])])
        self._kept += "".join(f"<p>{link}</p>" for link in missing)

    def _video(self, player: Any, node: Any) -> Block:
        caption = node.find(".//figcaption")
        words = clean_line(player.get("title") or "") or (
            clean_line(caption.text_content()) if caption is not None else ""
        )
        address = page_url(player_url(player.get("src", "")) or "")
        return "video", {"url": address, "title": (words or self._title)[:_TITLE_LENGTH]}

    def _pictured(self, node: Any) -> None:
        """Pictures before or after the text that they stood before or behind; files after it."""
        pictures = list(node.iter("img"))
        leads = bool(pictures) and not _text_before(node, pictures[0])
        figures = [
            ("image", value) for picture in pictures if (value := self._figure(picture, _caption(node, pictures)))
        ]
        files = list(self._files(node))
        rest = "" if (figures or files) and not _says_more(node, files) else _written(node)
        before, after = (figures, files) if leads else ([], [*figures, *files])
        if before:
            self._cut(before)
        self._kept += rest
        if after:
            self._cut(after)

    def _files(self, node: Any) -> Iterator[Block]:
        """Each file that is linked, once."""
        seen: set[int] = set()
        for link in [node] if node.tag == "a" else list(node.iter("a")):
            words = clean_line(link.text_content())
            if (address := link.get("href")) and (file := self._offer(address, words)) is not None:
                if file.pk not in seen:
                    yield "file", {"file": file.pk, "title": words[:_TITLE_LENGTH]}
                seen.add(file.pk)
                link.attrib.clear()
                link.tag = "p" if link is node else "span"

    def _figure(self, picture: Any, caption: Any) -> dict[str, Any] | None:
        """The value of a picture that is to be had, which is taken out; the other becomes a link where it stood."""
        alt = clean_line(picture.get("alt", ""))
        words = clean_line(caption.text_content()) if caption is not None else ""
        image = self._find(picture.get("src", ""), alt or words)
        self._is_whole = False
        if image is None:
            _link(picture, alt)
            return None
        if caption is not None and caption.getparent() is not None:
            caption.drop_tree()
        _take_out(picture)
        value = {"image": image.pk, "alt_text": alt, "decorative": not alt}
        return {"image": value, "caption": words[:_CAPTION_LENGTH]}


def _holds_blocks(node: Any) -> bool:
    is_cut = any(next(node.iter(tag), None) is not None for tag in ("img", "iframe", "a"))
    return is_cut and any(child.tag in _BLOCKS for child in node)


def _only_player(node: Any) -> Any:
    """The player that is all that a node shows, its caption aside."""
    players = list(node.iter("iframe"))
    if len(players) != 1 or node.find(".//img") is not None:
        return None
    caption = node.find(".//figcaption")
    words = clean_line(node.text_content()).replace(
        clean_line(caption.text_content()) if caption is not None else "", ""
    )
    return players[0] if not words.strip() else None


def _caption(node: Any, pictures: list[Any]) -> Any:
    return node.find("figcaption") if node.tag == "figure" and len(pictures) == 1 else None


def _text_before(node: Any, picture: Any) -> bool:
    for event, one in etree.iterwalk(node, events=("start", "end")):
        if one is picture:
            return False
        words = one.text if event == "start" else one.tail if one is not node else ""
        if (words or "").strip():
            return True
    return False


def _says_more(node: Any, files: list[Block]) -> bool:
    words = clean_line(node.text_content())
    return node.find(".//iframe") is not None or (bool(words) and words not in {value["title"] for _, value in files})


def _written(node: Any) -> str:
    return str(lxml_html.tostring(node, encoding="unicode"))


def _link(picture: Any, alt: str) -> None:
    address = picture.get("src", "")
    picture.attrib.clear()
    picture.tag = "a" if all(parent.tag != "a" for parent in picture.iterancestors()) else "span"
    picture.text = alt or address
    if picture.tag == "a":
        picture.set("href", address)


def _take_out(picture: Any) -> None:
    """Remove a picture, and the link to its larger self around it."""
    parent = picture.getparent()
    if parent is None:
        return
    picture.drop_tree()
    if parent.tag == "a" and not len(parent) and not (parent.text or "").strip() and parent.getparent() is not None:
        parent.drop_tree()
