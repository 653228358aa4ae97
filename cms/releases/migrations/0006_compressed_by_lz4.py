from django.db import migrations

from cms.core import compression


class Migration(migrations.Migration):
    dependencies = [("releases", "0005_screen_held_again")]
    operations = [compression.lz4("releases", {"documentpage": ("text", "attachments", "verdict")})]
