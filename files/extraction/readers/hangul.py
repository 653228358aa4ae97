"""HWPX documents (KS X 6101, OWPML): sections, masters, headers, notes, hidden comments, memos and fields."""

from typing import Final

from files.extraction.markup import CELL, LINE, ROW, Grammar, Zone
from files.extraction.readers.package import Layout, Part, read_document
from files.extraction.reading import Reading

_EDGES: Final = Zone("headers and footers")
_NOTES: Final = Zone("notes")

_LAYOUT: Final = Layout(
    grammar=Grammar(
        before={"lineBreak": "\n", "tab": "\t", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"},
        after={
            **dict.fromkeys(("p", "script", "stringParam", "shapeComment", "listItem"), LINE),
            "tc": CELL,
            "tr": ROW,
        },
        zones={
            "header": _EDGES,
            "footer": _EDGES,
            "footNote": _NOTES,
            "endNote": _NOTES,
            "hiddenComment": Zone("hidden comments", shown=False),
            "fieldBegin": Zone("memos and fields", shown=False),
            "shapeComment": Zone("descriptions", shown=False),
        },
        switches={"deleteBegin": Zone("deleted text", shown=False, inline=True), "deleteEnd": None},
        attributes={
            "*": frozenset({"caption", "composeText"}),
            "textart": frozenset({"text"}),
            "bookmark": frozenset({"name"}),
            "fieldBegin": frozenset({"name", "command"}),
            "listItem": frozenset({"displayText", "value"}),
            "trackChangeAuthor": frozenset({"name"}),
        },
        silent=frozenset(
            {
                "integerParam",
                "unsignedintegerParam",
                "booleanParam",
                "floatParam",
                "paraHead",
                "forbiddenWord",
                "config-item",
            }
        ),
    ),
    parts=(
        Part(r"Contents/section\d+\.xml", "body", shown=True),
        Part(r"Contents/masterpage\d+\.xml", "master pages", shown=True),
        Part(r"Contents/content\.hpf", "metadata", labelled=True),
        Part(r"Preview/PrvText\.txt", "preview", plain=True),
        Part(r"Contents/header\.xml", "document settings"),
        Part(r".*[Cc]hart", "charts", shown=True),
        Part(r".*[Hh]istory", "earlier versions"),
    ),
    skipped=r"mimetype\Z|version\.xml|META-INF/container\.|Preview/PrvImage\.",
    encrypted=rb"(?i:encryption-data|<\w*:?algorithm)",
)


def read(data: bytes, reading: Reading) -> None:
    """Read an HWPX document; one with a password, or for distribution, has its parts encrypted by its manifest."""
    read_document(data, reading, _LAYOUT)
