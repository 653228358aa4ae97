"""The identity of cities that have published under a public address: what their IRIs begin with stays theirs.

Nothing that is published is touched. A city whose IRIs name this machine or a private network gets its base later.
"""

from urllib.parse import urlsplit

from django.db import migrations

from cms.core.hosts import is_public
from cms.normal_form import split_host


def fill(apps, schema_editor):
    term_of, identity_of = apps.get_model("publication", "TermRow"), apps.get_model("subsites", "Identity")
    for city, iri in term_of.objects.filter(scheme="city").values_list("site", "data__iri"):
        base = iri.partition("/id/")[0]
        if is_public(split_host(urlsplit(base).netloc)[0]) and not identity_of.objects.filter(base=base).exists():
            identity_of.objects.get_or_create(city=city, defaults={"base": base})


class Migration(migrations.Migration):
    dependencies = [("publication", "0023_look_again_at_pictures"), ("subsites", "0004_identity")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
