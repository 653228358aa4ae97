"""Departments that were met in documents, and that nobody has put into the city's list.

On PostgreSQL a column with a constant default is added without writing the table.
"""

from django.db import migrations, models

# What the intake makes of a name that nobody knew.
MET = r"^u-[0-9a-f]{12}$"


def unlist(apps, schema_editor):
    apps.get_model("subsites", "OrganisationUnit").objects.filter(key__regex=MET, parent=None, telephone="").update(
        unlisted=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("subsites", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisationunit",
            name="unlisted",
            field=models.BooleanField(
                default=False,
                help_text="The public finds it only while something that is public names it.",
                verbose_name="not in the public list of departments",
            ),
        ),
        migrations.RunPython(unlist, migrations.RunPython.noop),
    ]
