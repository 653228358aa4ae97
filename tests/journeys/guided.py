"""The city of docs/frontend.md, which has something of each kind that its queries ask for."""

from typing import Any

from django.test import override_settings

from cms.ledger import clocks
from cms.releases import former_versions
from cms.search.models import Pick
from tests.background import keep
from tests.content import BASE_URL, CODE, draft_post, make_archive, publish, published_meeting, released_document
from tests.core.media import make_image


@override_settings(MADANG_BASE_URL=BASE_URL, MADANG_KEPT_VERSIONS=5)
def make() -> dict[str, Any]:
    """Write it into a store without a city; returns the value for each variable of the queries."""
    make_archive()
    for number in range(3):
        post = draft_post(f"자전거길 {number}호 개통", slug=f"post-{number}")
        post = publish(post, cover=make_image())
    post = publish(post, lead="강변을 따라 더 멀리 달립니다.")
    former_versions.judge_some()
    released_document(1)
    released_document(2)
    published_meeting()
    Pick.objects.create(site=CODE, queries="자전거길", items=[{"key": str(post.key)}])
    clocks.advance_vocabulary(CODE)
    keep()
    draft = draft_post("아직 초안")
    return {
        "url": f"{BASE_URL}/traffic/post-2/",
        "key": str(post.key),
        "path": "/traffic/post-2/",
        "until": "2126-01-01T00:00:00+09:00",
        "since": 0,
        "text": "자전거길",
        "typed": "자전거",
        "token": draft.create_page_preview().token,
    }
