"""The rule of clean text, for every code point there is."""

import sys
import unicodedata

from cms.core.text import clean_text

_LINE_BREAKS = {"\r": "\n"}


def is_kept(character: str) -> bool:
    """XML 1.0 ``Char`` without the control characters of C1 and without what reorders a line."""
    code = ord(character)
    if character in "\t\n\r\x85":
        return True
    is_control = code < 0x20 or 0x7F <= code <= 0x9F
    is_nothing = 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    return not (is_control or is_nothing or 0x202A <= code <= 0x202E)


def test_every_code_point_is_kept_or_removed_by_the_rule_alone():
    wrong = []
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        expected = _LINE_BREAKS.get(character, character) if is_kept(character) else ""
        if clean_text(f"a {character} b") != unicodedata.normalize("NFC", f"a {expected} b"):
            wrong.append(hex(code))
    assert wrong == []


def test_what_is_suspect_in_one_place_is_removed_in_all():
    assert clean_text("가\x00나\U0001f600다\U0001ffff라\u202e마") == "가나\U0001f600다라마"
