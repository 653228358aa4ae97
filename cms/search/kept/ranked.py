"""The page of a question by relevance: the best candidates of all that was read, looked into once more.

The newest texts are read first, and no more once enough was found; so what is cut off is older, which would come later
at equal worth.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Final

from cms.search.engine import Found, Ranked
from cms.search.kept.questions import TOGETHER, Question
from cms.search.kept.shelves import KeptShelf
from cms.search.requests import Order, Place
from retrieval import ranking
from retrieval.ranking import CANDIDATES
from retrieval.scoring import Scored
from retrieval.segments import LARGEST

# Texts in which something near is looked for first.
_NEAR: Final = 4 * LARGEST
# Of a number with what it counts postings tell little: so many candidates are looked into, where there are no more.
_COUNTED: Final = 1_000


def near(question: Question) -> Found:
    """Return what is near where nothing has all that is looked for: the best of the newest texts, if there are any."""
    return best(question, first=_NEAR, most=2 * question.request.first)


def best(question: Question, *, first: int = TOGETHER, most: int | None = None) -> Found:
    """Return the page. Some ten queries, whatever the index holds.

    ``first`` is how many texts are read at first, and ``most`` how many candidates are looked into, and make it
    needless to read more, where that is less than usual.
    """
    scored: list[Scored] = []
    if question.has_none:
        scored = _having_any(question, chain.from_iterable(question.groups(first)), first, most)
    else:
        for shelves in question.groups(first):
            scored += (question.scoring.scored(shelf) for shelf in shelves)
            if sum(len(one.places) for one in scored) >= (most or CANDIDATES):
                break
        if not any(one.matches.any() for one in scored):
            scored = _having_any(question, question.shelves, first, most)
    read = question.shelves[: len(scored)]
    matching = [(shelf, one.places[one.matches]) for shelf, one in zip(read, scored, strict=True)]
    number = sum(len(ordinals) for _, ordinals in matching)
    limit = most or (_COUNTED if question.scoring.is_counted and number <= _COUNTED else None)
    found = ranking.best(question.scoring, scored, *([limit] if limit else []))
    every = ranking.ranked(question.scoring, found, question.texts(found.keys.tolist()))
    hits = every[:CANDIDATES]
    begin = question.request.after.moment if question.request.after else 0
    page = hits[begin : begin + question.request.first]
    # Where postings call no more a match than were looked into, what stands there is counted instead.
    is_few = number <= len(found)
    if is_few:
        places_of = [(shelf, one.places) for shelf, one in zip(read, scored, strict=True)]
        matching = question.among(places_of, [hit.key for hit in every if hit.matches])
        number = sum(len(ordinals) for _, ordinals in matching)
    elif called := int(question.scoring.called(found).sum()):
        question.proved = min(1.0, sum(hit.matches for hit in every) / called)
    places = [Place(Order.RELEVANCE, begin + at, hit.key) for at, hit in enumerate(page, 1)]
    has_next = bool(page) and len(hits) > begin + len(page)
    return Found(
        hits=[Ranked(hit.key, hit.score, hit.matches, place) for hit, place in zip(page, places, strict=True)],
        has_next=has_next,
        end=places[-1] if has_next else None,
        estimated=question.estimated(number),
        is_exact=question.is_all and (is_few or question.scoring.is_told_by_pairs),
        counts=question.counts(matching),
        cut_at=question.cut_at,
    )


def _having_any(question: Question, shelves: Iterable[KeptShelf], first: int, most: int | None) -> list[Scored]:
    """Return the texts that have any of what is looked for; where ``most`` are looked into, out of no more than the
    ``first`` texts if these have as many."""
    scored: list[Scored] = []
    seen = number = 0
    for shelf in shelves:
        scored.append(question.scoring.scored(shelf, is_all=True))
        seen, number = seen + shelf.part.size, number + len(scored[-1].places)
        if most and seen >= first and number >= most:
            break
    return scored
