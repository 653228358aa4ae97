"""Small office files with Korean text, made by code: what the demo's documents have attached."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from textwrap import wrap
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import Workbook
from PIL import Image, ImageDraw

# Points: A4, its margin, the size of text and the distance of lines; a Korean letter is as wide as it is high.
_WIDTH, _HEIGHT, _MARGIN = 595, 842, 64
_SIZE, _LEADING = 11, 20
_LINES: Final = (_HEIGHT - 2 * _MARGIN) // _LEADING
_LETTERS: Final = (_WIDTH - 2 * _MARGIN) // _SIZE
# The Korean font that every PDF reader puts in place of this name (PDF 32000-1, 9.7.5.2): nothing is embedded.
_FONT: Final = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /HYGoThic-Medium /Encoding /UniKS-UCS2-H /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYGoThic-Medium /DW 1000 /W [1 [500] 2 95 500]"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >> /FontDescriptor 5 0 R >>",
    "<< /Type /FontDescriptor /FontName /HYGoThic-Medium /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
    " /Ascent 880 /Descent -120 /CapHeight 720 /StemV 80 >>",
)


def pdf(title: str, text: str) -> bytes:
    """A PDF with the text on as many pages as it needs."""
    lines = [title, "", *_wrapped(text)]
    pages = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (ko) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /MediaBox [0 0 {_WIDTH} {_HEIGHT}]"
        " /Resources << /Font << /F 3 0 R >> >> >>",
        *_FONT,
    ]
    for number, page in enumerate(pages):
        content = _content(page)
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {7 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.append(f"<< /Title <FEFF{_hex(title)}> >>")
    return _assembled(objects)


def scan() -> bytes:
    """A PDF of one picture, as a scanner makes it: nobody can search it, and no rule can read it."""
    sheet = Image.new("L", (413, 585), 250)
    drawing = ImageDraw.Draw(sheet)
    for number in range(22):
        drawing.line([(48, 60 + 22 * number), (330 - number * 37 % 120, 60 + 22 * number)], fill=90, width=3)
    drawing.ellipse([(300, 490), (360, 550)], outline=120, width=4)
    output = BytesIO()
    sheet.save(output, "PDF", resolution=50)
    return output.getvalue()


def hwpx(title: str, text: str) -> bytes:
    """A document as Korean offices write it (KS X 6101), with what a reader of the format needs and no more."""
    paragraphs = "".join(
        f'<hp:p><hp:run charPrIDRef="0"><hp:t>{escape(line)}</hp:t></hp:run></hp:p>' for line in text.splitlines()
    )
    return _zipped(
        {
            "mimetype": "application/hwp+zip",
            "version.xml": f'{_XML}<hv:HCFVersion xmlns:hv="{_HANCOM}/version" major="5" minor="1" micro="0"/>',
            "Contents/content.hpf": f'{_XML}<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:metadata>'
            f"<opf:title>{escape(title)}</opf:title></opf:metadata></opf:package>",
            "Contents/section0.xml": f'{_XML}<hs:sec xmlns:hs="{_HANCOM}/section" xmlns:hp="{_HANCOM}/paragraph">'
            f"{paragraphs}</hs:sec>",
        }
    )


def docx(text: str) -> bytes:
    """A Word document (ECMA-376)."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.splitlines())
    types, office = "http://schemas.openxmlformats.org/package/2006", "http://schemas.openxmlformats.org/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _zipped(
        {
            "[Content_Types].xml": f'{_XML}<Types xmlns="{types}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
            "_rels/.rels": f'{_XML}<Relationships xmlns="{types}/relationships"><Relationship Id="r1"'
            f' Type="{office}/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'{_XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006'
            f'/main"><w:body>{paragraphs}</w:body></w:document>',
        }
    )


def xlsx(rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    output = BytesIO()
    book.save(output)
    return output.getvalue()


_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_HANCOM: Final = "http://www.hancom.co.kr/hwpml/2011"


def _zipped(members: dict[str, str]) -> bytes:
    """The first member stays as it is, by which both formats are known."""
    output = BytesIO()
    with ZipFile(output, "w") as archive:
        for number, (name, content) in enumerate(members.items()):
            archive.writestr(name, content, ZIP_DEFLATED if number else ZIP_STORED)
    return output.getvalue()


def _wrapped(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from wrap(line, _LETTERS) or [""]


def _content(lines: Iterable[str]) -> str:
    shown = "\n".join(f"<{_hex(line)}> Tj T*" for line in lines)
    return f"BT /F {_SIZE} Tf {_LEADING} TL {_MARGIN} {_HEIGHT - _MARGIN} Td\n{shown}\nET"


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _assembled(objects: Sequence[str]) -> bytes:
    """The file: objects numbered from 1, the last one its description, and the table of where each begins."""
    output = BytesIO()
    output.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(output.tell())
        output.write(f"{number} 0 obj\n{content}\nendobj\n".encode("ascii"))
    table = output.tell()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    output.write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode("ascii"))
    output.write(f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return output.getvalue()
