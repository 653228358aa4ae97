"""Pictures and files in the library, made for a test."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Pillow

from cms.core.models import File, Image


def make_image(title="강변", *, licence="kogl-1", size=(1600, 900), colour="#336699", **over):
    output = BytesIO()
    Pillow.new("RGB", size, colour).save(output, "PNG")
    image = Image(title=title, file=ImageFile(BytesIO(output.getvalue()), name="river.png"), licence=licence, **over)
    image._set_image_file_metadata()  # as the editor's upload does
    image.save()
    return image


def make_file(title="계획", *, licence="kogl-1", name="plan.csv", content=b"a,b\n", **over):
    file = File(title=title, licence=licence, **over)
    file.file.save(name, ContentFile(content), save=False)
    file.save()
    return file
