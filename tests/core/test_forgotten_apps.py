"""Applications that were installed once: what they left in a store goes."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

pytestmark = pytest.mark.django_db
forget = import_module("cms.core.migrations.0006_no_forms_and_second_admin").forget


def test_what_unused_applications_left_goes_and_nothing_else() -> None:
    before = (ContentType.objects.count(), Permission.objects.count())
    kept = Permission.objects.get(codename="change_page")
    left = ContentType.objects.create(app_label="admin", model="logentry")
    permission = Permission.objects.create(content_type=left, codename="add_logentry", name="Can add log entry")
    group = Group.objects.create(name="officers")
    group.permissions.set([permission, kept])
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE django_admin_log (id integer PRIMARY KEY, content_type_id integer"
            " REFERENCES django_content_type (id) DEFERRABLE INITIALLY DEFERRED)"
        )

    def execute(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    for _ in range(2):
        forget(apps, SimpleNamespace(execute=execute))
        assert (ContentType.objects.count(), Permission.objects.count()) == before
        assert list(group.permissions.all()) == [kept]
        assert not {"django_admin_log", "wagtailforms_formsubmission"} & set(connection.introspection.table_names())
