"""The words that the lexicon has of each text, so that they leave it with the text."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0011_oldest_of_a_segment")]

    operations = [
        migrations.AddField("indexedtext", "words", models.TextField(default="", db_default="")),
        migrations.AddField("indexedtext", "edition", models.IntegerField(default=0, db_default=0)),
    ]
