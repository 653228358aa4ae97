"""The editor as an employee uses it: real views, real forms, through Django's test client."""

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.news.models import PostPage
from cms.subsites.employees import allow_writing
from cms.subsites.models import CityPage

PASSWORD = "a-long-password-for-tests"


def sign_in(name="employee", *, admin=False, unit=None):
    """A client of a user, who is an employee of every city that there is."""
    model = get_user_model()
    user = model.objects.filter(username=name).first()
    if user is None:
        make = model.objects.create_superuser if admin else model.objects.create_user
        user = make(name, f"{name}@saebeol.example", PASSWORD, unit=unit)
        if not admin:
            user.groups.add(allow_writing(CityPage.objects.all()))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def form(title="자전거길 개통", *, body=None, action=None, further_fields=(), **over):
    """The form that the browser sends; ``action`` is ``publish`` or None for a draft."""
    values = {
        "title": title,
        "slug": "",
        "lead": "강변을 따라 달립니다.",
        "body": streamfield(body if body is not None else [("text", rich_text("<p>본문입니다.</p>"))]),
        "cover": "",
        "cover_alt": "",
        "tags": "",
        "unit": "",
        "byline": "",
        "licence": "kogl-1",
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
    } | over
    data = nested_form_data(values) | {"further_fields": list(further_fields)}
    if action:
        data[f"action-{action}"] = "1"
    return data


def add(client, parent, **over):
    """Send the form for a new post; returns the response and the post, or None where there is none."""
    before = set(PostPage.objects.values_list("pk", flat=True))
    response = client.post(reverse("wagtailadmin_pages:add", args=("news", "postpage", parent.pk)), form(**over))
    return response, PostPage.objects.exclude(pk__in=before).first()


def edit(client, post, **over):
    """Send the form of a stored post."""
    over = {"slug": post.slug, "title": post.title} | over
    return client.post(reverse("wagtailadmin_pages:edit", args=(post.pk,)), form(**over))


def errors(response):
    """The errors of the form that came back."""
    return {name: list(found) for name, found in response.context["form"].errors.items()}
