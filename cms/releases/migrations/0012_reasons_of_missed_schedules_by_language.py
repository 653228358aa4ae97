from django.conf import settings
from django.db import migrations, models


def keep_as_they_are(apps, schema_editor):
    """Keep them in the language of the installation, in which the worker wrote them."""
    rows = apps.get_model("releases", "MissedSchedule").objects
    for row in rows.iterator():
        rows.filter(pk=row.pk).update(reasons={settings.LANGUAGE_CODE: row.reason})


def take_one(apps, schema_editor):
    rows = apps.get_model("releases", "MissedSchedule").objects
    for row in rows.iterator():
        rows.filter(pk=row.pk).update(reason=next(iter(row.reasons.values()), ""))


class Migration(migrations.Migration):
    dependencies = [("releases", "0011_name_of_task_card_key")]

    operations = [
        migrations.AddField("missedschedule", "reasons", models.JSONField(default=dict)),
        migrations.RunPython(keep_as_they_are, take_one),
        migrations.RemoveField("missedschedule", "reason"),
    ]
