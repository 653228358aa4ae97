"""An index of where redirects lead, so that what leads to an address is found: filled by the publication's own one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0008_sizes_of_renditions")]

    operations = [
        migrations.AddField(
            model_name="redirect",
            name="toward",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="redirect", index=models.Index(fields=["toward"], name="redirect_toward")
        ),
    ]
