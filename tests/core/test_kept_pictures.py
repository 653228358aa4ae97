"""Pictures that were stored before cameras' words were removed at once: cleaned where they lie, once each."""

import errno
import hashlib
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from PIL import Image as Pillow

from cms.core import kept_pictures, storage
from cms.core.errors import StoreFull
from cms.core.models import Image, Rendition
from cms.ledger import generation
from cms.publication import cleaning
from tests.core.media import make_image
from tests.core.pictures.photographs import MARK, photograph, saved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def old_picture(folder, data, *, rendition=b""):
    """A picture as an older version stored it, with a rendition that kept what the camera wrote."""
    image = make_image(size=(60, 40))
    made = image.get_rendition("max-165x165")
    (folder / image.file.name).write_bytes(data)
    (folder / made.file.name).write_bytes(rendition or data)
    Image.objects.filter(pk=image.pk).update(cleaning=Image.Cleaning.PENDING)
    return image, made


def test_a_picture_and_its_renditions_are_cleaned_under_their_names(folder):
    image, made = old_picture(folder, photograph())
    before = generation.current()
    assert (cleaning.clean_some(), cleaning.clean_some()) == (1, 0)
    assert generation.current() != before
    stored = Image.objects.get()
    for name in (image.file.name, made.file.name):
        data = (folder / name).read_bytes()
        assert MARK.encode() not in data and Pillow.open(BytesIO(data)).size == (64, 48)
    data = (folder / image.file.name).read_bytes()
    assert (stored.cleaning, stored.file_size, stored.original) == (Image.Cleaning.DONE, len(data), "")
    assert stored.file_hash == hashlib.sha1(data).hexdigest()
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == sorted(
        [Path(image.file.name).name, Path(made.file.name).name]
    )


def test_it_goes_on_where_it_ended_and_takes_one_picture_after_the_other(folder, monkeypatch):
    for _ in range(3):
        old_picture(folder, photograph())
    assert kept_pictures.clean_some(limit=2) == 2
    assert Image.objects.filter(cleaning=Image.Cleaning.PENDING).count() == 1
    assert (kept_pictures.clean_some(limit=2), kept_pictures.clean_some(limit=2)) == (1, 0)


def test_the_file_as_it_was_is_kept_where_the_settings_say_so(folder, settings, tmp_path):
    settings.MADANG_KEEP_ORIGINAL_PICTURES = True
    old_picture(folder, photograph())
    cleaning.clean_some()
    with storage.opened(Image.objects.get().original) as kept:
        assert kept.read() == photograph()


@pytest.mark.parametrize("data", [b"no picture", saved("PNG")[:60]])
def test_what_cannot_be_read_is_told_and_its_renditions_that_cannot_be_cleaned_go(folder, data):
    old_picture(folder, data)
    output = StringIO()
    call_command("clean_pictures", stdout=output)
    image = Image.objects.get()
    assert output.getvalue().splitlines() == [
        "1 pictures were looked at.", f"  {image.pk} 강변: the file is lost or no picture",
    ]  # fmt: skip
    assert (image.cleaning, Rendition.objects.count()) == (Image.Cleaning.FAILED, 0)
    (folder / image.file.name).write_bytes(photograph())
    call_command("clean_pictures", "--again", stdout=StringIO())
    assert Image.objects.get().cleaning == Image.Cleaning.DONE


def test_a_lost_file_stops_no_other(folder):
    image, _ = old_picture(folder, photograph())
    (folder / image.file.name).unlink()
    other, _ = old_picture(folder, photograph())
    assert cleaning.clean_some() == 2
    assert Image.objects.get(pk=other.pk).cleaning == Image.Cleaning.DONE


def test_a_file_that_cannot_be_read_for_whatever_reason_stops_no_other(folder):
    image, _ = old_picture(folder, photograph())
    (folder / image.file.name).unlink()
    (folder / image.file.name).mkdir()
    old_picture(folder, photograph())
    assert (cleaning.clean_some(), cleaning.clean_some()) == (2, 0)
    assert list(Image.objects.order_by("pk").values_list("cleaning", flat=True)) == ["failed", "done"]


def test_a_full_disk_leaves_the_picture_as_it_was_and_nothing_beside_it(folder, monkeypatch):
    image, _ = old_picture(folder, photograph())
    before = sorted(folder.rglob("*"))

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("cms.core.kept_pictures.os.fsync", full)
        with pytest.raises(StoreFull):
            cleaning.clean_some()
    assert (sorted(folder.rglob("*")), (folder / image.file.name).read_bytes()) == (before, photograph())
    assert Image.objects.get().cleaning == Image.Cleaning.PENDING
