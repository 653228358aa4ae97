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

from screening.text.cues import Sighted, sight
from screening.text.numerals import INVISIBLE, NUMERALS, read_numerals
from screening.text.spellings import INITIALS, PLAIN, PLAINER

# A run of foldable characters, or one decomposed syllable. It begins with a class, which the engine finds at the speed
# of a scan; an alternation of two would be tried at every character.
_FOLDABLE: Final = re.compile(
    f"[{PLAINER}{INITIALS}](?:(?<=[{INITIALS}])[\u1161-\u1175][\u11a8-\u11c2]?|(?<![{INITIALS}])[{PLAINER}]*)"
)

# Of digits, signs and spaces, as a page that was not read as HTML shows them.
_REFERENCE: Final = re.compile("&(?:#(?:[0-9]{2,5}|[xX][0-9A-Fa-f]{2,4})|nbsp|shy|hyphen|dash|ndash|mdash|minus);")

# Set in bold as Markdown has it. What covers letters stands beside others, and has none on both its sides.
_BOLD: Final = re.compile(
    r"(?<![0-9A-Za-z*-])\*\*(?:(?<![가-힣]..)|(?=[0-9]{2}))(?=[^\s*])([^*\n]{2,80}?)(?<=\S)\*\*(?![0-9A-Za-z*])"
)


@dataclass(slots=True)
class Folded:
    """``text`` in plain spelling, and where its pieces began in the original.

    Each triple of ``pieces`` is (start in ``text``, start in the original, characters of the original that one
    character of ``text`` stands for); a piece reaches to the next one. A text that kept its length has one piece.
    ``of`` is what was folded before, where one folding reads what another wrote. ``sighted`` is what was seen in the
    text while it was looked for what to fold; None where it was written anew since.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...] = ((0, 0, 1),)
    of: "Folded | None" = None
    sighted: Sighted | None = None

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
    folded = _decode(text) if "&" in text and _REFERENCE.search(text) else Folded(text)
    sighted = sight(folded.text, plain=False)
    read = folded
    if sighted.odd and any(folded.text[place] not in NUMERALS for place in sighted.odd):
        read = replace(_fold(folded.text), of=folded)
    if "*" in read.text and "**" in read.text and _BOLD.search(read.text):
        read = replace(_fold(_BOLD.sub(rf"{INVISIBLE * 2}\1{INVISIBLE * 2}", read.text)), of=read)
    if read is not folded:
        folded, sighted = read, sight(read.text)
    folded.sighted = sighted
    if not sighted.odd:
        return folded
    noticed = sorted({place for place in sighted.odd if folded.text[place] in NUMERALS})
    return _read(folded, noticed) if noticed else folded


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
    text = read_numerals(folded.text, noticed)
    if text is folded.text:
        return folded
    read = replace(folded, text=text, sighted=None)
    return replace(_fold(text), of=read) if INVISIBLE in text else read


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
        plain = match[0].translate(PLAIN)
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
        if PLAIN[ord(letter)]:
            length += 1
        else:
            _piece(pieces, (length, place, 1))


def _piece(pieces: list[tuple[int, int, int]], piece: tuple[int, int, int]) -> None:
    """Begin a piece, in place of one that would stay empty."""
    if pieces[-1][0] == piece[0]:
        pieces.pop()
    pieces.append(piece)
