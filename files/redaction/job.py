"""The task of the confined process: every page drawn as a picture, with black where it is marked.

Nothing of the original file is copied. A copy that keeps the pages without marks also keeps what they share with the
others: PDFium takes along every form in the resources of a page, drawn on it or not, and with it the text under a mask.
"""

import io
import math
import os
from collections.abc import Callable
from typing import Any, Final

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from files.confinement.files import content
from files.extraction import boxes
from files.redaction.places import Box, Page, Unplaced, see
from files.redaction.writer import Writer

_DOTS_AN_INCH: Final = 150
_POINTS_AN_INCH: Final = 72
_MOST_DOTS: Final = 25_000_000
_QUALITY: Final = 80


def run(job: dict[str, Any], files: list[int], send: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Read the document ``files[0]`` and write its masked copy to ``files[1]``; ``refused`` says why there is none."""
    data = content(files[0])
    marks = {
        int(number): [(start, end, shown) for start, end, shown in places] for number, places in job["pages"].items()
    }
    boxes.use_for_all_documents()
    try:
        with pdfium.PdfDocument(data) as document:
            pages = [see(page, marks.get(number, [])) for number, page in enumerate(document, 1)]
    except Unplaced as error:
        send({"refused": str(error)})
        return {}
    boxes.use_fonts_of_the_machine()
    with os.fdopen(os.dup(files[1]), "wb") as stream:
        _draw(data, pages, set(job["bare"]), Writer(stream))
    return {"pages": len(pages)}


def _draw(data: bytes, pages: list[Page], bare: set[int], writer: Writer) -> None:
    with pdfium.PdfDocument(data) as document:
        document.init_forms()
        for number, seen in enumerate(pages, 1):
            page = document[number - 1]
            picture = _picture(page, seen.covers, with_annotations=number not in bare)
            writer.page(picture, page.get_size(), seen.lines)
            page.close()
    writer.close()


def _picture(page: pdfium.PdfPage, covers: list[Box], *, with_annotations: bool) -> bytes:
    """The page as JPEG; the covers are part of the picture."""
    width, height = page.get_size()
    scale = min(_DOTS_AN_INCH / _POINTS_AN_INCH, math.sqrt(_MOST_DOTS / max(1.0, width * height)))
    bitmap = page.render(scale=scale, draw_annots=with_annotations, may_draw_forms=with_annotations)
    picture: Image.Image = bitmap.to_pil().convert("RGB")
    place = bitmap.get_posconv(page)
    draw = ImageDraw.Draw(picture)
    for cover in covers:
        corners = [place.to_bitmap(x, y) for x, y in ((cover.left, cover.bottom), (cover.right, cover.top))]
        (left, right), (top, bottom) = (sorted(values) for values in zip(*corners, strict=True))
        draw.rectangle((left - 1, top - 1, right + 1, bottom + 1), fill="black")
    bitmap.close()
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()
