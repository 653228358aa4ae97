"""Searches for fewer words than were typed, or for a quoted phrase with other blanks: tips for whoever finds nothing.

A tip finds something, and says something: a verb alone says nothing, nor does a word that nearly everything has.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from cms.search.answers import Answer, answer
from cms.search.kept.engine import KeptEngine
from cms.search.kept.words import KeptLexicon
from cms.search.requests import Request
from retrieval.folding import fold
from retrieval.queries import By, Concept, Query
from retrieval.words import squeezed

# Searches that are tried, those with quotes among them.
MAX_TRIED: Final = 4
_QUOTED: Final = 2
# Hits in which a phrase is looked for as texts write it.
_LOOKED_AT: Final = 10
# What more than such a part of all texts has says nothing.
_NEARLY_ALL: Final = 0.5


def tips(request: Request, query: Query) -> Iterator[Answer]:
    """Yield the answers to a quoted phrase with other blanks and without quotes, then to all words but one, then, where
    that finds nothing, to single words."""
    yield from _without_quotes(request, query)
    most = MAX_TRIED - (_QUOTED if any(concept.is_exact for concept in query.concepts) else 0)
    texts = list(islice(_fewer(request, query), most))
    enough = _NEARLY_ALL * KeptEngine(request.site).living if texts else 0
    are_several = False
    for text, is_one in texts:
        if is_one and are_several:
            return
        found = answer(replace(request, text=text))
        if found.matches and found.estimated <= enough:
            are_several |= not is_one
            yield found


def _without_quotes(request: Request, query: Query) -> Iterator[Answer]:
    if not any(concept.is_exact for concept in query.concepts):
        return
    typed = [concept.typed for concept in query.concepts]
    loose = answer(replace(request, text=" ".join(typed), first=_LOOKED_AT))
    spelled = [_as_written(concept, loose) for concept in query.concepts]
    if spelled != [_quoted(concept, concept.typed) for concept in query.concepts]:
        found = answer(replace(request, text=" ".join(spelled)))
        if found.matches:
            yield found
    if loose.matches:
        yield loose


def _as_written(concept: Concept, loose: Answer) -> str:
    """Return a phrase with the blanks that a hit has in it; as it was typed where none has it."""
    if not concept.is_exact:
        return concept.typed
    phrase = re.compile(r"\s*".join(map(re.escape, squeezed(concept.typed))), re.IGNORECASE)
    texts = (text for hit in loose.hits for text in (hit.title.text, hit.extract.text))
    written = (
        found[0] for text in texts for found in phrase.finditer(text) if found[0].lower() != concept.typed.lower()
    )
    return _quoted(concept, next(written, concept.typed))


def _quoted(concept: Concept, text: str) -> str:
    return f'"{text}"' if concept.is_exact else text


def _fewer(request: Request, query: Query) -> Iterator[tuple[str, bool]]:
    """Yield fewer words, likeliest first, with whether it is one alone: those that titles have, all but the one that
    the fewest have, and so on; single ones, of the fewest titles first, which say most."""
    needed = [concept for concept in query.concepts if not concept.only_helps]
    words = list(dict.fromkeys(map(_said, needed)))
    if len(query.concepts) < 2:
        return
    counts = KeptLexicon(request.site).counts([squeezed(fold(word)) for word in words])
    number = {word: counts[squeezed(fold(word))] for word in words}
    known = [word for word in words if number[word]]
    rarest = sorted(words, key=lambda word: number[word])
    some = [known, *([word for word in words if word != one] for one in rarest)]
    yield from dict.fromkeys((" ".join(few), False) for few in some if 1 < len(few) < len(words))
    for word in sorted(words, key=lambda word: number[word] or sys.maxsize):
        yield word, True


def _said(concept: Concept) -> str:
    """Return a word as it was typed, without the particle that is glued to it."""
    first = concept.ways[0]
    is_cut = not concept.is_exact and first.by is By.TYPED and fold(concept.typed) != first.text
    return first.text if is_cut and len(first.text) < len(concept.typed) else concept.typed
