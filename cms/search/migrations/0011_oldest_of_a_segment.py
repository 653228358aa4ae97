"""The moment of the oldest text of a segment, so that a page by date passes over what is newer as a whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0010_search_keepers")]

    operations = [
        migrations.AddField("segment", "oldest_us", models.BigIntegerField(db_default=-9223372036854775808)),
    ]
