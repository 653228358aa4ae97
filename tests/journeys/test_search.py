"""A post is found in the running city soon after it was published, and by nobody once it was withdrawn."""

import subprocess
import sys
import time
from urllib.parse import quote

import requests

from tests.journeys.conftest import REPOSITORY

WORD = "여정표식낱말"
PUBLISH = f"""
from cms.news.models import PostPage
from cms.subsites.models import FieldPage
parent = FieldPage.objects.filter(locale__language_code="ko").order_by("pk").first()
post = PostPage(title="{WORD}", lead="손으로 썼습니다.", slug="found", locale=parent.locale)
parent.add_child(instance=post)
post.save_revision().publish()
"""
WITHDRAW = f"""
from cms.news.models import PostPage
PostPage.objects.get(title="{WORD}").unpublish()
"""
SEARCH = "query($q: String) { search(query: $q) { nodes { title } estimatedCount } }"


def test_what_is_published_is_found_and_what_is_withdrawn_is_not(running_city):
    def run(code):
        subprocess.run(
            [sys.executable, "manage.py", "shell", "-c", code],
            cwd=REPOSITORY, env=running_city.variables, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def found():
        asked = {"query": SEARCH, "variables": {"q": WORD}}
        answer = requests.post(f"{running_city.base_url}/graphql", json=asked, timeout=30).json()["data"]["search"]
        return [node["title"] for node in answer["nodes"] if node["title"] == WORD]

    def shown(path):
        return requests.get(f"{running_city.base_url}{path}?q={quote(WORD)}", timeout=30).text.count("/found/")

    def wait_until(condition):
        until = time.monotonic() + 120
        while not condition():
            assert time.monotonic() < until, "it did not come to that"
            time.sleep(0.2)

    paths = ("/search/", "/search/feed.atom", "/search/feed.rss", "/search/feed.json")
    assert found() == []
    run(PUBLISH)
    wait_until(found)
    for path in paths:
        wait_until(lambda path=path: shown(path))
    run(WITHDRAW)
    assert found() == []
    for path in paths:
        wait_until(lambda path=path: not shown(path))
