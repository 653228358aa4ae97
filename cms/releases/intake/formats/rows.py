"""What reading a list yields, whatever form it has, and what every form offers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

MAX_ROW_BYTES: Final = 16 << 20
# A list's title and its date may stand above its header.
HEADER_WITHIN: Final = 20

IsHeader = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row by its columns, or the ``problem`` for which it cannot be read; ``cells`` are as they stand in a table."""

    place: str
    values: Mapping[str, Any]
    cells: Sequence[str] = ()
    problem: str = ""


Refuse = Callable[[Row, str], None]


class Listing(Protocol):
    """An open list. ``rows`` can be read again; both raise BadInput where the list cannot be read as a whole."""

    form: str
    suffix: str

    def columns(self) -> Sequence[str]:
        """The names of its columns; of JSON those of its first rows."""

    def rows(self) -> Iterator[Row]:
        """Its rows in their order, those that cannot be read among them."""

    def report(self, path: Path) -> AbstractContextManager[Refuse]:
        """A function that adds a row and the reason of its refusal to a list of the same form."""
