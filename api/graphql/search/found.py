"""The answer to a search: a connection of all kinds of records, and what is told of it as a whole."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

import graphene
from django.utils import timezone

from api.graphql.connections import PageInfo
from api.graphql.context import Context
from api.graphql.derive import Reader, list_of, many, plain
from api.graphql.scalars import Cursor, DateTime, Long
from api.graphql.search.labels import announce, label
from api.graphql.types import TERM_TYPES, Record, Term
from cms.core import records
from cms.search import named, receipts, related
from cms.search.answers import Answer, Hit
from cms.search.engine import Capability, Count
from cms.search.picks import Picked
from cms.search.requests import Place
from retrieval import highlights

_CAPABILITIES: Final = {
    Capability.EXACT_COUNTS: "Counts of what was found are exact where `countIsExact` says so.",
    Capability.TYPING_ERRORS: "What is misspelt is found without being offered as a reading.",
    Capability.WHOLE_STORE: "The best are found among all items, however many, and none is left out by a bound.",
}
_CAPABILITY: Final = graphene.Enum.from_enum(
    Capability,
    name="SearchCapability",
    description=lambda value: _CAPABILITIES[value] if value else "What not every engine can do.",
)


class Listed(NamedTuple):
    """A hit at its place."""

    hit: Hit
    cursor: Place


class Page(NamedTuple):
    """A page of hits, as a page of a listing is told."""

    answer: Answer
    items: Sequence[Listed]

    @property
    def has_next(self) -> bool:
        """True where there are more."""
        return self.answer.has_next

    @property
    def end(self) -> Place | None:
        """The place at which they begin."""
        return self.answer.end


class Found(NamedTuple):
    """The source of the connection: a page and where it began."""

    page: Page
    after: Place | None

    @property
    def answer(self) -> Answer:
        """All that was answered."""
        return self.page.answer


def found(answer: Answer, context: Context) -> Found:
    """The source of an answer, whose items and terms are announced to the context."""
    context.is_passing |= not answer.is_current
    context.announce(hit.item for hit in answer.hits)
    announce(context, {name: [one.value for one in counts] for name, counts in answer.counts.items()})
    return Found(Page(answer, [Listed(hit, hit.place) for hit in answer.hits]), answer.request.after)


class TextRange(graphene.ObjectType):
    """A part of a text, counted in Unicode code points."""

    start = plain(graphene.Int, lambda span: span[0], description="Its first letter, from 0.")
    end = plain(graphene.Int, lambda span: span[1], description="Behind its last letter.")


class Highlight(graphene.ObjectType):
    """A text, and where in it what was looked for stands."""

    text = plain(graphene.String, lambda marked: marked.text)
    ranges = many(TextRange, lambda marked: marked.ranges)
    is_cut_before = plain(
        graphene.Boolean, lambda marked: marked.is_cut_before, description="Whether words stand before it."
    )
    is_cut_after = plain(
        graphene.Boolean, lambda marked: marked.is_cut_after, description="Whether the text goes on behind it."
    )
    html = plain(
        graphene.String,
        lambda marked: highlights.html(marked.text, marked.ranges),
        description="The text as HTML, whose only elements are `mark`.",
    )


class SearchHighlights(graphene.ObjectType):
    """The texts that show why a hit is one."""

    title = plain(Highlight, lambda hit: hit.title)
    extract = plain(
        Highlight,
        lambda hit: hit.extract,
        description="The part of its text that says most of what was looked for; may be empty.",
    )


class SearchEdge(graphene.ObjectType):
    """A hit."""

    cursor = plain(Cursor, lambda listed: listed.cursor)
    node = plain(Record, lambda listed: listed.hit.item)
    translation = plain(
        Record,
        lambda listed: listed.hit.translation,
        required=False,
        description="The same in the reader's language, where the hit is in another and such a one is public.",
    )
    score = plain(
        graphene.Float,
        lambda listed: listed.hit.score,
        description="What it is ordered by, comparable within one answer; 0 in the order of dates.",
    )
    matches = plain(
        graphene.Boolean,
        lambda listed: listed.hit.matches,
        description="Whether it has enough of what was looked for; if not, it is a suggestion.",
    )
    highlights = plain(SearchHighlights, lambda listed: listed.hit)


class SearchPick(graphene.ObjectType):
    """A result that editors have chosen for what is looked for, to stand above all others."""

    title = plain(graphene.String, lambda picked: picked.title)
    url = plain(graphene.String, lambda picked: picked.url)
    node = plain(
        Record, lambda picked: picked.item, required=False, description="Null where it is outside of what is published."
    )


def _picks(found: Found, context: Context, language: str | None = None) -> Sequence[Picked]:
    picked = found.answer.picked(language or context.language)
    context.announce(one.item for one in picked if one.item)
    return picked


def _related(found: Found, context: Context) -> list[records.Term]:
    common = related.common(found.answer)
    announce(context, {scheme: [key for of, key in common if of == scheme] for scheme, _ in common})
    terms = (context.term(scheme, key) for scheme, key in common)
    return related.others(found.answer, [term for term in terms if term is not None])


def _receipt(found: Found) -> str | None:
    given = receipts.receipt(found.answer)
    return given.encode() if given else None


class SearchReading(graphene.ObjectType):
    """A word that was read otherwise than it was typed."""

    typed = plain(graphene.String, lambda pair: pair[0])
    read_as = plain(graphene.String, lambda pair: pair[1])


class FacetValue(NamedTuple):
    """The source of a counted value."""

    dimension: str
    counted: Count


def _label(one: FacetValue, context: Context, language: str | None = None) -> str:
    return label(context, one.dimension, one.counted.value, language or context.language)


class SearchFacetValue(graphene.ObjectType):
    """A value with the number of hits that have it."""

    value = plain(
        graphene.String, lambda one: one.counted.value, description="As the argument that narrows by it takes it."
    )
    label = graphene.Field(
        graphene.String,
        required=True,
        description="Its name; the value itself where there is none.",
        language=graphene.String(description="A BCP 47 tag; without it, the language of the request."),
        resolver=Reader(_label),
    )
    count = plain(Long, lambda one: one.counted.count)


class SearchFacet(graphene.ObjectType):
    """The values that hits have in one dimension."""

    name = plain(
        graphene.String,
        lambda facet: facet[0],
        description="That of the argument that narrows by it; for `file` that is `hasFile`.",
    )
    values = many(SearchFacetValue, lambda facet: [FacetValue(facet[0], one) for one in facet[1]])


class SearchEngine(graphene.ObjectType):
    """The engine that has answered."""

    name = plain(graphene.String, lambda answer: answer.engine)
    is_standby = plain(
        graphene.Boolean,
        lambda answer: answer.is_standby,
        description="Whether it stands in for another engine, which does not answer now.",
    )
    capabilities = graphene.Field(
        list_of(_CAPABILITY),
        resolver=Reader(lambda answer: [one for one in Capability if one in answer.capabilities], plain=True),
    )


def _cut_at(found: Found) -> str | None:
    at = found.answer.cut_at
    return None if at is None else _moment(at)


def _moment(at: int) -> str:
    """As it is answered, in the city's zone, as the moments of records are."""
    return timezone.localtime(datetime.fromtimestamp(at // 10**6, UTC)).isoformat(timespec="seconds")


class SearchConnection(graphene.ObjectType):
    """A page of what a search finds. A page can be short, even empty, and still have a next one."""

    edges = many(SearchEdge, lambda found: found.page.items)
    nodes = many(Record, lambda found: [listed.hit.item for listed in found.page.items])
    page_info = plain(PageInfo, lambda found: found)
    matches = plain(
        graphene.Boolean,
        lambda found: found.answer.matches,
        description="Whether any hit of this page has enough of what was looked for; if not, all are suggestions.",
    )
    estimated_count = plain(Long, lambda found: found.answer.estimated, description="How many hits there are in all.")
    count_is_exact = plain(
        graphene.Boolean,
        lambda found: found.answer.is_exact,
        description="Whether that number, and those of `facets`, are exact; else they are estimates.",
    )
    cut_at = plain(
        DateTime,
        _cut_at,
        required=False,
        description="What was published before was not looked at; null where all was. Narrow the search to reach it.",
    )
    picks = graphene.Field(
        list_of(SearchPick),
        description="What editors have chosen for these words, in their order; on the first page of a search that"
        " nothing narrows. A hit may be among them.",
        language=graphene.String(
            description="A BCP 47 tag, in which each is told where it is public in it; without it, that of the request."
        ),
        resolver=Reader(_picks),
    )
    units = graphene.Field(
        list_of(TERM_TYPES["unit"]),
        description=f"At most {named.MOST} units whose whole name stands in the query, or that answer for what it asks"
        " whom to call about, with their telephone; on the first page.",
        resolver=Reader(lambda found: named.named(found.answer), plain=True),
    )
    readings = many(SearchReading, lambda found: [*found.answer.readings])
    facets = graphene.Field(
        list_of(SearchFacet),
        description="The values of each dimension that `facets` asks for, the most frequent first.",
        resolver=Reader(lambda found: [*found.answer.counts.items()], plain=True),
    )
    related = graphene.Field(
        list_of(Term),
        description=f"At most {related.MOST} tags, tasks, websites and committees that hits have in common, in the"
        " reader's language: their names can be searched for; on the first page.",
        resolver=Reader(_related),
    )
    receipt = plain(
        graphene.String,
        _receipt,
        required=False,
        description="To be sent to `/search/count` once the answer is shown, so that editors learn what is looked for,"
        " and never by whom; null where nothing is counted.",
    )
    is_current = plain(
        graphene.Boolean,
        lambda found: found.answer.is_current,
        description="Whether the index had heard of all that is public; if not, ask again in a second, and keep"
        " nothing.",
    )
    engine = plain(SearchEngine, lambda found: found.answer)
