"""The door for outputs: what shows public items to whoever asks, at which addresses, and which names it takes.

Registered from ``AppConfig.ready``. The proof of a takedown asks every address, slugs keep clear of the names, a former
host leads to them at the root of today's, and the start is stopped where an output lacks something of a kind.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cms import registry
from cms.core.kinds import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An item that is public or was: its place in the ledger, and what the public can or could read of it as JSON."""

    pk: int
    key: str
    kind: str
    site: str
    language: str
    url: str
    published_at: datetime
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to an output whose answer shows an item.

    ``is_list`` says that the answer is a list, which is there without the item too, and names each item by its address,
    or by a ``mark`` where it may break addresses into lines.
    Where ``body`` is posted, as JSON, and the answer is no list, it is ``nothing`` of an item that is not public.
    """

    output: str
    url: str
    is_list: bool = False
    mark: str = ""
    body: bytes = b""
    nothing: Any = None


def _nowhere(item: Published) -> Iterable[Question]:
    return ()


def _nothing(kind: Kind) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One output. ``reserves`` are names that no page may have: those at the root of a host, before the first point.

    Every listing page may become the root of a host of its own, so what is taken at a root is taken below each of them.
    ``lacks`` says, a line each, what the output has to be told of a kind before it can show its records.
    """

    name: str
    reserves: frozenset[str] = frozenset()
    shows: Callable[[Published], Iterable[Question]] = _nowhere
    lacks: Callable[[Kind], Iterable[str]] = _nothing


_outputs: Final[dict[str, Output]] = {}


def register(*outputs: Output) -> None:
    """Add outputs; to be called in ``AppConfig.ready``. ImproperlyConfigured for a name that another output has."""
    registry.add(_outputs, outputs, of="outputs")


def registered() -> tuple[Output, ...]:
    """All outputs, in the order in which they were registered."""
    return tuple(_outputs.values())


def lacking(kind: Kind) -> list[str]:
    """Every place that outputs need a kind to be told at and where it is not, a line each, in plain words."""
    return [line for output in registered() for line in output.lacks(kind)]


def reserved() -> frozenset[str]:
    """The names that outputs take."""
    return frozenset().union(*(output.reserves for output in _outputs.values()))
