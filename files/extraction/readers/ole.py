"""OLE containers that are not HWP: encrypted office files, packaged objects, and the binary formats before 2007."""

import struct
from collections.abc import Mapping
from typing import Final

from files.extraction.compound import Compound
from files.extraction.outcome import Reason
from files.extraction.reading import Reading, Unreadable

_LEGACY: Final[Mapping[str, str]] = {
    "WordDocument": "Word 97-2003",
    "Workbook": "Excel 97-2003",
    "Book": "Excel 5.0",
    "PowerPoint Document": "PowerPoint 97-2003",
    "VBA": "macros",
    "__properties_version1.0": "Outlook message",
}
_PACKAGE: Final = "\x01Ole10Native"


def read(data: bytes, reading: Reading) -> None:
    """Open what an OLE container wraps, or say which format it is that nothing here reads."""
    with Compound(data, reading) as compound:
        names = {path[0] for path in compound.paths}
        if "EncryptedPackage" in names or "EncryptionInfo" in names:
            raise Unreadable(Reason.ENCRYPTED, "an office file with a password")
        if _PACKAGE in names:
            _read_package(compound.read(_PACKAGE), reading)
        elif "Package" in names:
            reading.nested("Package", compound.read("Package"), embedded=True)
        else:
            legacy = next((kind for name, kind in _LEGACY.items() if name in names), "an OLE container")
            raise Unreadable(Reason.EMBEDDED if reading.embedded else Reason.UNKNOWN_TYPE, legacy)


def _read_package(stream: bytes, reading: Reading) -> None:
    """A file that was dropped into a document: three path strings and the content (MS-OLEDS 2.3.6, and practice)."""
    label, _, rest = stream[6:].partition(b"\0")
    original, _, rest = rest.partition(b"\0")
    (length,) = struct.unpack_from("<I", rest, 4)
    path, rest = rest[8 : 8 + length].rstrip(b"\0"), rest[8 + length :]
    (size,) = struct.unpack_from("<I", rest)
    names = [name.decode("cp949", "replace") for name in (label, original, path)]
    reading.write("metadata", "\n".join(names) + "\n", shown=False)
    reading.nested(names[0], rest[4 : 4 + size], embedded=True)
