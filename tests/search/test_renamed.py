"""Terms that were renamed: what was indexed under the old name is found by the new one at once, and by both later."""

import pytest

from cms.ledger import generation
from cms.ledger.models import FormerName
from cms.ledger.store import store as ledger
from cms.search import synonyms
from cms.search.answers import answer
from cms.search.requests import Order, Request
from cms.subsites.models import Field, OrganisationUnit
from tests.background import keep
from tests.content import CODE, publish, published_post
from tests.factories import SITE, make_post, make_tag, make_unit, store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def titles(text="", **over):
    return [hit.item.data["title"] for hit in answer(Request(site=CODE, text=text, **over)).hits]


def rename(model, key, **names):
    """Rename as the editor does, who saves the form."""
    one = model.objects.get(key=key)
    for name, value in names.items():
        setattr(one, name, value)
    one.save()
    generation.replace()  # as the commit does


@pytest.fixture
def post():
    found = published_post("강변 개통")
    keep()
    return found


@pytest.mark.parametrize("order", list(Order))
def test_a_department_that_was_renamed_is_found_by_its_new_name_and_by_its_old_one(post, order):
    rename(OrganisationUnit, "bike-team", name_ko="두바퀴정책과", name_en="Two Wheels Division")
    for typed in ("두바퀴정책과", "자전거팀", "two wheels division", "bicycle team"):
        assert titles(typed, order=order) == ["강변 개통"], typed
    publish(post, title="강변 안내")
    keep()
    for typed in ("두바퀴정책과", "자전거팀", "two wheels division", "bicycle team"):
        assert titles(typed, order=order) == ["강변 안내"], typed


def test_a_field_that_was_renamed_twice_is_found_by_each_of_its_names(post):
    rename(Field, "traffic", name_ko="이동수단")
    rename(Field, "traffic", name_ko="모빌리티")
    assert [titles(typed) for typed in ("교통", "이동수단", "모빌리티")] == [["강변 개통"]] * 3
    rename(Field, "traffic", name_ko="교통")
    assert [titles(typed) for typed in ("교통", "이동수단", "모빌리티")] == [["강변 개통"]] * 3


def test_a_tag_that_was_renamed_is_found_by_both_names_until_it_goes():
    call(named("pm", "개인형이동장치"))
    store([make_post(1, tags=("pm",), title="강변 개통")], [])
    keep()
    call(named("pm", "킥보드"))
    assert [titles(typed) for typed in ("킥보드", "개인형이동장치")] == [["강변 개통"]] * 2
    call(gone=[(SITE, "tag", "pm")])
    assert not FormerName.objects.filter(scheme="tag").exists()


def named(key, name):
    return make_tag(key, names={"ko": name})


def call(*terms, gone=()):
    """Write terms as the publication does, and commit."""
    ledger.change_terms(terms, gone=gone)
    generation.replace()


def test_what_only_had_a_name_of_its_own_is_found_by_no_name_of_another(post):
    call(make_unit("parks", names={"ko": "공원과"}))
    call(make_unit("parks", names={"ko": "녹지과"}))
    assert titles("녹지과") == titles("공원과") == []


def test_former_names_are_no_lines_that_editors_see(post):
    before = synonyms.lines(CODE)
    rename(OrganisationUnit, "bike-team", name_ko="두바퀴정책과")
    assert synonyms.lines(CODE) == before
    assert synonyms.table(CODE).of("두바퀴정책과") == ("자전거팀",)
