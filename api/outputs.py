"""Where the API shows an item: GraphQL, linked data, lists of open data, and the files themselves."""

import json
from collections.abc import Iterator
from typing import Final

from django.utils import timezone

from cms.core.outputs import Output, Published, Shown
from cms.core.records import Document
from cms.normal_form import origin_of


def _graphql(item: Published) -> Iterator[Shown]:
    query = f"query($key: ID) {{ {item.kind}(key: $key) {{ title }} }}"
    asked = json.dumps({"query": query, "variables": {"key": item.key}}).encode()
    yield Shown(output="GraphQL", url=f"{origin_of(item.url)}/graphql", body=asked, nothing={item.kind: None})


def _linked_data(item: Published) -> Iterator[Shown]:
    # Read where it is asked for, and not at the start of each command: rdflib is large.
    from api.linkeddata.syntaxes import SUFFIXES

    base = origin_of(item.url)
    yield Shown(output="linked data", url=f"{base}/id/{item.kind}/{item.key}")
    for suffix in SUFFIXES.values():
        yield Shown(output=f"linked data, {suffix}", url=f"{base}/data/{item.kind}/{item.key}.{suffix}")


def _open_data(item: Published) -> Iterator[Shown]:
    if item.kind == Document.kind:
        year, week, _day = timezone.localtime(item.published_at).isocalendar()
        base = f"{origin_of(item.url)}/open-data/documents"
        yield Shown(output="open data", url=f"{base}/{year}-W{week:02}.csv", is_list=True)


def _files(item: Published) -> Iterator[Shown]:
    for file in item.record.get("files", ()):
        yield Shown(output="attachment", url=file["url"])


OUTPUTS: Final = (
    Output(name="GraphQL", reserves=frozenset({"graphql"}), shows=_graphql),
    Output(name="linked data", reserves=frozenset({"id", "data"}), shows=_linked_data),
    Output(name="open data", reserves=frozenset({"open-data"}), shows=_open_data),
    Output(name="files", reserves=frozenset({"attachments", "files", "media", "static"}), shows=_files),
)
