"""The last change of each listing. Of the time before nothing is known, so the last change counts for every listing."""

from django.db import migrations, models


def begin(apps, schema_editor):
    clock = apps.get_model('publication', 'Clock').objects.first()
    if clock is not None:
        apps.get_model('publication', 'ListingChange').objects.create(
            listing='*', kind='', language='', changed_at=clock.changed_at
        )


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0018_names_of_deliveries_and_webhooks'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListingChange',
            fields=[
                ('pk', models.CompositePrimaryKey('listing', 'kind', 'language', blank=True, editable=False, primary_key=True, serialize=False)),
                ('listing', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=12)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=True),
    ]
