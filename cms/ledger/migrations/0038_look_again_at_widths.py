"""Records tell of their pictures as WebP in widths: what shows pictures is queued for the worker again."""

from importlib import import_module

from django.db import migrations

pictures = import_module("cms.ledger.migrations.0023_look_again_at_pictures")


class Migration(migrations.Migration):
    dependencies = [("publication", "0037_staff")]
    operations = [
        migrations.RunPython(pictures.queue, migrations.RunPython.noop, hints={"writes": ["publication_touch"]})
    ]
