"""Compression by gzip (RFC 9110, 8.4 and 12.5.3): which answers are worth it, and who takes them so."""

import gzip
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_COMPRESSIBLE: Final = re.compile(
    r"text/|application/([a-z0-9.-]+\+)?(json|xml)\b|application/(javascript|n-triples)|image/svg"
)
_FROM: Final = 1_000
_LEVEL: Final = 5


def is_compressible(known: Mapping[str, str]) -> bool:
    """Return whether an answer with these headers, by lower-case name, is a text that is not encoded yet."""
    return "content-encoding" not in known and _COMPRESSIBLE.match(known.get("content-type", "").lower()) is not None


def is_worth_it(known: Mapping[str, str], body: bytes) -> bool:
    """Return whether a body with these headers is long enough to be compressed, too."""
    return len(body) >= _FROM and is_compressible(known)


def compressed(body: bytes) -> bytes:
    """The same bytes for the same body, whenever they are made."""
    return gzip.compress(body, _LEVEL, mtime=0)


def said_of(small: bytes, *, etag: str) -> dict[str, str]:
    """The headers of the compressed form of an answer that differ from those of the plain one.

    A weak tag, as nginx does: the bytes differ from the plain form, and If-None-Match compares weakly anyway.
    """
    said = {"Content-Encoding": "gzip", "Content-Length": str(len(small))}
    return said | {"ETag": f"W/{etag}"} if etag else said


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: str) -> bool:
    """Return whether gzip is accepted; nothing said is no."""
    for part in accept_encoding.lower().split(","):
        coding, _, quality = part.partition(";")
        if coding.strip() in ("gzip", "x-gzip"):
            said = "".join(quality.split())
            return not said or said.removeprefix("q=").strip("0.") != ""
    return False
