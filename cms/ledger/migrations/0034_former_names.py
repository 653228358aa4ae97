"""Names that terms had before, by which what carries them is still known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publication", "0033_kept_versions")]

    operations = [
        migrations.CreateModel(
            "FormerName",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.CharField(max_length=60)),
                ("scheme", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=120)),
                ("language", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=255)),
            ],
            {
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=["site", "scheme", "key", "language", "name"], name="former_name_once"
                    )
                ],
            },
        ),
    ]
