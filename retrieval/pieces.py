"""The pieces of a query as they were typed: words, quoted phrases, what must be absent, fields such as ``unit:도로과``.

Nothing else is an operator: what other engines read as one (``AND``, ``NEAR``, ``^``, ``*``, brackets, a name before a
colon) is text here, and so is a quote that is never closed.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from retrieval.folding import compatible, fold
from retrieval.words import spaced

MOST_LETTERS: Final = 200

_NAMES: Final = {"unit": "unit", "부서": "unit", "number": "number", "번호": "number", "문서번호": "number"}
# Quotes of all kinds, and brackets and other marks that part words.
_MARKS: Final = str.maketrans(dict.fromkeys("“”„‟«»「」『』", '"') | dict.fromkeys("()[]{}<>|;\\", " "))
# Controls and lone surrogates say nothing, and no store takes them.
_NO_TEXT: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_PARTING_COMMA: Final = re.compile(r"(?<![0-9]),|,(?![0-9])")
_SCHEME: Final = re.compile(r"(?<![^\W_])https?://(?:www\.)?", re.IGNORECASE)
# Articles, paragraphs and items of a law are cited glued, and are things of their own in its text.
_ARTICLE: Final = re.compile("([0-9]+조(?:의[0-9]+)?|[0-9]+항)(?=제?[0-9]+[항호])")
_PIECE: Final = re.compile(
    rf"""(?P<minus>-[^\w\s"]*)?(?:
    (?P<name>{"|".join(_NAMES)}):\s?(?P<value>"[^"]*[^\W_][^"]*"|[^\W_][^\s"]*)
    | (?:year|연도|년도):\s?"?(?P<year>(?:19|20)[0-9]{{2}})년?"?(?!-?[^\W_])
    | "(?P<quoted>[^"]+)"
    | (?P<word>[^\W_][^\s"]*))""",
    re.IGNORECASE | re.VERBOSE,
)
_OUTER: Final = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or quoted phrase as typed, with the capital letters that tell which keys were held; and folded."""

    typed: str
    text: str
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces typed: words in their order, words that must be absent, and fields by their English names."""

    words: tuple[Word, ...]
    without: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def parted(text: str) -> Pieces:
    """Return the pieces of a query; of a longer text those of its first :data:`MOST_LETTERS`."""
    words: list[Word] = []
    without: list[str] = []
    fields: list[tuple[str, str]] = []
    for piece in _PIECE.finditer(_plain(text[:MOST_LETTERS])):
        value = _OUTER.sub("", fold(piece["value"] or piece["year"] or ""))
        said = value or piece["quoted"] or piece["word"]
        if piece["minus"]:
            without += _absent(said)
        elif value:
            fields.append((_NAMES.get((piece["name"] or "").lower(), "year"), value))
        elif piece["quoted"]:
            words += _words(said, is_quoted=True)
        else:
            words += (word for part in _ARTICLE.sub(r"\1 ", said).split() for word in _words(part))
    return Pieces(tuple(words), tuple(without), tuple(fields))


def without_fields(text: str, names: Collection[str]) -> str:
    """Return a query without its fields of these names, such as ``unit``; of a longer text its beginning."""

    def kept(piece: re.Match[str]) -> str:
        name = "year" if piece["year"] else _NAMES.get((piece["name"] or "").lower(), "")
        return "" if name in names and not piece["minus"] else piece[0]

    return " ".join(_PIECE.sub(kept, _plain(text[:MOST_LETTERS])).split())


def _plain(text: str) -> str:
    text = compatible(_NO_TEXT.sub(" ", text)).translate(_MARKS)
    return _SCHEME.sub("", _PARTING_COMMA.sub(" ", text))


def _absent(typed: str) -> Iterator[str]:
    text = spaced(fold(typed))
    if text:
        yield text


def _words(typed: str, *, is_quoted: bool = False) -> Iterator[Word]:
    text = _OUTER.sub("", fold(typed))
    if text:
        yield Word(_OUTER.sub("", typed), text, is_quoted)
