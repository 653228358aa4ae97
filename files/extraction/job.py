"""The task of a confined process: one file in, its sections and problems out."""

from collections.abc import Callable
from typing import Any, Final

from files.confinement.files import content
from files.extraction import boxes
from files.extraction.encodings import decode
from files.extraction.filetypes import FileType
from files.extraction.outcome import Limits, Reason
from files.extraction.readers import archive, hangul, hwp, office, ole, opendocument, pdf, spreadsheet, text
from files.extraction.reading import Exhausted, Output, Reading, Unreadable
from files.extraction.sniffing import sniff

_READERS: Final[dict[FileType, Callable[[bytes, Reading], None]]] = {
    FileType.PDF: pdf.read,
    FileType.HWP: hwp.read,
    FileType.HWPX: hangul.read,
    FileType.DOCX: office.read_word,
    FileType.XLSX: spreadsheet.read,
    FileType.PPTX: office.read_slides,
    FileType.OPENDOCUMENT: opendocument.read,
    FileType.MARKUP: text.read_markup,
    FileType.TEXT: text.read,
    FileType.ZIP: archive.read,
    FileType.OLE: ole.read,
}


boxes.use_for_all_documents()


def run(job: dict[str, Any], files: list[int], send: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Read the open file ``files[0]`` within ``job["limits"]``; the answer says its type and counts its pictures."""
    data = content(files[0])
    kind = sniff(data)
    send({"type": kind})
    output = Output(Limits(**job["limits"]), len(data), send)
    try:
        _read_as(kind, data, Reading(output, _read))
    except Exhausted as limit:
        output.problem(limit.reason, limit.detail)
    output.flush()
    decode.cache_clear()
    return {"pictures": output.pictures}


def _read(data: bytes, reading: Reading) -> None:
    _read_as(sniff(data), data, reading)


def _read_as(kind: FileType, data: bytes, reading: Reading) -> None:
    """Read one file, nested or not: whatever a reader raises is the file's fault, but for memory and limits."""
    if not data:
        reading.problem(Reason.BROKEN, "an empty file")
    elif kind is FileType.IMAGE:
        _look_at_image(reading)
    elif kind is FileType.UNKNOWN:
        reading.problem(Reason.EMBEDDED if reading.embedded else Reason.UNKNOWN_TYPE)
    else:
        try:
            _READERS[kind](data, reading)
        except (Exhausted, MemoryError, BrokenPipeError, ConnectionResetError):
            raise
        except Unreadable as problem:
            reading.problem(problem.reason, problem.detail)
        except Exception as error:
            reading.problem(Reason.BROKEN, f"{type(error).__module__}.{type(error).__qualname__}")


def _look_at_image(reading: Reading) -> None:
    if reading.embedded:
        reading.count_pictures()
    else:
        reading.problem(Reason.IMAGE_ONLY)
