"""The page of a question by date: the newest of the texts that match, the same as by relevance."""

from collections import defaultdict
from heapq import nlargest
from typing import Final

import numpy as np

from cms.search.engine import Found, Ranked
from cms.search.kept.questions import Question
from cms.search.kept.shelves import KeptShelf
from cms.search.requests import Order, Place
from retrieval import ranking
from retrieval.ranking import CANDIDATES
from retrieval.scoring import Ordinals
from retrieval.segments import LARGEST

# Texts that are read first: what is common is found among the newest. As many where values are to be counted too.
_FIRST: Final = LARGEST * 3 // 4
_COUNTED: Final = 20 * LARGEST

# A text that may be on the page: moment, key, and where it is: the number of a segment, and its place there.
_Row = tuple[int, int, int, int]


def newest(question: Question) -> Found:
    """Return the page; the newest of a common word are read out of the newest segments alone."""
    request, wanted = question.request, question.request.first + 1
    after = request.after
    if after is not None:
        question.parts = [part for part in question.parts if part.oldest_us <= after.moment]
    rows: list[_Row] = []
    hits: list[Ranked] = []
    known: dict[int, bool] = {}
    matching: list[tuple[KeptShelf, Ordinals]] = []
    for shelves in question.groups(_COUNTED if request.counts else _FIRST, is_matching=True):
        group = [(shelf, question.scoring.matching(shelf)) for shelf in shelves]
        found = [row for at, one in enumerate(group, len(matching)) for row in _newest_of(*one, at, after)]
        matching += group
        rows = nlargest(CANDIDATES, [*rows, *found])
        hits = _verified(question, rows, wanted, known)
        if _is_full(question, hits, wanted) and (not request.counts or question.seen >= _COUNTED):
            break
    number = sum(len(ordinals) for _, ordinals in matching)
    question.has_none = question.is_all and not number
    is_whole = question.is_all and after is None and number == len(rows) and len(hits) < wanted
    if is_whole:
        matching = question.among(matching, [hit.key for hit in hits])
        number = len(hits)
    elif known:
        question.proved = sum(known.values()) / len(known)
    has_more = len(hits) == wanted or len(rows) == CANDIDATES or not question.is_all
    page = hits[: wanted - 1]
    last = page[-1].place if len(hits) == wanted else _last(question, rows)
    return Found(
        hits=page,
        has_next=has_more and last is not None,
        end=last,
        estimated=question.estimated(number),
        is_exact=is_whole or (question.is_all and question.scoring.is_told_by_pairs),
        counts=question.counts(matching),
        cut_at=question.cut_at,
    )


def _newest_of(shelf: KeptShelf, places: Ordinals, number: int, after: Place | None) -> list[_Row]:
    """Return the newest rows of a segment that are after a place."""
    moments, keys = shelf.columns.moments[places], shelf.columns.keys[places]
    if after is not None:
        later = (moments < after.moment) | ((moments == after.moment) & (keys < after.key))
        places, moments, keys = places[later], moments[later], keys[later]
    some = slice(-CANDIDATES, None)
    found = zip(moments[some].tolist(), keys[some].tolist(), places[some].tolist(), strict=True)
    return [(moment, key, number, place) for moment, key, place in found]


def _verified(question: Question, rows: list[_Row], wanted: int, known: dict[int, bool]) -> list[Ranked]:
    """Return the newest so many of these rows that have what is looked for as it stands, not its pairs alone.

    ``known`` has of the keys that were looked at whether they do, and gets those that are now: first as many as are
    wanted, then four times as many each time.
    """
    hits: list[Ranked] = []
    begin, number = 0, wanted
    while begin < len(rows) and len(hits) < wanted:
        some = rows[begin : begin + number]
        begin, number = begin + number, 4 * number
        unknown = [row for row in some if row[1] not in known]
        matching = _matching(question, unknown) if unknown else set()
        known |= {key: key in matching for _, key, _, _ in unknown}
        hits += [Ranked(key, 0.0, True, Place(Order.NEWEST, moment, key)) for moment, key, _, _ in some if known[key]]
    return hits[:wanted]


def _matching(question: Question, rows: list[_Row]) -> set[int]:
    if not question.query.concepts:
        return {key for _, key, _, _ in rows}
    of_shelves: defaultdict[int, list[int]] = defaultdict(list)
    for _, _, number, place in rows:
        of_shelves[number].append(place)
    scoring = question.scoring
    found = [scoring.candidates(question.shelves[number], np.array(places)) for number, places in of_shelves.items()]
    candidates = ranking.joined(found, ways=len(scoring.ways))
    return set(ranking.matching(scoring, candidates, question.said(candidates.keys.tolist())))


def _is_full(question: Question, hits: list[Ranked], wanted: int) -> bool:
    """Return whether nothing that was not read can come before the last of a full page."""
    older = question.cut_at
    return len(hits) == wanted and (older is None or hits[-1].place.moment > older)


def _last(question: Question, rows: list[_Row]) -> Place | None:
    """Return the place after all that was looked at."""
    if len(rows) == CANDIDATES:
        return Place(Order.NEWEST, rows[-1][0], rows[-1][1])
    older = question.cut_at
    return None if older is None else Place(Order.NEWEST, older + 1, 0)
