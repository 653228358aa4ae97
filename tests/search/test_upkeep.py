"""``manage.py search`` of the index in the database: how it fares, what differs, and making it anew."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cms.ledger.models import Entry
from cms.search import rebuilding, upkeep
from cms.search.kept.writing import write
from cms.search.kept_upkeep import KeptUpkeep
from cms.search.upkeep import Difference, State, difference
from tests.background import keep
from tests.content import CODE, published_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def said(*words):
    out = StringIO()
    call_command("search", *words, stdout=out)
    return out.getvalue().splitlines()


def test_the_state_says_how_many_texts_there_are_and_how_many_changes_are_to_come():
    published_post("하나")
    keep()
    (before,) = KeptUpkeep().states()
    published_post("둘")
    (after,) = KeptUpkeep().states()
    assert (before.site, before.texts, before.behind, before.rebuilt) == (CODE, 1, 0, None)
    assert after == State(site=CODE, texts=1, changes=after.changes, behind=after.changes - before.changes)
    assert said("status") == [f"database\t{CODE}\t1 texts, {after.behind} changes behind"]


def test_what_differs_from_the_ledger_is_found_and_put_right_by_making_it_anew():
    published_post("하나")
    keep()
    assert said("compare", "--site", CODE) == [f"database\t{CODE}\thas what the ledger has"]
    (entry,) = Entry.objects.filter(kind="post").values_list("pk", flat=True)
    write(CODE, [], gone=[entry])
    assert difference(KeptUpkeep(), CODE) == Difference(missing=[entry], left=[])
    with pytest.raises(CommandError) as caught:
        said("compare")
    assert caught.value.returncode == 1
    assert said("rebuild", "--engine", "database") == [f"database\t{CODE}\tthe worker makes it anew"]
    while rebuilding.step():
        pass
    assert not difference(KeptUpkeep(), CODE)


@pytest.mark.parametrize("words", [("status", "--engine", "elastic"), ("rebuild", "--site", "nowhere")])
def test_an_engine_or_a_city_that_is_not_there_is_said(words):
    published_post("하나")
    with pytest.raises(CommandError, match="There is no"):
        said(*words)


def test_each_engine_has_a_name_of_its_own():
    assert [one.name for one in upkeep.registered()] == ["database"]
