"""Validators and lifetimes of the pages."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.factories import make_post, store
from tests.frontend.conftest import Read

pytestmark = pytest.mark.usefixtures("city")
POST = quote("/traffic/소식-23/")


CHANGED = "Thu, 05 Nov 2026 03:00:00 GMT"
# The day of these tests, in the city: what is to come is told by it.
BEGUN = "Fri, 20 Nov 2026 15:00:00 GMT"


@pytest.mark.parametrize(
    ("path", "changed"),
    [("/", BEGUN), ("/traffic/", BEGUN), (POST, CHANGED), ("/units/", CHANGED), ("/2026/11/", CHANGED)],
)
def test_a_page_that_has_not_changed_answers_304(get: Read, path: str, changed: str) -> None:
    first = get(path)
    assert first["Cache-Control"] == "public, max-age=60"
    assert first["Last-Modified"] == changed
    for condition in ({"If_None_Match": first["ETag"]}, {"If_Modified_Since": first["Last-Modified"]}):
        again = get(path, **condition)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_a_new_post_changes_the_list_at_once(get: Read) -> None:
    first = get("/")
    store([make_post(77)], [])
    second = get("/", If_None_Match=first["ETag"])
    assert second.status_code == 200
    assert "자전거길 77호 개통" in second.content.decode()


def test_head_says_what_get_says(client: object, get: Read) -> None:
    answer = client.head("/traffic/", headers={"Host": "saebyeol.example"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == get("/traffic/")["ETag"]


def test_a_page_takes_few_queries(get: Read, django_assert_num_queries: Any) -> None:
    for path in ("/", POST, "/traffic/", "/units/", "/2026/11/"):
        get(path)
    # The address, the clock and the list; the home page has one each of documents, notices, what is to come and the
    # newest of all fields too, and a field's one of what is to come.
    # An archive asks for its listing and for the month before.
    for path, count in (("/", 7), ("/traffic/", 4), ("/units/", 3), (POST, 4), ("/2026/11/", 5)):
        with django_assert_num_queries(count):
            get(path)
