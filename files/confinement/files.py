"""Open descriptors for a confined process, of a file on disk or of bytes in memory."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def opened(source: Path | bytes) -> Iterator[tuple[int, int]]:
    """A descriptor of the content and its size; raises ``OSError`` where the path cannot be read."""
    with source.open("rb") if isinstance(source, Path) else tempfile.TemporaryFile() as stream:
        if isinstance(source, bytes):
            stream.write(source)
            stream.flush()
            stream.seek(0)
        yield stream.fileno(), os.fstat(stream.fileno()).st_size


def content(descriptor: int) -> bytes:
    """All of an open file, from its beginning."""
    with os.fdopen(os.dup(descriptor), "rb") as stream:
        stream.seek(0)
        return stream.read()
