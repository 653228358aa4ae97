"""Any employee posts in every field, and touches nothing that is not their own."""

from datetime import timedelta
from unicodedata import normalize

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.core.errors import Refused
from cms.ledger.models import Entry
from cms.news.models import PostPage
from cms.pages.models import StandardPage
from cms.subsites.models import Field, FieldPage, WebsitePage
from tests.content import draft_page, draft_post, make_unit, publish, published_page, section
from tests.news.editor import add, edit, errors, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def employee(prepared_city):
    return sign_in()


@pytest.fixture
def theirs(prepared_city):
    """A published post and a draft of somebody else."""
    other = sign_in("other").user
    return publish(draft_post("남의 소식", owner=other)), draft_post("남의 초안", owner=other)


def page_url(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def test_an_employee_publishes_in_each_of_the_twelve_fields_in_korean_and_in_english():
    call_command("load_city", verbosity=0)
    employee = sign_in()
    sections = list(FieldPage.objects.filter(locale__language_code__in=("ko", "en")).order_by("path"))
    assert len(sections) == 24
    for place in sections:
        _, post = add(employee, place, title=f"소식 {place.pk}", action="publish")
        assert (post.live, post.owner) == (True, employee.user)
    public = Entry.objects.filter(state="public")
    assert sorted((entry.language, entry.record["topics"][0]) for entry in public) == sorted(
        (place.locale.language_code, place.field.key) for place in sections
    )


def test_a_draft_is_saved_edited_published_and_withdrawn_by_its_author(employee):
    _, post = add(employee, section(), title="한강 다리 위 정원")
    assert (post.live, post.slug) == (False, "한강-다리-위-정원")
    edit(employee, post, title="다리 위 정원", action="publish")
    post.refresh_from_db()
    assert (post.live, post.title) == (True, "다리 위 정원")
    employee.post(page_url("unpublish", post.pk))
    post.refresh_from_db()
    assert not post.live
    assert Entry.objects.get(key=post.key).state == "gone"


def test_a_post_is_scheduled_by_its_author(employee):
    later = timezone.localtime() + timedelta(days=2)
    _, post = add(employee, section(), go_live_at=later.strftime("%Y-%m-%d %H:%M"), action="publish")
    assert (post.live, post.first_published_at) == (False, None)
    assert post.scheduled_revision is not None
    assert not Entry.objects.exists()


def test_a_title_alone_is_a_draft_and_no_news(employee):
    response, post = add(employee, section(), title="제목뿐", lead=" ", body=[], action="publish")
    assert post is None
    assert errors(response) == {"lead": ["제목만 있습니다. 게시하기 전에 본문을, 적어도 요약을 써 주세요."]}
    _, post = add(employee, section(), title="제목뿐", lead="", body=[])
    assert not post.live
    with pytest.raises(Refused, match="제목만 있습니다"):
        post.save_revision().publish()
    edit(employee, post, lead="한 문장이면 됩니다.", body=[], action="publish")
    assert PostPage.objects.get().live


def test_a_time_that_has_passed_is_marked_and_one_that_has_come_is_not(employee):
    now = timezone.localtime().replace(second=0, microsecond=0)
    past = now - timedelta(days=1)
    for action in ("publish", None):
        response, post = add(employee, section(), go_live_at=past.strftime("%Y-%m-%d %H:%M"), action=action)
        assert post is None
        assert list(errors(response)) == ["go_live_at"]
    _, post = add(employee, section(), action="publish")
    PostPage.objects.filter(pk=post.pk).update(go_live_at=past)
    edit(employee, post, title="다음 제목", go_live_at=past.strftime("%Y-%m-%d %H:%M"), action="publish")
    assert PostPage.objects.get().title == "다음 제목"


def test_a_second_post_of_a_title_takes_the_next_address_by_itself(employee):
    posts = [add(employee, section(), title="공지", slug="공지", action="publish")[1] for _ in range(3)]
    assert [post.slug for post in posts] == ["공지", "공지-2", "공지-3"]
    assert [post.live for post in posts] == [True, True, True]


def test_an_address_that_somebody_chose_and_that_is_taken_is_marked_in_their_language(employee):
    add(employee, section(), title="공지", slug="notice")
    response, post = add(employee, section(), title="다른 공지", slug="notice")
    assert post is None
    assert errors(response) == {
        "slug": ["“notice”은(는) 이 자리에 있는 다른 페이지의 주소입니다. 다른 주소를 정해 주세요."]
    }


def test_an_author_deletes_a_post_of_their_own(employee):
    _, post = add(employee, section(), action="publish")
    employee.post(page_url("delete", post.pk))
    assert not PostPage.objects.exists()


def test_an_author_translates_a_post_of_their_own_and_nobody_elses(employee, theirs):
    _, post = add(employee, section(), action="publish")
    english = section(language="en").locale
    url = reverse("simple_translation:submit_page_translation", args=(post.pk,))
    employee.post(url, {"locales": [english.pk]})
    translation = post.get_translation(english)
    assert (translation.live, translation.owner, translation.get_parent().specific) == (
        False,
        employee.user,
        section(language="en"),
    )
    edit(employee, translation, title="A garden on a bridge", slug="garden", action="publish")
    assert PostPage.objects.get(pk=translation.pk).live
    other = reverse("simple_translation:submit_page_translation", args=(theirs[0].pk,))
    assert employee.post(other, {"locales": [english.pk]}).status_code == 302
    assert not theirs[0].has_translation(english)


@pytest.mark.parametrize(
    "name", ["edit", "unpublish", "delete", "move", "copy", "view_draft", "history", "revisions_index"]
)
@pytest.mark.parametrize("which", [0, 1])
def test_addresses_of_other_peoples_posts_are_refused(employee, theirs, name, which):
    other = theirs[which]
    # Of a public post everybody knows; a draft of somebody else answers as a page that is not there.
    refused = {302, 403, 405} if which == 0 else {404}
    response = employee.get(page_url(name, other.pk))
    assert response.status_code in refused - {405}
    assert other.title.encode() not in response.content
    assert employee.post(page_url(name, other.pk), {"new_parent_page": section("health").pk}).status_code in refused
    other.refresh_from_db()
    assert PostPage.objects.filter(pk=other.pk, path=other.path, live=which == 0).exists()


def test_a_form_sent_for_somebody_elses_post_changes_nothing(employee, theirs):
    for post in theirs:
        before = post.latest_revision_id
        edit(employee, post, title="훔친 제목", action="publish")
        post.refresh_from_db()
        assert (post.latest_revision_id, post.title != "훔친 제목") == (before, True)


def test_revisions_of_other_peoples_posts_are_refused(employee, theirs):
    for post, refused in zip(theirs, ({302, 403}, {404}), strict=True):
        revision = post.latest_revision_id
        for name in ("revisions_view", "revisions_revert"):
            assert employee.get(page_url(name, post.pk, revision)).status_code in refused
        assert employee.get(page_url("revisions_compare", post.pk, "earliest", "latest")).status_code in refused
        assert employee.get(page_url("preview_on_edit", post.pk)).status_code in refused
        assert employee.post(page_url("preview_on_edit", post.pk), {"title": "x"}).status_code in refused


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
def test_bulk_actions_leave_other_peoples_posts_alone(employee, theirs, action):
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    ids = "&".join(f"id={post.pk}" for post in theirs)
    employee.post(f"{url}?{ids}", {"chooser": section("health").pk, "include_descendants": "on"})
    for number, post in enumerate(theirs):
        stored = PostPage.objects.get(pk=post.pk)
        assert (stored.live, stored.path) == (number == 0, post.path)


def test_the_list_of_pages_hides_other_peoples_drafts_and_shows_all_to_an_administrator(employee, theirs):
    url = reverse("wagtailadmin_explore", args=(section().pk,))
    shown = employee.get(url).content.decode()
    assert ("남의 소식" in shown, "남의 초안" in shown) == (True, False)
    assert "남의 초안" in sign_in("admin", admin=True).get(url).content.decode()


def test_privacy_of_other_peoples_posts_and_of_sections_is_refused(employee, theirs):
    for page in (*theirs, section()):
        url = reverse("wagtailadmin_pages:set_privacy", args=(page.pk,))
        refused = {302, 403} if page.live else {404}
        assert employee.post(url, {"restriction_type": "login"}).status_code in refused
    assert not PageViewRestriction.objects.exists()


@pytest.mark.parametrize("model", ["fieldpage", "websitepage", "citypage"])
def test_sub_sites_and_websites_are_not_an_employees_to_make(employee, prepared_city, model):
    before = Page.objects.count()
    for parent in (Page.get_first_root_node(), prepared_city, section()):
        url = page_url("add", "subsites", model, parent.pk)
        assert employee.get(url).status_code in {302, 403}
        employee.post(url, {"title": "내 사이트", "slug": "mine", "code": "mine"})
    assert Page.objects.count() == before
    assert sign_in("admin", admin=True).get(page_url("add", "subsites", "websitepage", section().pk)).status_code == 200


def test_fields_and_the_city_cannot_be_edited_moved_or_deleted_by_an_employee(employee, prepared_city):
    for page in (prepared_city, section()):
        for name in ("edit", "delete", "move", "unpublish", "copy"):
            assert employee.get(page_url(name, page.pk)).status_code in {302, 403}
        employee.post(page_url("delete", page.pk))
        employee.post(page_url("unpublish", page.pk))
        assert Page.objects.filter(pk=page.pk, live=True).exists()


@pytest.mark.parametrize(
    "url",
    [
        "/admin/users/",
        "/admin/users/new/",
        "/admin/groups/",
        "/admin/sites/",
        "/admin/locales/",
        "/admin/collections/",
        "/admin/redirects/",
        "/admin/snippets/subsites/field/",
        "/admin/snippets/subsites/field/add/",
        "/admin/snippets/subsites/organisationunit/",
    ],
)
def test_settings_users_and_vocabularies_are_closed_to_an_employee(employee, url):
    assert employee.get(url).status_code in {302, 403}
    assert sign_in("admin", admin=True).get(url).status_code == 200


def test_the_menu_of_an_employee_has_what_they_may_do(employee):
    page = employee.get("/admin/").content.decode()
    assert reverse("write_post") in page
    assert "/admin/users/" not in page
    assert "/admin/snippets/" not in page


def test_adding_below_a_field_offers_all_that_an_employee_writes_there_and_nothing_else(employee):
    response = employee.get(page_url("add_subpage", section().pk))
    assert response.status_code == 200
    offered = {(app, model) for _, app, model, _ in response.context["page_types"]}
    assert offered == {("events", "eventpage"), ("news", "postpage"), ("pages", "standardpage")}


def test_nothing_can_be_added_below_the_city_by_an_employee(employee, prepared_city):
    for url in (
        page_url("add_subpage", prepared_city.pk),
        page_url("add", "pages", "standardpage", prepared_city.pk),
    ):
        response = employee.get(url)
        assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))


def test_an_employee_writes_pages_below_pages_of_their_own_and_no_other(employee):
    theirs, own = published_page("남의 안내"), draft_page("제 안내", slug="own")
    StandardPage.objects.filter(pk=own.pk).update(owner=employee.user)
    statuses = [employee.get(page_url("add", "pages", "standardpage", page.pk)).status_code for page in (theirs, own)]
    assert statuses == [302, 200]


def test_an_administrator_chooses_among_the_page_types(prepared_city):
    response = sign_in("admin", admin=True).get(page_url("add_subpage", section().pk))
    assert response.status_code == 200


def test_the_short_way_to_a_new_post_offers_every_field_and_website_in_every_language(employee, prepared_city):
    section().add_child(instance=WebsitePage(title="새별 자전거", slug="bike", code="bike"))
    page = employee.get(reverse("write_post")).content.decode()
    places = [*FieldPage.objects.all(), *WebsitePage.objects.all()]
    assert len(places) == 5
    for place in places:
        assert page_url("add", "news", "postpage", place.pk) in page
    assert employee.get(page_url("add", "news", "postpage", places[0].pk)).status_code == 200


def test_somebody_without_the_group_is_told_that_they_may_not_write(prepared_city):
    from django.contrib.auth.models import Permission

    guest = sign_in("guest")
    guest.user.groups.clear()
    guest.user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    page = guest.get(reverse("write_post")).content.decode()
    assert "Employees" in page
    assert "/admin/pages/add/" not in page


def test_a_visitor_is_asked_to_sign_in(prepared_city):
    response = Client().get(reverse("write_post"))
    assert response.url.startswith("/admin/login/")


def test_a_new_post_is_prefilled_with_the_authors_department_and_the_citys_licence(prepared_city):
    prepared_city.licence = "cc-by-sa-4.0"
    prepared_city.save()
    unit = make_unit()
    client = sign_in("clerk", unit=unit)
    response = client.get(page_url("add", "news", "postpage", section().pk))
    assert response.context["form"].initial["unit"] == unit.pk
    assert response.context["form"].initial["licence"] == "cc-by-sa-4.0"


def test_a_reserved_address_is_refused_in_the_form(employee):
    response, post = add(employee, section(), slug="data")
    assert post is None
    assert "data" in errors(response)["slug"][0]


def test_a_title_is_stored_clean(employee):
    _, post = add(employee, section(), title="자전거길\u200b\x08  개통\u202e", action="publish")
    assert post.title == "자전거길\u200b 개통"


def test_the_main_field_is_not_stored_as_a_further_one(employee):
    fields = list(Field.objects.all())
    _, post = add(employee, section(), further_fields=[field.pk for field in fields], action="publish")
    assert [field.key for field in post.further_fields.all()] == ["health"]
    assert Entry.objects.get().record["topics"] == ["traffic", "health"]


def test_tags_are_words_and_one_tag_whatever_its_case_or_form(employee):
    written = f'BUS, bus, {normalize("NFD", "강변")}, 강변, !!!, 🚲, "겨울 축제"'
    _, post = add(employee, section(), tags=written, action="publish")
    assert sorted(tag.name for tag in post.tags.all()) == ["BUS", "강변", "겨울 축제"]
    assert Entry.objects.get().record["tags"] == ["bus", "강변", "겨울-축제"]
