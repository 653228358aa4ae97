"""Documents built from their parts, as small as a reader of the format accepts."""

import struct
import zlib
from collections.abc import Sequence
from typing import TypeAlias

from tests.files.extraction.containers import compound, zipped

Parts: TypeAlias = dict[str, str | bytes]

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

BODY, HEADER, FOOTNOTE, HIDDEN_COMMENT, TABLE = b"", b"daeh", b"  nf", b"tmct", b" lbt"
COMPRESSED, PASSWORD, DISTRIBUTION, DRM, HISTORY = 1, 2, 4, 16, 64


def _paths(parts: Parts) -> Parts:
    """Keyword names as paths; a name with a slash is one already."""
    return {
        name if "/" in name else name.replace("__", "/").replace("_", "."): content for name, content in parts.items()
    }


def paragraph(text: str) -> str:
    """A Word paragraph with one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, **parts: str | bytes) -> bytes:
    """A Word document; further parts by path, with ``__`` for a slash and ``_`` for a full stop."""
    members = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
    }
    return zipped(members | _paths(parts))


def pptx(*slides: str, **parts: str | bytes) -> bytes:
    """A presentation of slides, each the XML inside its root."""
    members = {"[Content_Types].xml": TYPES}
    for number, slide in enumerate(slides, 1):
        members[f"ppt/slides/slide{number}.xml"] = f'<p:sld xmlns:p="p" xmlns:a="a">{slide}</p:sld>'
    return zipped(members | _paths(parts))


def xlsx(
    sheets: dict[str, str],
    *,
    strings: Sequence[str] = (),
    styles: str = "",
    workbook: str = "",
    others: Parts | None = None,
    states: dict[str, str] | None = None,
) -> bytes:
    """A workbook of sheet name -> the XML inside its root."""
    states = states or {}
    listed, relations, members = [], [], {"[Content_Types].xml": TYPES}
    for number, (name, content) in enumerate(sheets.items(), 1):
        state = f' state="{states[name]}"' if name in states else ""
        listed.append(f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{state}/>')
        relations.append(
            f'<Relationship Id="rId{number}" Type="{KIND}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        members[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet {SHEET}>{content}</worksheet>"
    members["xl/workbook.xml"] = (
        f'<workbook {SHEET} xmlns:r="{KIND}"><sheets>{"".join(listed)}</sheets>{workbook}</workbook>'
    )
    members["xl/_rels/workbook.xml.rels"] = f"<Relationships {RELATIONS}>{''.join(relations)}</Relationships>"
    if strings:
        items = "".join(f"<si><t>{string}</t></si>" for string in strings)
        members["xl/sharedStrings.xml"] = f"<sst {SHEET}>{items}</sst>"
    if styles:
        members["xl/styles.xml"] = f"<styleSheet {SHEET}>{styles}</styleSheet>"
    return zipped(members | (others or {}))


def rows(*lines: Sequence[str | float]) -> str:
    """Sheet data of inline strings and numbers; a line may be (attributes of the row, *cells)."""
    written = []
    for number, line in enumerate(lines, 1):
        attributes, cells = (line[0], line[1:]) if isinstance(line, tuple) else ("", line)
        written.append(f'<row r="{number}" {attributes}>{"".join(map(_cell, cells))}</row>')
    return f"<sheetData>{''.join(written)}</sheetData>"


def _cell(value: str | float) -> str:
    if isinstance(value, str) and value.startswith("<"):
        return value
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def hwpx(body: str, *, manifest: str = "", **parts: str | bytes) -> bytes:
    """An HWPX document; ``body`` is the XML inside its first section."""
    members = {
        "mimetype": "application/hwp+zip",
        "Contents/content.hpf": '<opf:package xmlns:opf="o"><opf:metadata><opf:title>제목</opf:title>'
        '<opf:meta name="creator" content="text">홍길동</opf:meta></opf:metadata></opf:package>',
        "Contents/section0.xml": f'<hs:sec xmlns:hs="s" xmlns:hp="p">{body}</hs:sec>',
        "META-INF/manifest.xml": f'<odf:manifest xmlns:odf="m">{manifest}</odf:manifest>',
    }
    return zipped(members | _paths(parts))


def p(text: str) -> str:
    """An HWPX paragraph."""
    return f"<hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p>"


def record(tag: int, level: int, payload: bytes) -> bytes:
    """One HWP record."""
    if len(payload) < 0xFFF:
        return struct.pack("<I", tag | level << 10 | len(payload) << 20) + payload
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(payload)) + payload


def hwp_paragraph(text: str, level: int = 0) -> bytes:
    """The records of one HWP paragraph; ``text`` may hold control characters as the format has them."""
    return record(66, level, bytes(22)) + record(67, level + 1, text.encode("utf-16-le"))


def hwp_control(name: bytes, *paragraphs: str, level: int = 1) -> bytes:
    """A control that holds paragraphs: a header, a note, a hidden comment."""
    inside = b"".join(hwp_paragraph(text, level + 1) for text in paragraphs)
    return record(71, level, name + bytes(12)) + record(72, level + 1, bytes(16)) + inside


def hwp_table(*table: Sequence[str], level: int = 1) -> bytes:
    """A table of rows of texts."""
    cells = b"".join(
        record(72, level + 1, struct.pack("<8xHHHH", column, row, 1, 1)) + hwp_paragraph(text, level + 1)
        for row, texts in enumerate(table)
        for column, text in enumerate(texts)
    )
    return record(71, level, TABLE + bytes(40)) + record(77, level + 1, bytes(24)) + cells


def deflate(content: bytes) -> bytes:
    """Raw deflate, as in HWP."""
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(content) + compressor.flush()


def hwp(
    *records: bytes,
    flags: int = COMPRESSED,
    sections: Sequence[bytes] | None = None,
    docinfo: bytes = b"",
    **streams: bytes,
) -> bytes:
    """An HWP 5 document; further streams by path, with ``__`` for a slash."""
    pack = deflate if flags & COMPRESSED else bytes
    content = {
        "FileHeader": b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010000, flags) + bytes(216),
        "DocInfo": pack(docinfo),
        "\x05HwpSummaryInformation": summary({2: "제목", 4: "홍길동", 8: "김수정"}),
    }
    for number, section in enumerate(sections if sections is not None else [b"".join(records)]):
        content[f"BodyText/Section{number}"] = pack(section)
    return compound(content | {name.replace("__", "/"): stream for name, stream in streams.items()})


def summary(values: dict[int, str]) -> bytes:
    """A property set of strings (MS-OLEPS 2.21)."""
    offsets, body = b"", b""
    start = 8 + 8 * len(values)
    for key, value in values.items():
        text = value.encode("utf-16-le") + b"\0\0"
        offsets += struct.pack("<II", key, start + len(body))
        body += struct.pack("<II", 31, len(text) // 2) + text.ljust(-(-len(text) // 4) * 4, b"\0")
    section = struct.pack("<II", start + len(body), len(values)) + offsets + body
    return struct.pack("<HHI16xI16sI", 0xFFFE, 0, 0, 1, bytes(16), 48) + section
