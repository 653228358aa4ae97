"""A stored city, and ways to ask its API."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import (
    HOST,
    make_body,
    make_file,
    make_image,
    make_post,
    make_tag,
    make_terms,
    make_translation,
    store,
)

GRAPHQL = "application/graphql-response+json"
Ask = Callable[..., dict[str, Any]]


def sample_posts() -> list[Any]:
    """Six posts that between them use every field of a record."""
    posts = [make_post(number) for number in range(1, 7)]
    posts[1] = make_post(2, tags=("자전거", "한강"), website="bike", topics=("health", "traffic"))
    posts[2] = make_post(
        3, language="en", url=f"https://{HOST}/en/traffic/post-3/", translations=(make_translation(4),)
    )
    posts[3] = make_post(4, image=None, publisher=None, tags=(), topics=(), licence="", byline="")
    posts[4] = make_post(5, images=(make_image(51), make_image(52, licence="")), files=(make_file(),), publisher="gone")
    return posts


@pytest.fixture
def city(db: None) -> None:
    store(sample_posts(), [*make_terms(), make_tag("한강")], {make_post(2).key: make_body(22)})


@pytest.fixture
def post(client: Client) -> Callable[..., HttpResponse]:
    """POST a query, or any body, to ``/graphql``."""

    def send(body: Any, accept: str = GRAPHQL, **headers: str) -> Any:
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        return client.post(
            "/graphql", content, content_type="application/json", headers={"Accept": accept, "Host": HOST, **headers}
        )

    return send


@pytest.fixture
def ask(post: Callable[..., Any]) -> Ask:
    """The whole answer to a query."""

    def send(query: str, **variables: Any) -> dict[str, Any]:
        return post({"query": query, "variables": variables}).json()

    return send
