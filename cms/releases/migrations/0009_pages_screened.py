from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion

# Posts and meetings that are public already stay so until the worker has screened them: a row without a verdict that is
# not held. One statement, without a lock on any table.
PENDING = """
    INSERT INTO releases_pagescreening (page_id, verdict, unscreened, held, held_since, city, unit_id, meant, noted, note)
    SELECT p.id, NULL, TRUE, FALSE, NULL, '', NULL, '[]', '[]', ''
    FROM wagtailcore_page p JOIN django_content_type t ON t.id = p.content_type_id
    WHERE p.live AND ((t.app_label = 'news' AND t.model = 'postpage') OR (t.app_label = 'releases' AND t.model = 'meetingpage'))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_clean_pictures"),
        ("releases", "0008_ownership_of_documents"),
        ("subsites", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileReading",
            fields=[
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reading",
                        serialize=False,
                        to="core.file",
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("text", models.TextField(blank=True)),
                ("problem", models.CharField(blank=True, max_length=20)),
                ("checked", models.BooleanField(default=False)),
            ],
            options={"verbose_name": "reading of a file", "verbose_name_plural": "readings of files"},
        ),
        migrations.CreateModel(
            name="PageScreening",
            fields=[
                ("verdict", models.JSONField(editable=False, null=True)),
                ("unscreened", models.BooleanField(default=True, editable=False)),
                ("held", models.BooleanField(default=True, editable=False)),
                ("held_since", models.DateTimeField(editable=False, null=True)),
                (
                    "page",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="page_screening",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("city", models.CharField(blank=True, max_length=60)),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="subsites.organisationunit",
                    ),
                ),
                ("meant", models.JSONField(default=list)),
                ("noted", models.JSONField(default=list)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "screening of a page",
                "verbose_name_plural": "screenings of pages",
                "permissions": [
                    ("declare_public", "Can say that what screening finds on a page is meant to be public")
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("unscreened", True)), fields=["page"], name="page_unscreened"
                    ),
                    models.Index(
                        condition=models.Q(("held", True)), fields=["city", "held_since", "page"], name="page_held"
                    ),
                ],
            },
        ),
        migrations.RunSQL(PENDING, migrations.RunSQL.noop),
        # A document is a page of the same primary key, and the column has no constraint: only its meaning widens.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="decision",
                    name="document",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="decisions",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="decision",
                    name="action",
                    field=models.CharField(
                        choices=[
                            ("release", "released as it is"),
                            ("mask", "released with what is personal covered"),
                            ("close", "closed"),
                            ("return", "sent back to the department"),
                            ("open", "opened, its ground having lapsed"),
                            ("keep", "kept closed"),
                            ("take-down", "taken down"),
                            ("restore", "restored"),
                            ("screen", "screened again"),
                            ("allow", "value declared public"),
                            ("quarantine", "held by new rules"),
                            ("clear", "cleared by the present rules"),
                            ("undo", "undone"),
                            ("declare", "said to be meant for the public"),
                        ],
                        max_length=12,
                    ),
                ),
            ]
        ),
    ]
