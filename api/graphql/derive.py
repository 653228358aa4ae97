"""GraphQL types out of the record classes, so that a field added to a record appears in the API and in its schema.

Every field gets its value from a :class:`Reader`, which is a resolver for graphql-core and a plain function for the
compiler: two engines, one meaning.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from dataclasses import Field as DataclassField
from datetime import date, datetime
from inspect import getdoc
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints
from unicodedata import normalize

import graphene

from api.graphql.scalars import Date, DateTime


@dataclass(frozen=True, slots=True)
class Reader:
    """A field's way to its value: ``read(source)`` where ``plain``, else ``read(source, context, **arguments)``.

    Arguments are texts in NFC, as all that is stored is, but where they are asked for ``as_written``.
    """

    read: Callable[..., Any]
    plain: bool = False
    as_written: bool = False

    def __call__(self, source: Any, info: Any, **arguments: Any) -> Any:
        return self.read(source) if self.plain else self.read(source, info.context, **self.taken(arguments))

    def taken(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """The arguments as ``read`` is given them."""
        return arguments if self.as_written else {name: _composed(value) for name, value in arguments.items()}


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, dict):
        return {name: _composed(each) for name, each in value.items()}
    return [_composed(each) for each in value] if isinstance(value, list) else value


Read = Callable[[Any], Any]
Source = Callable[[str, Any], Read]
Relation = Callable[[Read], graphene.Field]

SCALARS: Final[dict[Any, Any]] = {
    str: graphene.String,
    int: graphene.Int,
    bool: graphene.Boolean,
    datetime: DateTime,
    date: Date,
}


def plain(of: Any, read: Callable[[Any], Any], *, required: bool = True, description: str | None = None) -> Any:
    """A field without arguments whose value is at hand."""
    return graphene.Field(of, required=required, resolver=Reader(read, plain=True), description=description)


def list_of(of: Any) -> graphene.NonNull:
    """A list that is never null and holds no null."""
    return graphene.NonNull(graphene.List(graphene.NonNull(of)))


def many(of: Any, read: Callable[[Any], Any]) -> Any:
    """The same with a list."""
    return graphene.Field(list_of(of), resolver=Reader(read, plain=True))


# The argument of whatever depends on a language.
LANGUAGE: Final = graphene.String(description="A BCP 47 tag; without it, the language of the request.")


def in_language(description: str, read: Callable[[Any, str], Any], *, required: bool = True) -> graphene.Field:
    """A field whose value depends on a language."""

    def resolve(source: Any, context: Any, language: str | None = None) -> Any:
        return read(source, language or context.language)

    return graphene.Field(
        graphene.String,
        required=required,
        description=description,
        language=LANGUAGE,
        resolver=Reader(resolve),
    )


def item_source(name: str, default: Any) -> Read:
    """Read from the stored JSON of a ledger item; a row older than the field gives the field's default."""
    if default is MISSING:
        return lambda item: item.data[name]
    return lambda item: item.data.get(name, default)


def dict_source(name: str, default: Any) -> Read:
    """Read from a JSON dict inside a record."""
    if default is MISSING:
        return lambda data: data[name]
    return lambda data: data.get(name, default)


def object_source(name: str, default: Any) -> Read:
    """Read an attribute of a term, a body or a licence."""
    return attrgetter(name)


class Deriver:
    """Makes types and remembers them by class.

    ``relations`` says what becomes of a field of that name, None leaves it out; ``descriptions`` what fields mean.
    """

    def __init__(
        self, relations: Mapping[str, Relation | None], descriptions: Mapping[type, Mapping[str, str]]
    ) -> None:
        self._relations = relations
        self._descriptions = descriptions
        self._types: dict[Any, Any] = dict(SCALARS)

    def object_type(self, cls: type, *, source: Source, interfaces: tuple[type, ...] = (), **extra: Any) -> Any:
        """The ObjectType of a dataclass, with ``extra`` fields after the derived ones."""
        self._types[cls] = self._make(graphene.ObjectType, cls, source=source, interfaces=interfaces, extra=extra)
        return self._types[cls]

    def made(self, cls: type) -> Any:
        """The type that was made of a dataclass."""
        return self._types[cls]

    def interface(self, cls: type, *, base: type, **extra: Any) -> Any:
        """The Interface of a dataclass that others inherit from; ``base`` says the type of a value."""
        return self._make(base, cls, source=object_source, interfaces=(), extra=extra)

    def unknown_parts(self, cls: type) -> list[type]:
        """The dataclasses that fields of one hold, however deep, and that have no type yet; the innermost first."""
        found: dict[type, None] = {}
        for part in _held(cls):
            if part not in self._types:
                found |= dict.fromkeys([*self.unknown_parts(part), part])
        return list(found)

    def _make(
        self, base: type, cls: type, *, source: Source, interfaces: tuple[type, ...], extra: dict[str, Any]
    ) -> Any:
        hints = get_type_hints(cls)
        derived = {}
        for spec in fields(cls):
            read = source(spec.name, _default(spec))
            relation = self._relations.get(spec.name, self._value(hints[spec.name]))
            if spec.name not in extra and relation is not None:
                derived[spec.name] = relation(read)
                if text := self._descriptions.get(cls, {}).get(spec.name):
                    derived[spec.name].description = text
        meta = {"description": _summary(cls), **({"interfaces": interfaces} if interfaces else {})}
        return type(base)(cls.__name__, (base,), {**derived, **extra, "Meta": type("Meta", (), meta)})

    def _value(self, hint: Any) -> Relation:
        """A field of the GraphQL type that a type hint stands for."""
        return lambda read: graphene.Field(self._output(hint), resolver=Reader(read, plain=True))

    def _output(self, hint: Any) -> Any:
        if get_origin(hint) in (Union, UnionType):
            (some,) = (arg for arg in get_args(hint) if arg is not NoneType)
            return self._output(some).of_type
        if get_origin(hint) is tuple:
            return graphene.NonNull(graphene.List(self._output(get_args(hint)[0])))
        return graphene.NonNull(self._types[hint])


def _held(cls: type) -> Iterator[type]:
    for hint in get_type_hints(cls).values():
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and is_dataclass(part):
                yield part


def _summary(cls: type) -> str:
    """The first paragraph of the docstring, as Markdown."""
    return (getdoc(cls) or "").partition("\n\n")[0].replace("``", "`")


def _default(spec: DataclassField[Any]) -> Any:
    if spec.default_factory is not MISSING:
        return spec.default_factory()
    default = spec.default
    return list(default) if isinstance(default, tuple) else default
