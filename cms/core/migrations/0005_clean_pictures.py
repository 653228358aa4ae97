"""Pictures say whether they have been cleaned; those that are stored already are cleaned by the worker."""

import cms.core.pictures.fields
import wagtail.images.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_page_indexes'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='cleaning',
            field=models.CharField(choices=[('pending', 'Pending'), ('done', 'Done'), ('failed', 'Failed')], default='pending', editable=False, max_length=8),
        ),
        migrations.AddField(
            model_name='image',
            name='original',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AlterField(
            model_name='image',
            name='file',
            field=cms.core.pictures.fields.PictureField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width'),
        ),
        migrations.AlterField(
            model_name='rendition',
            name='file',
            field=cms.core.pictures.fields.RenditionField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width'),
        ),
        migrations.AddIndex(
            model_name='image',
            index=models.Index(condition=models.Q(('cleaning', 'pending')), fields=['id'], name='image_to_clean'),
        ),
        migrations.AddIndex(
            model_name='rendition',
            index=models.Index(fields=['file'], name='rendition_by_file'),
        ),
    ]
