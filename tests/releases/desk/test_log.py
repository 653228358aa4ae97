"""The decisions, with who made each and when: listed, filtered and exported."""

import csv
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from cms.releases.desk import wording
from cms.releases.models import Decision
from tests.content import draft_document, make_unit, make_user, published_post

LOG = "/admin/disclosure/decisions/"


def make_unit_named(name):
    unit = make_unit()
    unit.name_ko = unit.name_en = name
    unit.save()
    return unit


def decide(number, **over):
    values = {"management_number": f"N{number}", "action": "release", "note": "살펴봄"}
    return Decision.objects.create(**(values | over))


def numbers(answer):
    return [row.management_number for row in answer.context["object_list"]]


def rows(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_an_empty_log_says_so(client):
    assert "No decision has been made that fits." in client.get(LOG).content.decode()


def test_the_latest_decision_comes_first_page_by_page(client):
    for number in range(45):
        decide(number)
    first = client.get(LOG)
    second = client.get(f"{LOG}{first.context['keyset_page'].later}")
    third = client.get(f"{LOG}{second.context['keyset_page'].later}")
    assert numbers(first) + numbers(second) + numbers(third) == [f"N{n}" for n in reversed(range(45))]
    assert numbers(client.get(f"{LOG}{third.context['keyset_page'].earlier}")) == numbers(second)


def test_only_what_rules_decide_is_said_to_be_theirs(client, user):
    people = [("take-down", user), ("take-down", None), ("release", None), ("quarantine", None), ("clear", None)]
    for number, (action, actor) in enumerate(people):
        decide(number, action=action, actor=actor)
    with translation.override("en"):
        found = [wording.decider(decision) for decision in Decision.objects.order_by("pk")]
    assert found == ["officer", "–", "–", "the rules", "the rules"]
    assert client.get(LOG).content.decode().count("the rules") == 2


def test_the_log_is_filtered_by_person_action_department_and_day(client, user):
    other = make_user("second", is_superuser=True)
    decide(1, actor=user, unit=make_unit())
    decide(2, actor=other, action="mask", unit=make_unit("road-team"))
    old = decide(3, actor=user)
    Decision.objects.filter(pk=old.pk).update(decided_at=timezone.now() - timedelta(days=10))
    today = timezone.localdate().isoformat()
    for query, found in (
        ({"actor": user.pk}, ["N3", "N1"]),
        ({"action": "mask"}, ["N2"]),
        ({"unit": make_unit().pk}, ["N1"]),
        ({"decided_at_from": today}, ["N2", "N1"]),
        ({"decided_at_to": (timezone.localdate() - timedelta(days=5)).isoformat()}, ["N3"]),
    ):
        assert numbers(client.get(LOG, query)) == found
        assert [row["management_number"] for row in rows(client.get("/admin/disclosure/decisions.csv", query))] == found


def test_the_log_is_exported_whole_without_formulas(client, user):
    decide(1, actor=user, note="=HYPERLINK(1)", grounds=[5, 6], unit=make_unit(), batch="b")
    answer = client.get("/admin/disclosure/decisions.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.streaming
    (row,) = rows(answer)
    assert (row["person"], row["action"], row["note"], row["grounds"], row["batch"]) == (
        "officer",
        "release",
        "'=HYPERLINK(1)",
        "5 6",
        "b",
    )


@pytest.mark.parametrize("name", ["=A1", "＝A1", "＋A1", "－A1", "＠A1"])
def test_a_department_of_any_name_is_text_in_the_export(client, name):
    decide(1, unit=make_unit_named(name))
    (row,) = rows(client.get("/admin/disclosure/decisions.csv"))
    assert row["unit"] == f"'{name}"


def test_twenty_rows_cost_as_many_queries_as_one(client, user):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(LOG)
        return len(captured.captured_queries)

    decide(1, actor=user, unit=make_unit())
    cost()
    one = cost()
    for number in range(2, 25):
        decide(number, actor=user, unit=make_unit())
    assert cost() == one


def test_a_decision_leads_to_its_document_or_post_and_names_neither_by_mistake(client, section):
    """A management number may look like the key of a page."""
    document = draft_document(management_number=str(uuid4()))
    post = published_post("강변길 소식")
    for page, number in ((document, document.management_number), (post, str(post.key))):
        decide(0, document_id=page.pk, management_number=number)
    decide(0, document_id=10**9, management_number=str(uuid4()))
    shown = BeautifulSoup(client.get(LOG).content, "html.parser").main
    links = {link["href"]: link.get_text(strip=True) for link in shown.select("td.title a")}
    assert links == {
        reverse("disclosure:review", args=[document.pk]): document.management_number,
        reverse("disclosure:page", args=[post.pk]): "강변길 소식",
    }
