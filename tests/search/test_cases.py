"""The table of docs/search.md: what people type, and what they find first."""

import re
from pathlib import Path

import pytest
from django.db import transaction

from cms.search import synonyms
from cms.search.kept.engine import KeptEngine
from cms.search.kept.words import KeptLexicon
from cms.search.kept.writing import write
from cms.search.requests import Order, Request
from retrieval import queries
from retrieval.segments import Text

pytestmark = pytest.mark.django_db
INDEX = "cases"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "search.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GUIDE.read_text("utf-8").splitlines()
    if re.match(r"\| [^|]+ \| [^|]+ \| [^|]+ \|$", line)
]
TEXTS = [(int(number), title, summary) for number, title, summary in ROWS if number.isdigit()]
CASES = [(typed, finds) for typed, finds, _ in ROWS if re.fullmatch(r"\d+|none", finds)]


@pytest.fixture
def index():
    texts = [
        Text(key=key, moment=key, title=title, summary=summary, values={"kind": ("post",)})
        for key, title, summary in TEXTS
    ]
    with transaction.atomic():
        write(INDEX, texts)


@pytest.mark.usefixtures("index")
def test_each_line_of_the_guide_finds_what_it_says():
    assert (len(TEXTS), len(CASES)) == (29, 73)
    found = {typed: first(typed) for typed, _ in CASES}
    assert found == dict(CASES)


def first(typed):
    query = queries.read(typed, lexicon=KeptLexicon(INDEX), synonyms=synonyms.table(INDEX))
    found = KeptEngine(INDEX).search(Request(site=INDEX, text=typed, counts=("kind",)), query)
    matching = sum(hit.matches for hit in found.hits)
    assert found.estimated == sum(one.count for one in found.counts["kind"]) == matching, typed
    return str(found.hits[0].key) if matching else "none"


@pytest.mark.usefixtures("index")
def test_by_date_each_line_finds_the_same_as_by_relevance():
    for typed, _ in CASES:
        query = queries.read(typed, lexicon=KeptLexicon(INDEX), synonyms=synonyms.table(INDEX))
        by_relevance, by_date = (
            {hit.key for hit in KeptEngine(INDEX).search(request, query).hits if hit.matches}
            for request in (Request(site=INDEX, text=typed, order=order) for order in Order)
        )
        assert by_date == by_relevance, typed
