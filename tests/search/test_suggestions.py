"""The texts that one being typed may become."""

import pytest

from cms.search.models import Pick
from cms.search.suggestions import suggest
from tests.background import keep, relate
from tests.content import CODE, published_post, released_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_archive")]


@pytest.mark.parametrize(
    ("typed", "language", "found"),
    [
        ("강변", "ko", ["강변 자전거길 개통"]),
        ("자전거", "ko", ["자전거팀", "강변 자전거길 개통", "자전거길"]),
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


def test_the_last_word_is_a_beginning_however_little_of_it_is_typed():
    published_post("심야버스 노선 셋", slug="night", tags=())
    published_post("공유 자전거 대여소 서른 곳", slug="bikes", tags=())
    published_post("Night buses until four", slug="buses", tags=())
    keep()
    for typed, found in {
        "심": ["심야버스 노선 셋", "심야버스"],
        "노선 세": ["심야버스 노선 셋"],
        "노선 넷": [],
        "자전 대": ["공유 자전거 대여소 서른 곳"],
        "자전거 대": ["공유 자전거 대여소 서른 곳"],
        "nig": ["Night buses until four", "night bus"],
        "Night bu": ["Night buses until four", "night bus"],
        "n": [],
    }.items():
        assert suggest(CODE, typed, language="en") == found, typed


def test_a_post_comes_before_documents_and_of_those_that_are_alike_one_is_suggested():
    titles = ("난방비 지원 결과 보고", "난방비 지원 예산 집행", "난방비 지원 계획", "난방비 심사 결과")
    for number, title in enumerate(titles, 1):
        released_document(number, title=title)
    published_post("겨울 난방비, 먼저 알려 드립니다", tags=("난방비 안내",))
    keep()
    found = suggest(CODE, "난방", language="ko")
    assert found[:4] == ["난방비 안내", "겨울 난방비, 먼저 알려 드립니다", "난방비", "난방비 심사 결과"]
    assert len(found) == 5 and found[4] in titles[:3]
    assert not any(map(str.isdigit, "".join(found)))


def test_numbers_are_suggested_by_their_beginning():
    pages = [released_document(number) for number in (23, 24)]
    keep()
    while relate():
        pass
    numbers = [page.number for page in pages]
    assert suggest(CODE, numbers[0][:-1], language="ko") == numbers
    assert suggest(CODE, numbers[0], language="ko") == numbers[:1]
    (day,) = {page.management_number[:8] for page in pages}
    assert suggest(CODE, day, language="ko") == [page.management_number for page in pages]
    assert suggest(CODE, "20269999", language="ko") == []


def test_an_everyday_word_is_suggested_where_what_it_means_is_found():
    post = published_post("공유 자전거 대여소 서른 곳", tags=())
    keep()
    assert suggest(CODE, "따릉", language="ko") == ["따릉이"]
    post.unpublish()
    keep()
    assert suggest(CODE, "따릉", language="ko") == []
