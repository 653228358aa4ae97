"""The order in which texts answer a query.

Two steps. *Scoring* finds candidates by arithmetic on postings alone. *Ranking* looks into the few hundred best of them
for what pairs of syllables cannot tell: whether a word stands there as it was typed, whatever the blanks in it, and in
which part.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.hangul import is_syllable
from retrieval.scoring import ALL, Candidates, Mask, Ordinals, Scored, Scoring
from retrieval.segments import Weights
from retrieval.weighing import WeighedWay

CANDIDATES: Final = 200
# What is equal to so many parts of what was looked for is of equal worth: what all texts have weighs next to nothing.
_STEPS: Final = 100.0
# Of what does not match, so much more of the question comes first; less than such a part of the nearest is not shown.
_APART: Final = 0.1
_LEAST_OF_NEAREST: Final = 0.5
# What has one of the words in its title is near by so much at least, however common that word is elsewhere.
_NEAR_BY_NAME: Final = 0.5
# Of these, so many places are for texts whose worth is not lessened, where there are as many.
_FAVOURED: Final = 50
# What a word as typed is worth more, by the part in which it stands.
_AS_TYPED: Final = {"title": 1.0, "summary": 0.5, "aside": 0.3, "body": 0.3}
# And so much of that where two words stand after each other as they were typed.
_TOGETHER: Final = 0.5
# Of what was meant perhaps, less than so much is no sign of it, nor is any part of what has fewer letters.
_MOST_OF: Final = 0.5
_LONG: Final = 5
# Syllables with which a word that is near begins or ends.
_PAIR: Final = 2
_PART_OF_A_GUESS: Final = 0.5
# A number beside a text is its own, such as 자전거팀2041 without signs and blanks; others only name it.
_NUMBER: Final = re.compile(r"[^\W\d]+[0-9]{3,}|[0-9]{9,}")
_OF_ITS_OWN: Final = 6.0
# What stands beside a text by just this name, such as its field or its day, says as much as a title does.
_NAMED: Final = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that answers: ``share`` of what was looked for is in it, 1 where all is, the rare counting more.

    ``matches`` where enough of it, and enough concepts, are there to be called a match; what is less is a suggestion.
    """

    key: int
    moment: int
    score: float
    share: float
    matches: bool


def best(scoring: Scoring, scored: Sequence[Scored], limit: int = CANDIDATES) -> Candidates:
    """Return so many candidates out of some segments, those with the highest totals; of equal ones the newest.

    Where thousands of texts of one sort have the same words, those of another that is worth more are among them.
    """
    steps = scoring.steps(np.concatenate([np.zeros(0, np.float32), *(one.totals for one in scored)]), _STEPS)
    favoured = np.concatenate([np.zeros(0, np.bool_), *map(_are_favoured, scored)])
    highest = _highest(steps, scored, limit)
    wanted = min(_FAVOURED, limit, int(favoured.sum()))
    if favoured[highest].sum() < wanted:
        first = _highest(np.where(favoured, steps, 0), scored, wanted)
        steps[first] = 0
        highest = np.concatenate([first, _highest(steps, scored, limit - wanted)])
    chosen = np.zeros(len(steps), np.bool_)
    chosen[highest] = True
    found, begin = [], 0
    for one in scored:
        places = one.places[chosen[begin : begin + len(one.places)]]
        begin += len(one.places)
        if len(places):
            found.append(scoring.candidates(one.shelf, places))
    return joined(found, ways=len(scoring.ways))


def _are_favoured(one: Scored) -> Mask:
    return np.ones(len(one.places), np.bool_) if one.worths is None else one.worths >= 1


def _highest(steps: Ordinals, scored: Sequence[Scored], number: int) -> Ordinals:
    """Return where the most steps are, so many, in no order; of those that have as many as the last the newest."""
    if len(steps) <= number or not number:
        return np.arange(min(len(steps), number))
    last = int(np.flatnonzero(np.cumsum(np.bincount(steps)[::-1]) >= number)[0])
    last = int(steps.max()) - last
    higher, equal = np.flatnonzero(steps > last), np.flatnonzero(steps == last)
    left = number - len(higher)
    return np.concatenate([higher, equal[np.argpartition(_moments(equal, scored), -left)[-left:]]])


def _moments(at: Ordinals, scored: Sequence[Scored]) -> npt.NDArray[np.int64]:
    """Return the moments of some of the texts of all segments, numbered through, ascending."""
    ends = np.cumsum([len(one.places) for one in scored])
    some = np.split(at, np.searchsorted(at, ends[:-1]))
    found = zip(scored, some, ends, strict=True)
    return np.concatenate(
        [one.shelf.columns.moments[one.places[part - (end - len(one.places))]] for one, part, end in found]
    )


def joined(several: Sequence[Candidates], *, ways: int) -> Candidates:
    """Return the candidates of several segments as those of one."""
    none = np.zeros((ways, 0), np.float32)
    return Candidates(
        np.concatenate([np.zeros(0, np.int64), *(some.keys for some in several)]),
        np.concatenate([np.zeros(0, np.int64), *(some.moments for some in several)]),
        np.concatenate([none, *(some.scores for some in several)], axis=1),
        np.concatenate([none, *(some.shares for some in several)], axis=1),
        np.concatenate([np.zeros(0, np.float32), *(some.worths for some in several)]),
    )


def ranked(scoring: Scoring, candidates: Candidates, texts: Mapping[int, Mapping[str, str]]) -> list[Hit]:
    """Return candidates in their order, what matches first; ``texts`` are their parts, folded and squeezed."""
    ways = scoring.ways
    if not ways or not len(candidates):
        return []
    scores, shares = candidates.scores.copy(), candidates.shares.copy()
    sure = scoring.proved(shares)
    parts = [texts.get(key, {}) for key in candidates.keys.tolist()]
    is_missing = np.zeros(len(candidates), np.bool_)
    stands = np.zeros(shares.shape, np.bool_)
    is_named = np.zeros(len(candidates), np.bool_)
    for number, way in enumerate(ways):
        worths = (_worth(way, of_one, share) for of_one, share in zip(parts, shares[number].tolist(), strict=True))
        worth = np.fromiter(worths, np.float32, len(parts))
        stands[number] = there = worth > 0
        shares[number, there] = sure[number, there] = 1
        scores[number] += worth
        is_named |= (worth >= _NAMED) & (not way.is_guess)
        if way.is_exact:
            is_missing |= ~there
        if way.is_guess or way.is_counted:
            # Parts of what was typed are near it; parts of what it may mean are seldom, and prove nothing.
            is_long = len(way.text) >= _LONG
            shares[number, ~there] *= np.where(is_long & (shares[number, ~there] >= _MOST_OF), _PART_OF_A_GUESS, 0)
            scores[number, ~there] *= _PART_OF_A_GUESS
        elif len(way.text) == _PAIR + 1 and all(map(is_syllable, way.text)):
            # 갑자기 has the end of 잠자기, and nothing of what it says.
            within = np.flatnonzero(~there & (shares[number] > 0)).tolist()
            shares[number, [at for at in within if not _where(parts[at], way.text[:_PAIR])]] = 0
    totals = (scoring.total(scores, shares) + _together(scoring, stands, parts)) * candidates.worths
    totals[is_missing] = 0
    found, matches = scoring.found(sure)
    # What is only near: first what shares most of the question, whatever it is.
    near = np.where(matches, 1, scoring.found(shares)[0])
    near[is_named] = np.maximum(near[is_named], _NEAR_BY_NAME)
    steps = (scoring.steps(totals, _STEPS), np.rint(near / _APART), matches)
    best = np.lexsort((candidates.keys, candidates.moments, *steps))[::-1]
    # What shares next to nothing is not shown.
    least = _LEAST_OF_NEAREST * max(near[~matches], default=0)
    order = [
        at for at in best.tolist() if matches[at] or (near[at] >= least and _is_near(ways, shares[:, at], parts[at]))
    ]
    columns = (candidates.keys, candidates.moments, totals, found, matches)
    rows = zip(*(column[order].tolist() for column in columns), strict=True)
    return [hit for hit in starmap(Hit, rows) if hit.score > 0]


def matching(scoring: Scoring, candidates: Candidates, said: Mapping[int, str]) -> list[int]:
    """Return the keys of those candidates that :func:`ranked` would call a match, at a fraction of what it costs.

    ``said`` has all parts of a text, folded and squeezed, with something between them that no word has.
    """
    sure = scoring.proved(candidates.shares)
    texts = [said.get(key, "") for key in candidates.keys.tolist()]
    is_missing = np.zeros(len(candidates), np.bool_)
    for way, shares, of_way in zip(scoring.ways, candidates.shares, sure, strict=True):
        there = np.array(_standing(way.text, texts), np.bool_)
        if _is_told_by_terms(way):
            there &= shares > ALL
        of_way[there] = 1
        if way.is_exact:
            is_missing |= ~there
    matches = scoring.found(sure)[1] & ~is_missing
    return candidates.keys[matches].tolist() if scoring.ways else []


def _is_near(ways: Sequence[WeighedWay], shares: Weights, texts: Mapping[str, str]) -> bool:
    """Return whether a text has the beginning or the end of a word of which it has a share: a fragment is no sign."""
    there = (way.text for way, share in zip(ways, shares.tolist(), strict=True) if share)
    ends = (end for text in there for end in ((text[:_PAIR], text[-_PAIR:]) if is_syllable(text[0]) else (text,)))
    return any(_where(texts, end) for end in dict.fromkeys(ends))


def _together(scoring: Scoring, stands: npt.NDArray[np.bool_], parts: Sequence[Mapping[str, str]]) -> Weights:
    """Return for each text what it is worth that things stand there after each other as they were typed, such as the
    words of the name of a law."""
    found = np.zeros(len(parts), np.float32)
    for two in scoring.neighbours():
        for at in np.flatnonzero(stands[two.first] & stands[two.second]).tolist():
            found[at] += two.weight * _TOGETHER * _where(parts[at], two.text)
    return found


def _where(texts: Mapping[str, str], word: str) -> float:
    """Return what it is worth that a word as typed stands in the best part of a text; 0 where it does not."""
    return next((worth for part, worth in _AS_TYPED.items() if _stands_in(texts.get(part, ""), word)), 0.0)


def _worth(way: WeighedWay, texts: Mapping[str, str], share: float) -> float:
    """Return what it is worth that a way stands whole in a text, 0 where it does not; ``share`` of its terms do.

    Syllables are found within words, numbers and words of other letters are not: 12조 is not in 112조.
    """
    if share <= ALL and _is_told_by_terms(way):
        return 0.0
    if not any(way.text in said for said in texts.values()):
        return 0.0
    aside = texts.get("aside", "")
    if _NUMBER.fullmatch(way.text) and _stands_in(aside, way.text):
        return _OF_ITS_OWN
    if not way.is_guess and way.text in aside.split(" "):
        return _NAMED
    return _where(texts, way.text)


def _is_told_by_terms(way: WeighedWay) -> bool:
    """Return whether a way stands in a text only where its terms do: one of no syllable, or of a lone one."""
    return len(way.text) == 1 or not any(map(is_syllable, way.text))


def _stands_in(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0 and not (_parted(text, at) and _parted(text, at + len(word))):
        at = text.find(word, at + 1)
    return at >= 0


def _standing(word: str, texts: Sequence[str]) -> list[bool]:
    """Return of each text whether a word stands in it; only of a number at its end that is more than a search."""
    if word[:1].isdigit() or word[-1:].isdigit():
        return [_stands_in(text, word) for text in texts]
    return [word in text for text in texts]


def _parted(text: str, at: int) -> bool:
    """Return whether no number goes on across this place of a text."""
    return not (text[at - 1 : at].isdigit() and text[at : at + 1].isdigit())
