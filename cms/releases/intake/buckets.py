"""Lists and attachments in an S3 bucket, with the keys of this installation's own bucket or else of the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

from cms.core.errors import BadInput, Unavailable

SCHEME = "s3://"


class Bucket:
    """The objects under a prefix of a bucket; ``address`` is ``s3://bucket/prefix``."""

    def __init__(self, address: str) -> None:
        name, _, prefix = address.removeprefix(SCHEME).partition("/")
        if not name:
            raise BadInput("names no bucket; write s3://bucket/prefix", where=address)
        self.address = address
        self.prefix = prefix
        self._bucket: Any = S3Storage(**{**settings.S3, "bucket_name": name}).bucket

    def names(self) -> Iterator[str]:
        """The keys that begin with the prefix, in their order, as many at a time as one answer holds."""
        with self._answered():
            for item in self._bucket.objects.filter(Prefix=self.prefix):
                yield item.key

    def fetch(self, key: str, path: Path) -> None:
        """Write an object to a file."""
        with self._answered():
            self._bucket.download_file(key, str(path))

    @contextmanager
    def _answered(self) -> Iterator[None]:
        try:
            yield
        except ClientError as error:
            raise BadInput(f"the store answered {error.response['Error'].get('Code')}", where=self.address) from error
        except (BotoCoreError, Boto3Error) as error:
            raise Unavailable(f"the store cannot be reached ({type(error).__name__})", where=self.address) from error
