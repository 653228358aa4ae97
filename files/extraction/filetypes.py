"""The kinds of file that are told apart, and what their names usually end in."""

from enum import StrEnum
from pathlib import PurePath
from typing import Final


class FileType(StrEnum):
    """The type of a file, by its content."""

    PDF = "pdf"
    HWP = "hwp"
    HWPX = "hwpx"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    OPENDOCUMENT = "opendocument"
    MARKUP = "markup"
    TEXT = "text"
    ZIP = "zip"
    IMAGE = "image"
    OLE = "ole"
    UNKNOWN = "unknown"


_SUFFIXES: Final[dict[FileType, frozenset[str]]] = {
    kind: frozenset(suffixes.split())
    for kind, suffixes in {
        FileType.PDF: "pdf",
        FileType.HWP: "hwp hwt",
        FileType.HWPX: "hwpx",
        FileType.DOCX: "docx docm dotx",
        FileType.XLSX: "xlsx xlsm xltx",
        FileType.PPTX: "pptx pptm ppsx potx",
        FileType.OPENDOCUMENT: "odt ods odp odg ott ots otp",
        FileType.MARKUP: "html htm xhtml xml svg rdf kml gml",
        FileType.TEXT: "txt csv tsv tab log md json jsonl ndjson geojson ini yaml yml",
        FileType.ZIP: "zip jar epub",
        FileType.IMAGE: "jpg jpeg png gif bmp tif tiff webp heic",
        # An office file with a password is an OLE container, whatever it is inside.
        FileType.OLE: "doc xls ppt msg docx xlsx pptx",
    }.items()
}


def mismatch(kind: FileType, *, name: str) -> str | None:
    """The claim of the ending of ``name`` where the content says otherwise; None where it claims nothing else."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if not suffix or kind is FileType.UNKNOWN or suffix in _SUFFIXES[kind]:
        return None
    return f"named .{suffix}, is {kind}"
