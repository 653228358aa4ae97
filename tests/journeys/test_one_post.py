"""The main job, end to end: one post by hand in the browser, seen in every output by real clients at each step."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.editor import Editor
from tests.journeys.outputs import Outputs

TITLE = "여정: 강변 자전거길이 열립니다"
NEW_TITLE = "여정: 강변 자전거길이 열렸습니다"


def next_minute() -> datetime:
    """The editor's clock shows minutes; the soonest that leaves time to fill in the form."""
    soon = datetime.now(UTC) + timedelta(seconds=25)
    return soon.replace(second=0, microsecond=0) + timedelta(minutes=1)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_a_post_is_scheduled_published_edited_moved_and_withdrawn_in_all_outputs(running_city, browser):
    outputs = Outputs(running_city.base_url, browser)
    editor = Editor(browser, running_city.base_url, user="employee", password="employee-demo")
    due = next_minute()
    editor.write(section="교통", title=TITLE, lead="손으로 썼습니다.", text="본문입니다.", goes_live=due)
    assert outputs.find(TITLE, field="traffic") is None

    while (post := outputs.find(TITLE, field="traffic")) is None:
        assert datetime.now(UTC) < due + timedelta(seconds=30)
        time.sleep(0.2)
    assert datetime.now(UTC) >= due
    shown = outputs.titles(field="traffic", key=post["key"], url=post["url"])
    assert shown.pop("sitemap") == "listed"
    assert set(shown.values()) == {TITLE}

    editor.rewrite(title=NEW_TITLE)
    shown = outputs.titles(field="traffic", key=post["key"], url=post["url"])
    assert shown.pop("sitemap") == "listed"
    assert set(shown.values()) == {NEW_TITLE}

    health = outputs.get("/health/").url
    editor.move(section="건강")
    moved = outputs.find(NEW_TITLE, field="health")
    assert moved is not None and moved["url"].startswith(health)
    answer = outputs.get(post["url"])
    assert (answer.status_code, answer.headers["Location"]) == (301, moved["url"])
    shown = outputs.titles(field="health", key=post["key"], url=moved["url"])
    assert shown.pop("sitemap") == "listed"
    assert set(shown.values()) == {NEW_TITLE}
    assert outputs.find(NEW_TITLE, field="traffic") is None

    editor.withdraw()
    shown = outputs.titles(field="health", key=post["key"], url=moved["url"])
    assert {name: title for name, title in shown.items() if title is not None} == {}
    addresses = (post["url"], moved["url"], f"/id/post/{post['key']}", f"/data/post/{post['key']}.ttl")
    assert [outputs.get(address).status_code for address in addresses] == [410, 410, 410, 410]
    assert editor.failed == []
