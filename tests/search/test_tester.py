"""The tester: why a result is there."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.search.models import Pick, Synonym
from retrieval.queries import By
from tests.background import keep
from tests.content import CODE, make_documents, published_post, released_document
from tests.news.editor import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
ADDRESS = reverse("search_tester")


def test_it_says_how_a_query_was_read_and_what_stands_where():
    Synonym.objects.create(site=CODE, line="두바퀴차 = 자전거길")
    Pick.objects.create(site=CODE, queries="두바퀴차", items=[{"url": "https://www.example.org/", "title": "지도"}])
    published_post("강변 자전거길 개통")
    keep()
    client = sign_in("admin", admin=True)
    page = client.get(ADDRESS, {"q": "두바퀴차"})
    ((concept, ways),) = page.context["concepts"]
    assert (concept.typed, [(way.text, way.by) for way, _ in ways]) == (
        "두바퀴차",
        [("두바퀴차", By.TYPED), ("자전거길", By.SYNONYM)],
    )
    (row,) = page.context["rows"]
    ((met),) = row.met
    assert (met.typed, met.way, [str(part) for part in met.parts]) == ("두바퀴차", "자전거길", ["제목"])
    assert (row.hit.matches, row.hit.score > 0) == (True, True)
    assert "지도" in page.content.decode()


def test_what_stands_nowhere_whole_is_said_so():
    published_post("강변 자전거길 개통")
    keep()
    (row,) = sign_in("admin", admin=True).get(ADDRESS, {"q": "강변 자전차길 개통"}).context["rows"]
    by_word = {met.typed: met.way for met in row.met}
    assert (by_word["강변"], by_word["개통"]) == ("강변", "개통")


def test_what_is_only_near_says_which_fragment_was_met_and_what_it_was_worth():
    published_post("도서관 새로 열어")
    keep()
    page = sign_in("admin", admin=True).get(ADDRESS, {"q": "도서관에서 잠자기"})
    (row,) = page.context["rows"]
    assert [(met.typed, met.way, met.is_whole) for met in row.met] == [
        ("도서관에서", "도서관", True),
        ("잠자기", "", False),
    ]
    assert (row.hit.matches, row.kind, row.worths) == (False, "글", [])
    page = sign_in("boss", admin=True).get(ADDRESS, {"q": "도서관증축공사"})
    assert "일부만: ‘도서관’, 제목" in " ".join(page.content.decode().split())


def test_a_result_has_its_day_and_what_its_score_was_multiplied_by():
    make_documents()
    released_document(title="강변 자전거길 정비")
    keep()
    (row,) = sign_in("admin", admin=True).get(ADDRESS, {"q": "자전거길 정비"}).context["rows"]
    assert (row.kind, [(str(name), factor) for name, factor in row.worths]) == (
        "공개 문서",
        [("한꺼번에 많이 나오는 갈래", 0.8)],
    )


def test_it_shows_nothing_that_is_not_public():
    post = published_post("강변 자전거길 개통")
    keep()
    post.unpublish()
    assert sign_in("admin", admin=True).get(ADDRESS, {"q": "자전거길"}).context["rows"] == []


@pytest.mark.parametrize("typed", ["", "-", '"', "<script>", "가" * 10_000, "unit:없음 year:2026 -길"])
def test_whatever_is_typed_is_answered(typed):
    answered = sign_in("admin", admin=True).get(ADDRESS, {"q": typed})
    assert (answered.status_code, '<script>"' in answered.content.decode()) == (200, False)


def test_it_is_for_those_who_keep_something_of_the_search():
    client = sign_in()
    answered = client.get(ADDRESS)
    assert (answered.status_code, answered["Location"]) == (302, reverse("wagtailadmin_home"))
    client.user.user_permissions.add(Permission.objects.get(codename="add_pick"))
    assert client.get(ADDRESS).status_code == 200


def test_what_narrows_is_named_in_the_language_of_the_reader():
    page = sign_in("admin", admin=True).get(ADDRESS, {"q": "부서:자전거팀 year:2026 번호:도로과-1"})
    told = [(str(name), value) for name, value in page.context["fields"]]
    assert sorted(told) == [("만든 해", "2026"), ("문서번호", "도로과-1"), ("부서", "자전거팀")]
    assert "<li>부서: 자전거팀</li>" in page.content.decode()
