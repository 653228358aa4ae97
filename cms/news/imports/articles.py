"""The text of a WordPress post as HTML: shortcodes and blocks become pictures, galleries, players and links.

What there is no place for is told to ``leave_out``; its inner text stays.
"""

import json
import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import Any, Final

from cms.core.text import clean_text
from cms.core.video import player_url
from cms.news.imports import shortcodes
from cms.news.imports.embedded import AS_LINK, link_name
from cms.news.imports.exports import Attachment, Export
from cms.news.imports.files import is_kept
from cms.news.imports.items import LeftOut
from cms.news.imports.paragraphs import paragraphs
from cms.news.imports.shortcodes import Shortcode

UNKNOWN_SHORTCODE: Final = "a shortcode for which there is nothing here: removed, with its inner text kept"
UNKNOWN_BLOCK: Final = "a block that WordPress fills when it shows it: there is nothing here to fill it with"
NO_PICTURES: Final = "the export has none of its pictures"

_VIDEO_KINDS: Final = ("src", "mp4", "m4v", "webm", "ogv", "flv", "wmv")
_AUDIO_KINDS: Final = ("src", "mp3", "m4a", "ogg", "oga", "wav", "wma")
_PLAYERS: Final = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
}
_PICTURE: Final = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
_BLOCK: Final = re.compile(
    r"<!--\s+(?P<close>/)?wp:(?P<name>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s+(?P<json>\{.*?\}\s+)?(?P<alone>/)?-->",
    re.DOTALL,
)
_SHOWN: Final = re.compile(
    r"""(?<=\s)(?P<name>src|href|data-src)\s*=\s*(?P<quote>[\"']?)(?P<address>[^\"'\s>]+)(?P=quote)""", re.IGNORECASE
)
# A paragraph around a block that stands for a shortcode.
_AROUND: Final = re.compile(r"<p(?:\s[^<>]*)?>\s*(\n\n<(div|figure|p)\b.*?</\2>\n\n)\s*</p>", re.DOTALL)
_ON_A_LINE: Final = re.compile(
    r"<pre\b.*?</pre\s*>|^[ \t]*(?P<address>https?://[^\s<>\"]+)[ \t]*$", re.DOTALL | re.IGNORECASE | re.MULTILINE
)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
# What has no text of its own to be missed.
_SILENT_BLOCKS: Final = frozenset({"more", "nextpage", "spacer", "separator"})
_CLASSIC: Final = frozenset({"freeform", "classic"})
_DEEPEST: Final = 5


class Article:
    """Reads the text of one post: ``number`` is its own in its ``export``."""

    def __init__(self, export: Export, number: str, leave_out: Callable[[LeftOut], None]) -> None:
        self._export = export
        self._number = number
        self._leave_out = leave_out

    def html(self, content: str) -> str:
        """Clean of comments and shortcodes, with its paragraphs; not safe yet."""
        html = "\n".join(filter(None, self._parts(clean_text(content), 0)))
        return _SHOWN.sub(self._whole, html)

    def _whole(self, match: re.Match[str]) -> str:
        """The address of an upload; that of a smaller copy of a picture becomes that of the picture itself."""
        found = self._export.use_address(unescape(match["address"]))
        if found is None or not found.is_picture or match["name"].lower() == "href":
            return match[0]
        return f'{match["name"]}="{escape(found.address)}"'

    def _parts(self, content: str, depth: int) -> Iterator[str]:
        """The pieces of a content: outside of any block text with blank lines, within one HTML already."""
        end = level = 0
        is_text = True
        for match in _BLOCK.finditer(content):
            yield self._piece(content[end : match.start()], is_text=is_text)
            end = match.end()
            if match["alone"]:
                yield from self._filled(match, depth)
            else:
                level = max(0, level - 1) if match["close"] else level + 1
                is_text = not level or (level == 1 and match["name"] in _CLASSIC and not match["close"])
        yield self._piece(content[end:], is_text=is_text)

    def _piece(self, text: str, *, is_text: bool) -> str:
        replaced = shortcodes.replaced(_COMMENT.sub("", text), self._shortcode, known=KNOWN)
        replaced = _AROUND.sub(r"\1", replaced)
        return paragraphs(_ON_A_LINE.sub(_embedded, replaced)) if is_text else replaced.strip()

    def _filled(self, match: re.Match[str], depth: int) -> Iterator[str]:
        """A block without an inside: a reusable one is put in, pictures and players are known by what it is given."""
        name, given = match["name"].removeprefix("core/"), _given(match["json"])
        if name == "block" and (content := self._export.blocks.get(str(given.get("ref")))) and depth < _DEEPEST:
            yield from self._parts(clean_text(content), depth + 1)
        elif name == "gallery" and given.get("ids"):
            yield self._pictures([str(number) for number in given["ids"]], match[0]).strip()
        elif name not in _SILENT_BLOCKS:
            self._leave_out(LeftOut(f"wp:{name}", UNKNOWN_BLOCK))

    def _shortcode(self, code: Shortcode) -> str | None:
        made = self._known.get(code.name)
        html = made(self, code) if made else None
        if html is None:
            self._leave_out(LeftOut(code.written, UNKNOWN_SHORTCODE))
        return html

    def _gallery(self, code: Shortcode) -> str | None:
        given = code.named.get("ids") or code.named.get("include")
        if given:
            return self._pictures(re.findall(r"\d+", given), code.written)
        left = set(re.findall(r"\d+", code.named.get("exclude", "")))
        found = self._export.of_post(code.named.get("id", self._number))
        return self._pictures([one.number for one in found if one.number not in left], code.written)

    def _pictures(self, numbers: list[str], written: str) -> str:
        shown = [(number, self._export.use(number)) for number in numbers]
        for number, attachment in shown:
            if attachment is None:
                self._leave_out(LeftOut(f"{written[:100]}: {number}", NO_PICTURES))
        figures = "".join(_figure(attachment) for _, attachment in shown if attachment)
        if not shown:
            self._leave_out(LeftOut(written[:100], NO_PICTURES))
        return f'\n\n<div class="gallery">{figures}</div>\n\n' if figures else ""

    def _playlist(self, code: Shortcode) -> str | None:
        found = map(self._export.use, re.findall(r"\d+", code.named.get("ids", "")))
        links = [self._link(one.address, one.title) for one in found if one]
        return "".join(links) or None

    def _caption(self, code: Shortcode) -> str | None:
        inner = code.inner or ""
        if not (picture := _PICTURE.search(inner)):
            return None
        words = code.named.get("caption") or (inner[: picture.start()] + inner[picture.end() :]).strip()
        caption = f"<figcaption>{' '.join(words.split())}</figcaption>" if words else ""
        return f"\n\n<figure>{picture[0]}{caption}</figure>\n\n"

    def _audio(self, code: Shortcode) -> str | None:
        address = next((code.named[kind] for kind in _AUDIO_KINDS if code.named.get(kind)), "") or _address(code)
        return self._link(address, code.named.get("title", "")) if address else None

    def _video(self, code: Shortcode) -> str | None:
        address = next((code.named[kind] for kind in _VIDEO_KINDS if code.named.get(kind)), "") or _address(code)
        return self._player(address, code.named.get("title", "")) if address else None

    def _embed(self, code: Shortcode) -> str | None:
        address = _address(code) or code.named.get("src", "")
        return self._player(address, code.named.get("title", "")) if address else None

    def _service(self, code: Shortcode) -> str | None:
        given = _address(code) or code.named.get("id") or code.named.get("url") or next(iter(code.values), "")
        if not given:
            given = (code.inner or "").strip()
        if not given:
            return None
        address = given if "/" in given else _PLAYERS[code.name].format(given)
        return self._player(address, code.named.get("title", ""))

    def _player(self, address: str, title: str) -> str:
        if player_url(address):
            return f'\n\n<p><iframe src="{escape(address)}" title="{escape(title)}"></iframe></p>\n\n'
        return self._link(address, title)

    def _link(self, address: str, title: str) -> str:
        if not is_kept(address):
            self._leave_out(LeftOut(address[:200], AS_LINK))
        name = title or link_name(address)
        return f'\n\n<p class="file"><a href="{escape(address)}">{escape(name)}</a></p>\n\n'

    _known: Final[dict[str, Callable[["Article", Shortcode], str | None]]] = {
        "gallery": _gallery,
        "playlist": _playlist,
        "caption": _caption,
        "wp_caption": _caption,
        "audio": _audio,
        "video": _video,
        "embed": _embed,
        "googlemaps": _embed,
        **dict.fromkeys(_PLAYERS, _service),
    }


KNOWN: Final = frozenset(Article._known)


def _embedded(match: re.Match[str]) -> str:
    """An address on a line of its own, that of a video in a paragraph of its own; any other as a link."""
    address = match["address"]
    if address is None:
        return match[0]
    if player_url(address):
        return f"\n\n{address}\n\n"
    return f'<a href="{escape(unescape(address))}">{escape(unescape(address), quote=False)}</a>'


def _address(code: Shortcode) -> str:
    """The address that a shortcode gives without a name, or encloses."""
    inner = re.sub(r"<[^>]*>", "", code.inner or "").strip()
    given = [*code.values, code.named.get("url", ""), inner]
    return next((value for value in given if re.match(r"(?:https?:)?//\S+$", value)), "")


def _figure(attachment: Attachment) -> str:
    caption = f"<figcaption>{attachment.caption}</figcaption>" if attachment.caption else ""
    return f'<figure><img src="{escape(attachment.address)}" alt="{escape(attachment.alt)}">{caption}</figure>'


def _given(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
