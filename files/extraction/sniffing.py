"""The type of a file from its content alone: a name and a declared type are claims of the sender."""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Final

import olefile

from files.extraction import encodings
from files.extraction.filetypes import FileType

ZIP_SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06")
OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN: Final = 1024  # PDF 1.7, appendix H, note 13
_IMAGES: Final = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:hei[cfx]|mif1|avif)"
    rb"|\x01\0\0\0.{36} EMF|\xd7\xcd\xc6\x9a|\x01\0\x09\0\0\x03|\0\0\x01\0[\x01-\xff]\0",
    re.DOTALL,
)
_RICH_TEXT: Final = re.compile(
    rb"\s*\{\\rtf|%!PS|(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}MIME-Version:", re.IGNORECASE
)
_OFFICE: Final = (("word/", FileType.DOCX), ("xl/", FileType.XLSX), ("ppt/", FileType.PPTX))


def sniff(data: bytes) -> FileType:
    """Tell what ``data`` is; ``UNKNOWN`` covers the formats that nothing here reads, and plain binary data."""
    if data.startswith(ZIP_SIGNATURES):
        return _sniff_zip(data)
    if data.startswith(OLE_SIGNATURE):
        return FileType.HWP if _is_hwp(data) else FileType.OLE
    if _IMAGES.match(data):
        return FileType.IMAGE
    if data.find(b"%PDF-", 0, _PDF_WITHIN) >= 0:
        return FileType.PDF
    return _sniff_text(data)


def _sniff_zip(data: bytes) -> FileType:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError):
        return FileType.ZIP
    if kind.startswith(b"application/hwp+zip") or "Contents/content.hpf" in names:
        return FileType.HWPX
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        return FileType.OPENDOCUMENT
    if "[Content_Types].xml" in names:
        for folder, office in _OFFICE:
            if any(name.startswith(folder) for name in names):
                return office
    return FileType.ZIP


def _is_hwp(data: bytes) -> bool:
    """Return whether an OLE container holds the stream that every HWP 5 file has (HWP 5.0 specification, 3.2.1)."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            return bool(container.openstream("FileHeader").read(17) == b"HWP Document File")
    except Exception:  # a damaged container makes it raise whatever comes
        return False


def _sniff_text(data: bytes) -> FileType:
    if _RICH_TEXT.match(data[:4096]):
        return FileType.UNKNOWN
    text = encodings.decode(data)
    if text is None:
        return FileType.UNKNOWN
    return FileType.MARKUP if text[:1000].lstrip("\ufeff \t\r\n").startswith("<") else FileType.TEXT
