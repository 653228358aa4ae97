"""Lines of a file of any length in bounded memory."""

from collections.abc import Iterator

from cms.core.streams import Source
from cms.releases.intake.formats.rows import MAX_ROW_BYTES

TOO_LONG = f"longer than {MAX_ROW_BYTES >> 20} MB"


def read(source: Source) -> Iterator[bytes | None]:
    """Lines without their line feed; None stands for one that is longer than a row may be."""
    parts: list[bytes] = []
    size = 0
    while chunk := source.read():
        source.item_done()
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            yield b"".join([*parts, piece]) if size + len(piece) <= MAX_ROW_BYTES else None
            parts, size = [], 0
        size += len(rest)
        parts = [*parts, rest] if size <= MAX_ROW_BYTES else []
    if size:
        yield b"".join(parts) if size <= MAX_ROW_BYTES else None
