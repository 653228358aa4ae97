"""Ranges to mark in a text, in its own letters: the places of what was looked for."""

import re
from collections.abc import Sequence
from itertools import pairwise

from retrieval.folding import fold_with_places
from retrieval.hangul import is_syllable
from retrieval.queries import Query
from retrieval.words import squeezed


def ranges(text: str, query: Query) -> list[tuple[int, int]]:
    """Return the ranges, ascending and apart, that meet a way of a concept; whatever blanks stand in between.

    Where no way stands in the text as a whole, the pairs of syllables of what was typed are marked.
    """
    folded, places = fold_with_places(text)
    found: list[tuple[int, int]] = []
    for concept in query.concepts:
        whole = [found for way in concept.ways for found in _found(way.text, folded)]
        found += whole or [pair for way in concept.ways[:1] for pair in _pairs(way.text, folded)]
    return _joined([(places[begin], _end(places, end)) for begin, end in sorted(found)])


def _end(places: Sequence[int], end: int) -> int:
    """Return where the letter ends that the folded text has before ``end``: one may have become several."""
    at = end
    while at < len(places) - 1 and places[at] == places[end - 1]:
        at += 1
    return places[at]


def _found(text: str, folded: str) -> list[tuple[int, int]]:
    letters = squeezed(text)
    if not letters:
        return []
    between = r"[\W_]{0,3}".join(re.escape(letter) for letter in letters)
    pattern = f"{_edge(letters[0], '<')}{between}{_edge(letters[-1], '')}"
    return [match.span() for match in re.finditer(pattern, folded)]


def _edge(letter: str, side: str) -> str:
    """Return what no whole run goes on with beside this letter, of its own kind; syllables are found within runs."""
    if is_syllable(letter):
        return ""
    return rf"(?{side}!\d)" if letter.isdigit() else rf"(?{side}![^\W\d_가-힣])"


def _pairs(text: str, folded: str) -> list[tuple[int, int]]:
    pairs = [first + second for first, second in pairwise(text) if is_syllable(first) and is_syllable(second)]
    return [span for pair in pairs for span in _found(pair, folded)]


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for begin, end in spans:
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((begin, end))
    return out
