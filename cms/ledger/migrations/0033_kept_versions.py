"""Versions of public entries that later ones have replaced, for cities that keep some."""

from django.db import migrations, models

from cms.core import compression


class Migration(migrations.Migration):
    dependencies = [("publication", "0032_cities_in_unique_indexes")]

    operations = [
        migrations.CreateModel(
            "EntryVersion",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.CharField(max_length=60)),
                ("version", models.BigIntegerField()),
                ("record", models.JSONField()),
                ("html", models.TextField()),
                ("text", models.TextField()),
                ("changed_at", models.DateTimeField()),
                ("rules", models.CharField(max_length=20)),
                ("sequence", models.BigIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        "publication.entry",
                        models.CASCADE,
                        related_name="versions",
                        db_index=False,
                        db_constraint=False,
                    ),
                ),
            ],
            {
                "default_permissions": (),
                "indexes": [models.Index(fields=["rules", "entry"], name="version_by_rules")],
                "constraints": [models.UniqueConstraint(fields=["entry", "version", "site"], name="version_once")],
            },
        ),
        compression.lz4("publication", {"entryversion": ("record", "html", "text")}),
    ]
