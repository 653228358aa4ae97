"""Places in listings, as clients copy them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from cms.core.errors import BadCursor


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a listing: just after the entry with these two values."""

    published_us: int
    entry_id: int

    def encode(self) -> str:
        """The opaque form that clients copy."""
        return urlsafe_b64encode(f"{self.published_us}.{self.entry_id}".encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, value: str) -> "Cursor":
        """Read a cursor back; BadCursor for anything that :meth:`encode` did not make."""
        try:
            text = urlsafe_b64decode(value.encode("ascii") + b"=" * (-len(value) % 4)).decode("ascii")
            published, _, entry = text.partition(".")
            cursor = cls(int(published), int(entry))
        except ValueError as error:
            raise BadCursor("this cursor was not made by this server", where="after") from error
        if cursor.encode() != value or not (abs(cursor.published_us) < 2**63 and 0 <= cursor.entry_id < 2**63):
            raise BadCursor("this cursor was not made by this server", where="after")
        return cursor
