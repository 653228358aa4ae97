"""ZIP containers, read within limits: what a directory says about sizes is a claim, so what comes out is counted."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final, Self

from files.extraction.outcome import Reason
from files.extraction.reading import Reading, Unreadable

_CHUNK: Final = 1 << 16
_ENCRYPTED: Final = 0x1
_UTF_8: Final = 0x800
_MAX_MEMBER: Final = 256 << 20


class Archive:
    """The members of a ZIP container, by name and content."""

    def __init__(self, data: bytes, reading: Reading) -> None:
        self._reading = reading
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable(Reason.BROKEN, "the directory of the ZIP container") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._zip.close()

    def members(self) -> Iterator["Member"]:
        """Each file in the container, counted; a name that stands twice is two members."""
        for info in self._zip.infolist():
            if not info.is_dir():
                self._reading.output.member()
                yield Member(self._zip, info, self._reading)


class Member:
    """One file of a container."""

    def __init__(self, container: zipfile.ZipFile, info: zipfile.ZipInfo, reading: Reading) -> None:
        self._zip = container
        self._info = info
        self._reading = reading
        self.name = _name(info)

    def chunks(self) -> Iterator[bytes]:
        """The content piece by piece, counted; raises ``Unreadable`` where it is encrypted or damaged."""
        if self._info.flag_bits & _ENCRYPTED:
            raise Unreadable(Reason.ENCRYPTED, self.name)
        try:
            with self._zip.open(self._info) as stream:
                while chunk := stream.read(_CHUNK):
                    self._reading.output.inflate(len(chunk))
                    yield chunk
        except NotImplementedError as error:
            raise Unreadable(Reason.UNKNOWN_TYPE, f"{self.name}: a compression that is not read") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise Unreadable(Reason.BROKEN, self.name) from error

    def read(self) -> bytes:
        """The whole content, for what cannot be read piece by piece."""
        content = bytearray()
        for chunk in self.chunks():
            content += chunk
            if len(content) > _MAX_MEMBER:
                raise Unreadable(Reason.TOO_LARGE, self.name)
        return bytes(content)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its author saw it: Korean Windows writes CP949 and does not say so (APPNOTE 4.4.4, bit 11)."""
    if info.flag_bits & _UTF_8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
