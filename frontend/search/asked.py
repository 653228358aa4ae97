"""A search as its page shows it: what narrows it, what is counted, and the words for both."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from cms.core import kinds
from cms.core.licences import LICENCES
from cms.core.records import TERMS
from cms.ledger.store import Vocabulary
from cms.search import dimensions, parameters
from cms.search.help import PERIODS, without
from cms.search.requests import MAX_COUNTED, Days
from frontend.page import Data
from frontend.search.addresses import Addressed
from frontend.wording import Wording

# What hits are counted by, in the order in which it is shown, after what further kinds bring; kinds are tabs.
_COUNTED: Final = (
    "openness",
    "genre",
    "field",
    "unit",
    "website",
    "committee",
    "type",
    "board",
    dimensions.YEAR,
    "ground",
    dimensions.LANGUAGE,
    "file",
    "licence",
)
# The words for parameters that are no filter.
_SAID: Final = {
    **dict.fromkeys((parameters.SINCE, parameters.UNTIL), "published"),
    **dict.fromkeys((parameters.MADE_SINCE, parameters.MADE_UNTIL), "produced"),
    parameters.TEXT: "label",
    parameters.ORDER: "order",
    parameters.AS_TYPED: "typed_only",
    parameters.AFTER: "place",
    "filters": "filters",
    "period": "periods",
}
# What has too many values to be chosen from, each of few hits, or is a period.
_UNCOUNTED: Final = frozenset({dimensions.KIND, dimensions.PRODUCED, "tag", "task", "function", "category"})
# Digits of a number that is an estimate.
_DIGITS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that the search can be narrowed to, or is: then its address is that of the search without it."""

    label: str
    url: str
    count: int | None = None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The values of a dimension, and the words for it."""

    name: str
    label: str
    choices: Sequence[Choice]

    @property
    def is_chosen(self) -> bool:
        """Return whether the search is narrowed by it."""
        return any(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True, kw_only=True)
class Asked(Addressed):
    """A request, the address of its page, and what the answer to it counts.

    ``labels`` are those of the answer, by dimension and value. ``is_cut`` says that more was typed than is read.
    ``entered`` are days of the form, by their fields, of which one is before the other.
    """

    terms: Vocabulary
    t: Wording
    is_cut: bool = False
    entered: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, Sequence[Data]] = field(default_factory=dict)

    @property
    def published(self) -> Days:
        """The days of publication that it is narrowed to."""
        return self.request.published

    @property
    def produced(self) -> Days:
        """The days of production that it is narrowed to."""
        return self.request.produced

    def variables(self) -> Data:
        """The variables of the operation."""
        request, kind = self.request, dimensions.KIND
        filters = [{"name": name, "values": [*values]} for name, values in request.filters.items()]
        return {
            "asks": not self.is_empty,
            "beside": kind in request.filters and not self.is_later,
            "query": request.text,
            "filters": filters,
            "withoutKinds": [one for one in filters if one["name"] != kind],
            "publishedSince": _iso(request.published.since),
            "publishedUntil": _iso(request.published.until),
            "producedSince": _iso(request.produced.since),
            "producedUntil": _iso(request.produced.until),
            "orderBy": request.order.name,
            "after": request.after.encode() if request.after else None,
            "facets": [kind, *counted()][:MAX_COUNTED],
            "asTyped": request.as_typed,
        }

    def with_counts(self, facets: Sequence[Data]) -> "Asked":
        """The same, with what the answer counts."""
        return replace(self, counts={facet["name"]: facet["values"] for facet in facets})

    @cached_property
    def labels(self) -> Mapping[tuple[str, str], str]:
        """The words for the values that were counted."""
        return {(name, one["value"]): one["label"] for name, values in self.counts.items() for one in values}

    def label(self, name: str, value: str) -> str:
        """The words for a value of a dimension; the value itself where there are none."""
        if name in TERMS:
            term = self.terms.term(name, value)
            return term.name(self.t.language) if term else self.labels.get((name, value), value)
        if name == "licence":
            return LICENCES[value].name(self.t.language) if value in LICENCES else value
        return self.t.of(f"{name}_{value.replace('-', '_')}", self.labels.get((name, value), value))

    def many(self, kind: str) -> str:
        """The words for several of a kind."""
        return self.t.of(f"kinds_{kind}", self.label(dimensions.KIND, kind))

    def _named(self, name: str) -> str:
        """The words for a dimension."""
        return self.t.of(f"search_by_{name}", name)

    def place(self, name: str) -> str:
        """The name of a parameter that cannot be understood, and the words for it."""
        words = self.t(f"search_{_SAID[name]}") if name in _SAID else self._named(name)
        return name if words == name else f"{name} ({words})"

    def chips(self) -> Iterator[Choice]:
        """The values that narrow the search, each with the address without it."""
        for name, values in self.request.filters.items():
            for value in values:
                label = f"{self._named(name)}: {self.label(name, value)}"
                rest = parameters.narrowed(self.request, name, (one for one in values if one != value))
                yield Choice(label=label, url=self.address(filters=rest.filters), is_chosen=True)
        for name, label in self._periods():
            yield Choice(label=label, url=self.address(**{name: Days()}), is_chosen=True)

    def _periods(self) -> Iterator[tuple[str, str]]:
        """The periods that narrow it, each with the words for it."""
        for name in ("published", "produced"):
            days: Days = getattr(self.request, name)
            if days:
                since, until = (self.t.date(day.isoformat()) if day else "" for day in (days.since, days.until))
                yield name, " ".join(filter(None, (f"{self.t(f'search_{name}')}:", since, "~", until)))

    def narrowing(self) -> Iterator[str]:
        """The words for all that narrows it, as a title has them."""
        for name, values in self.request.filters.items():
            yield from (self.label(name, value) for value in values)
        yield from (label for _, label in self._periods())

    def tabs(self, beside: Data | None) -> Iterator[Choice]:
        """All kinds together, then each; ``beside`` is the answer that is not narrowed to kinds, where this one is."""
        chosen = self.request.filters.get(dimensions.KIND, ())
        counts = self.counts.get(dimensions.KIND, ())
        if beside:
            counts = next((one["values"] for one in beside["facets"] if one["name"] == dimensions.KIND), ())
        of = {one["value"]: one["count"] for one in counts}
        known = bool(of) and (not chosen or beside is not None)
        yield Choice(
            label=self.t("search_all"),
            url=self.address(filters=parameters.narrowed(self.request, dimensions.KIND, ()).filters),
            count=sum(of.values()) if known else None,
            is_chosen=not chosen,
        )
        for kind in sorted(kinds.names(), key=lambda name: (name != kinds.on_units(), kinds.names().index(name))):
            if of.get(kind) or kind in chosen or not known:
                yield Choice(
                    label=self.many(kind),
                    url=self._to(dimensions.KIND, kind),
                    count=of.get(kind) if known else None,
                    is_chosen=kind in chosen,
                )

    def facets(self) -> Iterator[Facet]:
        """The dimensions that divide what was found, or narrow it."""
        for name in counted():
            facet = Facet(name=name, label=self._named(name), choices=tuple(self._choices(name)))
            if facet.is_chosen or len(facet.choices) > 1:
                yield facet

    def _choices(self, name: str) -> Iterator[Choice]:
        chosen = self.request.filters.get(name, ())
        counted = {one["value"]: one["count"] for one in self.counts.get(name, ())}
        for value in dict.fromkeys([*chosen, *counted]):
            is_chosen = value in chosen
            rest = tuple(one for one in chosen if one != value)
            url = self.address(filters=parameters.narrowed(self.request, name, rest).filters)
            yield Choice(
                label=self.label(name, value),
                url=url if is_chosen else self._to(name, value),
                count=counted.get(value),
                is_chosen=is_chosen,
            )

    def _to(self, name: str, value: str) -> str:
        return self.address(filters=parameters.narrowed(self.request, name, (value,)).filters)

    def unseen(self, edges: Sequence[Data]) -> list[Choice]:
        """The kinds of which there is something, and nothing on this page of all of them: none is to be buried."""
        if self.is_later or dimensions.KIND in self.request.filters:
            return []
        shown = {edge["node"]["kind"] for edge in edges}
        counted = [one for one in self.counts.get(dimensions.KIND, ()) if one["count"] and one["value"] not in shown]
        return [
            Choice(
                label=self.many(one["value"]),
                url=self._to(dimensions.KIND, one["value"]),
                count=one["count"],
            )
            for one in counted
        ]

    def without(self, names: Sequence[str]) -> Choice:
        """The same search without what narrows it in these dimensions and periods, which the label names."""
        named = ", ".join(self.t(f"search_{name}") if name in PERIODS else self._named(name) for name in names)
        wider = without(self.request, names)
        url = self.address(text=wider.text, filters=wider.filters, published=wider.published, produced=wider.produced)
        return Choice(label=named, url=url)

    def ends_early(self, search: Data) -> bool:
        """Return whether the best end here although there are more hits, which the order of dates reaches."""
        shown = self.before + len(search["edges"])
        is_last = search["matches"] and not search["pageInfo"]["hasNextPage"]
        return not self.is_by_date and is_last and search["estimatedCount"] > shown

    def parted(self, search: Data) -> tuple[list[Data], list[Data]]:
        """The hits that match, and those that are only similar, without what editors have picked to stand above."""
        picked = {one["node"]["key"] for one in search["picks"] if one["node"]}
        edges = [edge for edge in search["edges"] if edge["node"]["key"] not in picked]
        return [edge for edge in edges if edge["matches"]], [edge for edge in edges if not edge["matches"]]

    def number(self, count: int, *, is_exact: bool) -> str:
        """A number in words: about so many where it is an estimate."""
        number = self.rounded(count, is_exact=is_exact)
        return number if is_exact else self.t("search_about", number=number)

    def rounded(self, count: int, *, is_exact: bool) -> str:
        """A number as it is written beside others of which is said that they are estimates: of these the first
        digits."""
        return f"{count if is_exact else int(float(f'{count:.{_DIGITS}g}')):,}"

    def found(self, count: int, *, is_exact: bool) -> str:
        """The number of what was found, in words."""
        number = self.number(count, is_exact=is_exact)
        return self.t("search_count_one" if (count, is_exact) == (1, True) else "search_count", number=number)


def counted() -> tuple[str, ...]:
    """The dimensions that hits are counted by, those of further kinds first."""
    further = [name for name in dimensions.names() if name not in _UNCOUNTED and name not in _COUNTED]
    return (*further, *_COUNTED)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
