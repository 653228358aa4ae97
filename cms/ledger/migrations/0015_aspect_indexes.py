from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes of the new table, which nobody reads yet."""

    dependencies = [("publication", "0014_listings_with_aspects")]

    operations = [
        migrations.AddIndex(
            model_name="aspectlisting",
            index=models.Index(fields=["listing", "published_us", "entry"], name="listing_in_order"),
        ),
        migrations.AddIndex(
            model_name="aspectlisting",
            index=models.Index(fields=["listing", "aspect", "published_us", "entry"], name="listing_aspect"),
        ),
    ]
