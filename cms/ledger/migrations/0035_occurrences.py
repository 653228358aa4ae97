"""Calendars in a table of their own, in which an item may stand at several times."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publication", "0034_former_names")]

    operations = [
        migrations.CreateModel(
            "OccurrenceRow",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "entry", "calendar", "at_us", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("calendar", models.CharField(max_length=200)),
                ("at_us", models.BigIntegerField()),
                ("before_us", models.BigIntegerField()),
                ("starts_us", models.BigIntegerField()),
                ("ends_us", models.BigIntegerField(null=True)),
                ("aspect", models.BigIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.deletion.CASCADE,
                        related_name="occurrences",
                        to="publication.entry",
                    ),
                ),
            ],
            {
                "db_table": "publication_occurrence",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["calendar", "at_us", "entry", "before_us", "aspect"], name="occurrence_by_time")
                ],
            },
        ),
    ]
