"""A font of which every glyph is the same box, in place of the fonts of the machine.

PDFium leaves out text that has no extent: a letter alone, a line that repeats one above it. So it is where a document
does not bring its font and the machine has no font with those letters, and what is left out is not screened. With this
one every letter has an extent, on every machine alike, and no glyph of a large Korean font has to be interpreted.
"""

import ctypes
import struct
from typing import Any, Final

from pypdfium2 import raw

_GLYPHS: Final = 0xFFFE
_EM: Final = 1000
_LEFT, _BOTTOM, _RIGHT, _TOP = 50, -200, 950, 800
_WHOLE_FILE: Final = 0
_HANDLE: Final = 1


def font() -> bytes:
    """The font, in TrueType: all glyphs are the first, since offsets go back and forth between two copies of it."""
    glyph = _glyph()
    offsets = struct.pack(">2H", 0, len(glyph) // 2) * (_GLYPHS // 2 + 1)
    tables = {
        b"cmap": _cmap(),
        b"glyf": glyph * 2,
        b"head": struct.pack(
            ">4I2HQQ4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, _LEFT, _BOTTOM, _RIGHT, _TOP, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, _TOP, _BOTTOM, 0, _EM, 0, 0, _RIGHT, 1, *[0] * 7, 1),
        b"hmtx": struct.pack(">Hh", _EM, _LEFT) + struct.pack(">h", _LEFT) * (_GLYPHS - 1),
        b"loca": offsets[: 2 * (_GLYPHS + 1)],
        b"maxp": struct.pack(">I14H", 0x10000, _GLYPHS, 4, 1, 0, 0, 1, *[0] * 8),
    }
    return _assembled(tables)


def use_for_all_documents() -> None:
    """Let PDFium take this font wherever a document does not bring its own, and forget those of the machine."""
    nowhere = (ctypes.POINTER(ctypes.c_char) * 1)()
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=nowhere))
    raw.FPDF_SetSystemFontInfo(_provider())


def use_fonts_of_the_machine() -> None:
    """Let PDFium find fonts again as it does by itself, to draw pages."""
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2))


def _glyph() -> bytes:
    corners = struct.pack(">4h4h", _LEFT, 0, _RIGHT - _LEFT, 0, _BOTTOM, _TOP - _BOTTOM, 0, _BOTTOM - _TOP)
    return struct.pack(">5h2H4B", 1, _LEFT, _BOTTOM, _RIGHT, _TOP, 3, 0, *[1] * 4) + corners


def _cmap() -> bytes:
    """Format 12: each character to the glyph of its number, and above the BMP to the glyph of its last two bytes."""
    groups = [(0x20, 0xFFFD, 0x20), *((plane << 16, plane << 16 | 0xFFFD, 0) for plane in range(1, 17))]
    body = b"".join(struct.pack(">3I", *group) for group in groups)
    return struct.pack(">4HI2H3I", 0, 1, 3, 10, 12, 12, 0, 16 + len(body), 0, len(groups)) + body


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    place = 12 + 16 * len(tables)
    directory, body = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64), b""
    for tag, table in tables.items():
        directory += struct.pack(">4s3I", tag, 0, place + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body


def _provider() -> Any:
    """The interface by which PDFium asks for fonts; it and its callbacks live as long as the process."""
    content = font()

    def data(_self: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table != _WHOLE_FILE:
            return 0
        if buffer and size >= len(content):
            ctypes.memmove(buffer, content, len(content))
        return len(content)

    answers = {
        "Release": lambda *_: None,
        "EnumFonts": lambda *_: None,
        "MapFont": lambda *_: _HANDLE,
        "GetFont": lambda *_: _HANDLE,
        "GetFontData": data,
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: 0,
        "DeleteFont": lambda *_: None,
    }
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_[1:])
    provider = raw.FPDF_SYSFONTINFO(version=2, **{name: kinds[name](answer) for name, answer in answers.items()})
    _KEPT.append(provider)
    return provider


_KEPT: Final[list[Any]] = []
