"""PDF documents: pages, annotations, form fields, outline, metadata, attachments and earlier revisions of the file.

A page is unread where what it shows is not text: a scan, outlines instead of letters, letters without Unicode values.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from files.extraction.outcome import Reason
from files.extraction.reading import Reading, Unreadable

_LOCKED: Final = frozenset({raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY})
_XFA: Final = frozenset({raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND})
_KEYS: Final = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
_XMP: Final = re.compile(rb"<x:xmpmeta.{0,200000}?</x:xmpmeta>", re.DOTALL)
_END: Final = re.compile(rb"%%EOF")
_ANNOTATION_TEXTS: Final = ("Contents", "T", "Subj", "RC", "V", "DV", "TU")
_UNDRAWN: Final = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})
_MAX_REVISIONS: Final = 10
_MAX_OUTLINE: Final = 20_000

# A page with less text than this is looked at: a scan often carries a page number or a stamp as text.
_FEW_LETTERS: Final = 200
_SCAN_COVERS: Final = 0.5
_OUTLINES: Final = 40
_MAX_FORMS: Final = 4
_SAMPLE: Final = 64
_UNMAPPED: Final = 0.3
_LETTER: Final = re.compile(r"\w")


def read(data: bytes, reading: Reading) -> None:
    """Read a PDF document; raises ``Unreadable`` where it needs a password to be opened."""
    with open_document(data) as document:
        pages = _read_pages(document, reading)
        _read_metadata(document, data, reading)
        _read_outline(document, reading)
        _read_attachments(document, reading)
        if document.get_formtype() in _XFA:
            reading.problem(Reason.EMBEDDED, "an XFA form")
    _read_revisions(data, pages, reading)


def open_document(data: bytes) -> pdfium.PdfDocument:
    """Open a document; raises ``Unreadable``."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = Reason.ENCRYPTED if error.err_code in _LOCKED else Reason.BROKEN
        raise Unreadable(reason, "the PDF document cannot be opened") from error
    document.init_forms()
    return document


def text_of(textpage: pdfium.PdfTextPage) -> str:
    """The text of a page; PDFium marks the hyphens at which it joins lines, and they may be those of a number."""
    return str(textpage.get_text_range(errors="replace")).replace("\ufffe", "-").replace("\x02", "-")


def page_section(number: int) -> str:
    """The name of the section with the text of a page, counted from 1."""
    return f"page {number}"


def _read_pages(document: pdfium.PdfDocument, reading: Reading) -> set[str]:
    texts = set()
    for number in range(1, len(document) + 1):
        try:
            texts.add(_read_page(document, number, reading))
        except pdfium.PdfiumError:
            reading.problem(Reason.BROKEN, page_section(number))
    return texts


def _read_page(document: pdfium.PdfDocument, number: int, reading: Reading) -> str:
    """Read a page, then what hangs on it, and look for what neither of them says; the text of the page alone."""
    section = page_section(number)
    page = document[number - 1]
    textpage = page.get_textpage()
    text = seen = text_of(textpage)
    reading.write(section, text)
    said = dict.fromkeys(filter(None, _annotations(document, page, reading)))
    if _has_appearances(page):
        textpage.close()
        page = _flattened(document, page, number)
        textpage = page.get_textpage()
        seen = text_of(textpage)
        said |= dict.fromkeys(_new_lines(seen, text))
    reading.write(f"{section} annotations", "".join(f"{line}\n" for line in said), shown=False)
    drawn = _Drawn(page)
    reading.count_pictures(drawn.pictures)
    if detail := _unread(drawn, textpage, seen):
        reading.problem(Reason.IMAGE_ONLY, f"{section}: {detail}")
    textpage.close()
    page.close()
    return text


def _has_appearances(page: pdfium.PdfPage) -> bool:
    """Return whether an annotation may draw more than it describes: a stamp with text, a filled form field."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind not in _UNDRAWN:
            return True
    return False


def _flattened(document: pdfium.PdfDocument, page: pdfium.PdfPage, number: int) -> pdfium.PdfPage:
    """The page with what its annotations draw as a part of it, in memory."""
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[number - 1]


def _new_lines(text: str, before: str) -> list[str]:
    """The lines that were not there, or not so often: an annotation may show once more what the page says."""
    return [line for line in Counter(text.splitlines()) - Counter(before.splitlines()) if line]


def _unread(drawn: "_Drawn", textpage: pdfium.PdfTextPage, text: str) -> str:
    """The content that a page shows and its text lacks; empty where there is none."""
    letters = sum(1 for _ in islice(_LETTER.finditer(text), _FEW_LETTERS))
    if drawn.pictures and not letters:
        return "a picture and no text"
    if drawn.covered >= _SCAN_COVERS and (drawn.unseen_texts or letters < _FEW_LETTERS):
        return "a picture over most of it"
    if drawn.shapes > _OUTLINES and not letters:
        return "outlines and no text"
    return _unmapped(textpage) if letters else ""


class _Drawn:
    """The drawing of a page: the number of ``pictures`` and the share of it that they cover, the number of ``shapes``,
    and of texts that are not painted, as a program lays them over a scan when it has tried to recognise the letters.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.pictures = 0
        self.covered = 0.0
        self.shapes = 0
        self.unseen_texts = 0
        width, height = page.get_size()
        self._area = max(1.0, width * height)
        for index in range(raw.FPDFPage_CountObjects(page)):
            self._see(raw.FPDFPage_GetObject(page, index), 1.0, 0)

    def _see(self, shape: Any, scale: float, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(shape)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self.unseen_texts += raw.FPDFTextObj_GetTextRenderMode(shape) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.pictures += 1
            self.covered += scale * _area(shape) / self._area
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_FORMS:
            inner = scale * _stretch(shape)
            for index in range(raw.FPDFFormObj_CountObjects(shape)):
                self._see(raw.FPDFFormObj_GetObject(shape, index), inner, depth + 1)
        else:
            self.shapes += 1


def _area(shape: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
    return max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value)


def _stretch(form: Any) -> float:
    """The factor by which a form is drawn larger than it says."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(form, matrix)
    return abs(float(matrix.a * matrix.d - matrix.b * matrix.c))


def _unmapped(textpage: pdfium.PdfTextPage) -> str:
    """The problem of letters without Unicode values, by a sample: then the text of a page is not what it shows."""
    count = textpage.count_chars()
    sample = range(0, count, max(1, count // _SAMPLE))
    failed = sum(raw.FPDFText_HasUnicodeMapError(textpage, index) == 1 for index in sample)
    return "letters without Unicode values" if failed > _UNMAPPED * len(sample) else ""


def _annotations(document: pdfium.PdfDocument, page: pdfium.PdfPage, reading: Reading) -> Iterator[str]:
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        for key in _ANNOTATION_TEXTS:
            yield _wide(raw.FPDFAnnot_GetStringValue, annotation, key.encode())
        if document.formenv:
            yield _wide(raw.FPDFAnnot_GetFormFieldValue, document.formenv, annotation)
            yield _wide(raw.FPDFAnnot_GetFormFieldAlternateName, document.formenv, annotation)
        yield _link(document, annotation)
        if attached := raw.FPDFAnnot_GetFileAttachment(annotation):
            _read_attachment(pdfium.PdfAttachment(attached, document), reading)
        raw.FPDFPage_CloseAnnot(annotation)


def _link(document: pdfium.PdfDocument, annotation: Any) -> str:
    link = raw.FPDFAnnot_GetLink(annotation)
    action = raw.FPDFLink_GetAction(link) if link else None
    if not action:
        return ""
    size = raw.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(size or 1)
    raw.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def _wide(function: Any, *arguments: Any) -> str:
    """Call a PDFium function that fills a buffer with UTF-16: once for the size, once for the text."""
    size = function(*arguments, None, 0)
    if size <= 2:
        return ""
    buffer = (raw.FPDF_WCHAR * (size // 2 + 1))()
    function(*arguments, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def _read_metadata(document: pdfium.PdfDocument, data: bytes, reading: Reading) -> None:
    for key in _KEYS:
        if value := _wide(raw.FPDF_GetMetaText, document, key.encode()):
            reading.write("metadata", f"{key}: {value}\n", shown=False)
    for packet in _XMP.findall(data):
        text = re.sub(r"<[^>]*>", " ", packet.decode("utf-8", "replace"))
        reading.write("metadata", f"{' '.join(text.split())}\n", shown=False)


def _read_outline(document: pdfium.PdfDocument, reading: Reading) -> None:
    for count, bookmark in enumerate(document.get_toc(max_depth=15)):
        if count >= _MAX_OUTLINE:
            reading.problem(Reason.TOO_LARGE, "the outline")
            return
        reading.write("outline", f"{bookmark.get_title()}\n", shown=False)


def _read_attachments(document: pdfium.PdfDocument, reading: Reading) -> None:
    for index in range(document.count_attachments()):
        _read_attachment(document.get_attachment(index), reading)


def _read_attachment(attachment: pdfium.PdfAttachment, reading: Reading) -> None:
    name = attachment.get_name()
    reading.write("attachment names", f"{name}\n", shown=False)
    try:
        content = bytes(attachment.get_data())
    except pdfium.PdfiumError:
        reading.problem(Reason.EMBEDDED, "an attachment without content")
        return
    reading.output.inflate(len(content))
    reading.nested(name, content, embedded=True)


def _read_revisions(data: bytes, current: set[str], reading: Reading) -> None:
    """Read what earlier saves left in the file: an editor that appends keeps every text that it replaces (7.5.6)."""
    ends = [found.end() for found in _END.finditer(data)][:-1]
    if b"/Linearized" in data[:2048]:
        ends = ends[1:]
    if len(ends) > _MAX_REVISIONS:
        reading.problem(Reason.EMBEDDED, f"{len(ends) - _MAX_REVISIONS} earlier revisions")
    for number, end in enumerate(ends[-_MAX_REVISIONS:], 1):
        try:
            document = open_document(data[:end])
        except Unreadable:
            continue
        with document:
            for page in document:
                text = text_of(page.get_textpage())
                if text not in current:
                    current.add(text)
                    reading.write(f"earlier revision {number}", f"{text}\n", shown=False)
