"""The results that editors pick for a query: above all others, while they are public."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from cms.search.answers import answer
from cms.search.editing.forms import cities
from cms.search.models import Pick
from cms.search.picks import picks
from cms.search.requests import Days, Order, Place, Request
from tests.content import CODE, published_post, section
from tests.news.editor import errors, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
ADD = reverse("wagtailsnippets_search_pick:add")


@pytest.fixture
def saved(django_capture_on_commit_callbacks):
    """Send the form, and let every process hear of it."""

    def save(queries, *, client=None, address=ADD, **places):
        values = {"site": CODE, "queries": queries, "note": ""}
        values |= {f"{name}_{place}": "" for name in ("page", "url", "title") for place in range(1, 6)}
        with django_capture_on_commit_callbacks(execute=True):
            return (client or sign_in("admin", admin=True)).post(address, values | places)

    return save


def shown(text, **over):
    return [(one.title, one.url) for one in picks(CODE, text, **over)]


def address_of(post):
    return post.build_record()[0].url


def test_picks_stand_in_their_order_for_each_spelling(saved):
    one, other = published_post("대여소 안내", slug="one"), published_post("자전거 보험", slug="two")
    link = {"url_2": "https://www.example.org/map", "title_2": "자전거 지도"}
    assert saved("따릉이\r\n\r\n공공 자전거\r\n따릉이", page_1=other.pk, page_3=one.pk, **link).status_code == 302
    expected = [
        ("자전거 보험", address_of(other)),
        ("자전거 지도", "https://www.example.org/map"),
        ("대여소 안내", address_of(one)),
    ]
    for typed in ("따릉이", "공공자전거", " 공공-자전거! ", "공공 자전거"):
        assert shown(typed) == expected, typed
    assert (shown("자전거"), shown(""), picks("elsewhere", "따릉이")) == ([], [], [])
    kept = Pick.objects.get()
    assert (kept.queries, kept.changed_by.username) == ("따릉이\n공공 자전거", "admin")
    assert kept.items[0] == {"key": str(other.key)}


def test_a_pick_that_is_withdrawn_is_shown_to_nobody_and_returns_to_its_place(saved):
    post = published_post("대여소 안내")
    saved("따릉이", page_1=post.pk, url_2="https://www.example.org/", title_2="지도")
    post.unpublish()
    assert shown("따릉이") == [("지도", "https://www.example.org/")]
    post.get_latest_revision_as_object().save_revision().publish()
    assert [title for title, _ in shown("따릉이")] == ["대여소 안내", "지도"]


def test_a_pick_is_shown_in_the_language_of_the_reader_where_it_is_public_in_it(saved):
    post = published_post("대여소 안내", slug="one")
    saved("bike\n따릉이", page_1=post.pk)
    assert [title for title, _ in shown("BIKE", language="en")] == ["대여소 안내"]
    translation = published_post(
        "Rental stations",
        slug="one",
        parent=section(language="en"),
        locale=Locale.objects.get(language_code="en"),
        translation_key=post.translation_key,
    )
    assert [title for title, _ in shown("bike", language="en")] == ["Rental stations"]
    assert [title for title, _ in shown("bike", language="ko")] == ["대여소 안내"]
    translation.unpublish()
    assert [title for title, _ in shown("bike", language="en")] == ["대여소 안내"]


def test_it_costs_no_query_where_nothing_is_picked_and_one_where_something_is(saved):
    post = published_post()
    saved("따릉이", page_1=post.pk)
    shown("")
    for typed, queries in (("자전거", 0), ("따릉이", 1)):
        with CaptureQueriesContext(connection) as captured:
            shown(typed)
        assert len(captured) == queries, typed


def test_an_answer_has_picks_on_the_first_page_of_a_search_that_nothing_narrows(saved):
    post = published_post()
    saved("따릉이", page_1=post.pk)
    assert [one.title for one in answer(Request(site=CODE, text="따릉이")).picks] == [post.title]
    for over in (
        {"filters": {"kind": ("post",)}},
        {"published": Days(since=post.first_published_at.date())},
        {"after": Place(Order.RELEVANCE, 20, 1)},
    ):
        assert answer(Request(site=CODE, text="따릉이", **over)).picks == [], over


@pytest.mark.parametrize(
    ("places", "field"),
    [
        ({}, "__all__"),
        ({"url_1": "https://www.example.org/"}, "title_1"),
        ({"url_1": "javascript:alert(1)", "title_1": "x"}, "url_1"),
        ({"page_1": "city"}, "page_1"),
        ({"page_1": "draft"}, "page_1"),
        ({"page_1": "post", "url_1": "https://www.example.org/"}, "url_1"),
    ],
)
def test_what_cannot_be_picked_is_refused_beside_it(saved, places, field):
    post, hidden = published_post(slug="one"), published_post(slug="two")
    hidden.unpublish()
    pages = {"city": section().get_parent().pk, "draft": hidden.pk, "post": post.pk}
    found = errors(saved("따릉이", **{name: pages.get(value, value) for name, value in places.items()}))
    assert (list(found), Pick.objects.count()) == ([field], 0)


@pytest.mark.parametrize("queries", ["!!", "따릉이\n··", "가" * 101, "\n".join(f"낱말{n}" for n in range(31))])
def test_queries_that_nobody_can_type_are_refused(saved, queries):
    assert list(errors(saved(queries, url_1="https://www.example.org/", title_1="x"))) == ["queries"]


def test_a_query_has_one_pick_in_a_city(saved):
    link = {"url_1": "https://www.example.org/", "title_1": "x"}
    saved("따릉이\n공공자전거", **link)
    assert list(errors(saved("공공 자전거", **link))) == ["queries"]


def test_a_page_that_its_editor_may_not_know_is_not_named_and_keeps_its_place(saved):
    public, hidden = published_post("대여소 안내", slug="one"), published_post("비밀 계획", slug="two")
    saved("따릉이", page_1=hidden.pk, page_2=public.pk)
    hidden.unpublish()
    client, pick = sign_in(), Pick.objects.get()
    client.user.user_permissions.set(_permissions())
    address = reverse("wagtailsnippets_search_pick:edit", args=[pick.pk])
    form = client.get(address)
    assert "비밀 계획" not in form.content.decode()
    assert "대여소 안내" in form.content.decode()
    saved("따릉이", client=client, address=address, page_2=public.pk)
    assert [one["key"] for one in Pick.objects.get().items] == [str(hidden.key), str(public.key)]
    assert list(errors(saved("길", client=client, page_1=hidden.pk))) == ["page_1"]


def test_an_address_fills_the_query_in():
    page = sign_in("admin", admin=True).get(ADD, {"queries": "따릉이"})
    assert page.context["form"]["queries"].value() == "따릉이"


def _permissions():
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=("add_pick", "change_pick"))


def test_the_list_names_the_city_and_what_is_picked_of_it_that_is_public(saved):
    post, gone = published_post("대여소 안내", slug="one"), published_post("옛 안내", slug="two")
    saved("따릉이", page_1=post.pk, page_2=gone.pk, url_3="https://www.example.org/", title_3="지도")
    gone.unpublish()
    shown = sign_in("chief", admin=True).get(reverse("wagtailsnippets_search_pick:list")).content.decode()
    cells = [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in re.findall("(?s)<td.*?</td>", shown)]
    assert ("대여소 안내, –, 지도" in cells, cities()[CODE] in cells, CODE in cells) == (True, True, False)
