"""The outputs of the API that show an item: GraphQL, linked data, lists of open data, and the files themselves."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from cms.core import kinds
from cms.core.kinds import Kind, unsaid
from cms.core.outputs import Output, Published, Question
from cms.core.records import Document
from cms.normal_form import origin_of

if TYPE_CHECKING:
    from api.linkeddata.kinds import Said


def _graphql(item: Published) -> Iterator[Question]:
    name = kinds.kind(item.kind).singular
    query = f"query($key: ID) {{ {name}(key: $key) {{ title versions(first: 1) {{ record {{ title }} }} }} }}"
    asked = json.dumps({"query": query, "variables": {"key": item.key}}).encode()
    yield Question(output="GraphQL", url=f"{origin_of(item.url)}/graphql", body=asked, nothing={name: None})


def _search(item: Published) -> Iterator[Question]:
    # Read where it is asked for: all kinds have to be registered.
    from cms.search.finding import finding

    search = finding(item)
    query = "query($q: String, $day: Date) { search(query: $q, kind: %s, publishedSince: $day, publishedUntil: $day)"
    query = f"{query % json.dumps([item.kind])} {{ nodes {{ url }} }} }}"
    day = search.published.since.isoformat() if search.published.since else None
    asked = json.dumps({"query": query, "variables": {"q": search.text, "day": day}}).encode()
    yield Question(output="search, GraphQL", url=f"{origin_of(item.url)}/graphql", body=asked, is_list=True)


def _linked_data(item: Published) -> Iterator[Question]:
    # Read where it is asked for, and not at the start of each command: rdflib is large.
    from api.linkeddata.syntaxes import SUFFIXES

    base = origin_of(item.url)
    yield Question(output="linked data", url=f"{base}/id/{item.kind}/{item.key}")
    for suffix in SUFFIXES.values():
        yield Question(output=f"linked data, {suffix}", url=f"{base}/data/{item.kind}/{item.key}.{suffix}")


def _open_data(item: Published) -> Iterator[Question]:
    if item.kind == Document.kind:
        year, week, _day = timezone.localtime(item.published_at).isocalendar()
        base = f"{origin_of(item.url)}/open-data/documents"
        yield Question(output="open data", url=f"{base}/{year}-W{week:02}.csv", is_list=True)


def _files(item: Published) -> Iterator[Question]:
    for file in item.record.get("files", ()):
        yield Question(output="attachment", url=file["url"])


def _untold(kind: Kind) -> Iterator[str]:
    from api.graphql.kinds import ROWS

    return ROWS.lacks(kind, lambda row: ["names no field for drafts"] if kind.has_drafts and not row.draft else [])


def _unsaid(kind: Kind) -> Iterator[str]:
    from api.linkeddata.kinds import ROWS

    def lacks(row: "Said") -> list[str]:
        words = ["has no words for the dataset of its section"] if kind.section and row.words is None else []
        return [*unsaid(kind, {*row.mapping.mapped, *row.mapping.left_out}), *words]

    return ROWS.lacks(kind, lacks)


OUTPUTS: Final = (
    Output(name="GraphQL", reserves=frozenset({"graphql"}), shows=_graphql, lacks=_untold),
    Output(name="search in GraphQL", shows=_search),
    Output(name="linked data", reserves=frozenset({"id", "data"}), shows=_linked_data, lacks=_unsaid),
    Output(name="open data", reserves=frozenset({"open-data"}), shows=_open_data),
    Output(name="files", reserves=frozenset({"attachments", "files", "media", "static"}), shows=_files),
)
