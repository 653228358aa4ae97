"""Places in listings, as clients copy them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from cms.core.errors import BadCursor


def opaque(text: str) -> str:
    """The form of a text that clients copy and do not read, for an address."""
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def plain(value: str) -> str:
    """The text of which :func:`opaque` made ``value``; ValueError where it is of none."""
    return urlsafe_b64decode(value.encode("ascii") + b"=" * (-len(value) % 4)).decode()


def unknown() -> BadCursor:
    """The error that is raised for anything that is no cursor of ours."""
    return BadCursor("this cursor was not made by this server", where="after")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a listing: just after the entry with these two values."""

    published_us: int
    entry_id: int

    def encode(self) -> str:
        """The opaque form that clients copy."""
        return opaque(f"{self.published_us}.{self.entry_id}")

    @classmethod
    def decode(cls, value: str) -> "Cursor":
        """Read a cursor back; BadCursor for anything that :meth:`encode` did not make."""
        try:
            published, _, entry = plain(value).partition(".")
            cursor = cls(int(published), int(entry))
        except ValueError as error:
            raise unknown() from error
        if cursor.encode() != value or not (abs(cursor.published_us) < 2**63 and 0 <= cursor.entry_id < 2**63):
            raise unknown()
        return cursor
