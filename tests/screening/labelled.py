"""Texts with what must be found in them, and texts in which nothing must be found.

Each line of the files ``cases*.jsonl`` has a text, in which «kind:value» marks a finding, and why it is there. All
numbers are valid in form and nobody's: births to come, exchanges that were never opened, published test cards, invented
places.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from screening import Kind, screen

CASES = sorted(Path(__file__).parent.glob("cases*.jsonl"))
_MARK = re.compile("«([a-z_]+):([^»]*)»")

Spans = tuple[tuple[Kind, int, int], ...]


@dataclass(frozen=True)
class Case:
    """A text, what is to be found in it, and why the case exists."""

    text: str
    expected: Spans
    why: str


def read_marked(marked: str, why: str = "") -> Case:
    """Take the marks out of a text and say where they were."""
    text, spans, done = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[done : mark.start()]
        spans.append((Kind(mark[1]), len(text), len(text) + len(mark[2])))
        text += mark[2]
        done = mark.end()
    return Case(text + marked[done:], tuple(spans), why)


def read_cases() -> list[Case]:
    """All cases, in the order of the files."""
    lines = [line for path in CASES for line in path.read_text(encoding="utf-8").splitlines()]
    return [read_marked(line["text"], line["why"]) for line in map(json.loads, lines)]


def spans(text: str) -> Spans:
    """The findings of the rules, as a case says them."""
    return tuple((found.kind, found.start, found.end) for found in screen(text))


@dataclass(frozen=True)
class Score:
    """The number of times that a kind was found, missed, and found where it is not."""

    found: int
    missed: int
    wrong: int

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


def score(cases: Iterable[Case]) -> dict[Kind, Score]:
    """Count by kind; only an exact position counts as found."""
    found, missed, wrong = Counter[Kind](), Counter[Kind](), Counter[Kind]()
    for case in cases:
        actual, expected = set(spans(case.text)), set(case.expected)
        found.update(kind for kind, _, _ in actual & expected)
        missed.update(kind for kind, _, _ in expected - actual)
        wrong.update(kind for kind, _, _ in actual - expected)
    return {kind: Score(found[kind], missed[kind], wrong[kind]) for kind in Kind}
