import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0002_relations_and_statistics"),
    ]

    operations = [
        migrations.AlterField(
            model_name="listing",
            name="entry",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="listings",
                to="publication.entry",
            ),
        ),
    ]
