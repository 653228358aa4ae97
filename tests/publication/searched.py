"""The outputs of search, as the visibility matrices read them: with an index that was told of all, and with one that
still has an item that has left.
"""

from urllib.parse import quote

import pytest

from cms.ledger.store import store
from cms.search import dimensions
from tests.background import keep
from tests.publication.answers import graphql, text

PAGES = ("/search/", "/en/search/", "/search/feed.rss", "/search/feed.atom", "/search/feed.json")
COUNTED = [name for name in dimensions.names() if name != dimensions.PRODUCED]


@pytest.fixture(autouse=True)
def told_at_once(monkeypatch):
    """The index hears of what is published in the same moment, and of what leaves only when it is told to."""
    publish = store.publish

    def told(publications):
        written = publish(publications)
        keep()
        return written

    monkeypatch.setattr(store, "publish", told)


def searched(server, *, title, url, secrets=()):
    """The outputs of search, asked for an item by its title -> whether it, or a word that it alone has, is there."""
    found = {}
    for path in PAGES:
        said = text(server.get(f"{path}?q={quote(title)}"), status={200})
        found[path] = url in said or any(secret in said for secret in secrets)
    for path in ("/search/suggest", "/en/search/suggest"):
        found[path] = title in text(server.get(f"{path}?q={quote(title[:4])}"), status={200})
    for order in ("RELEVANCE", "NEWEST"):
        said = graphql(server, f'{{search(query: "{title}", orderBy: {order}) {HITS}}}')
        found[f"graphql {order}"] = url in said or any(secret in said for secret in secrets)
    return found


HITS = "{edges {node {url title} highlights {title {html} extract {html}}} readings {readAs}}"


def counted(server, *, title):
    """The counts of search that are not nothing, by the title of an item and without any word."""
    found = {}
    for query in (title, ""):
        for some in (COUNTED[::2], COUNTED[1::2]):
            names = str(some).replace("'", '"')
            found[f"{query} {names}"] = graphql(
                server,
                f'{{search(query: "{query}", facets: {names}) {{estimatedCount facets {{values {{value label count}}}}'
                " readings {readAs} pageInfo {hasNextPage}}}",
            )
    return {name: said for name, said in found.items() if "'estimatedCount': 0" not in said or "'value'" in said}
