"""The registry through which page apps lend drafts to outputs."""

import pytest

from cms.core.errors import Gone, NotFound
from cms.publication import preview
from tests.factories import make_body, make_post


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "_loaders", [])


def lend(token: str) -> preview.Draft:
    if token == "old":
        raise Gone("this preview has expired", where="token")
    if token != "mine":
        raise NotFound("no draft has this preview token", where="token")
    return make_post(1), make_body(1)


def refuse(token: str) -> preview.Draft:
    raise NotFound("no draft has this preview token", where="token")


def test_the_first_app_that_knows_a_token_lends_the_draft() -> None:
    preview.register(refuse)
    preview.register(lend)
    assert preview.load("mine") == (make_post(1), make_body(1))


def test_an_app_registered_twice_is_asked_once() -> None:
    asked: list[str] = []

    def count(token: str) -> preview.Draft:
        asked.append(token)
        raise NotFound("no draft has this preview token", where="token")

    preview.register(count)
    preview.register(count)
    with pytest.raises(NotFound):
        preview.load("other")
    assert asked == ["other"]


def test_a_token_that_nobody_knows_is_not_found_and_an_expired_one_is_gone() -> None:
    with pytest.raises(NotFound):
        preview.load("mine")
    preview.register(lend)
    preview.register(refuse)
    with pytest.raises(Gone):
        preview.load("old")
