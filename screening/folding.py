"""One spelling for the rules to read: digits, hyphens, spaces and syllables as a plain keyboard types them.

Scanned, pasted and typeset texts write a telephone number in full-width digits, with any of twenty dashes, with
zero-width characters between, or its cue word in decomposed Hangul (as Macintosh file names are). Rules read the folded
text; :meth:`Folded.span` turns positions back into those of the original.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from screening.characters import members, rest
from screening.numerals import DIGITS, INVISIBLE, NOTICEABLE, NOTICED, read_numerals

_DASHES: Final = (
    "\u058a\u1806\u2010-\u2015\u2043\u2212\u2500\u2501\u2504\u2505\u2508\u2509\u254c\u254d\u2550"
    "\u2e3a\u2e3b\u30fc\u3161\ufe58\ufe63"
)
_TILDES: Final = "\u02dc\u223c\u301c"
_DOTS: Final = "\u2024\u2027\u2219\u22c5\u30fb\uff65"
_SPACES: Final = "\r\x0b\x0c\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_WIDE: Final = "\uff01-\uff5e"
_SMALL: Final = {
    "\ufe50": ",",
    "\ufe52": ".",
    "\ufe54": ";",
    "\ufe55": ":",
    "\ufe59": "(",
    "\ufe5a": ")",
    "\ufe6b": "@",
}
_MATHEMATICAL_DIGITS: Final = "\U0001d7ce-\U0001d7ff"
# The noughts of other scripts in the basic plane; their other digits follow.
_NOUGHTS: Final = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20\u1040"
    "\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0"
)
_OTHER_DIGITS: Final = "".join(f"{nought}-{chr(ord(nought) + 9)}" for nought in _NOUGHTS)
# What a reader does not see beside a digit: the code points that Unicode lets every program ignore
# (Default_Ignorable_Code_Point in DerivedCoreProperties.txt), direction marks, and marks that are drawn over a letter.
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# The upright strokes of drawn tables, and their corners.
_UPRIGHTS: Final = "\u2502\u2503\u2506\u2507\u250a\u250b\u251c-\u254b\u254e\u254f\u2551\u255e-\u256c\u00a6\u2016\u2758"
_CORNERS: Final = "\u250c-\u251b\u2552-\u255d"
_PLAINER: Final = (
    f"{_DASHES}{_TILDES}{_DOTS}{_SPACES}{_WIDE}{_MATHEMATICAL_DIGITS}{_OTHER_DIGITS}{_INVISIBLE}{_UPRIGHTS}{_CORNERS}"
    f"{''.join(_SMALL)}"
)
_INITIALS: Final = "\u1100-\u1112"

# A run of foldable characters, or one decomposed syllable. It begins with a class, which the engine finds at the speed
# of a scan; an alternation of two would be tried at every character.
_FOLDABLE: Final = re.compile(
    f"[{_PLAINER}{_INITIALS}](?:(?<=[{_INITIALS}])[\u1161-\u1175][\u11a8-\u11c2]?|(?<![{_INITIALS}])[{_PLAINER}]*)"
)

# Of digits, signs and spaces, as a page that was not read as HTML shows them.
_REFERENCE: Final = re.compile("&(?:#(?:[0-9]{2,5}|[xX][0-9A-Fa-f]{2,4})|nbsp|shy|hyphen|dash|ndash|mdash|minus);")

_NOTICED: Final = re.compile(f"[{NOTICED}](?:{NOTICEABLE})")
# One scan for both this and digits written as letters: most texts have neither, and a scan is most of what they cost.
# It finds what is not among the other characters of the basic plane, so whatever is beyond that plane is suspect too: a
# class with members there costs three times as much at every character.
_SUSPECTS: Final = [point for point in members(f"{_PLAINER}{_INITIALS}{NOTICED}") if point <= 0xFFFF]
_OTHERS: Final = rest(_SUSPECTS, first="\0", last="\uffff")
_SUSPECT: Final = re.compile(f"[^{_OTHERS}](?:(?<![{NOTICED}])|{NOTICEABLE})")

_PLAIN: Final = {
    **dict.fromkeys(members(_DASHES), "-"),
    **dict.fromkeys(members(_TILDES), "~"),
    **dict.fromkeys(members(_DOTS), "·"),
    **dict.fromkeys(members(_SPACES), " "),
    **dict.fromkeys(members(_INVISIBLE), ""),
    **dict.fromkeys(members(_UPRIGHTS), "|"),
    **dict.fromkeys(members(_CORNERS), "+"),
    **{ord(small): plain for small, plain in _SMALL.items()},
    **{point: chr(point - 0xFEE0) for point in members(_WIDE)},
    **{point: chr(ord("0") + (point - 0x1D7CE) % 10) for point in members(_MATHEMATICAL_DIGITS)},
    **{ord(nought) + value: str(value) for nought in _NOUGHTS for value in range(10)},
}


@dataclass(slots=True)
class Folded:
    """``text`` in plain spelling, and where its pieces began in the original.

    Each triple of ``pieces`` is (start in ``text``, start in the original, characters of the original that one
    character of ``text`` stands for); a piece reaches to the next one. A text that kept its length has one piece.
    ``of`` is what was folded before, where one folding reads what another wrote.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...] = ((0, 0, 1),)
    of: "Folded | None" = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the positions in the original of ``text[start:end]``, which must not be empty."""
        if len(self.pieces) > 1 or self.pieces[0] != (0, 0, 1):
            start, end = self._original(start)[0], self._original(end - 1)[1]
        return self.of.span(start, end) if self.of else (start, end)

    def _original(self, position: int) -> tuple[int, int]:
        at, original, width = self.pieces[bisect_right(self.pieces, position, key=lambda piece: piece[0]) - 1]
        begin = original + (position - at) * width
        return begin, begin + width


def fold(text: str) -> Folded:
    """Return ``text`` as the rules read it; most texts come back as they are."""
    of = None
    if "&" in text and _REFERENCE.search(text):
        of = _decode(text)
        text = of.text
    suspects = [match.start() for match in _SUSPECT.finditer(text)]
    if not suspects:
        return Folded(text, of=of)
    if all(text[place] in DIGITS for place in suspects):
        return _read(Folded(text, of=of), suspects)
    folded = replace(_fold(text), of=of)
    return _read(folded, (match.start() for match in _NOTICED.finditer(folded.text)))


def _decode(text: str) -> Folded:
    """Return ``text`` with the characters for which HTML writes references of signs and digits."""
    out: list[str] = []
    pieces = [(0, 0, 1)]
    done = length = 0
    for match in _REFERENCE.finditer(text):
        letter = html.unescape(match[0])
        if len(letter) != 1:
            continue
        out += (text[done : match.start()], letter)
        length += match.start() - done
        done = match.end()
        _piece(pieces, (length, match.start(), len(match[0])))
        length += 1
        _piece(pieces, (length, done, 1))
    return Folded("".join([*out, text[done:]]), tuple(pieces))


def _read(folded: Folded, noticed: Iterable[int]) -> Folded:
    """Return what was folded with its numerals read; those of two syllables become shorter."""
    read = replace(folded, text=read_numerals(folded.text, noticed))
    return replace(_fold(read.text), of=read) if INVISIBLE in read.text else read


def _fold(text: str) -> Folded:
    """Return ``text`` in plain characters."""
    out: list[str] = []
    pieces = [(0, 0, 1)]
    done = length = 0
    for match in _FOLDABLE.finditer(text):
        start, end = match.span()
        out.append(text[done:start])
        length += start - done
        done = end
        plain = match[0].translate(_PLAIN)
        if len(plain) == end - start and plain[0] > "\x7f":
            plain = unicodedata.normalize("NFC", plain)
            _piece(pieces, (length, start, end - start))
            _piece(pieces, (length + 1, end, 1))
        elif len(plain) < end - start:
            _shrink(pieces, match, length)
        out.append(plain)
        length += len(plain)
    if not out:
        return Folded(text)
    out.append(text[done:])
    return Folded("".join(out), tuple(pieces))


def _shrink(pieces: list[tuple[int, int, int]], match: re.Match[str], length: int) -> None:
    """Begin a piece behind each invisible character of a run that begins at ``length`` in the folded text."""
    for place, letter in enumerate(match[0], match.start() + 1):
        if _PLAIN[ord(letter)]:
            length += 1
        else:
            _piece(pieces, (length, place, 1))


def _piece(pieces: list[tuple[int, int, int]], piece: tuple[int, int, int]) -> None:
    """Begin a piece, in place of one that would stay empty."""
    if pieces[-1][0] == piece[0]:
        pieces.pop()
    pieces.append(piece)
