"""The best of a question among the texts that somebody may know: whoever knows the rule is asked for some at a time.

What an index ranks is bounded, and so is what the rule is asked for: of more texts that answer, those are looked at
that have most of what is looked for, as far as their postings tell.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Final

import numpy as np

from cms.search.kept.questions import TOGETHER, Question
from retrieval import ranking
from retrieval.ranking import Hit
from retrieval.scoring import Ordinals, Scored

# Texts that are looked at, those that the rule is asked for at once, and those that are found at most.
LOOKED_AT: Final = 20_000
ASKED: Final = 2_000
FOUND: Final = 500

# Those of some keys, the best first, whose texts may be known.
Known = Callable[[Sequence[int]], Collection[int]]


def best_among(question: Question, known: Known) -> list[Hit]:
    """Return what matches and may be known, the best first."""
    for _ in question.groups(TOGETHER):
        pass
    scored = [question.scoring.scored(shelf) for shelf in question.shelves]
    chosen = _known(scored, known)
    found = [question.scoring.candidates(one.shelf, places) for one, places in zip(scored, chosen, strict=True)]
    candidates = ranking.joined(found, ways=len(question.scoring.ways))
    hits = ranking.ranked(question.scoring, candidates, question.texts(candidates.keys.tolist()))
    return [hit for hit in hits if hit.matches]


def _known(scored: Sequence[Scored], known: Known) -> list[Ordinals]:
    """Return of each segment the places of the best texts that may be known."""
    totals = np.concatenate([np.zeros(0, np.float32), *(one.totals[one.matches] for one in scored)])
    keys = np.concatenate([np.zeros(0, np.int64), *(_keys(one) for one in scored)])
    order = np.lexsort((keys, totals))[::-1][:LOOKED_AT]
    chosen = np.zeros(len(keys), np.bool_)
    for begin in range(0, len(order), ASKED):
        some = order[begin : begin + ASKED]
        through = np.array(sorted(known(keys[some].tolist())), np.int64)
        chosen[some[np.isin(keys[some], through)][: FOUND - int(chosen.sum())]] = True
        if chosen.sum() >= FOUND:
            break
    ends = np.cumsum([int(one.matches.sum()) for one in scored])
    return [
        one.places[one.matches][chosen[end - one.matches.sum() : end]] for one, end in zip(scored, ends, strict=True)
    ]


def _keys(one: Scored) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    keys: np.ndarray[tuple[int], np.dtype[np.int64]] = one.shelf.columns.keys[one.places[one.matches]]
    return keys
