"""Records and terms as plain JSON values, and back."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import partial
from types import UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_data(value: Any) -> Any:
    """Turn a record or a term into plain JSON values; dates and datetimes become RFC 3339 text."""
    if value is None or type(value) in _PLAIN:
        return value
    names = _FIELDS.get(type(value))
    if names is None:
        names = _fields(type(value))
    if names:
        return {
            name: item if (item := getattr(value, name)) is None or type(item) in _PLAIN else to_data(item)
            for name in names
        }
    if isinstance(value, date):
        return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    if isinstance(value, dict):
        return {key: to_data(item) for key, item in value.items()}
    return value


_PLAIN: Final = frozenset({str, int, bool, float})


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(cls: type) -> tuple[str, ...]:
    """The fields of a dataclass, worked out once; none of any other class."""
    _FIELDS[cls] = tuple(spec.name for spec in fields(cls)) if is_dataclass(cls) else ()
    return _FIELDS[cls]


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    """By key: PostgreSQL's jsonb keeps no order, and what is shown first must not depend on the database."""
    return dict(sorted(data.items()))


def from_data(cls: type[T], data: Mapping[str, Any]) -> T:
    """Rebuild a record or a term; a field that an older row lacks takes its default, an unknown one is ignored."""
    readers = _READERS.get(cls) or _readers(cls)
    return cls(**{name: read(data[name]) if read else data[name] for name, read in readers if name in data})


Reader = Callable[[Any], Any]
_READERS: dict[type, tuple[tuple[str, Reader | None], ...]] = {}


def _readers(cls: type) -> tuple[tuple[str, Reader | None], ...]:
    """The reader of each field, worked out once for a class; None where the JSON value is the value."""
    hints = get_type_hints(cls)
    _READERS[cls] = tuple((spec.name, _reader(hints[spec.name])) for spec in fields(cls))
    return _READERS[cls]


def _reader(hint: Any) -> Reader | None:
    if isinstance(hint, type) and issubclass(hint, date):
        return hint.fromisoformat
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        given = _reader(next(arg for arg in get_args(hint) if arg is not type(None)))
        return (lambda data: None if data is None else given(data)) if given else None
    if origin is dict:
        return _in_order
    if origin is tuple:
        read = _reader(get_args(hint)[0])
        return (lambda data: tuple([read(item) for item in data])) if read else tuple
    if is_dataclass(hint) and isinstance(hint, type):
        return partial(from_data, hint)
    return None
