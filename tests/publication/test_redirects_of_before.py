"""Redirects that editors had saved in Wagtail's own table, which nobody read."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from wagtail.models import Site

from cms.core.models import Redirect
from cms.core.redirects import place_of, toward_of
from cms.ledger import generation
from cms.publication import terms
from cms.publication.reconcile import reconcile
from cms.subsites.models import WebsitePage
from tests.content import (
    HOST,
    make_committee,
    make_documents,
    published_post,
    section,
)

pytestmark = pytest.mark.django_db
carried = import_module("cms.ledger.migrations.0025_redirects_of_the_editor")
completed = import_module("cms.ledger.migrations.0026_complete_redirects")
TABLE = "wagtailredirects_redirect"


@pytest.mark.usefixtures("prepared_city")
def test_they_are_kept_and_completed_and_the_table_goes():
    post, field = published_post("글", slug="one"), section()
    traffic = Site.objects.create(hostname="traffic.example", port=80, root_page=field)
    terms.sync_all()
    rows = [
        ("/old", None, post.pk, "", True, False),
        ("/길?a=1", None, None, "https://elsewhere.example/", False, False),
        ("/place", None, field.pk, "", True, False),
        ("/own", traffic.pk, None, "/traffic/", True, False),
        ("/old/", None, None, "https://elsewhere.example/twice", True, False),
        ("/moved", None, post.pk, "", True, True),
        ("/nowhere", None, None, "", True, False),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {TABLE} (id integer PRIMARY KEY, old_path varchar(255), site_id integer, redirect_page_id"
            " integer, redirect_link varchar(255), is_permanent boolean, automatically_created boolean)"
        )
        for number, row in enumerate(rows):
            cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, %s, %s, %s, %s, %s, %s)", [number, *row])

    def execute(sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)

    for _ in range(2):
        editor = SimpleNamespace(connection=connection, execute=execute)
        carried.carry(apps, editor)
        carried.forget(apps, editor)
    assert TABLE not in connection.introspection.table_names()
    completed.complete(apps, SimpleNamespace(connection=connection))
    generation.replace()
    place = Client().get("/place", headers={"host": HOST})
    assert (place.status_code, place["Location"]) == (301, "http://traffic.example/")
    assert sum(repair for repair in reconcile() if isinstance(repair, int)) == 0, "nothing is left to complete"
    assert [(str(row), row.page_id, row.url, row.permanent, row.place) for row in Redirect.objects.order_by("pk")] == [
        ("/old/", post.pk, "", True, ""),
        ("/길/?a=1", None, "https://elsewhere.example/", False, ""),
        ("/place/", field.pk, "", True, "saebyeol:field:traffic:ko"),
        ("https://traffic.example/own/", None, "http://saebyeol.example/traffic/", True, ""),
    ]


def committees():
    """A committee, and the section that it lies in."""
    committee = make_committee()
    return [committee.get_parent().specific, committee]


def test_each_page_that_is_a_place_is_named_as_the_editor_names_it(prepared_city):
    city = prepared_city
    website = WebsitePage(title="자전거", slug="bike", code="bike", locale=city.locale)
    section().add_child(instance=website)
    pages = [
        city,
        section(language="en"),
        website,
        make_documents(),
        *committees(),
        published_post(),
    ]
    rows = [Redirect(site="saebyeol", path=f"/{page.pk}/", page=page, digest=str(page.pk)) for page in pages]
    away = Redirect(site="saebyeol", path="/away/", url="https://elsewhere.example/a?b", digest="away")
    Redirect.objects.bulk_create([*rows, away])
    completed.complete(apps, SimpleNamespace(connection=connection))
    found = dict(Redirect.objects.values_list("path", "place"))
    assert found == {f"/{page.pk}/": place_of(page) for page in pages} | {"/away/": ""}
    assert [*found.values()].count("") == 2
    assert Redirect.objects.get(path="/away/").toward == toward_of(away.url) != ""
