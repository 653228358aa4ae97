"""Our claims, each a function that measures one; ``python -m bench NAME`` runs it alone."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from bench.measure import Answer, Measurement, Request, measure

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


def graphql(document: str, **variables: Any) -> Request:
    """A GraphQL request over POST, which must find something."""
    body = json.dumps({"query": document, "variables": variables}).encode()
    return Request(path="/graphql", body=body, expect=b'"title":' if "title" in document else b"")


def graphql_list(app: Any, keys: Sequence[str]) -> Measurement:
    """The document that a front end sends again and again; each request another page of it."""
    pages, after = [], None
    for _ in range(20):
        pages.append(graphql(POSTS, after=after))
        after = json.loads(Answer(app, pages[-1]).body)["data"]["posts"]["pageInfo"]["endCursor"]
    return measure("GraphQL, list of 20", app, pages, limit=3.0, query_limit=2)


def graphql_list_unseen(app: Any, keys: Sequence[str]) -> Measurement:
    """The same list asked by a document that the server has never seen: parsing and validation included."""
    documents = [graphql(f"# {number}\n{POSTS.replace('Latest', f'Latest{number}')}") for number in range(130)]
    return measure("  by a document never seen before", app, documents, times=100)


def graphql_post(app: Any, keys: Sequence[str]) -> Measurement:
    """One post with its body, each time another."""
    return measure("GraphQL, one post", app, [graphql(POST, key=key) for key in keys[:100]], limit=1.5, query_limit=2)


def atom(app: Any, keys: Sequence[str]) -> Measurement:
    """The feed of the city with full texts."""
    return measure("Atom, 20 entries", app, [Request(path="/feed.atom")], limit=4.0)


def home(app: Any, keys: Sequence[str]) -> Measurement:
    """The city's home page."""
    return measure("HTML, home page", app, [Request(path="/")], limit=8.0)


def listing(app: Any, keys: Sequence[str]) -> Measurement:
    """The page of a field."""
    return measure("HTML, page of a field", app, [Request(path="/traffic/")], limit=8.0)


def post(app: Any, keys: Sequence[str]) -> Measurement:
    """The pages of posts, each time another."""
    return measure("HTML, page of a post", app, [Request(path=path) for path in _paths(app)], limit=8.0)


def cached(app: Any, keys: Sequence[str]) -> Measurement:
    """The home page again, from the memory before Django."""
    return measure("Answered from cache", _with_cache(), [Request(path="/")], times=5_000, limit=0.1)


def not_modified(app: Any, keys: Sequence[str]) -> Measurement:
    """The feed, asked by a reader that has it."""
    etag = Answer(_with_cache(), Request(path="/feed.atom")).header("ETag")
    request = Request(path="/feed.atom", headers=(("If-None-Match", etag),))
    return measure("Answered by 304", _with_cache(), [request], times=5_000, limit=0.1)


def _with_cache() -> Any:
    from cms.wsgi import application

    return application


def _paths(app: Any) -> list[str]:
    from urllib.parse import unquote, urlsplit

    nodes = json.loads(Answer(app, graphql("{ posts(first: 100) { nodes { url } } }")).body)["data"]["posts"]["nodes"]
    return [unquote(urlsplit(node["url"]).path) for node in nodes]


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


def main(posts: int, names: Sequence[str]) -> None:
    """Measure these claims on a store of so many posts and print each as a line of JSON."""
    from bench.store import newest_keys
    from cms.wsgi import django_application

    keys = newest_keys(posts, count=200)
    for name in names:
        print(json.dumps(CLAIMS[name](django_application, keys).data()), flush=True)


if __name__ == "__main__":
    import sys

    main(int(sys.argv[1]), sys.argv[2:])
