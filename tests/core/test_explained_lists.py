"""An empty list of the editor says what belongs into it."""

import re

import pytest
from django.db.models import BooleanField
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn
from wagtail.snippets.models import get_snippet_models
from wagtail.users.models import UserProfile

from cms.core.explained_lists import ExplainedViewSet
from tests.news.editor import sign_in


def test_every_list_of_ours_is_explained_in_both_languages():
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        assert isinstance(viewset, ExplainedViewSet), model
        with override("en"):
            english = str(viewset.about)
        with override("ko"):
            assert str(viewset.about) != english


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_every_column_of_every_list_of_ours_has_korean_words_and_no_true_or_false():
    admin = sign_in("admin", admin=True)
    for model in get_snippet_models():
        answer = admin.get(reverse(f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:list"))
        for column in answer.context["view"].columns:
            field = next((field for field in model._meta.concrete_fields if field.name == column.name), None)
            assert isinstance(column, BooleanColumn) or not isinstance(field, BooleanField), (model, column.name)
            has_words = isinstance(column, BulkActionsCheckboxColumn) or not re.search("[a-z]{3}", str(column.label))
            assert has_words, (model, column.name)


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
def test_an_empty_list_says_what_belongs_into_it_and_a_search_that_finds_nothing_does_not():
    admin = sign_in("admin", admin=True)
    UserProfile.objects.create(user=admin.user, preferred_language="en")
    former, cards = (
        reverse(f"wagtailsnippets_{name}:list") for name in ("publication_formerhost", "releases_taskcard")
    )
    assert "Nothing has moved yet." in admin.get(former).content.decode()
    told = "Task cards come with the documents"
    assert [told in admin.get(address).content.decode() for address in (cards, f"{cards}?q=bridge")] == [True, False]
    told, redirects = "An address at which there is no page any more", reverse("redirects:index")
    assert [told in admin.get(address).content.decode() for address in (redirects, f"{redirects}?origin=posts")] == [
        True,
        False,
    ]
