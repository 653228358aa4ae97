"""The feeds of a board, exactly as its golden files have them."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpResponse

from tests.factories import BASE_URL, make_board_terms, make_notice, make_released_terms, store
from tests.syndication import readers
from tests.syndication.readers import golden, lines

Get = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def board(db: None) -> None:
    """A public notice with an attachment, and a question with neither number nor period."""
    question = make_notice(
        1, type="faq", title="자전거를 지하철에 실을 수 있나요?", number="", starts_on=None, ends_on=None, files=()
    )
    notice = make_notice(2, pinned_until=date(2026, 11, 30), ends_on=None)
    store([question, notice], [*make_released_terms(), *make_board_terms()])


@pytest.mark.parametrize("suffix", ["atom", "rss"])
def test_a_feed_of_a_board_is_written_as_agreed(get: Get, suffix: str) -> None:
    found = get(f"/traffic/road-notices/feed.{suffix}").content
    assert lines(found) == golden(f"notices.{suffix}", lines(found))


def test_the_json_feed_of_a_board_is_written_as_agreed(get: Get) -> None:
    found = json.dumps(json.loads(get("/traffic/road-notices/feed.json").content), indent=1, ensure_ascii=False)
    assert found.encode() + b"\n" == golden("notices.json", found.encode() + b"\n")


def test_the_feed_of_a_board_satisfies_the_schema_of_its_rfc_and_leads_to_its_notices(get: Get) -> None:
    root = readers.atom(get("/traffic/road-notices/feed.atom").content)
    found = [link.get("href") for link in root.iter(f"{readers.ATOM}link") if link.get("rel") == "alternate"]
    assert {make_notice(1).url, make_notice(2).url, f"{BASE_URL}/traffic/road-notices/"} <= set(found)
