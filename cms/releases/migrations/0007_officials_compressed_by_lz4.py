from django.db import migrations

from cms.core import compression


class Migration(migrations.Migration):
    dependencies = [("releases", "0006_compressed_by_lz4")]
    operations = [compression.lz4("releases", {"documentpage": ("officials", "functions", "details")})]
