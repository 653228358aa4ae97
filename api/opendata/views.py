"""``/open-data/documents/{period}.{csv,json,xlsx}`` and ``/statistics.csv``."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from api.http import public, request_city_host, stream
from api.opendata.columns import COLUMNS, Cells, cells
from api.opendata.formats import FORMATS
from api.parameters import check_parameters
from cms.core.errors import BadInput, NotFound
from cms.derived import lists, statistics
from cms.derived.statistics import ALL, Count
from cms.ledger.standing import Standing, stands
from cms.ledger.store import Vocabulary, store

_BATCH: Final = 1_000
_STATISTICS: Final = (
    "month",
    "unit",
    "unit_name",
    "produced",
    "open",
    "partial",
    "closed",
    "held",
    "released",
    "taken_down",
    "open_rate",
    "mean_days",
    "unusually_low",
)


def _standing(host: str, path: str, query: str, period: str, format: str) -> Standing | None:
    """The standing of a list of that period and format; None where there can be none."""
    try:
        is_there = format in FORMATS and bool(lists.period(period))
    except NotFound:
        is_there = False
    return Standing(is_page=False, for_good=True) if is_there else None


@stands(_standing)
@public("GET", "HEAD")
def documents(request: HttpRequest, period: str, format: str) -> HttpResponseBase:
    """One list, whole. NotFound for a period that cannot exist and for an unknown format, BadInput for a filter."""
    check_parameters(request)
    if format not in FORMATS:
        raise NotFound(f"offered are {', '.join(FORMATS)}", where="format")
    site = request_city_host(request).site
    wanted = lists.period(period)
    version = lists.version(site, wanted)
    chosen = FORMATS[format]
    return stream(
        request,
        chosen.write(COLUMNS, cells(lists.documents(site, wanted), store.vocabulary(site))),
        content_type=chosen.media_type,
        tag=f"{wanted.name}.{format}.{version.tag}",
        changed_at=version.changed_at,
        filename=f"documents-{wanted.name}.{format}",
    )


@public("GET", "HEAD")
def statistics_csv(request: HttpRequest) -> HttpResponseBase:
    """The counts of each month and unit, the city's total as unit ``*``; ``since`` and ``until`` as in GraphQL.

    BadInput for any other filter.
    """
    check_parameters(request, "since", "until")
    site = request_city_host(request).site
    span = statistics.span(since=_day(request, "since"), until=_day(request, "until"), today=timezone.localdate())
    words = store.vocabulary(site)
    rows = (_counted(count, words) for count in statistics.by_month_and_unit(site, span))
    chosen = FORMATS["csv"]
    return stream(
        request,
        chosen.write(_STATISTICS, _batches(rows)),
        content_type=chosen.media_type,
        tag=f"{span.since}.{span.until}.{statistics.version()}",
        filename="statistics.csv",
    )


def _day(request: HttpRequest, name: str) -> date | None:
    """A day, or a month as its first day; BadInput for anything else."""
    text = request.GET.get(name, "")
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == len("2026-11") else text) if text else None
    except ValueError as error:
        raise BadInput("must be a month or a day, such as 2026-11 or 2026-11-05", where=name) from error


def _counted(count: Count, words: Vocabulary) -> Cells:
    unit = words.term("unit", count.unit)
    counts = count.counts
    numbers = (
        counts.produced, counts.open, counts.partial, counts.closed, counts.held, counts.released, counts.taken_down,
    )  # fmt: skip
    rates = ("" if rate is None else f"{rate:.4f}" for rate in (counts.open_rate, counts.mean_days))
    return (
        f"{count.month:%Y-%m}",
        count.unit,
        words.city.name(words.city.default_language) if count.unit == ALL else unit.name("ko") if unit else "",
        *map(str, numbers),
        *rates,
        "true" if count.unusually_low else "false",
    )


def _batches(rows: Iterable[Cells]) -> Iterator[list[Cells]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
