"""The redirects that editors saved before there were any: kept. What Wagtail wrote at each move is in the addresses.

The table goes, and its permissions with it. Rows that are none any more, such as one without a target, are left out;
the next migration completes those that lead to places.
"""

from django.db import migrations

from cms.core.errors import BadInput
from cms.core.iri import absolute_url
from cms.core.redirects import digest, read_source

APP = "wagtailredirects"
TABLE = "wagtailredirects_redirect"
WANTED = "old_path, site_id, redirect_page_id, redirect_link, is_permanent"


def carry(apps, schema_editor):
    connection = schema_editor.connection
    if TABLE not in connection.introspection.table_names():
        return
    redirect_of, host_of, site_of = (
        apps.get_model(*name) for name in (("core", "Redirect"), ("publication", "Host"), ("wagtailcore", "Site"))
    )
    default = host_of.objects.order_by("-is_default", "name").first()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {WANTED} FROM {TABLE} WHERE NOT automatically_created ORDER BY id")
        rows = cursor.fetchall() if default else []
    for old_path, site_id, page_id, link, permanent in rows:
        site = site_of.objects.filter(pk=site_id).first() if site_id else None
        host = f"{site.hostname}:{site.port}" if site and not site.is_default_site else ""
        try:
            source = read_source(f"http://{host}{old_path}" if host else old_path)
        except BadInput:
            continue
        url = absolute_url(link, f"http://{default.name}/") if link and not page_id else ""
        if not page_id and not url:
            continue
        values = {"path": source.path, "query": source.query, "page_id": page_id, "url": url or ""}
        key = digest(source, site=default.site)
        redirect_of.objects.get_or_create(
            digest=key, defaults=values | {"site": default.site, "host": source.host, "permanent": permanent}
        )


def forget(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")
    apps.get_model("auth", "Permission").objects.filter(content_type__app_label=APP).delete()
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label=APP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0024_fill_identity"),
        ("core", "0007_redirects"),
        ("wagtailcore", "0098_apitoken"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(carry, migrations.RunPython.noop),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
