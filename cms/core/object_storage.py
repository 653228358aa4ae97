"""The stores in an S3 bucket that nobody reads without keys. Imported only where one is configured."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedReader, RawIOBase
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from cms.core.errors import Unavailable
from cms.core.generics import AnyFile

_BUFFER: Final = 2**18
# Where Wagtail puts pictures, renditions, files and what waits for the rest of its form.
_LIBRARY_FOLDERS: Final = ("original_images/", "images/", "documents/", "wagtail_uploads/")
_MISSING: Final = frozenset({"404", "NoSuchKey", "NotFound"})


class PrivateBucket(S3Storage):
    """A bucket as a backend of :mod:`cms.core.storage`.

    An object appears when its upload is complete, so that there is never half of one. Unlike in a folder, an object
    that is kept again in the milliseconds between the look and the removal of ``discard`` is removed.
    """

    def adopt(self, staged: Path, name: str) -> None:
        with answered():
            self._client.upload_file(str(staged), self.bucket_name, name)

    def discard(self, name: str, *, before: datetime | None) -> bool:
        head = self._head(name)
        if head is None or (before is not None and head["LastModified"] >= before):
            return False
        with answered():
            self._client.delete_object(Bucket=self.bucket_name, Key=name)
        return True

    def names(self) -> Iterator[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name)
        with answered():
            for page in pages:
                yield from (item["Key"] for item in page.get("Contents", ()))

    def open(self, name: str, mode: str = "rb") -> BufferedReader:
        """A stream that asks for the object from where it is read, and never holds all of it."""
        return self._reader(name)

    def size(self, name: str) -> int:
        return self._length(name)

    def exists(self, name: str) -> bool:
        return self._head(name) is not None

    def get_modified_time(self, name: str) -> datetime:
        head = self._head(name)
        if head is None:
            raise FileNotFoundError(name)
        modified: datetime = head["LastModified"]
        return modified

    def stream(self, name: str, start: int) -> Any:
        """The bytes of an object from ``start`` on, as the server sends them."""
        with answered():
            return self._client.get_object(Bucket=self.bucket_name, Key=name, Range=f"bytes={start}-")["Body"]

    @property
    def _client(self) -> Any:
        """The client of this thread."""
        return self.connection.meta.client

    def _reader(self, key: str) -> BufferedReader:
        return BufferedReader(_Object(self, key, self._length(key)), _BUFFER)

    def _length(self, key: str) -> int:
        head = self._head(key)
        if head is None:
            raise FileNotFoundError(key)
        return int(head["ContentLength"])

    def _head(self, name: str) -> dict[str, Any] | None:
        with answered():
            try:
                head: dict[str, Any] = self._client.head_object(Bucket=self.bucket_name, Key=name)
            except ClientError as error:
                if error.response["Error"]["Code"] in _MISSING:
                    return None
                raise
        return head


class LibraryBucket(PrivateBucket):
    """The pictures and files of the library, in a folder of the private bucket: the hub alone says who may read one.

    ``former`` is the bucket that they were public in. What still lies there is moved when it is asked for, and the
    rest by :meth:`move_some`; its old address then leads nowhere.
    """

    def __init__(self, *, former: str = "", **options: Any) -> None:
        super().__init__(**options)
        self._former = former

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return urljoin(str(settings.MEDIA_URL), filepath_to_uri(name) or "")

    def open(self, name: str, mode: str = "rb") -> Any:
        self.size(name)
        return File(self._reader(self._key(name)), name)

    def size(self, name: str) -> int:
        try:
            return self._length(self._key(name))
        except FileNotFoundError:
            if not self._move(name):
                raise
            return self._length(self._key(name))

    def exists(self, name: str) -> bool:
        return self._head(self._key(name)) is not None or self._is_former(name)

    def delete(self, name: str) -> None:
        with answered():
            super().delete(name)
            if self._former:
                self._client.delete_object(Bucket=self._former, Key=name)

    def overwrite(self, name: str, content: AnyFile) -> None:
        """Put other bytes in the place of a file, all at once."""
        with answered():
            super()._save(name, content)

    def move_some(self, *, limit: int = 200) -> int:
        """Move the next files of each folder out of the bucket that they were public in; returns how many."""
        if not self._former:
            return 0
        moved = 0
        for folder in _LIBRARY_FOLDERS:
            with answered():
                page = self._client.list_objects_v2(Bucket=self._former, Prefix=folder, MaxKeys=limit)
            moved += sum(self._move(item["Key"]) for item in page.get("Contents", ()))
        return moved

    def _save(self, name: str, content: AnyFile) -> str:
        with answered():
            saved: str = super()._save(name, content)
        return saved

    def _key(self, name: str) -> str:
        key: str = self._normalize_name(clean_name(name))
        return key

    def _is_former(self, name: str) -> bool:
        if not self._former:
            return False
        with answered():
            try:
                self._client.head_object(Bucket=self._former, Key=name)
            except ClientError as error:
                if error.response["Error"]["Code"] in _MISSING:
                    return False
                raise
        return True

    def _move(self, name: str) -> bool:
        """Move a file within the store, without reading it; whether there was one. A second mover finds it moved."""
        if not self._is_former(name):
            return False
        source = {"Bucket": self._former, "Key": name}
        with answered():
            if self._head(self._key(name)) is None:
                self._client.copy_object(Bucket=self.bucket_name, Key=self._key(name), CopySource=source)
            self._client.delete_object(**source)
        return True


@contextmanager
def answered() -> Iterator[None]:
    """Turn every failure of the object store into Unavailable; the cause goes to the log, not to the caller."""
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise Unavailable("the store of files does not answer") from error


class _Object(RawIOBase):
    """An object of a bucket as a file that can seek: one request for each stretch that is read in a row."""

    def __init__(self, bucket: PrivateBucket, name: str, size: int) -> None:
        self._bucket, self._name, self._size = bucket, name, size
        self._position = 0
        self._body: Any = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        position = offset + {SEEK_SET: 0, SEEK_CUR: self._position, SEEK_END: self._size}[whence]
        if position != self._position:
            self._drop()
        self._position = max(0, position)
        return self._position

    def readinto(self, buffer: Any) -> int:
        if self._position >= self._size:
            return 0
        if self._body is None:
            self._body = self._bucket.stream(self._name, self._position)
        with answered():
            data: bytes = self._body.read(len(buffer))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def close(self) -> None:
        self._drop()
        super().close()

    def _drop(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None
