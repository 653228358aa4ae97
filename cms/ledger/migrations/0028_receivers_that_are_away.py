"""The state of a receiver that is away belongs to its deliveries, whatever channel it is of."""

from django.db import migrations, models
from django.utils import timezone


def take_over(apps, schema_editor):
    webhook, state = (apps.get_model("publication", name) for name in ("Webhook", "ReceiverState"))
    state.objects.bulk_create(
        state(
            target=f"webhook:{away.pk}",
            failures=away.failures,
            rests_until=away.rests_until or timezone.now(),
            error=away.error,
        )
        for away in webhook.objects.filter(failures__gt=0)
    )


def give_back(apps, schema_editor):
    webhook, state = (apps.get_model("publication", name) for name in ("Webhook", "ReceiverState"))
    for away in state.objects.filter(target__startswith="webhook:"):
        webhook.objects.filter(pk=away.target.partition(":")[2]).update(
            failures=away.failures, rests_until=away.rests_until, error=away.error
        )


class Migration(migrations.Migration):
    dependencies = [("publication", "0027_summaries_of_prose")]

    operations = [
        migrations.CreateModel(
            "ReceiverState",
            [
                ("target", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField()),
                ("rests_until", models.DateTimeField()),
                ("error", models.CharField(max_length=500)),
            ],
            {"default_permissions": ()},
        ),
        migrations.RunPython(take_over, give_back),
        migrations.RemoveField("webhook", "failures"),
        migrations.RemoveField("webhook", "rests_until"),
        migrations.RemoveField("webhook", "error"),
    ]
