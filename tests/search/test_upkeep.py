"""``manage.py search`` of the index in the database: how it fares, what differs, and making it anew."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import Page

from cms.jobs.failures import Away
from cms.ledger.models import Entry
from cms.releases.models import DocumentPage, Folder
from cms.search import rebuilding, upkeep
from cms.search.editing import documents
from cms.search.kept.writing import write
from cms.search.kept_upkeep import KeptUpkeep
from cms.search.models import Index, Noted, TouchedPage
from cms.search.upkeep import Difference, State, difference
from tests.background import keep, keep_editor
from tests.content import CODE, draft_document, make_documents, published_post
from tests.core.media import make_image

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
    assert said("status", "--engine", "database") == [f"database\t{CODE}\t1 texts, {after.behind} changes behind"]


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


def test_the_indexes_of_the_editor_and_of_the_desk_are_reported_and_made_anew_by_the_same_command():
    make_documents()
    draft_document(1, title="가로등 점검")
    make_image("강변")
    keep_editor()
    documents.step()
    pages = Page.objects.not_exact_type(DocumentPage, Folder).count()
    assert said("status", "--engine", "editor")[1:] == [
        "editor\timages\t1 texts, nothing waiting",
        "editor\tfiles\t0 texts, nothing waiting",
    ]
    assert said("status", "--engine", "desk") == [f"desk\t{CODE}\t1 texts, nothing waiting"]
    assert said("rebuild", "--engine", "desk") == [f"desk\t{CODE}\tthe worker makes it anew"]
    assert said("rebuild", "--engine", "editor")[0] == "editor\tpages\tthe worker makes it anew"
    assert said("status")[-1] == f"desk\t{CODE}\t1 texts, 1 waiting"
    assert Noted.objects.filter(what="pages").count() == pages
    batch = dict(Index.objects.values_list("name", "batch"))
    keep_editor()
    documents.step()
    assert not Noted.objects.exists() and not TouchedPage.objects.exists()
    again = {name for name, number in Index.objects.values_list("name", "batch") if number > batch[name]}
    assert again == {"editor:pages", "editor:images", documents.index_of(CODE)}


def test_compare_is_of_what_the_public_searches_and_nothing_is_said_of_a_city_beside():
    published_post("하나")
    keep()
    with pytest.raises(CommandError, match="compare is of what the public searches; to make editor anew: rebuild"):
        said("compare", "--engine", "editor")
    assert said("status", "--site", CODE) == [f"database\t{CODE}\t1 texts, 0 changes behind"]


def test_query_asks_who_answers_the_public_and_no_engine_by_name():
    with pytest.raises(CommandError, match="leave out --engine"):
        said("query", "--engine", "editor", "자전거")


def test_options_stand_before_words_and_behind_them():
    published_post("자전거 도로")
    keep()
    assert said("query", "자전거", "--first", "1") == said("query", "--first", "1", "자전거") != []


@pytest.mark.parametrize("words", [("status", "--engine", "elastic"), ("rebuild", "--site", "nowhere")])
def test_an_engine_or_a_city_that_is_not_there_is_said(words):
    published_post("하나")
    with pytest.raises(CommandError, match="There is no"):
        said(*words)


def test_each_engine_has_a_name_of_its_own():
    assert [one.name for one in upkeep.registered()] == ["database"]


def test_a_server_that_does_not_answer_hides_nothing_of_the_others(monkeypatch):
    published_post("하나")
    keep()

    class Silent(KeptUpkeep):
        name = "meilisearch"

        def states(self):
            raise Away("does not answer")

    monkeypatch.setattr(upkeep, "registered", lambda: [Silent(), KeptUpkeep()])
    out = StringIO()
    with pytest.raises(CommandError, match="The server of the search: does not answer"):
        call_command("search", "status", stdout=out)
    assert [line.split("\t")[0] for line in out.getvalue().splitlines()][:2] == ["database", "editor"]
