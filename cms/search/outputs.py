"""Search among the outputs: what it has to be told of a kind before its index can take in a record."""

from collections.abc import Iterator
from typing import Final

from cms.core.kinds import Kind, unsaid
from cms.core.outputs import Output


def _unsaid(kind: Kind) -> Iterator[str]:
    from cms.search.kinds import ROWS

    return ROWS.lacks(kind, lambda row: unsaid(kind, {*row.fields, *row.left_out}))


OUTPUTS: Final = (Output(name="search", lacks=_unsaid),)
