"""``manage.py search query``: what the public would find, and why."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.search.models import Pick, Synonym
from tests.background import keep
from tests.content import CODE, published_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def said(*words):
    out = StringIO()
    call_command("search", "query", *words, stdout=out)
    return out.getvalue().splitlines()


def test_what_the_public_finds_is_told_a_line_each():
    post = published_post("강변 자전거길 개통", slug="river")
    Pick.objects.create(site=CODE, queries="자전거길", items=[{"url": "https://www.example.org/", "title": "지도"}])
    keep()
    assert said("자전거길") == [
        f"{CODE}\tdatabase\t1 found",
        "\tpicked\t지도\thttps://www.example.org/",
        f"\t1\t강변 자전거길 개통\t{post.build_record()[0].url}",
    ]


def test_explained_it_says_how_the_query_was_read_and_what_stands_where():
    Synonym.objects.create(site=CODE, line="두바퀴차 = 자전거길")
    post = published_post("강변 자전거길 개통", slug="river")
    keep()
    year = timezone.localdate().year
    lines = said(f"두바퀴차 개통식 -공사 year:{year}", "--explain")
    score = lines.pop(-3)
    assert lines == [
        f"{CODE}\tdatabase\t0 found, none of which has enough of it",
        "\tlooked for\t두바퀴차\t두바퀴차 (typed, 1.00), 자전거길 (synonym, 1.00)",
        "\tlooked for\t개통식\t개통식 (typed, 1.00)",
        "\tleft out\t공사",
        f"\tnarrowed by\tyear\t{year}",
        f"\t1\t강변 자전거길 개통\t{post.build_record()[0].url}",
        "\t\t두바퀴차\t자전거길 in title",
        "\t\t개통식\tnot whole",
    ]
    assert re.fullmatch(r"\t\tscore \d+\.\d\d, a suggestion", score)


def test_by_date_what_is_not_public_is_not_told():
    for number in range(3):
        published_post(f"자전거길 {number}", slug=f"road-{number}")
    gone = published_post("자전거길 공사", slug="gone")
    keep()
    gone.unpublish()
    assert [line.split("\t")[2] for line in said("자전거길", "--newest", "--first", "2")[1:]] == [
        "자전거길 2",
        "자전거길 1",
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("길", "--first", "0"), "first: must be between 1 and 100"),
        (("길", "--site", "nowhere"), "There is no city nowhere, or nothing of it is public."),
    ],
)
def test_what_cannot_be_asked_is_said(words, why):
    published_post("길")
    with pytest.raises(CommandError, match=why):
        said(*words)
