"""Drafts over the API: for the holder of a token, and for no cache."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from cms.core.errors import Gone, NotFound
from cms.core.records import Body
from cms.publication import preview
from tests.api.graphql.conftest import GRAPHQL, Ask
from tests.factories import HOST, make_meeting, make_post

pytestmark = pytest.mark.usefixtures("city")

QUERY = "query Draft($token: String!) { preview(token: $token) { title language body { html } field { name } } }"


@pytest.fixture(autouse=True)
def drafts(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Drafts by token; an exception stands for what the loader raises."""
    known: dict[str, Any] = {
        "draft": make_post(99, title="아직 초안"),
        "elsewhere": make_post(98, site="othercity"),
        "old": Gone("this preview has expired", where="token"),
    }

    def load(token: str) -> preview.Draft:
        found = known.get(token)
        if isinstance(found, Exception):
            raise found
        if found is None:
            raise NotFound("no draft has this preview token", where="token")
        return found, Body(html="<p>초안</p>", text="초안")

    monkeypatch.setattr(preview, "_loaders", [load])
    return known


def test_a_token_shows_the_draft_as_the_post_that_it_will_be(ask: Ask) -> None:
    assert ask(QUERY, token="draft") == {
        "data": {
            "preview": {
                "title": "아직 초안",
                "language": "ko",
                "body": {"html": "<p>초안</p>"},
                "field": {"name": "교통"},
            }
        }
    }


def test_a_token_shows_only_its_own_kind_of_draft(ask: Ask, drafts: dict[str, Any]) -> None:
    drafts["meeting"] = make_meeting(1, title="열릴 회의")
    query = "query ($token: String!) { meetingPreview(token: $token) { title committee { key } } }"
    assert ask(query, token="meeting")["data"] == {"meetingPreview": {"title": "열릴 회의", "committee": None}}
    for asked, token in ((query, "draft"), (QUERY, "meeting")):
        assert [error["extensions"]["code"] for error in ask(asked, token=token)["errors"]] == ["NOT_FOUND"]


def test_an_answer_with_a_draft_is_kept_by_no_cache(client: Client) -> None:
    address = f"/graphql?query={quote(QUERY)}&variables={quote(json.dumps({'token': 'draft'}))}"
    answer = client.get(address, headers={"Accept": GRAPHQL, "Host": HOST})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize(
    ("token", "code"), [("unknown", "NOT_FOUND"), ("elsewhere", "NOT_FOUND"), ("old", "GONE"), ("", "NOT_FOUND")]
)
def test_a_token_without_a_draft_of_this_city_says_why(ask: Callable[..., Any], token: str, code: str) -> None:
    answer = ask(QUERY, token=token)
    assert answer["data"] == {"preview": None}
    assert [error["extensions"] for error in answer["errors"]] == [{"code": code, "where": "token"}]
