import django.db.models.deletion
from django.db import migrations, models

COLUMNS = "entry_id, listing, kind, language, published_us"
INDEXES = {
    "listing_all": (["listing", "published_us", "entry"], None),
    "listing_language": (["listing", "language", "published_us", "entry"], None),
    "listing_posts": (["listing", "published_us", "entry"], models.Q(kind="post")),
    "listing_posts_language": (["listing", "language", "published_us", "entry"], models.Q(kind="post")),
}


def _copy(source, target):
    return f"INSERT INTO {target} ({COLUMNS}) SELECT {COLUMNS} FROM {source} ORDER BY entry_id, listing"


class Migration(migrations.Migration):
    """A place is known by its entry and listing. Django cannot give a table another key, so it is written anew."""

    dependencies = [("publication", "0007_listings_of_posts")]

    operations = [
        *(migrations.RemoveIndex(model_name="listing", name=name) for name in INDEXES),
        migrations.RemoveConstraint(model_name="listing", name="listing_once"),
        migrations.RenameModel(old_name="Listing", new_name="NumberedListing"),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "entry", "listing", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("listing", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=20)),
                ("language", models.CharField(max_length=12)),
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
        migrations.RunSQL(
            _copy("publication_numberedlisting", "publication_listing"),
            _copy("publication_listing", "publication_numberedlisting"),
        ),
        migrations.DeleteModel(name="NumberedListing"),
        *(
            migrations.AddIndex(model_name="listing", index=models.Index(fields=fields, name=name, condition=condition))
            for name, (fields, condition) in INDEXES.items()
        ),
    ]
