"""Finding texts in Korean, as people type it. No Django, no server, no dictionary; arithmetic is numpy's.

>>> index = Index([
...     Text(key=1, moment=20260701, title="학교 밖 청소년 지원", aside="청소년과"),
...     Text(key=2, moment=20260702, title="구제역 방역 대책", aside="동물보호과"),
... ])
>>> [hit.key for hit in index.search("학교밖청소년을").hits]
[1]
>>> answer = index.search("rnwpdur")
>>> [hit.key for hit in answer.hits], answer.query.readings
([2], (('rnwpdur', '구제역'),))

A *text* is indexed in a *segment*; a *query* is read as *concepts*, each of which may be met in several *ways*; a
*ranking* puts the texts in order. :class:`Index` does all of it in memory; a program with a store of its own keeps
segments there and ranks with the same parts.
"""

from retrieval.highlights import Extract, extract, html, marked, ranges
from retrieval.index import Answer, Index
from retrieval.queries import By, Concept, Query, Way
from retrieval.ranking import Hit
from retrieval.segments import Text
from retrieval.synonyms import BadLine, Synonyms

__all__ = [
    "Answer",
    "BadLine",
    "By",
    "Concept",
    "Extract",
    "Hit",
    "Index",
    "Query",
    "Synonyms",
    "Text",
    "Way",
    "extract",
    "html",
    "marked",
    "ranges",
]
