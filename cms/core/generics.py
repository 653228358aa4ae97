"""Classes of Django that have a parameter for the type checker, and take none when they run.

The parameter is given here, once for each; whoever derives a class from one of them, or names it, takes it from here.
"""

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db.models import CharField
from django.forms import ModelMultipleChoiceField
from django.views.generic import FormView

if TYPE_CHECKING:
    from typing import Any

    from django.contrib.auth.models import Group
    from django.forms import Form

    TextColumn = CharField[str, str]
    AnyFile = File[Any]
    BytesFile = ContentFile[bytes]
    AnyUpload = UploadedFile[Any]
    FormPage = FormView[Form]
    GroupsField = ModelMultipleChoiceField[Group]
else:
    TextColumn, AnyFile, BytesFile, AnyUpload = CharField, File, ContentFile, UploadedFile
    FormPage, GroupsField = FormView, ModelMultipleChoiceField
