"""The editor's lists of pages never read or count all pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.asked import always
from tests.content import draft_post, published_post, released_document, section


def asked(client, address):
    """The answer, and what was asked for it."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    return answer, always(captured)


def test_the_dashboard_leads_to_the_pages_without_counting_them(prepared_city, admin_client):
    answer, queries = asked(admin_client, reverse("wagtailadmin_home"))
    assert reverse("wagtailadmin_explore", args=[prepared_city.pk]) in answer.content.decode()
    assert not [sql for sql in queries if "COUNT" in sql and '"wagtailcore_page"' in sql]


def test_the_explorer_offers_no_filter_that_reads_every_page(prepared_city, admin_client):
    draft_post("자전거길 개통")
    answer, queries = asked(admin_client, reverse("wagtailadmin_explore", args=[section().pk]))
    assert "자전거길 개통" in answer.content.decode()
    assert not [sql for sql in queries if "DISTINCT" in sql and '"owner_id"' in sql]
    assert not {"owner", "edited_by"} & set(answer.context["filters"].filters)


def test_the_explorer_asks_for_children_and_not_for_the_whole_tree(prepared_city, admin_client):
    draft_post("자전거길 개통")
    _, queries = asked(admin_client, reverse("wagtailadmin_explore", args=[section().pk]))
    listed = [sql for sql in queries if "LIMIT 50" in sql or "COUNT(*)" in sql]
    assert listed
    assert not [sql for sql in listed if 'IN (SELECT U0."id" FROM "wagtailcore_page"' in sql]


@pytest.mark.parametrize("make", [published_post, released_document])
def test_twenty_public_pages_are_listed_with_as_many_queries_as_one(prepared_city, admin_client, make):
    page = make("하나") if make is published_post else make(1)
    address = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    asked(admin_client, address)
    _, one = asked(admin_client, address)
    for number in range(2, 21):
        make(f"소식 {number}") if make is published_post else make(number)
    answer, twenty = asked(admin_client, address)
    assert page.title in answer.content.decode()
    assert len(twenty) == len(one)


@pytest.mark.parametrize("suffix", ["", "results/"])
def test_a_folder_of_documents_is_not_taken_for_a_place_that_no_site_has(prepared_city, admin_client, suffix):
    folder = released_document(1).get_parent()
    shown = admin_client.get(f"{reverse('wagtailadmin_explore', args=[folder.pk])}{suffix}").content.decode()
    assert folder.get_children().get().title in shown
    assert "help-warning" not in shown
    root = admin_client.get(
        f"{reverse('wagtailadmin_explore', args=[prepared_city.get_parent().pk])}{suffix}"
    ).content.decode()
    assert "help-info" in root


def test_the_explorer_says_of_what_is_held_that_it_is(prepared_city, admin_client):
    from cms.news.models import PostPage
    from cms.publication import sync

    published_post("공개된 글")
    held, draft = published_post("보류된 글"), draft_post("초안")
    PostPage.objects.filter(pk=held.pk).update(lead="문의 010-1234-5678")
    sync.touch([held.pk])
    held.create_alias(parent=section("health"), update_slug="alias")
    answer = admin_client.get(reverse("wagtailadmin_explore", args=[section().pk]))
    assert [(page.title, str(page.status_string)) for page in answer.context["pages"]] == [
        (draft.title, "초안"),
        ("보류된 글", "보류"),
        ("공개된 글", "게시됨"),
    ]
    assert "보류" in admin_client.get(reverse("wagtailadmin_pages:edit", args=[held.pk])).content.decode()


def test_what_is_held_is_listed_with_as_many_queries_for_twenty_as_for_one(prepared_city, admin_client):
    from cms.news.models import PostPage
    from cms.publication import sync

    def hold(number):
        post = published_post(f"보류 {number}")
        PostPage.objects.filter(pk=post.pk).update(lead="문의 010-1234-5678")
        sync.touch([post.pk])

    hold(1)
    address = reverse("wagtailadmin_explore", args=[section().pk])
    asked(admin_client, address)
    _, one = asked(admin_client, address)
    for number in range(2, 12):
        hold(number)
    _, many = asked(admin_client, address)
    assert len(many) == len(one)
