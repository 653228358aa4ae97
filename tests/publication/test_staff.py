"""The organisation chart from the editor to the store: units, the positions in them, and what becomes of both."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.ledger import chart, generation
from cms.ledger.store import store
from cms.publication import staff
from cms.subsites.models import CityPage, OrganisationUnit, StaffPosition, UnitChange
from tests.content import CODE, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def vocabulary():
    generation.replace()
    return store.vocabulary(CODE)


def unit(key="bike-team"):
    return vocabulary().term("unit", key)


def positions(key="bike-team"):
    return [position.names["ko"] for position in chart.positions(vocabulary()).get(key, ())]


def add(title="주무관", *, to=None, **over) -> StaffPosition:
    values = {"duties_ko": "자전거길 보수", "telephone": "02-120-1"} | over
    return StaffPosition.objects.create(unit=to or make_unit(), title_ko=title, **values)


def test_a_position_is_public_as_soon_as_it_is_saved_and_leaves_with_it():
    first, second = add("팀장", sort_order=0), add("주무관", sort_order=1)
    assert (first.key, second.key, positions()) == ("1", "2", ["팀장", "주무관"])
    first.delete()
    assert positions() == ["주무관"]
    assert add("과장", sort_order=2).key == "3"


def test_names_of_staff_are_in_the_store_only_where_the_city_shows_them():
    add(holder="김이름")
    assert [position.holder for position in chart.positions(vocabulary())["bike-team"]] == [""]
    city = CityPage.objects.get(code=CODE, locale__language_code="ko")
    city.shows_names = True
    city.save_revision().publish()
    assert [position.holder for position in chart.positions(vocabulary())["bike-team"]] == ["김이름"]
    city = CityPage.objects.get(pk=city.pk)
    city.shows_names = False
    city.save_revision().publish()
    assert [position.holder for position in chart.positions(vocabulary())["bike-team"]] == [""]


def test_what_has_the_form_of_a_number_of_a_person_is_covered():
    add(duties_ko="문의 900101-1234567")
    assert chart.positions(vocabulary())["bike-team"][0].descriptions == {"ko": "문의 900101-*******"}


def test_a_closed_department_keeps_its_page_and_is_not_in_the_chart():
    add()
    successor = OrganisationUnit.objects.create(key="roads", name_ko="도로과", name_en="Roads")
    old = make_unit()
    old.closed_on = date(2026, 7, 1)
    old.save()
    old.successors.add(successor)
    told = unit()
    assert (told.closed_on, told.successors, bool(told.urls)) == (date(2026, 7, 1), ("roads",), True)
    assert [one.key for one in chart.active(vocabulary())] == ["roads"]
    assert positions() == []
    assert StaffPosition.objects.count() == 1


def test_an_unlisted_department_has_no_staff_that_the_public_may_know():
    add(to=OrganisationUnit.objects.create(key="quiet", name_ko="과", name_en="Quiet", unlisted=True))
    assert chart.staffed(CODE) == set()


def test_a_renamed_or_moved_department_keeps_its_address_and_its_history():
    hall = OrganisationUnit.objects.create(key="hall", name_ko="시청", name_en="City Hall")
    bureau = OrganisationUnit.objects.create(key="bureau", name_ko="교통국", name_en="Transport")
    team = make_unit()
    team.parent = hall
    team.save()
    before = unit().urls
    team.name_ko, team.parent = "자전거과", bureau
    team.save()
    told = unit()
    assert (told.names["ko"], told.parent, told.urls) == ("자전거과", "bureau", before)
    assert [(one.kind, one.names.get("ko"), one.unit) for one in told.changes] == [
        ("moved", None, "hall"),
        ("renamed", "자전거팀", None),
    ]
    team.name_en = "Bicycle Division"
    team.save()
    assert UnitChange.objects.count() == 2


def test_the_staff_of_all_departments_is_repaired_and_costs_the_same_for_one_and_for_twenty():
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert staff.sync_city(CODE) == 0
        return len(queries)

    add()
    one = cost()
    for number in range(20):
        add(to=OrganisationUnit.objects.create(key=f"u-{number}", name_ko="과", name_en="Division"))
    assert cost() == one
    StaffPosition.objects.filter(unit__key="u-3").update(title_ko="팀장")
    assert (staff.sync_city(CODE), positions("u-3")) == (1, ["팀장"])
