"""Uploads on a disk: whole, or not at all."""

import errno

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile

from cms.core.errors import StoreFull
from cms.core.media_folder import MediaFolder


def content(media, name):
    with media.open(name) as file:
        return file.read()


def everything_below(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def media(tmp_path, settings):
    settings.MADANG_SPOOL_DIR = tmp_path / "spool"
    return MediaFolder(location=tmp_path / "media")


class Breaking(ContentFile):
    """A file whose second half finds no space."""

    def chunks(self, chunk_size=None):
        yield b"first half"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_it_is_what_uploads_are_kept_in():
    assert isinstance(default_storage._wrapped, MediaFolder)


def test_what_finds_no_space_leaves_nothing(media, tmp_path):
    with pytest.raises(StoreFull):
        media.save("a/file.txt", Breaking(b""))
    assert everything_below(tmp_path) == []


def test_a_file_is_kept_under_its_name_and_readable_by_the_web_server(media, tmp_path):
    assert media.save("a/file.txt", ContentFile(b"whole")) == "a/file.txt"
    assert [path.relative_to(tmp_path).as_posix() for path in everything_below(tmp_path)] == ["media/a/file.txt"]
    assert (content(media, "a/file.txt"), (tmp_path / "media/a/file.txt").stat().st_mode & 0o777) == (
        b"whole",
        0o644,
    )


def test_a_second_file_of_a_name_takes_another(media):
    media.save("file.txt", ContentFile(b"one"))
    other = media.save("file.txt", ContentFile(b"other"))
    assert other != "file.txt"
    assert (content(media, "file.txt"), content(media, other)) == (b"one", b"other")


def test_a_large_upload_is_kept_too(media):
    with TemporaryUploadedFile("large.bin", "application/octet-stream", 5, None) as upload:
        upload.write(b"large")
        upload.seek(0)
        assert content(media, media.save("large.bin", upload)) == b"large"
