"""Text that is written with blank lines between its paragraphs and HTML where its author wanted some.

WordPress stores such text and makes paragraphs of it each time it is shown, block by block: a ``<p>`` in one place says
nothing of the rest. The same is done here, once.
"""

import re
from collections.abc import Iterator
from typing import Final

from cms.core.text import clean_text

# Whose text is parted into paragraphs; the document itself is one.
_FLOWS: Final = frozenset("blockquote section article main header footer aside details form fieldset address".split())
# Whose text is parted only where a blank line stands in it.
_MIXED: Final = frozenset("div li dd td th center".split())
# Whose text is one run.
_RUNS: Final = frozenset("p h1 h2 h3 h4 h5 h6 dt caption figcaption summary legend".split())
# Between whose children only white space stands.
_FRAMES: Final = frozenset("ul ol dl table thead tbody tfoot tr colgroup figure nav menu".split())
_VOID: Final = frozenset({"hr", "col"})
_BLOCKS: Final = _FLOWS | _MIXED | _RUNS | _FRAMES | _VOID
# What a new one of them ends, up to the element that they are items of.
_ENDED: Final[dict[str, frozenset[str]]] = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tr": frozenset({"td", "th", "tr"}),
}
_BLOCK_TAG: Final = re.compile(
    r"(<pre\b.*?</pre\s*>|<style\b.*?</style\s*>|<script\b.*?</script\s*>|<textarea\b.*?</textarea\s*>"
    rf"|</?(?:{'|'.join(sorted(_BLOCKS, key=len, reverse=True))})(?=[\s/>])[^>]*>)",
    re.IGNORECASE | re.DOTALL,
)
# What is one thing, in whose inside a line break means nothing.
_THING: Final = re.compile(
    r"<!--.*?-->|<(object|video|audio|iframe|svg|select|map|noscript)\b.*?</\1\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL
)
_NAME: Final = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_BREAKS: Final = re.compile(r"<br\s*/?>[ \t]*(?:\n|$)", re.IGNORECASE)
_TWO_BREAKS: Final = re.compile(r"<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
_BLANK_LINES: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def paragraphs(html: str) -> str:
    """Blank lines become paragraphs and single ones line breaks, where no element around the text forbids it."""
    pieces: list[str] = []
    within: list[str] = []
    for number, piece in enumerate(_BLOCK_TAG.split(clean_text(html))):
        if number % 2:
            _enter(within, piece)
            pieces.append(piece)
        else:
            pieces += _text(piece, within[-1] if within else "")
    return "\n".join(_joined(pieces))


def _enter(within: list[str], tag: str) -> None:
    """Keep account of the elements that are open after a tag."""
    name = _name(tag)
    if name not in _BLOCKS or name in _VOID or tag.endswith("/>"):
        return
    if tag.startswith("</"):
        if name in within:
            while within.pop() != name:
                pass
        return
    while within and (within[-1] == "p" or within[-1] in _ENDED.get(name, ())):
        within.pop()
    within.append(name)


def _text(piece: str, parent: str) -> Iterator[str]:
    """The text between two tags of blocks, as it is written in that parent."""
    text = _THING.sub(lambda match: match[0].replace("\n", " "), piece)
    text = _TWO_BREAKS.sub("\n\n", _BREAKS.sub("\n", text)).strip()
    if not text:
        return
    if parent in _FRAMES:
        yield text
        return
    chunks = [chunk.strip() for chunk in _BLANK_LINES.split(text) if chunk.strip()]
    if parent in _RUNS or (parent in _MIXED and len(chunks) == 1):
        yield ("</p>\n<p>" if parent == "p" else "<br>").join(map(_lines, chunks))
    else:
        yield from (f"<p>{_lines(chunk)}</p>" for chunk in chunks)


def _lines(chunk: str) -> str:
    return "<br>".join(line.strip() for line in chunk.splitlines() if line.strip())


def _joined(pieces: list[str]) -> Iterator[str]:
    """Whole blocks, each on its line; within one nothing is added."""
    block, depth = "", 0
    for piece in pieces:
        block += piece
        name = _name(piece)
        if piece.startswith("</"):
            depth = max(0, depth - 1)
        elif name in _BLOCKS and not _is_whole(piece, name):
            depth += 1
        if depth == 0:
            yield block
            block = ""
    if block:
        yield block


def _is_whole(piece: str, name: str) -> bool:
    return name in _VOID or piece.endswith(("/>", f"</{name}>"))


def _name(piece: str) -> str:
    match = _NAME.match(piece)
    return match[1].lower() if match else ""
