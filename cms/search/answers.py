"""Answering a search: an engine says which items, the ledger says what is public of them, now.

Whatever an engine holds, late or stale, nothing is shown that the ledger does not give at this moment.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cms.ledger.items import Item
from cms.ledger.joined import illustrated
from cms.ledger.store import store
from cms.search import engines, picks
from cms.search.engine import Capability, Count, Ranked
from cms.search.picks import Picked
from cms.search.requests import Place, Request
from cms.search.texts import readable
from cms.search.translations import translated
from cms.search.understanding import understood
from retrieval import highlights
from retrieval.queries import By, Concept, Query

# Letters of a text in which an extract is looked for, and letters of an extract.
_READ: Final = 20_000
_EXTRACT: Final = 180
# The ways of a word that are no guess.
_AS_MEANT: Final = (By.TYPED, By.WRITTEN, By.SYNONYM)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the ranges in it that were looked for, in letters, ascending and apart.

    ``is_cut_before`` and ``is_cut_after`` say whether what it is a part of goes on there.
    """

    text: str
    ranges: Sequence[tuple[int, int]] = ()
    is_cut_before: bool = False
    is_cut_after: bool = False


class _Texts:
    """The beginnings of the texts of a page of hits, read together when the first of them is asked for. One query."""

    def __init__(self, keys: Sequence[int]) -> None:
        self._keys = keys

    @cached_property
    def _bodies(self) -> Mapping[int, tuple[str, str]]:
        return illustrated(self._keys, length=_READ)

    def of(self, key: int) -> str:
        """The beginning of a text as it is searched."""
        return readable(*self._bodies[key])[:_READ]


class _Translations:
    """The hits of a page that are in another language than the reader's, as they are in that. One query at most."""

    def __init__(self, items: Sequence[Item], request: Request) -> None:
        self._items, self._request = items, request

    @cached_property
    def of(self) -> Mapping[str, Item]:
        """The translations by the key of the hit."""
        language = self._request.language
        return translated(self._request.site, self._items, language) if language else {}


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An item that answers. What was looked for is marked, and an extract cut, only where it is asked for."""

    item: Item
    score: float
    matches: bool
    place: Place
    query: Query
    texts: _Texts
    translations: _Translations

    @property
    def translation(self) -> Item | None:
        """The same in the language of the reader, where it is in another and there is a public one."""
        return self.translations.of.get(self.item.data["key"])

    @cached_property
    def title(self) -> Marked:
        """The title, what was looked for marked in it."""
        title = self.item.data["title"]
        return Marked(title, highlights.ranges(title, self.query))

    @cached_property
    def extract(self) -> Marked:
        """The part that says most of what was looked for: of the summary, unless more is in the text than in it and
        the title.

        A text begins with captions and cells of tables, so a summary beside a title that says it reads better.
        """
        found = highlights.extract(self.item.data["summary"], self.query, length=_EXTRACT)
        if found.concepts < len(self._needed):
            within = highlights.extract(self.texts.of(self.item.id), self.query, length=_EXTRACT)
            found = within if within.concepts > found.concepts and not self._is_told_above else found
        return Marked(found.text, found.ranges, is_cut_before=found.is_cut_before, is_cut_after=found.is_cut_after)

    @property
    def _is_told_above(self) -> bool:
        """Return whether title and summary together, where there is one, have all that was looked for as it stands."""
        if not (summary := self.item.data["summary"]):
            return False
        meant = [[way.text for way in concept.ways if way.by in _AS_MEANT] for concept in self._needed]
        there = highlights.standing(
            {text for texts in meant for text in texts}, f"{self.item.data['title']}\n{summary}"
        )
        return all(not there.isdisjoint(texts) for texts in meant)

    @property
    def _needed(self) -> list[Concept]:
        return [concept for concept in self.query.concepts if not concept.only_helps]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One page of the answer to a request.

    ``readings`` are words that were read otherwise than typed, each with what they were read as, where a hit of this
    page has it. ``matches`` is False where no hit has enough of what was looked for: hits are then suggestions.
    ``estimated`` and ``counts`` are exact where ``is_exact``. ``cut_at`` is the moment, in microseconds since 1970,
    before which nothing was looked at. ``is_standby`` says that the engine that should have answered is away.
    Unless it ``is_current``, the index has not heard of all changes yet, and the answer is not one to be kept.
    """

    request: Request
    query: Query
    hits: Sequence[Hit] = ()
    readings: Sequence[tuple[str, str]] = ()
    matches: bool = False
    has_next: bool = False
    end: Place | None = None
    estimated: int = 0
    is_exact: bool = True
    counts: Mapping[str, Sequence[Count]] = field(default_factory=dict)
    cut_at: int | None = None
    engine: str = ""
    is_standby: bool = False
    is_current: bool = True
    capabilities: frozenset[Capability] = frozenset()

    @property
    def picks(self) -> Sequence[Picked]:
        """The results that editors have chosen for the query, in the languages that they have."""
        return self.picked()

    def picked(self, language: str = "") -> Sequence[Picked]:
        """The same, each in this language where it is public in it; they stand on the first page of a search that
        nothing narrows. No query where nothing is picked."""
        request = self.request
        if request.after is not None or request.is_narrowed:
            return []
        return picks.picks(request.site, request.text, language=language)


def answer(request: Request) -> Answer:
    """Answer a request. A number of queries that does not depend on how many hits there are."""
    asked, query = understood(request)
    told = engines.ask(asked, query)
    found, engine = told.found, told.engine
    hits = _hits(found.hits, query, request)
    return Answer(
        request=request,
        query=query,
        hits=hits,
        readings=_readings(query, hits),
        matches=any(hit.matches for hit in hits),
        has_next=found.has_next,
        end=found.end,
        estimated=found.estimated,
        is_exact=found.is_exact,
        counts=found.counts,
        cut_at=found.cut_at,
        engine=engine.name,
        is_standby=told.is_standby,
        is_current=told.is_current,
        capabilities=engine.capabilities,
    )


def _hits(ranked: Sequence[Ranked], query: Query, request: Request) -> list[Hit]:
    """Return what is public of the city at this moment: the index of one that an item has left may not know yet."""
    found = store.items(one.key for one in ranked)
    items = {key: item for key, item in found.items() if item.data["site"] == request.site}
    texts, translations = _Texts(list(items)), _Translations(list(items.values()), request)
    return [
        Hit(
            item=items[one.key],
            score=one.score,
            matches=one.matches,
            place=one.place,
            query=query,
            texts=texts,
            translations=translations,
        )
        for one in ranked
        if one.key in items
    ]


def _readings(query: Query, hits: Iterable[Hit]) -> list[tuple[str, str]]:
    """Return the readings that a hit shows: what left the index may still be among its words.

    A word that a hit shows as it was typed needs no reading.
    """
    readings = query.readings
    shown = "\n".join(f"{hit.title.text}\n{hit.extract.text}" for hit in hits if readings and hit.matches)
    there = highlights.standing({word for pair in readings for word in pair}, shown)
    return [(typed, read) for typed, read in readings if read in there and typed not in there]
