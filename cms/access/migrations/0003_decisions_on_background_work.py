"""Two more things that can be noted; columns and rows stay as they are."""

from django.db import migrations, models

EVENTS = [
    ("signed-in", "Signed in"),
    ("sign-in-failed", "Sign-in failed"),
    ("locked", "Locked after failed sign-ins"),
    ("unlocked", "Lock ended by a new password"),
    ("signed-out", "Signed out"),
    ("read", "Read what is held"),
    ("listed", "Listed what is held"),
    ("retried", "Had background work tried again"),
    ("left", "Left an item of background work"),
]


class Migration(migrations.Migration):
    dependencies = [("access", "0002_rows_are_only_added")]

    operations = [
        migrations.AlterField("auditentry", "event", models.CharField("what", choices=EVENTS, max_length=20)),
    ]
