"""The rows that reading a list yields, whatever form it has, and the methods of every form."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from cms.core.errors import BadInput

MAX_ROW_BYTES: Final = 16 << 20
# A list's title and its date may stand above its header.
HEADER_WITHIN: Final = 20

MAX_COLUMNS: Final = 1000

IsHeader = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row by its columns, or the ``problem`` for which it cannot be read; ``cells`` are as they stand in a table."""

    place: str
    values: Mapping[str, Any]
    cells: Sequence[str] = ()
    problem: str = ""


def check_header(names: Sequence[str], *, where: str) -> None:
    """BadInput for a header that leaves open which column is meant, or that no list has."""
    if len(names) > MAX_COLUMNS:
        raise BadInput(f"has more than {MAX_COLUMNS:,} columns", where=where)
    if twice := {name for name in names if name and names.count(name) > 1}:
        raise BadInput(f"has the column {sorted(twice)[0]} twice", where=where)


Refuse = Callable[[Row, str], None]


class ListFile(Protocol):
    """An open list. ``rows`` can be read again; both raise BadInput where the list cannot be read as a whole."""

    form: str
    suffix: str

    def columns(self) -> Sequence[str]:
        """The names of its columns; of JSON those of its first rows."""

    def rows(self) -> Iterator[Row]:
        """Its rows in their order, those that cannot be read among them."""

    def report(self, path: Path) -> AbstractContextManager[Refuse]:
        """A function that adds a row and the reason of its refusal to a list of the same form."""
