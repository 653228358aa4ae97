"""The places in a text of what was looked for, in its own letters: to mark them, and to cut the part that says most."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final, NamedTuple

from retrieval.folding import fold, fold_with_places, is_part
from retrieval.hangul import is_syllable
from retrieval.queries import Query
from retrieval.words import squeezed

_BETWEEN: Final = r"[\W_]{0,3}"
_BLANK: Final = re.compile(r"\s")
# Of the room beside what was found, this part comes before it.
_BEFORE: Final = 3


@dataclass(frozen=True, slots=True)
class Extract:
    """A part of a text, cut at the ends of words, with the ranges to mark in it; where it ``begins`` in the text.

    ``is_cut_before`` and ``is_cut_after`` say whether the text goes on there; ``concepts``, how many are met in it.
    """

    text: str
    ranges: tuple[tuple[int, int], ...]
    begins: int
    is_cut_before: bool
    is_cut_after: bool
    concepts: int


class _Place(NamedTuple):
    """Where a concept, by its number, is met."""

    begin: int
    end: int
    concept: int


def ranges(text: str, query: Query) -> list[tuple[int, int]]:
    """Return the ranges, ascending and apart, that meet a way of a concept; whatever blanks stand in between.

    Where no way stands in the text as a whole, the pairs of syllables of what was typed are marked.
    """
    return _joined(_places(text, query))


def stands_in(word: str, text: str) -> bool:
    """Return whether a word stands in a text as it is typed, whatever its blanks."""
    return bool(_found(fold(word), fold(text)))


def marked(text: str, query: Query) -> str:
    """Return the text as HTML, escaped, with what was looked for in ``<mark>``."""
    return html(text, ranges(text, query))


def html(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """Return a text as HTML, escaped, with these ranges of it, ascending and apart, in ``<mark>``."""
    out, done = [], 0
    for begin, end in ranges:
        out += [escape(text[done:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        done = end
    return "".join([*out, escape(text[done:])])


def extract(text: str, query: Query, *, length: int) -> Extract:
    """Return the part of at most so many letters that meets most concepts, the earliest of several.

    The time is linear in the length of the text. ValueError where ``length`` is less than 1.
    """
    if length < 1:
        raise ValueError("an extract has at least one letter")
    places = _places(text, query)
    begin, end = _cut(text, _best(places, length), length)
    found = [(max(one, begin) - begin, min(other, end) - begin) for one, other in _joined(places)]
    return Extract(
        text=text[begin:end],
        ranges=tuple((one, other) for one, other in found if one < other),
        begins=begin,
        is_cut_before=bool(text[:begin].strip()),
        is_cut_after=bool(text[end:].strip()),
        concepts=len({place.concept for place in places if begin < place.end and place.begin < end}),
    )


def _best(places: Sequence[_Place], length: int) -> tuple[int, int]:
    """Return from where to where most concepts stand within so many letters, the earliest of several.

    Each place comes into the window and leaves it once; the window itself is read only where it has more concepts than
    all before it, which is as often as there are concepts.
    """
    most, best, last = 0, (0, 0), 0
    within: Counter[int] = Counter()
    for at, first in enumerate(places):
        while last < len(places) and places[last].end - first.begin <= length:
            within[places[last].concept] += 1
            last += 1
        if max(len(within), 1) > most:
            most, some = max(len(within), 1), places[at:last] or [first]
            best = (first.begin, min(first.begin + length, max(one.end for one in some)))
        if last == at:
            last += 1
            continue
        within[first.concept] -= 1
        if not within[first.concept]:
            del within[first.concept]
    return best


def _cut(text: str, found: tuple[int, int], length: int) -> tuple[int, int]:
    """Return from where to where a text is cut so that what was found stays whole, with words around it."""
    begin = _begin(text, found, length)
    end = min(len(text), begin + length)
    if end < len(text) and not text[end].isspace():
        blanks = list(_BLANK.finditer(text, max(found[1], begin), end))
        end = blanks[-1].start() if blanks else end
    while end < len(text) and end > max(found[1], begin + 1) and is_part(text[end]):
        end -= 1
    return begin, begin + len(text[begin:end].rstrip())


def _begin(text: str, found: tuple[int, int], length: int) -> int:
    """Return where an extract begins: at the beginning of the word that stands there, or else of the next."""
    room = length - (found[1] - found[0])
    wanted = max(0, min(found[0] - room // _BEFORE, len(text) - length))
    begin = wanted
    while begin and not text[begin - 1].isspace() and found[1] - begin < length:
        begin -= 1
    if begin and not text[begin - 1].isspace():
        blank = _BLANK.search(text, wanted, found[0])
        begin = blank.end() if blank else wanted
    while begin < found[0] and (text[begin].isspace() or is_part(text[begin])):
        begin += 1
    return begin


def _places(text: str, query: Query) -> list[_Place]:
    """Return where the concepts of a query are met, in the order of the text."""
    folded, origins = fold_with_places(text)
    found: list[_Place] = []
    for number, concept in enumerate(query.concepts):
        whole = [span for way in concept.ways for span in _found(way.text, folded)]
        spans = whole or [span for way in concept.ways[:1] for span in _pairs(way.text, folded)]
        found += (_Place(origins[begin], _end(origins, end), number) for begin, end in spans)
    return sorted(found)


def _end(origins: Sequence[int], end: int) -> int:
    """Return where the letter ends that the folded text has before ``end``: one may have become several."""
    at = end
    while at < len(origins) - 1 and origins[at] == origins[end - 1]:
        at += 1
    return origins[at]


def _found(text: str, folded: str) -> list[tuple[int, int]]:
    letters = squeezed(text)
    if not letters:
        return []
    between = _BETWEEN.join(re.escape(letter) for letter in letters)
    pattern = f"{_edge(letters[0], '<')}{between}{_edge(letters[-1], '')}"
    return [match.span() for match in re.finditer(pattern, folded)]


def _edge(letter: str, side: str) -> str:
    """Return what no whole run goes on with beside this letter, of its own kind; syllables are found within runs."""
    if is_syllable(letter):
        return ""
    return rf"(?{side}!\d)" if letter.isdigit() else rf"(?{side}![^\W\d_가-힣])"


def _pairs(text: str, folded: str) -> list[tuple[int, int]]:
    pairs = [first + second for first, second in pairwise(text) if is_syllable(first) and is_syllable(second)]
    return [span for pair in dict.fromkeys(pairs) for span in _found(pair, folded)]


def _joined(places: Sequence[_Place]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for begin, end, _ in places:
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((begin, end))
    return out
