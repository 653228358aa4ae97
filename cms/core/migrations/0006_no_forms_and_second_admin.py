"""The tables of two applications that no page and no address ever used, and their permissions."""

from django.db import migrations

APPS = ("admin", "wagtailforms")
TABLES = ("django_admin_log", "wagtailforms_formsubmission")


def forget(apps, schema_editor):
    # First the tables: PostgreSQL drops none while rows that it refers to are being deleted.
    for table in TABLES:
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}")
    apps.get_model("auth", "Permission").objects.filter(content_type__app_label__in=APPS).delete()
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label__in=APPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_clean_pictures"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
