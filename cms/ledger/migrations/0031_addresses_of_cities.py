"""Each address says of which city it is: here the column, in the next migration what is in it.

What is filled in batches is begun again after a kill, so it is not in the migration of its column, which is not.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publication", "0030_clock_of_each_city")]

    operations = [
        migrations.AddField(
            model_name="address",
            name="site",
            field=models.CharField(db_default="", default="", max_length=60),
        ),
    ]
