"""Pictures as an employee sends them in, through every door of the editor: cleaned, or refused in the form."""

import hashlib
import json
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.models import UploadedFile

from cms.core import storage
from cms.core.models import Image, Rendition
from tests.core.media import make_image
from tests.core.pictures.photographs import MARK, photograph, saved, screenshot
from tests.core.pictures.test_cleaning import bomb
from tests.news.editor import sign_in

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the files that it has read to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
SPECS = ("max-165x165", "max-800x600", "original", "fill-100x100|jpegquality-60", "max-1200x1200|format-webp",
         "format-png", "format-avif")  # fmt: skip


@pytest.fixture
def folder(settings, tmp_path):
    cache.clear()  # Wagtail's, of renditions by the number of their image, which the next test uses again
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def editor(prepared_city, folder):
    return sign_in(admin=True)


def sent(data, name="강.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, data, content_type)


def upload(client, file):
    return client.post(reverse("wagtailimages:add"), {"title": "강", "file": file, "licence": "kogl-1", "tags": ""})


def upload_many(client, file):
    """The file first; then, since a licence is asked for, the rest of the form."""
    images = Image.objects.count()
    answer = client.post(reverse("wagtailimages:add_multiple"), {"title": "강", "files[]": file})
    data = json.loads(answer.content)
    if not data["success"]:
        return answer
    with UploadedFile.objects.get().file as waiting:
        assert MARK.encode() not in waiting.read()
    assert Image.objects.count() == images
    number = data["uploaded_file_id"]
    values = {"title": "강", "licence": "kogl-1", "tags": ""}
    return client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=(number,)),
        {f"uploaded-image-{number}-{name}": value for name, value in values.items()},
    )


def upload_in_chooser(client, file):
    data = {"title": "강", "file": file, "licence": "kogl-1", "credit": "", "tags": ""}
    return client.post(
        reverse("wagtailimages_chooser:create"), {f"image-chooser-upload-{name}": value for name, value in data.items()}
    )


def replace(client, file):
    image = Image.objects.first() or make_image()
    data = {"title": "강", "file": file, "licence": "kogl-1", "tags": ""}
    return client.post(reverse("wagtailimages:edit", args=(image.pk,)), data)


DOORS = [upload, upload_many, upload_in_chooser, replace]


@pytest.mark.parametrize("door", [upload, upload_many, upload_in_chooser, replace])
@pytest.mark.parametrize(
    ("make", "name"), [(photograph, "강.jpg"), (screenshot, "강.png")], ids=["photograph", "screenshot"]
)
def test_nothing_that_a_camera_wrote_is_stored(editor, folder, door, make, name):
    if name == "강.png" and door not in (upload, replace):
        pytest.skip("the doors are told apart by one kind")
    assert door(editor, sent(make(), name)).status_code in {200, 302}
    image = Image.objects.get()
    assert image.cleaning == Image.Cleaning.DONE and image.original == ""
    for spec in SPECS:
        image.get_rendition(spec)
    image.file.close()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 1 + len(SPECS) + Rendition.objects.exclude(filter_spec__in=SPECS).count()
    for path in files:
        assert MARK.encode() not in path.read_bytes()
        with Pillow.open(path) as picture:
            assert set(picture.getexif()) <= {0x112}
            assert not picture.getexif().get_ifd(0x8825)
    original = (folder / image.file.name).read_bytes()
    assert (image.file_size, image.file_hash) == (len(original), hashlib.sha1(original).hexdigest())


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_rendition_stands_the_way_the_photograph_was_taken(editor, orientation):
    upload(editor, sent(photograph(orientation)))
    rendition = Image.objects.get().get_rendition("max-1200x1200|format-webp")
    assert (rendition.width, rendition.height) == {1: (64, 48), 6: (48, 64)}[orientation]


def broken():
    """The broken pictures that a person or a program may send, with their names."""
    whole = saved("JPEG")
    yield "cut off", whole[: len(whole) // 2], "강.jpg"
    yield "the end is missing", saved("PNG")[:-12], "강.png"
    yield "another kind", saved("PNG"), "강.jpg"
    yield "nothing", b"", "강.jpg"
    yield "a bomb", bomb(), "강.png"
    yield "a page", b"<html><script>alert(1)</script></html>", "강.jpg"
    yield "a header alone", b"\xff\xd8\xff\xe0\x00\x10JFIF", "강.jpg"
    yield "no picture of its kind", b"GIF89a" + bytes(40), "강.gif"
    yield "not a kind of picture", whole, "강.tiff"
    yield "words in its middle", whole[:300] + b"\xff\xc0\0\2" + whole[300:], "강.jpg"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("data", "name"), [case[1:] for case in broken()], ids=[case[0] for case in broken()])
def test_a_broken_picture_is_an_error_of_the_form_and_leaves_nothing(editor, folder, door, data, name):
    if door is replace:
        make_image()
    before = (originals(folder), list(Image.objects.values()))
    answer = door(editor, sent(data, name))
    assert answer.status_code == 200
    assert "image/" not in answer["Content-Type"] and error_of(answer)
    assert (originals(folder), list(Image.objects.values())) == before
    assert not UploadedFile.objects.exists()


def stored(folder):
    return sorted(str(path) for path in folder.rglob("*") if path.is_file())


def originals(folder):
    """The stored files besides the renditions that the editor shows of pictures that are known."""
    paths = [path for path in stored(folder) if not path.startswith(f"{folder}/images/")]
    return [(path, Path(path).read_bytes()) for path in paths]


def error_of(answer):
    """The error of the file, as the form or the answer in its stead says it."""
    if "json" not in answer["Content-Type"]:
        return answer.context["form"].errors["file"]
    data = json.loads(answer.content)
    return data.get("error_message") or ("error" in data["htmlFragment"] and data["step"] == "reshow_creation_form")


@pytest.mark.parametrize(
    ("image", "name"),
    [
        (Pillow.new("CMYK", (60, 40), "teal"), "a.jpg"),
        (Pillow.new("I;16", (60, 40), 40_000), "a.png"),
        (Pillow.new("1", (60, 40), 1), "a.png"),
        (Pillow.new("LA", (60, 40), (90, 90)), "a.png"),
        (Pillow.new("P", (60, 40), 3), "a.png"),
        (Pillow.new("RGBA", (60, 40), (9, 9, 9, 9)), "a.webp"),
        (Pillow.new("RGB", (1, 1)), "a.png"),
        (Pillow.new("RGB", (3000, 1)), "a.png"),
    ],
    ids=lambda value: getattr(value, "mode", value),
)
def test_every_way_to_store_pixels_can_be_shown_in_every_rendition(editor, image, name):
    kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[name.rpartition(".")[2]]
    upload(editor, sent(saved(kind, image), name, "text/plain"))
    stored_image = Image.objects.get()
    for spec in SPECS:
        assert stored_image.get_rendition(spec).file.size > 20
    assert editor.get(reverse("wagtailimages:index")).status_code == 200


def test_the_same_photograph_is_known_again(editor):
    upload(editor, sent(photograph()))
    assert json.loads(upload_in_chooser(editor, sent(photograph())).content)["step"] == "duplicate_found"


def test_the_file_as_it_was_sent_is_kept_in_the_private_store_where_the_settings_say_so(editor, folder):
    with override_settings(MADANG_KEEP_ORIGINAL_PICTURES=True):
        upload(editor, sent(photograph()))
    image = Image.objects.get()
    with storage.opened(image.original) as kept:
        assert kept.read() == photograph()
    assert all(MARK.encode() not in Path(path).read_bytes() for path in stored(folder))


def test_a_picture_that_was_broken_before_does_not_take_the_library_down(editor):
    image = make_image()
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(saved("PNG")[:60])
    assert editor.get(reverse("wagtailimages:index")).status_code == 200
    assert editor.get(reverse("wagtailimages:edit", args=(image.pk,))).status_code == 200


def test_the_address_of_a_rendition_tells_nothing_and_cannot_be_guessed(editor):
    upload(editor, sent(photograph(), "hong-gildong.jpg"))
    names = {rendition.file.name for rendition in map(Image.objects.get().get_rendition, SPECS)}
    assert len(names) == len(SPECS)
    assert all(len(Path(name).stem) == 32 and "hong" not in name for name in names)
