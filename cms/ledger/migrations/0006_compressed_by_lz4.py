from django.db import migrations

from cms.core import compression


class Migration(migrations.Migration):
    dependencies = [("publication", "0005_written_with_its_entry")]
    operations = [compression.lz4("publication", {"entry": ("record",), "entrybody": ("html", "text")})]
