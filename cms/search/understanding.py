"""Understanding a request: its words read as a query, and what words such as ``unit:도로과`` narrow it by."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from cms.core.records import Unit
from cms.ledger import directories
from cms.ledger.store import Vocabulary, store
from cms.search import dimensions, synonyms
from cms.search.kept.words import KeptLexicon
from cms.search.requests import Request
from retrieval import queries
from retrieval.folding import fold
from retrieval.queries import Concept, Query, Way
from retrieval.words import spaced, squeezed

UNIT: Final = "unit"
NUMBER: Final = "number"
# What no item has: a word that narrows to nothing finds nothing, instead of everything.
NOTHING: Final = "-"


def understood(request: Request) -> tuple[Request, Query]:
    """Return a request as an engine is asked, and what it looks for.

    A unit has with it those below, where that is asked for. What was typed but says nothing, such as ``???``, is
    narrowed to no value at all, unless something else narrows it. One query for each word that the lexicon is asked
    for, and the vocabulary's.
    """
    table, lexicon = synonyms.table(request.site), KeptLexicon(request.site)
    query = queries.read(request.text, lexicon=lexicon, synonyms=table, as_typed=request.as_typed)
    vocabulary, filters = store.vocabulary(request.site), dict(request.filters)
    if UNIT in filters and request.with_below:
        filters[UNIT] = with_below(vocabulary, filters[UNIT])
    query, filters = narrowed(query, filters, lambda name, value: values_said(vocabulary, name, value))
    if request.text.strip() and not (query.concepts or query.without or request.is_narrowed or query.fields):
        # Of no kind: what was typed says nothing, and everything is not what it asks for.
        filters[dimensions.KIND] = ()
    return request.narrowed(filters), query


def narrowed(
    query: Query, filters: Mapping[str, tuple[str, ...]], values: Callable[[str, str], Iterable[str]]
) -> tuple[Query, dict[str, tuple[str, ...]]]:
    """Return a query with the numbers that its words name, and filters with what these narrow by.

    ``values`` are those of a dimension that what is said of it means.
    """
    found = dict(filters)
    for name, value in query.fields:
        if name == NUMBER:
            query = replace(query, concepts=(*query.concepts, exactly(value)))
        else:
            found[name] = _both(found.get(name), tuple(values(name, value)) or (NOTHING,))
    return query, found


def exactly(value: str) -> Concept:
    """A thing that is looked for as it stands, such as a number."""
    return Concept(value, (Way(spaced(value)),), is_exact=True)


def values_said(vocabulary: Vocabulary, name: str, value: str) -> tuple[str, ...]:
    """The values of a dimension that a word for it means."""
    if name != UNIT:
        return (value,)
    return with_below(vocabulary, _named(vocabulary, squeezed(fold(value))))


def _named(vocabulary: Vocabulary, name: str) -> Iterator[str]:
    """The keys of the units of a name in any language."""
    return meant({unit.key: unit.names.values() for unit in vocabulary.all(Unit.scheme)}, name)


def meant(names: Mapping[str, Iterable[str]], said: str) -> Iterator[str]:
    """The keys, each with its names, of what is called so; without one of just this name, of what has it at an end."""
    folded = {key: {squeezed(fold(text)) for text in (key, *of_key)} for key, of_key in names.items()}
    exact = [key for key, of_key in folded.items() if said in of_key]
    near = (key for key, of_key in folded.items() if any(_is_at_an_end(text, said) for text in of_key))
    yield from exact or near


def _is_at_an_end(text: str, said: str) -> bool:
    return text.endswith(said) or text.startswith(said)


def _both(one: tuple[str, ...] | None, other: tuple[str, ...]) -> tuple[str, ...]:
    """The values that two filters of one dimension both let through."""
    return other if one is None else tuple(value for value in one if value in other) or (NOTHING,)


def with_below(vocabulary: Vocabulary, keys: Iterable[str]) -> tuple[str, ...]:
    """The keys of units and of all units below them, each once."""
    children = directories.below(vocabulary, Unit.scheme, "parent")
    found: dict[str, None] = {}
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = None
            waiting += (unit.key for unit in children.get(key, ()))
    return tuple(found)
