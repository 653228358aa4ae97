"""Indexes of Wagtail's own table of pages, without which the editor reads all of a million pages.

The first serves the questions for the pages at the top of the tree, which every view of the editor asks, and for the
children of a place or a folder, which would read all that is below it; documents lie deeper. The second finds a page by
its path. SQLite has neither hash indexes nor classes of operators.
"""

from django.db import migrations

TOP = {
    "postgresql": "CREATE INDEX madang_page_top ON wagtailcore_page (depth, path varchar_pattern_ops) WHERE depth <= 6",
    "sqlite": "CREATE INDEX madang_page_top ON wagtailcore_page (depth, path) WHERE depth <= 6",
}
URL_PATH = {
    "postgresql": "CREATE INDEX madang_page_url_path ON wagtailcore_page USING hash (url_path)",
    "sqlite": "CREATE INDEX madang_page_url_path ON wagtailcore_page (url_path)",
}


def create(apps, schema_editor):
    schema_editor.execute(TOP[schema_editor.connection.vendor])
    schema_editor.execute(URL_PATH[schema_editor.connection.vendor])


def drop(apps, schema_editor):
    schema_editor.execute("DROP INDEX madang_page_top")
    schema_editor.execute("DROP INDEX madang_page_url_path")


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_user_unit"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create, drop)]
