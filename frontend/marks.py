"""A text with the parts that were looked for apart, so that a template marks them and trusts no HTML."""

from collections.abc import Iterator, Mapping
from typing import Any


def marked(highlight: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """The pieces of a highlight in order, each with whether it was looked for; empty ones are left out."""
    text, at = highlight["text"], 0
    for span in highlight["ranges"]:
        yield from _piece(text[at : span["start"]], is_marked=False)
        yield from _piece(text[span["start"] : span["end"]], is_marked=True)
        at = span["end"]
    yield from _piece(text[at:], is_marked=False)


def _piece(text: str, *, is_marked: bool) -> Iterator[tuple[str, bool]]:
    if text:
        yield text, is_marked
