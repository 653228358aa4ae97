"""Deliveries that are done or given up are found by their age, to be removed."""

from django.db import migrations, models

from cms.core.indexes import AddIndexBeside

FINISHED = models.Index(
    condition=models.Q(("state", "pending"), _negated=True), fields=["created_at"], name="delivery_finished"
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("publication", "0016_listings_by_aspect")]

    operations = [AddIndexBeside("delivery", FINISHED)]
