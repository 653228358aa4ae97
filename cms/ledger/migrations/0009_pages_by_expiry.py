"""An index of Wagtail's own table of pages, by which the worker finds what has expired without reading all of them."""

from django.db import migrations

COLUMNS = "ON wagtailcore_page (expire_at) WHERE live AND expire_at IS NOT NULL"


def create(apps, schema_editor):
    # Beside everybody who writes pages meanwhile, which takes a migration without a transaction.
    how = "CONCURRENTLY" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP INDEX {how} IF EXISTS madang_page_expiry")
    schema_editor.execute(f"CREATE INDEX {how} madang_page_expiry {COLUMNS}")


def drop(apps, schema_editor):
    schema_editor.execute("DROP INDEX madang_page_expiry")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("publication", "0008_listing_by_entry"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create, drop)]
