"""What is unique is so within a city. The new indexes are made beside everybody who writes, then the old ones go."""

from django.db import migrations, models

from cms.core.indexes import AddUniqueBeside


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("publication", "0031_addresses_of_cities")]

    operations = [
        AddUniqueBeside(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=["key", "site"], name="entry_once"),
        ),
        AddUniqueBeside(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=["site", "sequence"], name="entry_change_once"),
        ),
        AddUniqueBeside(
            model_name="address",
            constraint=models.UniqueConstraint(fields=["host", "path", "site"], name="address_of_city_once"),
        ),
        migrations.AlterField(model_name="entry", name="key", field=models.UUIDField()),
        migrations.AlterField(model_name="entry", name="sequence", field=models.BigIntegerField()),
        migrations.RemoveConstraint(model_name="address", name="address_once"),
    ]
