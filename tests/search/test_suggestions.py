"""The texts that one being typed may become."""

import pytest

from cms.search.suggestions import suggest
from tests.background import keep
from tests.content import CODE, published_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


@pytest.mark.parametrize(
    ("typed", "language", "found"),
    [
        ("강변", "ko", ["강변 자전거길 개통"]),
        ("자전거", "ko", ["자전거팀", "강변 자전거길 개통"]),
        ("교토", "ko", ["교통"]),
        ("ㄱㅌ", "ko", ["교통"]),
        ("ryxhd", "ko", ["교통"]),
        ("Traf", "en", ["Traffic"]),
        ("없는말", "ko", []),
        ("", "ko", []),
        ("-", "ko", []),
        ('"\0\ud800', "ko", []),
    ],
)
def test_names_and_titles_that_begin_so_are_suggested(typed, language, found):
    published_post("강변 자전거길 개통")
    keep()
    assert suggest(CODE, typed, language=language) == found


def test_what_was_withdrawn_is_suggested_to_nobody():
    post = published_post("강변 자전거길 개통")
    keep()
    post.unpublish()
    assert suggest(CODE, "강변", language="ko") == []
