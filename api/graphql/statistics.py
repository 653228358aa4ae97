"""The counts of the documents of each unit and month, by what became of them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

import graphene
from django.utils import timezone

from api.graphql.context import Context
from api.graphql.derive import Reader, list_of, plain
from api.graphql.scalars import Date
from api.graphql.types import TERM_TYPES
from cms.derived import statistics
from cms.derived.statistics import ALL, MAX_MONTHS, USUAL_MONTHS, Count, Span
from cms.ledger.directories import LISTED


def _number(name: str, description: str) -> graphene.Field:
    def read(count: Count) -> Any:
        return getattr(count.counts, name)

    return plain(graphene.Int, read, description=description)


class StatisticsCount(graphene.ObjectType):
    """The number of documents that were made in a month, or in all months asked for, by what became of them."""

    key = plain(
        graphene.ID,
        lambda count: count.unit,
        description="The key of the unit; `*` for the whole city, empty for documents of no unit.",
    )
    unit = graphene.Field(
        TERM_TYPES["unit"],
        description="The unit that made them; null for the whole city and for documents of no unit.",
        resolver=Reader(lambda count, context: context.term("unit", count.unit)),
    )
    month = plain(Date, lambda count: count.month, required=False, description="Its first day; null for all together.")
    produced = _number("produced", "All that were made: the sum of open, partial and closed.")
    open = _number("open", "Those that are all open; partially open ones are not among them.")
    partial = _number("partial", "Those that are partially open.")
    closed = _number("closed", "Those of which only the record is public.")
    held = _number("held", "Those that wait for a person, since something personal was or may have been found.")
    released = _number("released", "Those that are public now.")
    taken_down = _number("taken_down", "Those that were public and have been taken down.")
    open_rate = plain(
        graphene.Float,
        lambda count: count.counts.open_rate,
        required=False,
        description="Open by produced; null where nothing was produced.",
    )
    mean_days = plain(
        graphene.Float,
        lambda count: count.counts.mean_days,
        required=False,
        description="Days from production to release, on average; null where nothing was released.",
    )
    unusually_low = plain(
        graphene.Boolean,
        lambda count: count.unusually_low,
        description="Whether the unit's open rate is below the city's by more than chance explains: the upper bound of"
        f" the one-sided 99.9 % Wilson score interval is below it, and it made {statistics.FEWEST} or more. Told in"
        " `units`.",
    )


class Asked(NamedTuple):
    """The months and the unit that were asked for."""

    span: Span
    unit: str | None


def _counts(read: Callable[[str, Asked], list[Count]], description: str) -> graphene.Field:
    def resolve(asked: Asked, context: Context) -> list[Count]:
        return read(context.city_host.site, asked)

    return graphene.Field(list_of(StatisticsCount), description=description, resolver=Reader(resolve))


def _units(site: str, asked: Asked) -> list[Count]:
    rows = statistics.by_unit(site, asked.span, unit=asked.unit, most=LISTED)
    return [row for row in rows if row.unit != ALL]


def _months(site: str, asked: Asked) -> list[Count]:
    return statistics.by_month(site, asked.span, unit=ALL if asked.unit is None else asked.unit)


class Statistics(graphene.ObjectType):
    """The statistics of whole months."""

    since = plain(Date, lambda asked: asked.span.since, description="The first day.")
    until = plain(Date, lambda asked: asked.span.until - timedelta(days=1), description="The last day.")
    total = graphene.Field(
        StatisticsCount,
        required=True,
        description="The whole city in these months.",
        resolver=Reader(lambda asked, context: statistics.total(context.city_host.site, asked.span)),
    )
    units = _counts(
        _units,
        f"Each unit that made documents in these months, by key; of more than {LISTED:,} those that made the most."
        " All of them: `/statistics.csv`.",
    )
    months = _counts(_months, "Each month that has documents, of the unit asked for or of the whole city.")


def _asked(
    root: Any, context: Context, unit: str | None = None, since: date | None = None, until: date | None = None
) -> Asked:
    return Asked(statistics.span(since=since, until=until, today=timezone.localdate()), unit)


STATISTICS = graphene.Field(
    Statistics,
    required=True,
    description="How many documents each unit made in each month, how many of them are open, and how soon.",
    unit=graphene.String(description="The key of a unit; without it, all of them."),
    since=graphene.Argument(Date, description=f"A day of the first month; without it, {USUAL_MONTHS} months."),
    until=graphene.Argument(Date, description=f"A day of the last month; at most {MAX_MONTHS} months."),
    resolver=Reader(_asked),
)
