"""The small markup of texts that ship with the product, made into the blocks of a body."""

import re
from collections.abc import Callable
from html import escape
from typing import Any, Final

Block = tuple[str, Any]
Lookup = Callable[[str], Any]


def _nothing(name: str) -> Any:
    return None


_SINGLE: Final = re.compile(r"\[(picture|gallery|file) ([^\]]+)\] ?(.*)")


def blocks(text: str, *, picture: Lookup = _nothing, file: Lookup = _nothing) -> list[Block]:
    """The blocks of a body; ``picture`` gives the value of a picture by its name, ``file`` a stored file by its.

    A text without pictures and files needs neither.
    """
    return [_block(part.strip(), picture, file) for part in re.split(r"\n\s*\n", text.strip())]


def _block(part: str, picture: Lookup, file: Lookup) -> Block:
    for start, make in _MADE.items():
        if part.startswith(start):
            return make(part)
    if match := _SINGLE.fullmatch(part):
        return _media(match, picture, file)
    return "text", f"<p>{escape(' '.join(part.splitlines()))}</p>"


def _heading(part: str) -> Block:
    return "heading", {"text": part[3:], "level": "h2"}


def _list(part: str) -> Block:
    return "text", f"<ul>{''.join(f'<li>{escape(line[2:])}</li>' for line in part.splitlines())}</ul>"


def _quote(part: str) -> Block:
    words, _, source = part[2:].partition(" -- ")
    return "quote", {"text": words, "source": source}


def _callout(part: str) -> Block:
    title, _, text = part.partition(" | ")
    kind, _, title = title[1:].partition(" ")
    return "callout", {"kind": kind, "title": title, "text": f"<p>{escape(text)}</p>"}


def _table(part: str) -> Block:
    caption, *lines = part.splitlines()
    head, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return "table", {
        "caption": caption[3:],
        "columns": [{"type": "text", "heading": cell} for cell in head],
        "rows": [{"values": row} for row in rows],
    }


_MADE: Final[dict[str, Callable[[str], Block]]] = {
    "## ": _heading,
    "- ": _list,
    "> ": _quote,
    "!": _callout,
    "|= ": _table,
}


def _media(match: re.Match[str], picture: Lookup, file: Lookup) -> Block:
    kind, names, words = match.groups()
    if kind == "gallery":
        return "gallery", [{"image": picture(name), "caption": ""} for name in names.split()]
    if kind == "file":
        return "file", {"file": file(names), "title": words}
    return "image", {"image": picture(names), "caption": words}
