"""Text that every format can carry: what a reader of a file hands on, and what a record is made of.

A control character, a noncharacter or a lone surrogate makes feedgen and lxml raise and lets rdflib write XML that
nobody can read, so they are removed (XML 1.0, production [2] ``Char``).
"""

import re
import unicodedata
from typing import Final

_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
# Bidirectional overrides reorder what follows them in a list or a title; isolates and marks stay.
_BIDI_OVERRIDES: Final = re.compile("[\u202a-\u202e]")
# Whatever lacks all of these is clean; a class of few ranges is matched nine times as fast as _FORBIDDEN.
_SUSPECT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe-\U0010ffff]"
)


def clean_text(value: str) -> str:
    """Return ``value`` in NFC without characters that XML 1.0 forbids, line breaks as ``\\n``."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if _SUSPECT.search(value):
        value = _BIDI_OVERRIDES.sub("", _FORBIDDEN.sub("", value))
    return unicodedata.normalize("NFC", value)
