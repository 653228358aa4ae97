"""Finding in Korean by a real server with our settings; the stub knows no language, so these are of the live suite."""

import pytest

from cms.search.requests import Order
from retrieval import synonyms
from retrieval.segments import Text
from tests.search.meilisearch.test_engine import City

pytestmark = pytest.mark.meilisearch

TEXTS = (
    Text(key=1, moment=1, title="시청 앞 광장 정비", body="공공자전거 대여소를 옮깁니다."),
    Text(key=2, moment=2, title="공공자전거 이용 안내", summary="24시간 빌릴 수 있습니다."),
    Text(key=3, moment=3, title="도로점용허가 신청", aside="도로관리과\n도로관리과-12345"),
    Text(key=4, moment=4, title="학교 밖 청소년 지원센터 개소"),
    Text(key=5, moment=5, title="Bicycle lanes along the river"),
    Text(key=6, moment=6, title="저출산·고령사회 기본계획"),
)


@pytest.fixture
def city(live):
    from cms.search.meilisearch import names

    city = City(names.writer(), synonyms.read(["따릉이 > 공공자전거"]))
    city.put(*TEXTS)
    return city


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("공공자전거를", 2),
        ("공공자전거", 2),
        ("공공 자전거", 2),
        ("따릉이", 2),
        ("공공자전기", 2),
        ("도로 점용 허가", 3),
        ("도로관리과-12345", 3),
        ("학교밖청소년", 4),
        ("bicyle", 5),
        ("고령사회", 6),
    ],
)
def test_what_people_type_finds_what_they_mean(typed, best, city):
    found = city.find(typed).hits
    assert (found[0].key, found[0].matches) == (best, True)


def test_by_date_the_newest_of_all_that_has_every_word_comes_first(city):
    assert [hit.key for hit in city.find("공공자전거", order=Order.NEWEST).hits] == [2, 1]
