"""Hosts that were saved in capitals, or in letters beyond ASCII: renamed where they are stored.

What records say of them follows when they are next looked at; addresses are compared in their normal form until then.
"""

from django.db import migrations

from cms.normal_form import kept_host


def rename(apps, schema_editor):
    site_of, host_of, address_of = (
        apps.get_model(app, name)
        for app, name in (("wagtailcore", "Site"), ("publication", "Host"), ("publication", "Address"))
    )
    for site in site_of.objects.all():
        name = kept_host(site.hostname)
        if name != site.hostname and not site_of.objects.filter(hostname=name, port=site.port).exists():
            site_of.objects.filter(pk=site.pk).update(hostname=name)
    for host in host_of.objects.order_by("-is_default", "name"):
        name = kept_host(host.name)
        if name == host.name:
            continue
        taken = address_of.objects.filter(host=name).values("path")
        address_of.objects.filter(host=host.name, path__in=taken).delete()
        address_of.objects.filter(host=host.name).update(host=name)
        host_of.objects.filter(pk=host.pk).delete()
        host_of.objects.get_or_create(name=name, defaults={"site": host.site, "is_default": host.is_default})


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0019_listing_changes"),
        ("subsites", "0003_names_of_logos"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
