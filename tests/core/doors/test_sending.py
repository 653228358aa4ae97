"""Nothing that an employee sends to the editor, in forms, choosers and queries, tells them of hidden pages either."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from cms.releases.models import TaskCard
from cms.subsites.models import OrganisationUnit
from tests.background import keep_editor
from tests.content import BASE_URL, draft_post, make_unit, published_post, section
from tests.core.doors import walking
from tests.core.doors.secrets import title
from tests.news.editor import errors, form, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(prepared_secrets):
    return prepared_secrets


@pytest.fixture
def employee(world):
    return sign_in()


@pytest.fixture
def own(employee):
    return draft_post("내 소식", owner=employee.user)


def bulk(action, pages):
    return f"{reverse('wagtail_bulk_action', args=('wagtailcore', 'page', action))}?" + "&".join(
        f"id={page.pk}" for page in pages
    )


def test_a_form_that_names_an_unknown_page_is_answered_as_one_that_names_none(world, employee, own):
    forms = [
        (reverse("wagtailadmin_pages:copy", args=[own.pk]), "new_parent_page", {"new_title": "a", "new_slug": "a"}),
        (reverse("wagtailadmin_pages:move", args=[own.pk]), "new_parent_page", {}),
        (bulk("move", [own]), "chooser", {}),
        (reverse("wagtailadmin_pages:choose_parent", args=("news", "postpage")), "parent_page", {}),
    ]
    nowhere = max(Page.objects.values_list("pk", flat=True)) + 1_000
    for address, name, sent in forms:
        for page in world.hidden.values():
            answer = employee.post(address, sent | {name: page.pk})
            assert (answer.status_code, walking.is_told(answer)) == (404, False), address
        assert employee.post(address, sent | {name: nowhere}).status_code == 404
        assert employee.post(address, sent | {name: section("health").pk}).status_code in {200, 302}, address


def test_every_hidden_page_answers_as_one_that_is_not_there_whatever_the_method(world, employee):
    nowhere = max(Page.objects.values_list("pk", flat=True)) + 1
    for name in ("edit", "delete", "unpublish", "history", "view_draft", "usage", "set_privacy", "lock", "copy"):
        for key in (nowhere, *world.keys):
            address = reverse(f"wagtailadmin_pages:{name}", args=[key])
            answers = [employee.get(address), employee.post(address, {"title": "x"})]
            assert [(answer.status_code, walking.is_told(answer)) for answer in answers] == [(404, False)] * 2, address


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_a_bulk_action_lists_what_is_known_and_leaves_out_the_rest(world, employee, own, action):
    hidden = list(world.hidden.values())
    assert employee.get(bulk(action, hidden)).status_code == 404
    answer = employee.get(bulk(action, [*hidden, own]))
    assert (answer.status_code, walking.is_told(answer), "내 소식" in walking.told(answer)) == (200, False, True)
    everything = employee.get(f"{bulk(action, [])}id=all&childOf={section().pk}")
    assert (everything.status_code, walking.is_told(everything)) == (200, False)


def test_the_api_takes_no_unknown_page_for_a_place_in_whatever_form_it_is_sent(world, employee, own):
    address = reverse("wagtailadmin_api:pages:action", args=[own.pk, "copy"])
    for page in world.hidden.values():
        as_form = employee.post(address, {"destination_page_id": page.pk})
        as_json = employee.post(address, {"destination_page_id": page.pk}, content_type="application/json")
        assert [answer.status_code for answer in (as_form, as_json)] == [404, 404]
    hidden = reverse("wagtailadmin_api:pages:action", args=[world.hidden["draft"].pk, "publish"])
    assert employee.post(hidden).status_code == 404


@pytest.mark.parametrize("sent", [[], "x", 7, {"destination_page_id": "9" * 5_000}, {"destination_page_id": 2**70}])
def test_the_api_refuses_what_is_no_place_in_words(sent, world, employee, own):
    address = reverse("wagtailadmin_api:pages:action", args=[own.pk, "copy"])
    assert employee.post(address, json.dumps(sent), content_type="application/json").status_code in (400, 404)


@pytest.mark.parametrize("key", ["9" * 5_000, str(2**70), "x", "-1"])
def test_what_was_chosen_by_a_key_that_no_page_has_is_nothing(key, employee):
    answer = employee.get(reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": key})
    assert json.loads(answer.content)["result"] == []


def test_the_api_shows_the_pages_that_are_known_and_their_translations(world, employee):
    post = world.post
    english = post.copy_for_translation(section(language="en").locale)
    english.title = title("translation")
    english.save()
    address = reverse("wagtailadmin_api:pages:detail", args=[post.pk])
    shown = employee.get(address)
    assert (shown.json()["title"], shown.json()["meta"]["translations"]) == ("자전거길 개통", [])
    assert not walking.is_told(shown)
    assert walking.is_told(sign_in("root", admin=True).get(address))
    assert employee.get(reverse("wagtailadmin_api:pages:detail", args=[english.pk])).status_code == 404


def test_an_address_that_somebody_types_is_no_way_to_the_title_of_its_page(world, employee):
    address = reverse("wagtailadmin_choose_page_external_link")

    def chosen(page):
        url = f"{BASE_URL}/{page.url_path.split('/', 2)[2]}"
        return employee.post(
            address, {"external-link-chooser-url": url, "external-link-chooser-link_text": "여기"}
        ).json()

    private = chosen(world.hidden["private"])
    assert (private["step"], "id" in private["result"]) == ("external_link_chosen", False)
    assert chosen(published_post("새 소식"))["internal"]["adminTitle"] == "새 소식"


def test_what_was_chosen_is_told_again_of_known_pages_alone(world, employee):
    keys = [*world.keys, world.document.pk]
    answer = employee.get(reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": keys})
    assert [found["id"] for found in json.loads(answer.content)["result"]] == [world.document.pk]


def test_a_department_that_only_hidden_documents_name_is_not_offered(world, employee):
    unit, listed = OrganisationUnit.objects.get(key="u-hush"), make_unit()
    choose = reverse("wagtailsnippetchoosers_subsites_organisationunit:choose")
    offered = walking.told(employee.get(choose))
    assert (json.dumps("자전거팀")[1:-1] in offered, "hush" in offered) == (True, False)
    for pk, status in ((listed.pk, 200), (unit.pk, 404)):
        one = reverse("wagtailsnippetchoosers_subsites_organisationunit:chosen", args=[pk])
        assert employee.get(one).status_code == status
    sent = employee.post(reverse("wagtailadmin_pages:add", args=("news", "postpage", section().pk)), form(unit=unit.pk))
    assert (list(errors(sent)), walking.is_told(sent)) == (["unit"], False)


def test_their_own_department_is_offered_to_an_employee_whoever_else_knows_it(world):
    unit = OrganisationUnit.objects.get(key="u-hush")
    colleague = sign_in("colleague", unit=unit)
    one = reverse("wagtailsnippetchoosers_subsites_organisationunit:chosen", args=[unit.pk])
    assert colleague.get(one).status_code == 200


def test_other_vocabularies_are_for_those_who_keep_them(world, employee):
    card = TaskCard.objects.get(key="hush-task")
    for name, args in (("choose", []), ("choose_results", []), ("chosen", [card.pk]), ("chosen_multiple", [])):
        address = reverse(f"wagtailsnippetchoosers_releases_taskcard:{name}", args=args)
        assert employee.get(address, {"id": card.pk}).status_code in {302, 403}
        assert sign_in("root", admin=True).get(address, {"id": card.pk}).status_code == 200


def test_tags_are_proposed_that_the_public_has_or_that_are_ones_own(world, employee):
    published_post("표식", tags=("강변길",))
    published_post("내 소식", owner=employee.user, tags=("강변집",)).unpublish()
    address = reverse("wagtailadmin_tag_autocomplete")
    assert employee.get(address, {"term": "강변"}).json() == ["강변길", "강변집"]
    assert employee.get(address, {"term": "hush"}).json() == []
    assert sign_in("colleague").get(address, {"term": "강변"}).json() == ["강변길"]
    assert len(sign_in("root", admin=True).get(address, {"term": "hush"}).json()) > 3


def test_the_site_history_tells_of_ones_own_pages(world, employee, own):
    PageLogEntry.objects.log_action(instance=own, action="wagtail.edit", user=employee.user)
    history = walking.told(employee.get(reverse("wagtailadmin_reports:site_history")))
    assert ("내 소식" in history, "hush" in history, "자전거길 개통" in history) == (True, False, False)
    assert "hush" in walking.told(sign_in("root", admin=True).get(reverse("wagtailadmin_reports:site_history")))


def test_the_first_page_forgets_what_somebody_may_know_no_more(world, employee):
    for page in (world.hidden["draft"], world.hidden["held"]):
        PageLogEntry.objects.log_action(instance=page, action="wagtail.edit", user=employee.user)
        Page.objects.filter(pk=page.pk).update(locked=True, locked_by=employee.user)
    assert not walking.is_told(employee.get(reverse("wagtailadmin_home")))


def test_an_administrator_is_told_by_the_same_addresses(world):
    """The silence of the walk says something."""
    keep_editor()
    root = sign_in("root", admin=True)
    addresses = [
        reverse("wagtailadmin_explore", args=[section().pk]),
        reverse("wagtailadmin_api:pages:listing"),
        f"{reverse('wagtailadmin_pages:search')}?q=hus",
        reverse("wagtailadmin_choose_page_child", args=[section().pk]),
        f"{reverse('wagtailadmin_choose_page_search')}?q=hus",
        reverse("wagtailadmin_reports:site_history"),
        f"{reverse('wagtailadmin_reports:aging_pages')}?export=xlsx",
        reverse("wagtailadmin_pages:type_use", args=("news", "postpage")),
        bulk("publish", world.hidden.values()),
        f"{reverse('wagtailadmin_tag_autocomplete')}?term=hus",
    ]
    assert [address for address in addresses if not walking.is_told(root.get(address))] == []
