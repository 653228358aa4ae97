"""docs/frontend.md is true: its queries answer, its limits are those of the program, its check knows our webhooks."""

import json
import re
import shlex
import subprocess

import pytest

from api.graphql import costs, limits
from cms.core.channels import Limits, Retry
from cms.ledger.items import MAX_FIRST
from cms.search import limits as searches
from cms.search.requests import MAX_LETTERS, MAX_VALUES
from cms.webhooks.channel import signature
from retrieval import ranking
from tests.content import (
    BASE_URL,
    HOST,
)
from tests.journeys.test_guides import PAGES

GUIDE = PAGES["docs/frontend.md"]


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


QUERIES = {re.search(r"^query (\w+)", text)[1]: text for text in blocks("graphql")}
CURLS = [line for text in blocks("sh") for line in text.replace("\\\n", " ").splitlines() if line.startswith("curl")]


@pytest.fixture
def known(prepared_guide, settings):
    settings.MADANG_BASE_URL, settings.MADANG_KEPT_VERSIONS = BASE_URL, 5
    return prepared_guide


@pytest.fixture
def ask(client, known):
    def send(name, **over):
        body = {"query": QUERIES[name], "variables": known | over}
        answer = client.post("/graphql", body, content_type="application/json", headers={"Host": HOST}).json()
        assert "errors" not in answer, answer
        return answer["data"]

    return send


def empty(value, path=""):
    """The paths of lists that have nothing in them, and of nulls."""
    if isinstance(value, dict):
        return [found for name, item in value.items() for found in empty(item, f"{path}.{name}")]
    if isinstance(value, list) and value:
        return [found for item in value for found in empty(item, path)]
    return [] if value or value in (False, "", 0) else [path]


# What this city does not have, by the query: a website, a task card, a ground for closing, a relation.
NOTHING = {
    "Versions": set(),
    "Newest": {".posts.nodes.website", ".documents.nodes.task", ".documents.nodes.tags", ".meetings.nodes.tags",
               ".documents.nodes.grounds", ".documents.nodes.files"},
    "One": {".byAddress.translations", ".document.related"},
    "Page": set(),
    "Narrow": set(),
    "Route": {".route.redirect", ".route.permanent"},
    "Pictures": set(),
    "Draft": {".preview.image"},
    "Follow": set(),
    "Search": {
        ".search.cutAt", ".search.units", ".search.pageInfo.endCursor", ".search.readings",
        ".search.edges.highlights.extract.ranges", ".search.edges.translation",
    },
    "Suggest": set(),
    "Help": {".searchHelp.unknown", ".searchHelp.words", ".searchHelp.wider", ".searchHelp.units"},
}  # fmt: skip


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_answers_with_something_for_all_that_it_asks(name, ask):
    assert set(empty(ask(name))) == NOTHING[name]


def test_a_list_goes_on_where_the_page_before_ended(ask):
    first = ask("Page")["posts"]
    assert first["pageInfo"]["hasNextPage"] is True
    second = ask("Page", after=first["pageInfo"]["endCursor"])["posts"]
    assert [node["title"] for node in first["nodes"] + second["nodes"]] == [
        f"자전거길 {number}호 개통" for number in (2, 1, 0)
    ]
    assert second["pageInfo"]["hasNextPage"] is False


def test_the_preview_shows_the_draft_of_the_token(ask):
    assert ask("Draft")["preview"]["title"] == "아직 초안"


def test_whoever_follows_is_up_to_date_at_the_end(ask):
    changes = ask("Follow")["changes"]
    assert (changes["hasNext"], len(changes["nodes"])) == (False, 6)
    assert ask("Follow", since=changes["next"])["changes"] == {
        "nodes": [],
        "hasNext": False,
        "next": changes["next"],
    }


def test_the_check_takes_what_we_sign_and_nothing_else():
    names = {}
    exec(blocks("python")[0], names)
    body = b'{"event": "published"}'
    assert names["is_genuine"]("secret", body, signature("secret", body)) is True
    assert names["is_genuine"]("secret", body + b" ", signature("secret", body)) is False


def test_the_error_that_is_shown_is_the_one_that_is_told(client, known):
    shown = blocks("json")[1]
    query = {"query": "{ posts(first: 101) { nodes { key } } }"}
    answer = client.post("/graphql", query, content_type="application/json", headers={"Host": HOST})
    assert answer.json() == json.loads(shown)


@pytest.mark.parametrize("command", CURLS)
def test_each_curl_answers_with_posts(command, running_city):
    local = command.replace("http://127.0.0.1:8000", running_city.base_url)
    done = subprocess.run([*shlex.split(local), "--fail"], capture_output=True, text=True, timeout=60, check=True)
    assert '"posts":{"nodes":[{"title":' in done.stdout


def number(text):
    return f"{text:,}"


def test_the_limits_are_those_of_the_program():
    rows = dict(re.findall(r"^\| ([^|`]+|`first`) \| ([^|]+) \|$", GUIDE, re.MULTILINE))
    assert rows["`first`"] == number(MAX_FIRST)
    assert rows["a request"] == f"{number(limits.MAX_BYTES)} bytes, {number(limits.MAX_TOKENS)} tokens"
    assert rows["nesting"] == number(limits.MAX_NESTING)
    assert rows["one name within one pair of braces"] == f"{limits.MAX_REPETITIONS} times"
    assert rows["fields of an operation"] == number(limits.MAX_FIELDS)
    assert rows["cost of an operation"] == number(limits.MAX_COST)
    assert costs.WEIGHTS["Record"]["body"] == 10 and "a body costs 10, a list of the ledger 50" in GUIDE
    assert (costs.SEARCH, costs.COUNT, costs.SUGGESTION, costs.HELP) == (2_000, 200, 500, 18_000)
    assert "costs 2,000 and 200 for each of its facets, suggestions cost 500, help 18,000" in GUIDE
    assert (searches.SUGGESTION, searches.HELP, searches.COUNTING) == (0.25, 2, 0.1)
    assert (MAX_LETTERS, MAX_VALUES, ranking.CANDIDATES) == (200, 50, 200)
    assert (Retry().attempts, Limits().read) == (12, 10.0)
