"""The lists of documents that can be had as files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

import graphene

from api.graphql.context import Context
from api.graphql.derive import Reader, list_of, many, plain
from api.graphql.scalars import Date
from api.opendata.columns import COLUMNS
from api.opendata.formats import FORMATS
from cms.derived import lists
from cms.derived.lists import Period


class OpenDataFile(graphene.ObjectType):
    """One list in one format."""

    format = plain(graphene.String, lambda file: file[0], description="`csv`, `json` or `xlsx`.")
    url = plain(graphene.String, lambda file: file[1])
    type = plain(graphene.String, lambda file: FORMATS[file[0]].media_type, description="The media type.")


def _files(period: Period, context: Context) -> list[tuple[str, str]]:
    return [(name, list_url(context, period, name)) for name in FORMATS]


def list_url(context: Context, period: Period, name: str) -> str:
    """The address of a list, on the host of the city."""
    home = context.city.url(context.city.default_language) or "/"
    return urljoin(home, f"/open-data/documents/{period.name}.{name}")


class OpenDataPeriod(graphene.ObjectType):
    """A week or month in which documents were released."""

    name = plain(graphene.String, lambda period: period.name, description="Such as `2026-W45` or `2026-11`.")
    since = plain(Date, lambda period: period.since, description="The first day.")
    until = plain(Date, lambda period: period.until - timedelta(days=1), description="The last day.")
    files = graphene.Field(list_of(OpenDataFile), resolver=Reader(_files))


def _periods(read: Callable[[str], list[Period]], description: str) -> graphene.Field:
    def resolve(root: Any, context: Context) -> list[Period]:
        return read(context.city_host.site)

    return graphene.Field(list_of(OpenDataPeriod), description=description, resolver=Reader(resolve))


class OpenData(graphene.ObjectType):
    """The full list of released documents, closed ones as a record, by the day of release."""

    columns = many(graphene.String, lambda root: COLUMNS)
    months = _periods(lists.months, "The months in which something was released, the newest first.")
    weeks = _periods(lists.weeks, "The weeks (ISO 8601) of the same.")


OPEN_DATA = graphene.Field(
    OpenData,
    required=True,
    description="The lists of released documents as files.",
    resolver=Reader(lambda root: True, plain=True),
)
