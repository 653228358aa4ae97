"""The cases of the engine in front, asked of the one in the database: both answer alike, in the same shape."""

import pytest

from cms.search.kept.engine import KeptEngine
from cms.search.kept.writing import write
from cms.search.requests import Request
from retrieval import queries, synonyms
from retrieval.lexicon import MemoryLexicon
from tests.search.meilisearch.test_engine import (
    BASIC,
    SITE,
    test_a_word_finds_the_items_that_have_it,
    test_filters_narrow_and_mean_nothing_but_their_values,
    test_nothing_typed_lists_everything_the_newest_first,
    test_pages_follow_one_another_without_a_gap_or_a_repetition,
    test_periods_narrow_with_both_ends_within,
    test_values_are_counted_among_what_was_found,
    test_what_has_too_little_of_what_was_looked_for_is_a_suggestion,
    test_what_must_be_absent_is,
    test_whatever_is_typed_is_answered,
)

__all__ = [
    "test_a_word_finds_the_items_that_have_it",
    "test_filters_narrow_and_mean_nothing_but_their_values",
    "test_nothing_typed_lists_everything_the_newest_first",
    "test_pages_follow_one_another_without_a_gap_or_a_repetition",
    "test_periods_narrow_with_both_ends_within",
    "test_values_are_counted_among_what_was_found",
    "test_what_has_too_little_of_what_was_looked_for_is_a_suggestion",
    "test_what_must_be_absent_is",
    "test_whatever_is_typed_is_answered",
]

pytestmark = pytest.mark.django_db


class KeptCity:
    """The index of a city in the database, as the cases ask it."""

    def __init__(self, table):
        self._texts = []
        self._table = table

    def put(self, *texts):
        self._texts += texts
        write(SITE, texts)

    def find(self, typed="", **over):
        request = Request(site=SITE, text=typed, **over)
        query = queries.read(typed, lexicon=MemoryLexicon(self._texts), synonyms=self._table)
        return KeptEngine(SITE).search(request, query)

    def keys(self, typed="", **over):
        return {hit.key for hit in self.find(typed, **over).hits}


@pytest.fixture
def city():
    made = KeptCity(synonyms.read(["따릉이 > 자전거"]))
    made.put(*BASIC)
    return made
