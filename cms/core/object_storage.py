"""The private store in an S3 bucket that nobody reads without keys. Imported only where one is configured."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedReader, RawIOBase
from pathlib import Path
from typing import Any, Final

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from cms.core.errors import Unavailable

_BUFFER: Final = 2**18
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
        return BufferedReader(_Object(self, name, self.size(name)), _BUFFER)

    def size(self, name: str) -> int:
        head = self._head(name)
        if head is None:
            raise FileNotFoundError(name)
        return int(head["ContentLength"])

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

    def _head(self, name: str) -> dict[str, Any] | None:
        with answered():
            try:
                head: dict[str, Any] = self._client.head_object(Bucket=self.bucket_name, Key=name)
            except ClientError as error:
                if error.response["Error"]["Code"] in _MISSING:
                    return None
                raise
        return head


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
