"""Text of unknown encoding: decoded exactly or not at all.

A guess that replaces what it cannot decode would hide a number from the screening, so only strict decoders are tried,
and a result that does not look like text is refused.
"""

import codecs
import re
from functools import lru_cache
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text has; both UTF-8 and CP949 leave their bytes alone.
_BINARY: Final = (*range(0x09), *range(0x0E, 0x1A), *range(0x1C, 0x20))
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
# What Korean writes beside ASCII: syllables and signs. Letters apart are what Japanese in EUC looks like.
_KOREAN: Final = re.compile(r"[가-힣\u00a0-\u00ff\u2000-\u27bf\u3000-\u303f\u3200-\u33ff\uff00-\uffef]")
_DOS_END: Final = "\x1a"
_DOUBLE_BYTE: Final = 2
_SAMPLE: Final = 20_000


@lru_cache(maxsize=1)  # what tells the type of a text has decoded it, and its reader need not again
def decode(data: bytes) -> str | None:
    """Return the text, or None where no encoding reads every byte as plain text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _wide(data[len(mark) :], encoding)
    if b"\0" in data:
        return _if_korean(_wide(data, _utf_16_without_mark(data)))
    return (
        None if any(sign in data for sign in _BINARY) else _strict(data, "utf-8") or _if_korean(_strict(data, "cp949"))
    )


def _wide(data: bytes, encoding: str) -> str | None:
    text = _strict(data, encoding)
    return None if text is None or any(chr(sign) in text for sign in _BINARY) else text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding).rstrip(_DOS_END)
    except UnicodeDecodeError:
        return None


def _utf_16_without_mark(data: bytes) -> str:
    """The byte order in which line ends and Latin letters, which every text has, leave their zeros."""
    sample = data[:4096]
    return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"


def _if_korean(text: str | None) -> str | None:
    """A text that is decoded by a guess, where it is Korean: other texts, and binary data, come out as rare signs."""
    if text is None:
        return None
    foreign = _FOREIGN.findall(text[:_SAMPLE])
    korean = sum(1 for character in foreign if _KOREAN.match(character) and _is_common(character))
    return text if korean * 10 >= len(foreign) * 7 else None


def _is_common(character: str) -> bool:
    """Whether KS X 1001 has it: the 2,350 syllables of everyday Korean, not the 8,822 that CP949 adds.

    Python's EUC-KR composes those that are missing out of four letters, in eight bytes.
    """
    try:
        return len(character.encode("euc_kr")) <= _DOUBLE_BYTE
    except UnicodeEncodeError:
        return False
