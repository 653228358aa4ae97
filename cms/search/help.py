"""Help for whoever finds nothing: fewer words, fewer filters, what is not there at all, and whom to ask.

Only what finds something public at this moment is offered. So many searches at most are made for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from cms.core.records import Committee, Unit, Website
from cms.ledger.store import Vocabulary, store
from cms.search import dimensions
from cms.search.answers import Answer, answer
from cms.search.fewer import MAX_TRIED as MAX_FEWER
from cms.search.fewer import tips
from cms.search.requests import ANY_TIME, Order, Request
from cms.search.understanding import UNIT, understood, values_said
from retrieval.folding import fold
from retrieval.pieces import without_fields
from retrieval.queries import Query
from retrieval.words import squeezed

# Tips that are told; ways to leave out filters that are tried; units that are named.
MAX_WORDS: Final = 3
MAX_WIDER: Final = 4
MAX_UNITS: Final = 3
MAX_UNKNOWN: Final = 3
# Searches at most: for tips, for ways to leave out filters, for a year.
MAX_SEARCHES: Final = MAX_FEWER + MAX_WIDER + 1
# Letters of a word that says something of whose duty it is.
_LEAST: Final = 2
PERIODS: Final = ("published", "produced")
# The words that narrow a search as filters of these names do.
FIELDS: Final = (UNIT, dimensions.YEAR)
# The terms that narrow a search and name the unit that is in charge of them.
_IN_CHARGE: Final = (Website.scheme, Committee.scheme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wider:
    """A search without some of what narrows it, the dimensions and periods ``without``, and its answer."""

    without: tuple[str, ...]
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """The help with a search.

    Fewer ``words`` of it find something, where nothing narrows them; ``wider`` searches do; ``unknown`` are words such
    as ``unit:`` and ``year:`` with what no department is called and nothing was made in; ``units`` can be asked.
    """

    words: Sequence[Answer]
    wider: Sequence[Wider]
    unknown: Sequence[tuple[str, str]]
    units: Sequence[Unit]


def help_with(request: Request) -> Help:
    """The help with a request. At most nine searches."""
    plain = replace(request, first=1, after=None, counts=())
    _, query = understood(plain)
    everywhere = without(plain, [*plain.filters, *PERIODS, *FIELDS])
    vocabulary = store.vocabulary(request.site)
    return Help(
        words=list(islice(tips(everywhere, query), MAX_WORDS)),
        wider=list(_wider(plain, query)),
        unknown=list(islice(_unknown(plain, query, vocabulary), MAX_UNKNOWN)),
        units=_units(vocabulary, request, query),
    )


def _wider(request: Request, query: Query) -> Iterator[Wider]:
    said = [name for name, _ in query.fields if name in FIELDS]
    names = list(dict.fromkeys([*request.filters, *(name for name in PERIODS if getattr(request, name)), *said]))
    # Of several also all together; of too many to be tried one by one, that alone.
    ways: list[tuple[str, ...]] = [(name,) for name in names if len(names) < MAX_WIDER]
    if len(names) != 1:
        ways.append(tuple(names))
    for way in ways if names else ():
        wider = without(request, way)
        found = answer(wider) if wider.text.strip() or wider.is_narrowed else None
        if found and found.matches:
            yield Wider(without=way, answer=found)


def _unknown(request: Request, query: Query, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield what is said of departments and years of which there is none: of years the first is looked for."""
    for name, value in dict.fromkeys(query.fields):
        if name == UNIT and not values_said(vocabulary, name, value):
            yield name, value
    year = next((value for name, value in query.fields if name == dimensions.YEAR), None)
    if year:
        made = Request(site=request.site, filters={dimensions.YEAR: (year,)}, order=Order.NEWEST, first=1)
        if not answer(made).hits:
            yield dimensions.YEAR, year


def without(request: Request, names: Sequence[str]) -> Request:
    """The same search from its beginning without what narrows it in these dimensions and periods: filters, and words
    such as ``unit:도로과``."""
    said = [name for name in FIELDS if name in names]
    return replace(
        request,
        after=None,
        text=without_fields(request.text, said) if said else request.text,
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
