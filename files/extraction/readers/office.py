"""Word and PowerPoint documents (ECMA-376), and the parts of a workbook that are not sheets.

Tracked deletions, hidden runs, comments, notes, alternative texts, field codes, cached chart values and pivot caches
are all in the file, so all of them are text.
"""

from typing import Final

from files.extraction.markup import CELL, LINE, ROW, Grammar, Zone
from files.extraction.readers.package import Layout, Part, read_document
from files.extraction.reading import Reading

_DELETED: Final = Zone("deleted text", shown=False, inline=True)
_CODES: Final = Zone("field codes", shown=False)

GRAMMAR: Final = Grammar(
    before={"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"},
    after={
        **dict.fromkeys(
            ("p", "comment", "text", "definedName", "v", "f", "author", "si", "formula1", "formula2"), LINE
        ),
        **dict.fromkeys(("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"), LINE),
        "tc": CELL,
        "tr": ROW,
    },
    zones={
        "del": _DELETED,
        "moveFrom": _DELETED,
        "instrText": _CODES,
        "delInstrText": _CODES,
        "txbxContent": Zone("text boxes"),
        "Fallback": Zone("alternate content", shown=False),
    },
    attributes={
        "*": frozenset({"author", "initials", "descr", "string", "alt", "tooltip", "prompt", "promptTitle"}),
        "docPr": frozenset({"title"}),
        "cNvPr": frozenset({"title"}),
        "docVar": frozenset({"name", "val"}),
        "alias": frozenset({"val"}),
        "tag": frozenset({"val"}),
        "listItem": frozenset({"displayText", "value"}),
        "cmAuthor": frozenset({"name"}),
        "person": frozenset({"displayName", "userId"}),
        "Relationship": frozenset({"Target"}),
        "definedName": frozenset({"name", "comment"}),
        "tableColumn": frozenset({"name"}),
        "cacheField": frozenset({"name"}),
        "dbPr": frozenset({"connection", "command"}),
        "s": frozenset({"v"}),
        "n": frozenset({"v"}),
        "sheet": frozenset({"name"}),
    },
    only_if={"Relationship": ("TargetMode", "External")},
    silent=frozenset(
        "posOffset pctWidth pctHeight pctPosHOffset pctPosVOffset formatCode"
        " Anchor AutoFill Row Column MoveWithCells SizeWithCells Visible PrintObject".split()
    ),
    pictures=frozenset({"pic"}),
    run="r",
    hides="vanish",
)

METADATA: Final = Part(r"docProps/", "metadata", labelled=True)
SHARED: Final = (
    METADATA,
    Part(r".*_rels/", "links"),
    Part(r".*comment|.*people\.xml|.*persons?/", "comments"),
    Part(r".*charts/", "charts", shown=True),
    Part(r".*diagrams/data", "diagrams", shown=True),
    Part(r"customXml/", "custom data"),
)
SKIPPED: Final = r"\[Content_Types\]\.xml|docProps/thumbnail\.|.*/printerSettings\d*\.bin|.*\.(?:odttf|fntdata)\Z"

_WORD: Final = Layout(
    grammar=GRAMMAR,
    parts=(
        Part(r"word/document\d*\.xml", "body", shown=True),
        Part(r"word/(?:header|footer)\d*\.xml", "headers and footers", shown=True),
        Part(r"word/(?:footnotes|endnotes)\.xml", "notes", shown=True),
        Part(r"word/glossary/", "building blocks"),
        *SHARED,
    ),
    skipped=SKIPPED,
)
_SLIDES: Final = Layout(
    grammar=GRAMMAR,
    parts=(
        Part(r"ppt/slides/slide\d+\.xml", "slides", shown=True, page=True),
        Part(r"ppt/notesSlides/notesSlide", "speaker notes"),
        Part(r"ppt/(?:slideMasters|slideLayouts|notesMasters|handoutMasters)/", "masters"),
        *SHARED,
    ),
    skipped=SKIPPED,
)


def read_word(data: bytes, reading: Reading) -> None:
    """Read a DOCX document."""
    read_document(data, reading, _WORD)


def read_slides(data: bytes, reading: Reading) -> None:
    """Read a PPTX presentation; a slide that shows a picture and no text is not read."""
    read_document(data, reading, _SLIDES)
