"""The pictures and files that public entries and terms show, so that their addresses follow what shows them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0009_pages_by_expiry'),
    ]

    operations = [
        migrations.CreateModel(
            name='Shown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=400)),
                ('entry', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='shown', to='publication.entry')),
                ('term', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='shown', to='publication.termrow')),
            ],
            options={
                'indexes': [models.Index(fields=['path'], name='shown_path'), models.Index(condition=models.Q(('entry__isnull', False)), fields=['entry'], name='shown_by_entry'), models.Index(condition=models.Q(('term__isnull', False)), fields=['term'], name='shown_by_term')],
            },
        ),
    ]
