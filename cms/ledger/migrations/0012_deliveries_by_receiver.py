"""Deliveries are found receiver by receiver, and a receiver that is away is remembered."""

from django.db import migrations, models

from cms.core.indexes import AddIndexBeside

DUE = models.Index(
    condition=models.Q(("state", "pending")), fields=["target", "available_at", "id"], name="delivery_of_target"
)
GIVEN_UP = models.Index(condition=models.Q(("state", "failed")), fields=["target", "id"], name="delivery_given_up")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("publication", "0011_fill_shown")]

    operations = [
        migrations.AddField("webhook", "error", models.CharField(blank=True, editable=False, max_length=500)),
        migrations.AddField("webhook", "failures", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AddField("webhook", "rests_until", models.DateTimeField(editable=False, null=True)),
        AddIndexBeside("delivery", DUE),
        AddIndexBeside("delivery", GIVEN_UP),
        migrations.RemoveIndex("delivery", "delivery_due"),
    ]
