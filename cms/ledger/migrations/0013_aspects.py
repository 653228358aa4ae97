import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables beside those of today, so that the hub is read and written while they are filled."""

    dependencies = [("publication", "0012_deliveries_by_receiver")]

    operations = [
        migrations.CreateModel(
            name="AspectRow",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("language", models.CharField(max_length=12)),
                ("narrow", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="ShardRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "host", "part", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("host", models.CharField(max_length=255)),
                ("part", models.CharField(max_length=8)),
                ("number", models.BigIntegerField()),
                ("version", models.BigIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("listed", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="AspectListing",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "entry", "listing", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("listing", models.CharField(max_length=200)),
                ("aspect", models.BigIntegerField()),
                ("published_us", models.BigIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listings",
                        to="publication.entry",
                    ),
                ),
            ],
        ),
    ]
