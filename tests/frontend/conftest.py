"""A stored city, and a reader of its pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from cms.core.records import Body
from tests.factories import (
    BASE_URL,
    HOST,
    NOON,
    make_attachment,
    make_closed,
    make_document,
    make_file,
    make_image,
    make_meeting,
    make_post,
    make_released_terms,
    make_tag,
    make_terms,
    make_translation,
    make_unit,
    make_website,
    post_key,
    store,
)

POSTS = 23
BODY = Body(html="<p>본문입니다.</p><h2>소제목</h2>", text="본문입니다. 소제목")
Read = Callable[..., Any]


def english(number: int, **over: Any) -> Any:
    """A post in English, the translation of the Korean one before it."""
    values = {
        "language": "en",
        "url": f"{BASE_URL}/en/traffic/post-{number}/",
        "title": f"Cycle path {number} opens",
        "summary": f"Ride {number} km further.",
        "tags": (),
        "topics": ("traffic", "health"),
        "translations": (make_translation(number - 1, language="ko", url=make_post(number - 1).url),),
    }
    return make_post(number, **values | over)


def sample_posts() -> list[Any]:
    """Korean posts 1 to 23, of which 23 has all there is, and 22 nothing that may be missing; 24 in English."""
    posts = [make_post(number) for number in range(1, POSTS + 1)]
    posts[-2] = make_post(
        22, image=None, publisher=None, tags=(), topics=(), licence="", byline="", summary="", website="bike"
    )
    posts[-1] = make_post(
        23,
        website="bike",
        files=(make_file(1),),
        image=make_image(23, credit="새별시", licence="cc-by-4.0"),
        translations=(make_translation(24, url=f"{BASE_URL}/en/traffic/post-24/"),),
    )
    return [*posts, english(24)]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The posts are of this month, whatever the clock says."""
    day_of = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda at=None: day_of(at) if at else date(2026, 11, 21))


@pytest.fixture
def city(db: None) -> None:
    terms = [*make_terms(), make_tag("한강"), make_website("walk", language="ja", urls={"ja": f"{BASE_URL}/ja/walk/"})]
    store(sample_posts(), terms, {post_key(23): BODY})


@pytest.fixture
def released(db: None) -> None:
    """A city with its sections, 23 open documents, one partly open, one closed, and three meetings."""
    documents = [make_document(number) for number in range(1, 24)]
    files = (make_attachment(1, title="계획.hwpx", type="application/hwp+zip"), make_attachment(2, role="pdf"))
    documents.append(make_document(24, openness="partial", grounds=(6,), masked=True, files=files))
    documents.append(make_closed(25))
    meetings = [
        make_meeting(1),
        make_meeting(2, status="announced", held_at=NOON.replace(day=30), attendees=()),
        make_meeting(3, openness="closed", grounds=(5,), reason="후보지 비교 중", attendees=()),
    ]
    shut = (documents[-1].key, meetings[1].key, meetings[2].key)
    water = make_unit("water", names={"ko": "수도팀", "en": "Water Team"})
    store([*documents, *meetings], [*make_released_terms(), water], dict.fromkeys(shut, Body()))


@pytest.fixture
def get(client: Client) -> Read:
    """GET a path, or an absolute address, of the city as a browser does."""

    def read(address: str, **headers: str) -> Any:
        host, path = HOST, address
        if "://" in address:
            host, _, rest = address.split("://", 1)[1].partition("/")
            path = f"/{rest}"
        sent = {"Host": host, "Accept": "text/html,*/*;q=0.8"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        return client.get(path, headers=sent)

    return read


@pytest.fixture
def page(get: Read) -> Read:
    """The parsed page at an address that answers 200."""

    def read(address: str) -> Any:
        answer = get(address)
        assert answer.status_code == 200, answer.content.decode()[:500]
        return parsed(answer)

    return read


def parsed(answer: Any) -> BeautifulSoup:
    """The document of an answer."""
    return BeautifulSoup(answer.content.decode(), "lxml")


def texts(found: Any, selector: str) -> list[str]:
    """The text of each element that a CSS selector names, on one line."""
    return [" ".join(element.get_text(" ").split()) for element in found.select(selector)]


def values(found: Any, selector: str, name: str = "href") -> list[str]:
    """An attribute of each element that a CSS selector names."""
    return [element.get(name) for element in found.select(selector)]
