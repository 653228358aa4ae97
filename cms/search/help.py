"""Help for whoever finds nothing: fewer words, fewer filters, and whom to ask.

Only what finds something public at this moment is offered. So many searches at most are made for it.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cms.core.records import Committee, Unit, Website
from cms.ledger.store import Vocabulary, store
from cms.search.answers import Answer, answer
from cms.search.kept.words import KeptLexicon
from cms.search.requests import ANY_TIME, Request
from cms.search.understanding import understood
from retrieval.folding import fold
from retrieval.queries import Query
from retrieval.words import squeezed

# Words, and ways to leave out filters, that are tried; units that are named.
MAX_WORDS: Final = 3
MAX_WIDER: Final = 4
MAX_UNITS: Final = 3
# Letters of a word that says something of whose duty it is.
_LEAST: Final = 2
PERIODS: Final = ("published", "produced")
# The terms that narrow a search and name the unit that is in charge of them.
_IN_CHARGE: Final = (Website.scheme, Committee.scheme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wider:
    """A search without some filters, those of the dimensions and periods ``without``, and its answer."""

    without: tuple[str, ...]
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """The help with a search.

    ``words`` of it find something alone, where nothing narrows them; ``wider`` searches do; ``units`` can be asked.
    """

    words: Sequence[Answer]
    wider: Sequence[Wider]
    units: Sequence[Unit]


def help_with(request: Request) -> Help:
    """The help with a request. At most seven searches."""
    plain = replace(request, first=1, after=None, counts=())
    _, query = understood(plain)
    everywhere = without(plain, [*plain.filters, *PERIODS])
    words, wider = _words(everywhere, query), _wider(plain)
    return Help(words=list(words), wider=list(wider), units=_units(store.vocabulary(request.site), request, query))


def _words(request: Request, query: Query) -> Iterator[Answer]:
    """The answers to all words without quotes, where there are any, and to single ones: those of the fewest titles
    first, which say most."""
    typed = [concept.typed for concept in query.concepts]
    counts = KeptLexicon(request.site).counts([squeezed(one) for one in typed])
    words = sorted(dict.fromkeys(typed), key=lambda one: counts[squeezed(one)] or sys.maxsize) if len(typed) > 1 else []
    loose = [" ".join(typed)] if any(concept.is_exact for concept in query.concepts) else []
    for one in [*loose, *words][:MAX_WORDS]:
        found = answer(replace(request, text=one))
        if found.matches:
            yield found


def _wider(request: Request) -> Iterator[Wider]:
    names = [*request.filters, *(name for name in PERIODS if getattr(request, name))]
    # Of several also all together; of too many to be tried one by one, that alone.
    ways: list[tuple[str, ...]] = [(name,) for name in names if len(names) < MAX_WIDER]
    if len(names) != 1:
        ways.append(tuple(names))
    for way in ways if names else ():
        found = answer(without(request, way))
        if found.matches:
            yield Wider(without=way, answer=found)


def without(request: Request, names: Sequence[str]) -> Request:
    """The same search from its beginning without what narrows it in these dimensions and periods."""
    return replace(
        request,
        after=None,
        filters={name: values for name, values in request.filters.items() if name not in names},
        published=ANY_TIME if "published" in names else request.published,
        produced=ANY_TIME if "produced" in names else request.produced,
    )


def _units(vocabulary: Vocabulary, request: Request, query: Query) -> list[Unit]:
    """The units that can be asked: those that the search is narrowed to, or whose names and duties have its words."""
    found = {unit.key: unit for unit in (*_named(vocabulary, request), *_with_duty(vocabulary, query))}
    return list(found.values())[:MAX_UNITS]


def _named(vocabulary: Vocabulary, request: Request) -> Iterator[Unit]:
    keys = list(request.filters.get(Unit.scheme, ()))
    for scheme in _IN_CHARGE:
        for key in request.filters.get(scheme, ()):
            term = vocabulary.term(scheme, key)
            if isinstance(term, Website | Committee) and term.unit:
                keys.append(term.unit)
    for key in keys:
        unit = vocabulary.term(Unit.scheme, key)
        if isinstance(unit, Unit):
            yield unit


def _with_duty(vocabulary: Vocabulary, query: Query) -> Iterator[Unit]:
    """The units that have most of what is looked for among their names and duties, in the order of the city."""
    duties: Mapping[str, str] = vocabulary.once(("duties",), lambda: _duties(vocabulary))
    wanted = [[text for way in concept.ways if len(text := squeezed(way.text)) >= _LEAST] for concept in query.concepts]
    met = {key: sum(any(text in duty for text in texts) for texts in wanted) for key, duty in duties.items()}
    most = max(met.values(), default=0)
    for key in met if most else ():
        unit = vocabulary.term(Unit.scheme, key)
        if met[key] == most and isinstance(unit, Unit):
            yield unit


def _duties(vocabulary: Vocabulary) -> dict[str, str]:
    units = vocabulary.all(Unit.scheme)
    return {
        unit.key: "\n".join(squeezed(fold(text)) for text in (*unit.names.values(), *unit.descriptions.values()))
        for unit in units
    }
