
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0009_pages_screened"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="MissedSchedule",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="missed_schedule",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("city", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("is_personal", models.BooleanField()),
            ],
            options={
                "verbose_name": "missed schedule",
                "verbose_name_plural": "missed schedules",
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_personal", True)), fields=["city", "at", "page"], name="missed_for_desk"
                    )
                ],
            },
        ),
    ]
