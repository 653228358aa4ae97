"""The settings of an index as code: what Meilisearch is told of our documents, and what an answer may cost."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cms.search import dimensions, synonyms
from cms.search.meilisearch.filters import WORTH, attribute
from retrieval.synonyms import Synonyms
from retrieval.words import stem

# The parts of a text in the order of their weight, as in :data:`retrieval.segments.PARTS`.
PARTS: Final = ("title", "aside", "summary", "body")
# How deep relevance can be read, which is also how many hits are counted at most by page.
MOST_HITS: Final = 1_000
# Values of a dimension that are counted, the most frequent first.
MOST_COUNTED: Final = 100
# Milliseconds after which the best that was found so far is answered.
CUTOFF_MS: Final = 500

# By date comes first because only a request for the newest sorts at all; then as Meilisearch orders by itself, but that
# of what has the same words in the same parts, what is worth more comes first.
_RULES: Final = (
    "sort", "words", "typo", "proximity", "attributeRank", f"{WORTH}:desc", "wordPosition", "exactness",
)  # fmt: skip


def settings(meant: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The whole configuration of an index, with the synonyms of a city."""
    equal = [attribute(name) for name in dimensions.names()]
    return {
        "searchableAttributes": list(PARTS),
        "filterableAttributes": [
            {"attributePatterns": equal, "features": _features(comparison=False)},
            {"attributePatterns": ["key", "moment", "made"], "features": _features(comparison=True)},
        ],
        "sortableAttributes": ["moment", "key"],
        "displayedAttributes": ["key", "moment"],
        "rankingRules": list(_RULES),
        "stopWords": [],
        "synonyms": {word: list(others) for word, others in meant.items()},
        "separatorTokens": ["·", "ㆍ", "‧", "∙", "・", "「", "」", "『", "』", "《", "》", "〈", "〉"],
        "nonSeparatorTokens": [],
        "dictionary": [],
        "distinctAttribute": None,
        "localizedAttributes": [{"attributePatterns": [*PARTS], "locales": ["kor", "eng"]}],
        "typoTolerance": {
            "enabled": True,
            "minWordSizeForTypos": {"oneTypo": 4, "twoTypos": 9},
            "disableOnWords": [],
            "disableOnAttributes": ["body"],
            "disableOnNumbers": True,
        },
        "pagination": {"maxTotalHits": MOST_HITS},
        "faceting": {"maxValuesPerFacet": MOST_COUNTED, "sortFacetValuesBy": {"*": "count"}},
        # By word costs more than twice as much to index, and finds no better: docs/search-meilisearch.md.
        "proximityPrecision": "byAttribute",
        "facetSearch": False,
        "prefixSearch": "indexingTime",
        "searchCutoffMs": CUTOFF_MS,
    }


def synonyms_of(table: Synonyms) -> dict[str, list[str]]:
    """The table as Meilisearch wants it: for each word, however its blanks were typed, what else it may be called.

    A query comes without the particles at its ends, and 이 of 따릉이 may be one: such a word stands there both ways.
    """
    whole = {word: list(others) for word, others in table.pairs()}
    short = {stem(word): [word, *others] for word, others in whole.items()}
    return short | whole


def of_city(site: str) -> dict[str, Any]:
    """The configuration of the index of a city, with the synonyms that its editors keep."""
    return settings(synonyms_of(synonyms.table(site)))


def _features(*, comparison: bool) -> dict[str, Any]:
    return {"facetSearch": False, "filter": {"equality": True, "comparison": comparison}}
