"""The places in a text of what was looked for, in its own letters: to mark them, and to cut the part that says most."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import islice, pairwise
from typing import Final, NamedTuple

from retrieval.folding import fold, fold_with_places, is_part
from retrieval.hangul import is_syllable
from retrieval.queries import By, Concept, Query, Way
from retrieval.words import squeezed

_BETWEEN: Final = r"[\W_]{0,3}"
# A word is looked for in a text until it was found so often: the best extract has most words, not the most often.
_MOST: Final = 60
_BLANK: Final = re.compile(r"\s")
# Of the room beside what was found, this part comes before it.
_BEFORE: Final = 3


@dataclass(frozen=True, slots=True)
class Extract:
    """A part of a text, cut at the ends of words, with the ranges to mark in it; where it ``begins`` in the text.

    ``is_cut_before`` and ``is_cut_after`` say whether the text goes on there; ``concepts``, how many are met in it of
    those that are needed.
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

    Where no way stands in the text as a whole, the pairs of syllables of what was typed are marked; of each word or
    pair the first sixty.
    """
    return _joined(_places(text, query))


def standing(words: Iterable[str], text: str) -> set[str]:
    """Return those of the words that stand in a text as they are typed, whatever their blanks."""
    folded = fold(text)
    return {word for word in words if _found(fold(word), folded)}


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
    met = {place.concept for place in places if begin < place.end and place.begin < end}
    return Extract(
        text=text[begin:end],
        ranges=tuple((one, other) for one, other in found if one < other),
        begins=begin,
        is_cut_before=bool(text[:begin].strip()),
        is_cut_after=bool(text[end:].strip()),
        concepts=sum(not query.concepts[number].only_helps for number in met),
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
        whole = [span for way in concept.ways for span in _of_way(way, concept, folded)]
        is_near = not whole and not concept.only_helps
        spans = [span for way in concept.ways[:1] for span in _pairs(way.text, folded)] if is_near else whole
        found += (_Place(*origins.span(begin, end), number) for begin, end in spans)
    return sorted(found)


def _of_way(way: Way, concept: Concept, folded: str) -> list[tuple[int, int]]:
    """Return where a way stands; a lone syllable only as a word of its own, and with a particle where a word begins."""
    spans, first = _found(way.text, folded), concept.ways[0].text
    if len(first) > 1 or not is_syllable(first) or way.by not in (By.TYPED, By.WRITTEN):
        return spans
    ends = 1 if way.text == first else 0
    return [
        (begin, end)
        for begin, end in spans
        if not any(map(is_syllable, folded[max(begin - 1, 0) : begin] + folded[end : end + ends]))
    ]


def _found(word: str, folded: str) -> list[tuple[int, int]]:
    """Return where a word stands whatever is between its letters, the first :data:`_MOST` times."""
    letters = squeezed(word)
    return [match.span() for match in islice(_pattern(letters).finditer(folded), _MOST)] if letters else []


@lru_cache(maxsize=1_024)
def _pattern(letters: str) -> re.Pattern[str]:
    """Return what is looked for. It begins with a letter, which is found faster than what is not before it."""
    first, *others = map(re.escape, letters)
    between = "".join(f"{_BETWEEN}{letter}" for letter in others)
    return re.compile(f"{first}{_edge(letters[0], before=first)}{between}{_edge(letters[-1])}")


def _edge(letter: str, before: str = "") -> str:
    """Return what no whole run goes on with beside this letter, of its own kind; syllables are found within runs."""
    if is_syllable(letter):
        return ""
    own = r"\d" if letter.isdigit() else r"[^\W\d_가-힣]"
    return f"(?<!{own}{before})" if before else f"(?!{own})"


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
