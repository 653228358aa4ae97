"""The page of a draft: the same as the page of a post, for the editor alone."""

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest

from cms.core.errors import Gone, NotFound
from cms.core.records import Body
from cms.publication import preview as drafts
from tests.factories import HOST, make_meeting, make_post
from tests.frontend.conftest import Read, english, parsed, texts, values

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def loader(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[str, Any] = {
        "초안": make_post(99, title="아직 초안"),
        "en": english(98),
        "other": make_post(97, site="x"),
        "meeting": make_meeting(96, title="열릴 회의", openness="partial", review_on=date(2026, 11, 20)),
    }

    def load(token: str) -> drafts.Draft:
        if token == "old":
            raise Gone("this preview has expired", where="token")
        if token not in known:
            raise NotFound("no draft has this preview token", where="token")
        return known[token], Body(html="<p>초안 본문</p>", text="초안 본문")

    monkeypatch.setattr(drafts, "_loaders", [load])


def test_a_draft_looks_like_the_post_that_it_will_be_below_a_banner(get: Read) -> None:
    shown = parsed(get(f"/preview/?content_type=news.postpage&token={quote('초안')}"))
    assert texts(shown, ".draft") == ["미리 보기: 아직 공개되지 않았습니다."]
    assert texts(shown, "h1") == ["아직 초안"]
    assert texts(shown, ".prose") == ["초안 본문"]
    assert texts(shown, ".contact b") == ["자전거팀"]
    assert shown.select(".share, link[rel=canonical], script[type='application/ld+json'], meta[property]") == []


def test_a_draft_is_in_its_own_language(get: Read) -> None:
    shown = parsed(get("/preview/?token=en"))
    assert shown.html["lang"] == "en"
    assert texts(shown, ".draft") == ["Preview: this is not public yet."]
    assert texts(shown, ".contact b") == ["Bicycle Team"]


def test_a_draft_of_a_meeting_looks_like_the_meeting_that_it_will_be(get: Read) -> None:
    shown = parsed(get("/preview/?token=meeting"))
    assert texts(shown, ".draft") == ["미리 보기: 아직 공개되지 않았습니다."]
    assert (texts(shown, "h1"), texts(shown, ".prose")) == (["열릴 회의"], ["초안 본문"])
    assert shown.select(".share, link[rel=canonical], script[type='application/ld+json'], meta[property]") == []


def test_a_draft_is_kept_nowhere_and_framed_by_the_editor_alone(get: Read, settings: Any) -> None:
    answer = get("/preview/?token=en")
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.has_header("ETag")
    assert not answer.has_header("X-Frame-Options")
    assert f"frame-ancestors 'self' {settings.WAGTAILADMIN_BASE_URL}" in answer["Content-Security-Policy"]
    assert values(parsed(answer), "meta[name=robots]", "content") == ["noindex, follow"]


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 400), ("?token=", 400), ("?token=unknown", 404), ("?token=other", 404), ("?token=old", 410)],
)
def test_a_token_without_a_draft_of_this_city_answers_as_an_error_that_the_editor_can_frame(
    get: Read, query: str, status: int
) -> None:
    answer = get(f"/preview/{query}")
    assert (answer.status_code, answer["Cache-Control"]) == (status, "no-store")
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_a_draft_is_in_no_list(page: Read, get: Read) -> None:
    assert get("/preview/?token=en").status_code == 200
    assert "아직 초안" not in page("/").get_text()


def test_drafts_are_only_read(client: object) -> None:
    assert client.post("/preview/?token=en", headers={"Host": HOST}).status_code == 405
