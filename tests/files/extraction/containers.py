"""Containers built byte by byte: ZIP, OLE compound files and PDF, as small as they can be."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Members: TypeAlias = Mapping[str, str | bytes] | Sequence[tuple[str, str | bytes]]
Row: TypeAlias = dict[str, Any]
Tree: TypeAlias = dict[str, Any]

END, FREE, FAT, NOTHING = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
SECTOR, SMALL, CUTOFF = 512, 64, 4096


def zipped(members: Members, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of name -> content; a list of pairs may name a member twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items() if isinstance(members, Mapping) else members:
            archive.writestr(name, content)
    return buffer.getvalue()


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file (MS-CFB, version 3) of "storage/name" -> content."""
    return _Compound(streams).build()


class _Compound:
    def __init__(self, streams: Mapping[str, bytes]) -> None:
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.small = bytearray()
        self.minifat: list[int] = []
        self.tree: Tree = {}
        for path, content in streams.items():
            *storages, name = path.split("/")
            folder = self.tree
            for storage in storages:
                folder = folder.setdefault(storage, {})
            folder[name] = content

    def build(self) -> bytes:
        rows: list[Row] = []
        self._add(rows, "Root Entry", 5, self.tree)
        mini_start = self._chain(bytes(self.small)) if self.small else END
        rows[0]["start"], rows[0]["size"] = mini_start, len(self.small)
        minifat = struct.pack(f"<{len(self.minifat)}I", *self.minifat)
        minifat_start = self._chain(minifat, fill=0xFF) if minifat else END
        minifat_count = -(-len(minifat) // SECTOR)
        directory_start = self._chain(b"".join(self._row(row) for row in rows))
        count = len(self.fat)
        fat_count = 1
        while fat_count * 128 < count + fat_count:
            fat_count += 1
        table = self.fat + [FAT] * fat_count
        table += [FREE] * (fat_count * 128 - len(table))
        fat_sectors = struct.pack(f"<{len(table)}I", *table)
        difat = [count + number for number in range(fat_count)]
        header = struct.pack(
            "<8s16sHHHHH6xIIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
            0, fat_count, directory_start, 0, CUTOFF, minifat_start, minifat_count, END, 0, difat[0],
        )  # fmt: skip
        difat += [FREE] * (109 - len(difat))
        header += struct.pack("<108I", *difat[1:])
        return header + b"".join(self.sectors) + fat_sectors

    def _add(self, rows: list[Row], name: str, kind: int, content: Any) -> int:
        number = len(rows)
        row = {"name": name, "kind": kind, "left": NOTHING, "right": NOTHING, "child": NOTHING, "start": 0, "size": 0}
        rows.append(row)
        if kind != 2:
            names = sorted(content, key=lambda name: (len(name), name.upper()))
            row["child"] = self._siblings(rows, names, content)
        elif len(content) < CUTOFF:
            row["start"], row["size"] = self._mini(content), len(content)
        else:
            row["start"], row["size"] = self._chain(content), len(content)
        return number

    def _siblings(self, rows: list[Row], names: list[str], content: Tree) -> int:
        if not names:
            return NOTHING
        middle = len(names) // 2
        name = names[middle]
        number = self._add(rows, name, 1 if isinstance(content[name], dict) else 2, content[name])
        rows[number]["left"] = self._siblings(rows, names[:middle], content)
        rows[number]["right"] = self._siblings(rows, names[middle + 1 :], content)
        return number

    def _mini(self, content: bytes) -> int:
        if not content:
            return END
        start = len(self.minifat)
        count = -(-len(content) // SMALL)
        self.minifat += [*range(start + 1, start + count), END]
        self.small += content.ljust(count * SMALL, b"\0")
        return start

    def _chain(self, content: bytes, fill: int = 0) -> int:
        start = len(self.fat)
        count = max(1, -(-len(content) // SECTOR))
        self.fat += [*range(start + 1, start + count), END]
        padded = content.ljust(count * SECTOR, bytes([fill]))
        self.sectors += [padded[place : place + SECTOR] for place in range(0, len(padded), SECTOR)]
        return start

    @staticmethod
    def _row(row: Row) -> bytes:
        name = row["name"].encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBIII36xIQ",
            name, len(name), row["kind"], 1, row["left"], row["right"], row["child"], row["start"], row["size"],
        )  # fmt: skip


class Pdf:
    """A PDF written object by object; text is in a font whose codes are UTF-16 and map to themselves."""

    _MAP = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + b"".join(
            b"64 beginbfrange\n"
            + b"".join(b"<%02X00> <%02XFF> <%02X00>\n" % (row, row, row) for row in range(block, block + 64))
            + b"endbfrange\n"
            for block in range(0, 256, 64)
        )
        + b"endcmap end end"
    )

    def __init__(self, *, mapped: bool = True) -> None:
        self.objects: dict[int, bytes] = {}
        self.kids: list[int] = []
        self.catalog: dict[str, str] = {}
        self.info: dict[str, str] = {}
        self.trailer: dict[str, str] = {}
        self.root = self.reserve()
        self.pages = self.reserve()
        descendant = self.add(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Madang /CIDToGIDMap /Identity /DW 500"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /FontDescriptor {self.reference(self._descriptor())} >>"
        )
        to_unicode = f"/ToUnicode {self.reference(self.stream(self._MAP))}" if mapped else ""
        self.font = self.add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Madang /Encoding /Identity-H"
            f" /DescendantFonts [{self.reference(descendant)}] {to_unicode} >>"
        )

    def _descriptor(self) -> int:
        return self.add(
            "<< /Type /FontDescriptor /FontName /Madang /Flags 4 /FontBBox [0 0 1000 1000]"
            " /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
        )

    @staticmethod
    def reference(number: int) -> str:
        return f"{number} 0 R"

    def reserve(self) -> int:
        self.objects[len(self.objects) + 1] = b""
        return len(self.objects)

    def add(self, content: str | bytes) -> int:
        number = self.reserve()
        self.objects[number] = content.encode("latin-1") if isinstance(content, str) else content
        return number

    def stream(self, content: bytes, extra: str = "") -> int:
        head = f"<< /Length {len(content)} {extra} >>\nstream\n".encode()
        return self.add(head + content + b"\nendstream")

    def page(
        self,
        *lines: str | tuple[int, int, str],
        image: tuple[int, int, int, int] | None = None,
        drawing: bytes = b"",
        annotations: Sequence[int] = (),
        size: tuple[int, int] = (595, 842),
    ) -> "Pdf":
        """Add a page with lines of text, each a string or (x, y, string); ``image`` is (x, y, width, height)."""
        content = bytearray(drawing)
        for number, line in enumerate(lines):
            x, y, text = line if isinstance(line, tuple) else (72, 760 - 20 * number, line)
            content += f"BT /F1 12 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()
        resources = f"/Font << /F1 {self.reference(self.font)} >>"
        if image:
            x, y, width, height = image
            content += f"q {width} 0 0 {height} {x} {y} cm /I1 Do Q\n".encode()
            resources += f" /XObject << /I1 {self.reference(self._pixel())} >>"
        contents = self.stream(bytes(content))
        self.kids.append(
            self.add(
                f"<< /Type /Page /Parent {self.reference(self.pages)} /MediaBox [0 0 {size[0]} {size[1]}]"
                f" /Resources << {resources} >> /Contents {self.reference(contents)}"
                f" /Annots [{' '.join(map(self.reference, annotations))}] >>"
            )
        )
        return self

    def _pixel(self) -> int:
        extra = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        return self.stream(b"\x80", extra)

    @staticmethod
    def string(text: str) -> str:
        return f"<feff{text.encode('utf-16-be').hex()}>"

    def attach(self, name: str, content: bytes) -> "Pdf":
        """Add a file to the document's attachments."""
        file = self.stream(content, "/Type /EmbeddedFile")
        specification = self.add(
            f"<< /Type /Filespec /F {self.string(name)} /UF {self.string(name)} /EF << /F {self.reference(file)} >> >>"
        )
        names = f"[{self.string(name)} {self.reference(specification)}]"
        self.catalog["Names"] = f"<< /EmbeddedFiles << /Names {names} >> >>"
        return self

    def build(self, *, before: bytes = b"") -> bytes:
        """The file; with ``before``, an earlier file to which this one is appended as a new revision."""
        kids = " ".join(map(self.reference, self.kids))
        self.objects[self.pages] = f"<< /Type /Pages /Count {len(self.kids)} /Kids [{kids}] >>".encode()
        catalog = "".join(f" /{key} {value}" for key, value in self.catalog.items())
        self.objects[self.root] = f"<< /Type /Catalog /Pages {self.reference(self.pages)}{catalog} >>".encode()
        if self.info:
            info = "".join(f" /{key} {self.string(value)}" for key, value in self.info.items())
            self.trailer["Info"] = self.reference(self.add(f"<<{info} >>"))
        content = bytearray(before or b"%PDF-1.7\n")
        places = []
        for number, body in self.objects.items():
            places.append(len(content))
            content += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(content)
        content += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        content += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
        trailer = "".join(f" /{key} {value}" for key, value in self.trailer.items())
        content += (
            f"trailer\n<< /Size {len(places) + 1} /Root {self.reference(self.root)}{trailer} >>\n"
            f"startxref\n{start}\n%%EOF\n"
        ).encode()
        return bytes(content)
