"""OpenDocument text, spreadsheets and presentations (OASIS ODF 1.3)."""

from typing import Final

from files.extraction.markup import CELL, LINE, ROW, Grammar, Zone
from files.extraction.readers.package import Layout, Part, read_document
from files.extraction.reading import Reading

_LAYOUT: Final = Layout(
    grammar=Grammar(
        before={"line-break": "\n", "tab": "\t", "s": " "},
        after={
            **dict.fromkeys(("p", "h", "title", "desc", "creator", "date"), LINE),
            **dict.fromkeys(("table-cell", "covered-table-cell"), CELL),
            "table-row": ROW,
        },
        zones={
            "annotation": Zone("comments", shown=False),
            "note-body": Zone("notes"),
            "tracked-changes": Zone("deleted text", shown=False),
            "notes": Zone("speaker notes", shown=False),
            "header": Zone("headers and footers"),
            "footer": Zone("headers and footers"),
        },
        attributes={
            "*": frozenset({"string-value", "string-value-if-true", "string-value-if-false", "description"}),
            "a": frozenset({"href", "title"}),
            "table": frozenset({"name"}),
            "user-field-decl": frozenset({"name", "string-value"}),
        },
    ),
    parts=(
        Part(r"(?:Object [^/]+/)?content\.xml", "body", shown=True),
        Part(r"(?:Object [^/]+/)?styles\.xml", "master pages"),
        Part(r"meta\.xml", "metadata", labelled=True),
        Part(r"settings\.xml", "document settings"),
    ),
    skipped=r"mimetype\Z|META-INF/manifest\.xml|manifest\.rdf|Thumbnails/|Configurations2/|layout-cache\Z|ObjectReplacements/",
    encrypted=rb"encryption-data",
)


def read(data: bytes, reading: Reading) -> None:
    """Read an OpenDocument file; its manifest says whether it is encrypted (part 2, 3.4)."""
    read_document(data, reading, _LAYOUT)
