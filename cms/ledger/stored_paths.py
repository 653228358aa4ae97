"""The form that the path of an address is kept in: as it is, or in a short form where no index would take it."""

from collections.abc import Iterable
from typing import Final

from cms.core.hashing import hash_texts

# PostgreSQL takes rows of an index of up to 2,704 bytes, and a host has up to 255; the column has so many letters.
_LARGEST: Final = 2_000
_LONGEST: Final = 1_500
_HEAD: Final = 1_000


def stored_path(path: str) -> str:
    """The text that stands for a decoded path in the ledger: the same for all that ask, and for no two paths."""
    if len(path) * 4 <= _LARGEST:
        return path
    encoded = path.encode("utf-8", "surrogatepass")
    if len(path) <= _LONGEST and len(encoded) <= _LARGEST:
        return path
    return f"{encoded[:_HEAD].decode(errors='ignore')}…{hash_texts([path])}"


def stored_as(paths: Iterable[str]) -> dict[str, str]:
    """All that stands, or stood in an older ledger, for one of these paths -> that path."""
    return {stored: path for path in paths for stored in (path, stored_path(path))}
