"""Explanations of results: what of a query stands in which part of the text that the kept index has of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cms.ledger.moments import moment_of
from cms.search import dimensions, worths
from cms.search.answers import Answer, Hit
from cms.search.kept.writing import parts_from
from cms.search.models import IndexedText
from retrieval.queries import Concept, Query
from retrieval.words import squeezed


@dataclass(frozen=True, slots=True)
class Met:
    """A concept in a result: the way that stands there whole, and the names of the parts it stands in.

    Where none does, ``is_whole`` is False, and the way is the longest fragment of one that stands there, if any.
    """

    typed: str
    way: str
    parts: Sequence[str]
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Explained:
    """A result, with what of the query stands in it.

    ``worths`` are what its score was multiplied by for what it is, by dimension, where that is not 1.
    """

    hit: Hit
    met: Sequence[Met]
    worths: Mapping[str, float]


def explained(site: str, found: Answer) -> list[Explained]:
    """Return the hits of an answer, each with what stands in which of its parts. One query."""
    keys = [hit.item.id for hit in found.hits]
    kept = IndexedText.objects.filter(index_name=site, key__in=keys).values_list("key", "parts")
    parts = {key: parts_from(text) for key, text in kept}
    return [
        Explained(hit, list(_met(found.query, parts.get(hit.item.id, {}))), _worths(hit, found)) for hit in found.hits
    ]


def _worths(hit: Hit, found: Answer) -> dict[str, float]:
    values = dimensions.values_of(hit.item.record)
    of = worths.of(found.request)
    factors = {name: min(map(worth, values.get(name, ())), default=1.0) for name, worth in of.items()}
    return {name: factor for name, factor in factors.items() if factor != 1}


def results(found: Answer) -> Iterator[str]:
    """Yield a line about an answer, and one for each of its picks and hits, for an operator."""
    yield _about(found)
    yield from _picked(found)
    for number, hit in enumerate(found.hits, 1):
        yield _line(number, hit)


def explanation(found: Answer) -> Iterator[str]:
    """Yield the same with how the query was read, what narrows it, and what of it stands where in each hit."""
    yield _about(found)
    if found.cut_at is not None:
        yield f"\tnothing before {moment_of(found.cut_at):%Y-%m-%d} was looked at"
    if not found.is_current:
        yield "\tthe index has not heard of all changes yet"
    for concept in found.query.concepts:
        ways = ", ".join(f"{way.text} ({way.by.value}, {way.worth:.2f})" for way in concept.ways)
        how = ", as it stands" if concept.is_exact else ", which only helps" if concept.only_helps else ""
        yield f"\tlooked for\t{concept.typed}\t{ways}{how}"
    yield from (f"\tleft out\t{word}" for word in found.query.without)
    yield from (f"\tnarrowed by\t{name}\t{value}" for name, value in found.query.fields)
    yield from _picked(found)
    for number, row in enumerate(explained(found.request.site, found), 1):
        yield _line(number, row.hit)
        factors = "".join(f", times {factor} for its {name}" for name, factor in row.worths.items())
        yield f"\t\tscore {row.hit.score:.2f}{factors}, {'a match' if row.hit.matches else 'a suggestion'}"
        for met in row.met:
            where = f"{met.way} in {', '.join(met.parts)}" if met.is_whole else "not whole"
            yield f"\t\t{met.typed}\t{where}"


def _about(found: Answer) -> str:
    about = "" if found.is_exact else "about "
    enough = "" if found.matches or not found.hits else ", none of which has enough of it"
    engine = f"{found.engine}, in place of the one that is away" if found.is_standby else found.engine
    return f"{found.request.site}\t{engine}\t{about}{found.estimated} found{enough}"


def _picked(found: Answer) -> Iterator[str]:
    yield from (f"\tpicked\t{picked.title}\t{picked.url}" for picked in found.picks)


def _line(number: int, hit: Hit) -> str:
    return f"\t{number}\t{hit.title.text}\t{hit.item.data['url']}"


def _met(query: Query, parts: Mapping[str, str]) -> Iterator[Met]:
    for concept in query.concepts:
        yield next(_whole(concept, parts), None) or _fragment(concept, parts)


def _whole(concept: Concept, parts: Mapping[str, str]) -> Iterator[Met]:
    """The ways that stand in a text whole, whatever blanks are in them, those that are worth most first."""
    for way in concept.ways:
        if within := _within(squeezed(way.text), parts):
            yield Met(concept.typed, way.text, within)


def _fragment(concept: Concept, parts: Mapping[str, str]) -> Met:
    """The longest fragment of a way that stands in a text, of several that of the way that is worth most."""
    ways = (squeezed(way.text) for way in concept.ways)
    longest = max((_longest(way, parts) for way in ways), key=len, default="")
    return Met(concept.typed, longest, _within(longest, parts) if longest else (), is_whole=False)


def _longest(word: str, parts: Mapping[str, str]) -> str:
    """The longest fragment of two letters or more; the shorter ones are looked for only where no longer one stands."""
    for length in range(len(word) - 1, 1, -1):
        for begin in range(len(word) - length + 1):
            if _within(fragment := word[begin : begin + length], parts):
                return fragment
    return ""


def _within(word: str, parts: Mapping[str, str]) -> list[str]:
    return [name for name, text in parts.items() if word in text]
