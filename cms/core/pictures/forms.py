"""The editor's form of a picture: one that cannot be shown is an error of the form, wherever it is uploaded."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.forms import FileField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.core.errors import BadInput, TooLarge
from cms.core.pictures import MAX_PIXELS
from cms.core.pictures.fields import cleaned
from cms.core.replacing import Replacing

MILLION: Final = 1_000_000


class PictureFormField(WagtailImageField):
    """The field of an upload, which gives the picture as it will be stored."""

    def to_python(self, data: Any) -> Any:
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        try:
            return super().to_python(cleaned(file))
        except TooLarge as error:
            raise ValidationError(_too_large(), code="file_too_many_pixels") from error
        except BadInput as error:
            message = _("This file is damaged, or is not a picture that can be shown. Please choose another one.")
            raise ValidationError(message, code="invalid_image") from error


def _too_large() -> str:
    number = MAX_PIXELS // MILLION
    return ngettext(
        "This picture has more than %(number)d million pixel. Please make it smaller.",
        "This picture has more than %(number)d million pixels. Please make it smaller.",
        number,
    ) % {"number": number}


class PictureForm(Replacing, BaseImageForm):
    """Wagtail's form of a picture, with our field for the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("file")) is not None:
            self.fields["file"] = PictureFormField(
                label=capfirst(str(field.label)), required=field.required, widget=field.widget
            )

    def save(self, commit: bool = True) -> Any:
        """Wagtail removes the renditions of a file that was replaced after it has told that the picture has changed.

        Whoever made one of the new file meanwhile is told again.
        """
        image = super().save(commit=commit)
        if commit and "file" in self.changed_data and self.original_file:
            image.save(update_fields=["file_hash"])
        return image
