"""Our claims, each a function that measures one; ``python -m bench NAME`` runs it alone.

Limits are in yardsticks (:mod:`bench.measure`), a quarter above what was reached when they were set, which one run in a
few differs by.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from bench.measure import Answer, Measurement, Request, measure

LIST = "GraphQL, list of 20"
POSTS = """query Latest($after: Cursor) {
  posts(first: 20, after: $after) {
    nodes { title summary url publishedAt field { key name } publisher { key name } tags { key name }
      image { url width height alt } }
    pageInfo { hasNextPage endCursor }
  }
}"""
POST = """query Post($key: ID!) {
  post(key: $key) { title summary url publishedAt body { html } field { name } publisher { name } tags { name }
    image { url alt } }
}"""


def graphql(query: str, **variables: Any) -> Request:
    """A GraphQL request over POST, which must find something."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    return Request(path="/graphql", body=body, expect=b'"title":' if "title" in query else b"")


def graphql_list(app: Any, keys: Sequence[str]) -> Measurement:
    """The operation that a front end sends again and again; each request another page of it."""
    return measure(LIST, app, _pages(app), limit=5, query_limit=2)


def _pages(app: Any) -> Iterator[Request]:
    after = None
    for _ in range(20):
        yield (page := graphql(POSTS, after=after))
        after = json.loads(Answer(app, page).body)["data"]["posts"]["pageInfo"]["endCursor"]


def graphql_list_unseen(app: Any, keys: Sequence[str]) -> Measurement:
    """The same list asked by an operation that the server has never seen: parsing and validation included."""
    unseen = [graphql(f"# {number}\n{POSTS.replace('Latest', f'Latest{number}')}") for number in range(130)]
    return measure("  by a document never seen before", app, unseen, times=100, limit=16)


def graphql_post(app: Any, keys: Sequence[str]) -> Measurement:
    """One post with its body, each time another."""
    return measure("GraphQL, one post", app, [graphql(POST, key=key) for key in keys[:100]], limit=2.4, query_limit=2)


def atom(app: Any, keys: Sequence[str]) -> Measurement:
    """The feed of the city with full texts."""
    return measure("Atom, 20 entries", app, [Request(path="/feed.atom")], limit=13.5)


def home(app: Any, keys: Sequence[str]) -> Measurement:
    """The city's home page."""
    return measure("HTML, home page", app, [Request(path="/")], limit=21)


def listing(app: Any, keys: Sequence[str]) -> Measurement:
    """The page of a field."""
    return measure("HTML, page of a field", app, [Request(path="/traffic/")], limit=15)


def post(app: Any, keys: Sequence[str]) -> Measurement:
    """The pages of posts, each time another."""
    return measure("HTML, page of a post", app, [Request(path=path) for path in _paths(keys[:100])], limit=13)


def cached(app: Any, keys: Sequence[str]) -> Measurement:
    """The home page again, from the memory before Django; the first fills it."""
    return measure("Answered from cache", _with_cache(), [Request(path="/")], times=5_000, limit=0.08)


def not_modified(app: Any, keys: Sequence[str]) -> Measurement:
    """The feed, asked by a reader that has it; the first has not."""
    return measure("Answered by 304", _with_cache(), _known(_with_cache()), times=5_000, limit=0.08)


def _known(app: Any) -> Iterator[Request]:
    yield (feed := Request(path="/feed.atom"))
    etag = Answer(app, feed).header("ETag")
    yield replace(feed, headers=(("If-None-Match", etag),))


def _with_cache() -> Any:
    from cms.wsgi import application

    return application


def _paths(keys: Sequence[str]) -> list[str]:
    """The paths of these posts' pages, read from the ledger, so that no request comes before the first."""
    from urllib.parse import unquote, urlsplit

    from cms.ledger.models import Entry

    records = Entry.objects.filter(key__in=keys).values_list("record", flat=True)
    return [unquote(urlsplit(record["url"]).path) for record in records]


CLAIMS: dict[str, Callable[[Any, Sequence[str]], Measurement]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        graphql_list,
        graphql_list_unseen,
        graphql_post,
        atom,
        home,
        listing,
        post,
        cached,
        not_modified,
    )
}


def main(name: str, posts: int) -> None:
    """Measure this claim on a store of so many posts and print it as a line of JSON."""
    from bench.store import newest_keys
    from cms.wsgi import django_application

    print(json.dumps(CLAIMS[name](django_application, newest_keys(posts, count=200)).data()), flush=True)


if __name__ == "__main__":
    import sys

    main(sys.argv[1], int(sys.argv[2]))
