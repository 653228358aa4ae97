"""The file of a multiple upload, kept until its form has been filled in: cleaned, as everything that is kept."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import UploadedFile

from cms.core.models import Image
from cms.core.pictures.fields import cleaned


@receiver(pre_save, sender=UploadedFile)
def clean_upload(instance: UploadedFile, **kwargs: Any) -> None:
    """Wagtail has validated the file and keeps the one that was sent."""
    model = instance.for_content_type.model_class() if instance.for_content_type else None
    if model is Image and instance.file and not instance.file._committed:
        instance.file = cleaned(instance.file.file)
