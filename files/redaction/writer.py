"""A PDF writer for pictures of pages, with the text of each laid invisibly over it so that it can be found and heard.

ISO 32000-1. The text is not compressed, so that whoever doubts can search the bytes for what was masked.
"""

import zlib
from collections.abc import Sequence
from typing import BinaryIO, Final

from files.extraction import boxes
from files.redaction.places import Box

_CATALOG, _PAGES, _FONT = 1, 2, 3
_EM: Final = 1000
_LAST: Final = 0xFFFF
_UNKNOWN: Final = "\ufffd"
_HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Writer:
    """Writes page after page to a stream, keeping only where each object began."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._places: dict[int, int] = {}
        self._next = _FONT + 1
        self._kids: list[int] = []
        self._length = stream.write(_HEAD)
        self._write_font()

    def page(self, picture: bytes, size: tuple[float, float], lines: Sequence[tuple[str, Box]]) -> None:
        """Add a page of ``size`` points: a JPEG over all of it, and lines of text that are not painted."""
        width, height = size
        image = self._stream_object(picture, f"/Type /XObject /Subtype /Image {_shape(picture)} /Filter /DCTDecode")
        drawing = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /I Do Q\n" + "".join(_line(*line) for line in lines)
        contents = self._stream_object(drawing.encode(), "")
        self._kids.append(
            self._object(
                f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] /Contents {contents} 0 R"
                f" /Resources << /XObject << /I {image} 0 R >> /Font << /F {_FONT} 0 R >> >> >>"
            )
        )

    def close(self) -> None:
        """Write what refers to all pages."""
        kids = " ".join(f"{kid} 0 R" for kid in self._kids)
        self._object(f"<< /Type /Pages /Count {len(self._kids)} /Kids [{kids}] >>", number=_PAGES)
        self._object(f"<< /Type /Catalog /Pages {_PAGES} 0 R >>", number=_CATALOG)
        start = self._length
        rows = "".join(f"{self._places[number]:010} 00000 n \n" for number in range(1, self._next))
        self._write(f"xref\n0 {self._next}\n0000000000 65535 f \n{rows}".encode())
        self._write(f"trailer\n<< /Size {self._next} /Root {_CATALOG} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())

    def _write_font(self) -> None:
        file = self._stream_object(zlib.compress(boxes.font(), 9), "/Filter /FlateDecode")
        descriptor = self._object(
            f"<< /Type /FontDescriptor /FontName /Boxes /Flags 4 /FontBBox [0 -200 {_EM} 800] /ItalicAngle 0"
            f" /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 /FontFile2 {file} 0 R >>"
        )
        descendant = self._object(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Boxes /CIDToGIDMap /Identity /DW {_EM}"
            f" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /FontDescriptor {descriptor} 0 R >>"
        )
        names = self._stream_object(_to_unicode(), "")
        self._object(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /Boxes /Encoding /Identity-H"
            f" /DescendantFonts [{descendant} 0 R] /ToUnicode {names} 0 R >>",
            number=_FONT,
        )

    def _stream_object(self, content: bytes, entries: str) -> int:
        return self._object(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries.encode(), content))

    def _object(self, body: str | bytes, *, number: int = 0) -> int:
        if not number:
            number, self._next = self._next, self._next + 1
        self._places[number] = self._length
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, body.encode() if isinstance(body, str) else body))
        return number

    def _write(self, content: bytes) -> None:
        self._length += self._stream.write(content)


def _line(text: str, box: Box) -> str:
    """A line of invisible text (mode 3), stretched to the width of the line under it."""
    size = max(1.0, box.top - box.bottom)
    stretch = max(1.0, 100 * (box.right - box.left) / (size * len(text)))
    codes = "".join(character if ord(character) <= _LAST else _UNKNOWN for character in text).encode("utf-16-be").hex()
    base = box.bottom + 0.2 * size
    return f"BT 3 Tr /F {size:.2f} Tf {stretch:.2f} Tz 1 0 0 1 {box.left:.2f} {base:.2f} Tm <{codes}> Tj ET\n"


def _shape(picture: bytes) -> str:
    """Width, height and colours of a JPEG, from its frame header (ITU-T T.81, B.2.2)."""
    place = 2
    while picture[place + 1] not in {0xC0, 0xC1, 0xC2}:
        place += 2 + int.from_bytes(picture[place + 2 : place + 4])
    height, width = (int.from_bytes(picture[place + 5 + 2 * n : place + 7 + 2 * n]) for n in (0, 1))
    colours = "/DeviceGray" if picture[place + 9] == 1 else "/DeviceRGB"
    return f"/Width {width} /Height {height} /BitsPerComponent 8 /ColorSpace {colours}"


def _to_unicode() -> bytes:
    """Each code is its own character (9.10.3); half a surrogate pair is none."""
    rows = [row for row in range(0x100) if not 0xD8 <= row <= 0xDF]
    ranges = [f"<{row:02X}00> <{row:02X}FF> <{row:02X}00>" for row in rows]
    blocks = [ranges[start : start + 62] for start in range(0, len(ranges), 62)]
    body = "".join(f"{len(block)} beginbfrange\n{chr(10).join(block)}\nendbfrange\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Boxes def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}endcmap end end\n"
    ).encode()
