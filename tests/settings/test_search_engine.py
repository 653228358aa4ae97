"""The settings of a Meilisearch server."""

import pytest

from cms.settings import environment, services

KEY, SEARCH_KEY = "write-0123456789abcdef", "search-0123456789abcdef"
RIGHT = {"MEILISEARCH_URL": "http://127.0.0.1:7700", "MEILISEARCH_KEY": KEY, "MEILISEARCH_SEARCH_KEY": SEARCH_KEY}


@pytest.fixture(autouse=True)
def problems(monkeypatch: pytest.MonkeyPatch) -> list[environment.Problem]:
    kept: list[environment.Problem] = []
    monkeypatch.setattr(environment, "PROBLEMS", kept)
    for name in (*RIGHT, "MEILISEARCH_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    return kept


def test_without_an_address_there_is_no_server(problems: list[environment.Problem]) -> None:
    assert services.meilisearch() == {}
    assert problems == []


def test_an_address_and_two_keys_are_a_server(
    problems: list[environment.Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in RIGHT.items():
        monkeypatch.setenv(name, value)
    assert services.meilisearch() == {
        "url": "http://127.0.0.1:7700",
        "key": KEY,
        "search_key": SEARCH_KEY,
        "prefix": "madang",
    }
    assert problems == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"MEILISEARCH_URL": ""}, "keys and no address"),
        ({"MEILISEARCH_URL": "127.0.0.1:7700"}, "MEILISEARCH_URL='127.0.0.1:7700'"),
        ({"MEILISEARCH_URL": "http://127.0.0.1:7700/indexes"}, "not the address of a server"),
        ({"MEILISEARCH_KEY": ""}, "MEILISEARCH_KEY is missing"),
        ({"MEILISEARCH_KEY": "with a blank 0123456789"}, "MEILISEARCH_KEY is missing, or is no key"),
        ({"MEILISEARCH_SEARCH_KEY": "short"}, "MEILISEARCH_SEARCH_KEY is missing"),
        ({"MEILISEARCH_SEARCH_KEY": KEY}, "one and the same"),
        ({"MEILISEARCH_PREFIX": "mad_ang"}, "MEILISEARCH_PREFIX='mad_ang'"),
        ({"MEILISEARCH_PREFIX": "../x"}, "cannot begin the name of an index"),
    ],
)
def test_a_half_configured_server_is_refused_without_repeating_a_key(
    changed: dict[str, str], said: str, problems: list[environment.Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (RIGHT | changed).items():
        monkeypatch.setenv(name, value)
    assert services.meilisearch() == {}
    (problem,) = problems
    assert (problem.id, said in problem.message, bool(problem.hint)) == ("madang.S023", True, True)
    assert not any(key in problem.message + problem.hint for key in (KEY, SEARCH_KEY, "with a blank 0123456789"))
