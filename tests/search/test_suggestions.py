"""The texts that one being typed may become."""

import pytest

from cms.search.models import Pick
from cms.search.suggestions import suggest
from tests.background import keep
from tests.content import CODE, published_post, released_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_archive")]


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


def test_tags_of_what_is_found_are_suggested():
    published_post("강변 두 바퀴 길 개통", lead="자전거로 간다.", tags=("자전거 안전",))
    keep()
    assert suggest(CODE, "자전거 안", language="ko") == ["자전거 안전"]


def test_a_query_with_picks_is_suggested_while_something_of_them_is_public():
    post = published_post("강변 자전거길 개통")
    keep()
    Pick.objects.create(site=CODE, queries="따릉이 대여소\n두바퀴", items=[{"key": post.build_record()[0].key}])
    assert suggest(CODE, "따릉", language="ko") == ["따릉이 대여소"]
    assert suggest(CODE, "ㄸㄹㅇ", language="ko") == ["따릉이 대여소"]
    post.unpublish()
    assert suggest(CODE, "따릉", language="ko") == []


def test_the_number_of_what_is_found_is_suggested():
    page = released_document(7, title="민원 처리 결과")
    keep()
    unit, serial = page.number.rsplit("-", 1)
    assert suggest(CODE, serial, language="ko") == [f"{unit}-{serial}"]
