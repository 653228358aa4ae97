"""Nothing that a page lets in is another's: no script, style or frame but ours, whatever anyone entered."""

import json
import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from cms.core.records import Advance, Attendee, Body, Decision, Expense, Link, Member, Official, Research
from cms.core.video import player_url
from frontend import security
from frontend.folders import FOLDER
from tests.factories import (
    BASE_URL,
    HOST,
    make_attachment,
    make_city,
    make_committee,
    make_document,
    make_field,
    make_file,
    make_image,
    make_meeting,
    make_post,
    make_section,
    make_tag,
    make_task,
    make_unit,
    make_website,
    store,
)
from tests.frontend.conftest import Read, parsed

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}<!--"
VIDEOS = [
    "https://www.youtube.com/watch?v=abc",
    "https://vimeo.com/123",
    "https://tv.naver.com/v/123",
    "https://tv.kakao.com/v/123",
]
RELEASED = [
    "/documents/",
    "/documents/2026/11/",
    "/units/bike-team/documents/",
    "/tasks/bike-roads/",
    "/committees/",
    "/committees/bike-committee/",
    "/statistics/",
    "/open-data/",
]
PAGES = ["/", "/traffic/", "/traffic/bike/", "/units/bike-team/", "/2026/11/", "/units/", "/websites/", "/reuse/"]


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("path", [*PAGES, quote("/traffic/소식-23/"), "/nowhere/"])
def test_a_page_admits_its_own_parts_and_nothing_else(get: Read, path: str, settings: Any) -> None:
    answer = get(path)
    policy = dict(rule.split(" ", 1) for rule in answer["Content-Security-Policy"].split("; "))
    assert policy | {"style-src": "", "img-src": "", "frame-src": ""} == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "",
        "img-src": "",
        "frame-src": "",
        "connect-src": f"'self' {HOST}",
        "form-action": f"'self' {HOST}",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert policy["style-src"].strip() == "'self'"
    assert parsed(answer).find_all("style") == []
    assert policy["img-src"] == f"'self' {HOST} {settings.MADANG_BASE_URL}"
    assert policy["frame-src"].split() == list(security.PLAYERS)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer.cookies == {}
    assert "Cookie" not in answer.get("Vary", "")


def test_the_players_that_may_be_framed_are_those_that_videos_are_turned_into() -> None:
    origins = {"https://" + urlsplit(player_url(video) or "").netloc for video in VIDEOS}
    assert origins == set(security.PLAYERS)


def test_pictures_of_an_object_store_are_admitted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Storage:
        def url(self, name: str) -> str:
            return f"https://store.example/bucket/{name}"

    monkeypatch.setattr(security, "default_storage", Storage())
    security._policy.cache_clear()
    policy = security._policy("", "'none'", "", HOST, "https://news.example")
    assert "https://store.example" in policy.partition("img-src ")[2].split(";")[0]
    security._policy.cache_clear()


def test_no_template_marks_anything_safe_but_the_body() -> None:
    marked = [
        line.strip()
        for path in FOLDER.rglob("*.html")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\|\s*safe\b|autoescape|Markup", line)
    ]
    assert sorted(marked) == [
        '<div class="prose" lang="{{ language }}">{{ body.html|safe }}</div>',
        "{{ part.content|safe }}",
    ]


def test_no_template_has_a_script_a_style_or_a_handler_inline() -> None:
    for path in FOLDER.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"""\s(?:on[a-z]+|style)=["']""", text) == [], path.name
        assert set(re.findall(r"<script[^>]*>", text)) <= {
            '<script type="module" src="{{ \'madang/site.js\'|static }}">',
            '<script type="module" src="{{ \'madang/search.js\'|static }}">',
            '<script type="application/ld+json">',
        }


@pytest.fixture
def hostile_city(db: None) -> list[str]:
    """Every text that a person can enter is an attack; the keys and addresses are what the editor makes."""
    names = {"ko": HOSTILE, "en": HOSTILE}
    looks = {"names": names, "descriptions": names}
    image = make_image(1, alt=HOSTILE, credit=HOSTILE)
    terms = [
        make_city(**looks, logo=image),
        make_field("traffic", **looks, colour="red;}</style><script>", icon=HOSTILE),
        make_website("bike", **looks, logo=image, colour=HOSTILE),
        make_unit("bike-team", **looks, telephone=HOSTILE, parent=None),
        make_tag("자전거", names={"ko": HOSTILE}),
        make_section("documents", **looks),
        make_section("committees", **looks),
        make_task(names={"ko": HOSTILE}, functions=(HOSTILE,)),
        make_committee(**looks, category=HOSTILE, legal_basis=HOSTILE, members=(Member(name=HOSTILE, role=HOSTILE),)),
    ]
    hostile = {"title": HOSTILE, "summary": HOSTILE, "reason": HOSTILE, "grounds": (6,)}
    document = make_document(
        1,
        **hostile,
        number=HOSTILE,
        openness="partial",
        review_stage=HOSTILE,
        officials=(Official(name=HOSTILE, position=HOSTILE),),
        functions=(HOSTILE,),
        files=(make_attachment(1, title=HOSTILE),),
        expense=Expense(place=HOSTILE, purpose=HOSTILE, target=HOSTILE, payment=HOSTILE, category=HOSTILE),
        research=Research(institution=HOSTILE, category=HOSTILE, region=HOSTILE, isbn=HOSTILE, area=HOSTILE),
        advance=Advance(category=HOSTILE, path=(HOSTILE,), telephone=HOSTILE),
    )
    meeting = make_meeting(
        1,
        **hostile,
        openness="partial",
        place=HOSTILE,
        agenda=(Decision(item=HOSTILE, outcome=HOSTILE, text=HOSTILE, documents=(HOSTILE,)),),
        attendees=(Attendee(name=HOSTILE, position=HOSTILE),),
        links=(Link(url="https://video.example/", title=HOSTILE),),
    )
    post = make_post(
        1,
        title=HOSTILE,
        summary=HOSTILE,
        byline=HOSTILE,
        image=image,
        website="bike",
        files=(make_file(1, title=HOSTILE),),
    )
    body = Body(html="<p>본문</p>", text=HOSTILE)
    store([post, document, meeting], terms, {record.key: body for record in (post, document, meeting)})
    own = [record.url.removeprefix(BASE_URL) for record in (post, document, meeting)]
    return [*PAGES, *RELEASED, f"/tags/{quote('자전거')}/", *own]


def test_no_text_that_a_person_enters_becomes_markup(hostile_city: list[str], get: Read) -> None:
    for path in hostile_city:
        answer = get(path)
        assert answer.status_code == 200, path
        found = parsed(answer)
        scripts = found.select("script")
        own = ["/static/madang/site.js", "/static/madang/search.js"]
        assert [script.get("src") for script in scripts if script["type"] == "module"] == own
        for script in scripts:
            assert script["type"] == "module" or json.loads(script.string)
        assert [tag.name for tag in found.find_all(True) if any(name.startswith("on") for name in tag.attrs)] == []
        assert found.select("img[src=x], style, [href^='javascript']") == []
        assert "49" not in found.select_one("h1").get_text()
