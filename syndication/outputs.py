"""The outputs of syndication that show an item: feeds of its listings, the sitemap, and what others embed."""

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from cms.core import kinds
from cms.core.kinds import Kind, Occurrence, unsaid
from cms.core.outputs import Output, Published, Question
from cms.core.records import from_data
from cms.ledger.listed import calendar_pages, listing_pages
from cms.ledger.shards import WIDTH
from cms.normal_form import origin_of


def _feeds(item: Published) -> Iterator[Question]:
    # Read where it is asked for, and not at the start of each command.
    from cms.search.finding import addresses
    from syndication.formats import FORMATS

    for suffix in FORMATS:
        for page in listing_pages(item):
            yield Question(output=f"feed, {suffix}", url=f"{page}feed.{suffix}", is_list=True)
        for feed in addresses(item, f"feed.{suffix}"):
            yield Question(output=f"search, {suffix}", url=feed, is_list=True)


def _sitemap(item: Published) -> Iterator[Question]:
    shard = f"{origin_of(item.url)}/sitemaps/entries-{item.pk // WIDTH}.xml"
    yield Question(output="sitemap", url=shard, is_list=True)


def _oembed(item: Published) -> Iterator[Question]:
    yield Question(output="oEmbed", url=f"{origin_of(item.url)}/oembed?url={quote(item.url, safe='')}")


def _calendars(item: Published) -> Iterator[Question]:
    """The file of an item, and the calendars of its listings, which hold it until some time after it is over."""
    from syndication.calendars import since

    if item.kind not in kinds.timed():
        return
    yield Question(output="calendar, one", url=f"{origin_of(item.url)}/calendars/{item.key}.ics")
    begins = since()
    if any(time.starts_at >= begins for time in _times(item)):
        for page in calendar_pages(item):
            yield Question(output="calendar", url=f"{page}calendar.ics", is_list=True, mark=item.key)


def _times(item: Published) -> Iterable[Occurrence]:
    kind = kinds.kind(item.kind)
    assert kind.calendar is not None
    return kind.calendar.occurrences(from_data(kind.record, item.record))


def _undated(kind: Kind) -> Iterator[str]:
    from syndication.vevents import ROWS

    return ROWS.lacks(kind) if kind.calendar else iter(())


def _unsaid(kind: Kind) -> Iterator[str]:
    from syndication.kinds import ROWS

    return ROWS.lacks(kind, lambda row: unsaid(kind, {*row.fields, *row.left_out}))


OUTPUTS: Final = (
    Output(name="oEmbed", reserves=frozenset({"oembed"}), shows=_oembed),
    Output(name="calendars", reserves=frozenset({"calendar", "calendars"}), shows=_calendars, lacks=_undated),
    Output(name="feeds", reserves=frozenset({"feed"}), shows=_feeds, lacks=_unsaid),
    Output(name="sitemaps", reserves=frozenset({"robots", "sitemap", "sitemaps"}), shows=_sitemap),
)
