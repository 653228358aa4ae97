"""Deliveries are found receiver by receiver, and a receiver that is away is remembered."""

from django.db import migrations, models

DUE = models.Index(
    condition=models.Q(("state", "pending")), fields=["target", "available_at", "id"], name="delivery_of_target"
)
GIVEN_UP = models.Index(condition=models.Q(("state", "failed")), fields=["target", "id"], name="delivery_given_up")


class AddIndexBeside(migrations.AddIndex):
    """On PostgreSQL beside everybody who writes deliveries meanwhile, which takes a migration without a transaction."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            return super().database_forwards(app_label, schema_editor, from_state, to_state)
        model = to_state.apps.get_model(app_label, self.model_name)
        schema_editor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS "{self.index.name}"')
        schema_editor.add_index(model, self.index, concurrently=True)


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
