"""``python -m bench.weights FOLDER…``: count how much each piece of evidence for a name says.

Each folder has papers, in whose texts «person_name:…» marks each name; they are no part of this repository, and any
that are like those of the city will do. Printed is the table ``screening/names/weights.txt``: the weights of a logistic
regression, which adds up what speaks for a word being a name. It counts the names that the other rules find as well as
those that they miss, and is the same for the same papers.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from math import exp
from pathlib import Path
from typing import Final

from screening import Kind
from screening.findings import without_nested
from screening.names.candidates import find_candidates
from screening.names.evidence import Document
from screening.names.posted import is_public
from screening.names.surmised import find_surmised_names
from screening.rules import DETECTORS, find
from screening.text.folding import fold
from screening.text.reading import Reading
from tests.screening.labelled import read_marked

_HOLDING: Final = 2.0  # how strongly each weight is held to nothing, in words that have it
_FEWEST: Final = 3  # words that a piece of evidence has, to be counted
_ROUNDS: Final = 60
_WIDEST: Final = 1.0  # step of a weight in one round

_Row = tuple[frozenset[str], bool]


def rows(marked: str) -> Iterator[_Row]:
    """Yield the evidence of each word of a paper that may be a name, and whether it is one."""
    case = read_marked(marked)
    text = fold(case.text).text
    if len(text) != len(case.text):  # the marks would lie beside the names
        text = case.text
    others = [one.detect for one in DETECTORS if one.detect is not find_surmised_names]
    found = without_nested(find(Reading(text), others))
    people = [(one.start, one.end) for one in found if one.kind is Kind.PERSON_NAME]
    owned = [(one.start, one.end) for one in found if one.kind is not Kind.PERSON_NAME]
    if not found:
        return
    names = {(start, end) for kind, start, end in case.expected if kind is Kind.PERSON_NAME}
    words = find_candidates(text, 0, len(text))
    taken = bytearray(len(text))
    for one in found:
        taken[one.start : one.end] = b"1" * (one.end - one.start)
    document = Document(text, people, owned, [word for word in words if not any(taken[word.start : word.end])])
    for word in words:
        place = word.start, word.end
        told = place in people
        partly = place not in names and any(start < place[1] and end > place[0] for start, end in names)
        taken_otherwise = not told and any(taken[word.start : word.end])
        if not (partly or taken_otherwise or (not told and is_public(text, *place))):
            yield frozenset(document.evidence(word, found=told)), place in names


def weights(counted: Sequence[_Row]) -> dict[str, float]:
    """Return the weight of each piece of evidence, and of "" what holds without any: one weight after the other."""
    often = Counter(piece for evidence, _ in counted for piece in evidence)
    having: dict[str, list[int]] = {"": list(range(len(counted)))}
    having |= {piece: [] for piece in sorted(often) if often[piece] >= _FEWEST}
    for place, (evidence, _) in enumerate(counted):
        for piece in evidence:
            if piece in having:
                having[piece].append(place)
    found = dict.fromkeys(having, 0.0)
    sums = [0.0] * len(counted)
    for _ in range(_ROUNDS):
        for piece, places in having.items():
            hold = _HOLDING if piece else 0.0
            slope, bend = hold * found[piece], hold
            for place in places:
                odds = 1 / (1 + exp(-sums[place]))
                slope += odds - counted[place][1]
                bend += odds * (1 - odds)
            step = max(-_WIDEST, min(_WIDEST, -slope / (bend + 1e-9)))
            found[piece] += step
            for place in places:
                sums[place] += step
    return found


def main(folders: Sequence[str]) -> None:
    """Print the table of the weights, in hundredths."""
    papers = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(Path(folder).glob("*.txt"))]
    counted = [row for paper in papers for row in rows(paper)]
    print(
        f"# Counted by bench.weights on {len(papers)} papers: {sum(is_name for _, is_name in counted)} names of"
        f" {len(counted)} words."
    )
    for piece, weight in weights(counted).items():
        if round(100 * weight):
            print(round(100 * weight), piece)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.weights", description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    main(parser.parse_args().folders)
