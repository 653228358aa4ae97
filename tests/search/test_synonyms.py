"""The synonyms that editors keep for a city: how they are written, and that a search knows them at once."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from wagtail.users.models import UserProfile

from cms.search import synonyms
from cms.search.answers import answer
from cms.search.editing.forms import cities
from cms.search.models import Synonym
from cms.search.requests import Request
from retrieval.synonyms import checked
from tests.background import keep
from tests.content import CODE, published_post
from tests.news.editor import errors, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
ADD = reverse("wagtailsnippets_search_synonym:add")


@pytest.fixture(autouse=True)
def shipped(monkeypatch):
    """A table of two lines comes with the program."""
    lines = (checked("임산부 = 임신부"), checked("재건축 > 정비사업"))
    monkeypatch.setattr(synonyms, "shipped", lambda: lines)


def send(line, *, client=None, **over):
    return (client or sign_in("admin", admin=True)).post(ADD, {"site": CODE, "line": line, "note": ""} | over)


def titles(text):
    return [hit.item.data["title"] for hit in answer(Request(site=CODE, text=text)).hits if hit.matches]


def test_a_search_knows_a_line_as_soon_as_it_is_committed_and_no_more_when_it_is_deleted(
    django_capture_on_commit_callbacks,
):
    published_post("공공자전거 대여소")
    keep()
    assert titles("따릉이") == []
    with django_capture_on_commit_callbacks(execute=True):
        assert send(" 따릉이  = 공공자전거 ").status_code == 302
    assert titles("따릉이") == ["공공자전거 대여소"]
    kept = Synonym.objects.get()
    assert (kept.line, kept.site, kept.changed_by.username) == ("따릉이 = 공공자전거", CODE, "admin")
    with django_capture_on_commit_callbacks(execute=True):
        Synonym.objects.all().delete()
    assert titles("따릉이") == []


def test_a_search_costs_no_query_for_the_table_while_nothing_changes():
    send("따릉이 = 공공자전거")
    synonyms.table(CODE)
    with CaptureQueriesContext(connection) as captured:
        assert synonyms.table(CODE).of("따릉이") == ("공공자전거",)
    assert len(captured) == 0


def test_the_lines_of_a_city_come_first_and_are_no_other_citys():
    send("임산부 = 임부")
    assert synonyms.lines(CODE) == ["임산부 = 임부", "임산부 = 임신부", "재건축 > 정비사업"]
    assert synonyms.table(CODE).of("임산부") == ("임부", "임신부")
    assert synonyms.lines("elsewhere") == ["임산부 = 임신부", "재건축 > 정비사업"]


def test_a_shipped_line_can_be_switched_off_however_it_is_spelled():
    assert send("임신부=임 산부", switches_off="on").status_code == 302
    assert synonyms.lines(CODE) == ["재건축 > 정비사업"]
    assert synonyms.lines("elsewhere") == ["임산부 = 임신부", "재건축 > 정비사업"]


@pytest.mark.parametrize(
    ("line", "over", "said"),
    [
        ("따릉이", {}, "Two words are needed"),
        ("= 따릉이", {}, "Two words are needed"),
        ("가나 > 다라 > 마바", {}, "There may be one > only"),
        ("학교밖 = 학교 밖", {}, "This is one word"),
        ("하나 둘 셋 넷 다섯 여섯 > 숫자", {}, "at most 5 words"),
        (" = ".join(f"단어{number}" for number in range(10)), {}, "at most 9 words"),
        ("서세페 = 하나 둘 셋 넷 다섯 여섯 일곱", {}, "at most 5 words"),
        ("unit:교통국 = 버스", {}, "belong to a search"),
        ('"인용" = 따온말', {}, "belong to a search"),
        ("따온말 = -인용", {}, "belong to a search"),
        ("임신부 = 임산부", {}, "A line of the program says this already"),
        ("따릉이 = 자전거", {"switches_off": "on"}, "nothing to switch off"),
        ("자전거=타는것", {}, "Another line of the city"),
    ],
)
def test_a_line_that_says_nothing_is_refused_with_what_is_wrong(line, over, said):
    client = sign_in("admin", admin=True)
    UserProfile.objects.create(user=client.user, preferred_language="en")
    send("타는것 = 자전거", client=client)
    with override("en"):
        found = {
            name: [str(text) for text in texts] for name, texts in errors(send(line, client=client, **over)).items()
        }
    assert list(found) == ["line"]
    assert said in found["line"][0]
    assert Synonym.objects.count() == 1


def test_a_line_that_is_kept_and_no_longer_allowed_is_left_out_of_the_table():
    Synonym.objects.create(site=CODE, line="혼자")
    assert synonyms.lines(CODE) == ["임산부 = 임신부", "재건축 > 정비사업"]


def test_a_city_that_there_is_not_is_refused():
    assert list(errors(send("가나 = 다라", site="elsewhere"))) == ["site"]


def test_the_list_names_the_city_of_a_line():
    Synonym.objects.create(site=CODE, line="따릉이 = 공공자전거")
    page = sign_in("admin", admin=True).get(reverse("wagtailsnippets_search_synonym:list")).content.decode()
    cells = [" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in re.findall("(?s)<td.*?</td>", page)]
    assert (cities()[CODE] in cells, CODE in cells) == (True, False)


def test_an_address_fills_the_form_in():
    page = sign_in("admin", admin=True).get(ADD, {"site": CODE, "line": "따릉이 = ", "other": "x"})
    form = page.context["form"]
    assert (form["site"].value(), form["line"].value(), form["switches_off"].value()) == (CODE, "따릉이 = ", False)


def test_the_lines_of_the_program_are_shown_with_the_way_to_switch_each_off():
    client = sign_in("admin", admin=True)
    send("임산부 = 임신부", switches_off="on", client=client)
    shown = client.get(reverse("search_shipped"), {"q": "재 건축"})
    assert [line for line, _ in shown.context["rows"]] == ["재건축 > 정비사업"]
    (_, ((_, url),)) = shown.context["rows"][0]
    assert client.get(url).context["form"]["line"].value() == "재건축 > 정비사업"
    assert client.get(url).context["form"]["switches_off"].value() == "on"
    (_, ((_, url),)) = client.get(reverse("search_shipped")).context["rows"][0]
    assert url == ""


def test_who_may_not_add_synonyms_sees_neither_form_nor_lines():
    client = sign_in()
    for address in (ADD, reverse("search_shipped")):
        answered = client.get(address)
        assert (answered.status_code, answered.get("Location", "")) == (302, reverse("wagtailadmin_home")), address
    client.user.user_permissions.add(Permission.objects.get(codename="add_synonym"))
    for address in (ADD, reverse("search_shipped")):
        assert client.get(address).status_code == 200, address


def test_what_a_line_of_the_program_says_is_refused_until_that_is_switched_off():
    client, part = sign_in("admin", admin=True), "임산부 > 임신부"
    assert errors(send(part, client=client))["line"] == ["프로그램에 이미 같은 뜻의 줄이 있습니다: 임산부 = 임신부"]
    assert send("임산부 = 임신부", switches_off="on", client=client).status_code == 302
    assert send(part, client=client).status_code == 302
