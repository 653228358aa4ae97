"""A valid operation turned into closures that build the answer, without graphql-core's general execution.

Only what needs no judgement is compiled. Directives, introspection and anything unknown make :func:`compile_operation`
return None, and whatever a compiled operation raises is raised to the caller, who executes the operation again with
graphql-core: errors, their paths and the spread of null are always graphql-core's.
"""

from collections.abc import Callable
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    is_abstract_type,
)
from graphql.execution.values import get_argument_values
from graphql.utilities import type_from_ast

from api.graphql.context import Context
from api.graphql.derive import Reader
from api.graphql.limits import Fragments, fragments_of
from api.graphql.types import type_of

Variables = dict[str, Any]
Compiled = Callable[[Context, Variables], dict[str, Any]]
# From a source, or from the value of a field, to JSON.
Step = Callable[[Any, Context, Variables], Any]

# Stored as they are answered.
AS_STORED: Final = frozenset({"String", "ID", "Int", "Boolean", "DateTime", "Sequence", "Long", "Won"})


class Unusual(Exception):
    """The operation has something that is left to graphql-core."""


class UnexpectedNull(Exception):
    """A value that is never null was null: graphql-core says where."""


def compile_operation(
    schema: GraphQLSchema, parsed: DocumentNode, operation: OperationDefinitionNode
) -> Compiled | None:
    """The operation as a function of context and coerced variables; None where it is unusual."""
    if schema.query_type is None:
        return None
    try:
        select = _Compiler(schema, fragments_of(parsed)).selection(schema.query_type, [operation.selection_set])
    except Unusual:
        return None
    return lambda context, variables: select(None, context, variables)


class _Compiler:
    def __init__(self, schema: GraphQLSchema, fragments: Fragments) -> None:
        self._schema = schema
        self._fragments = fragments

    def selection(self, parent: GraphQLObjectType, sets: list[SelectionSetNode]) -> Step:
        fields: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()
        for selections in sets:
            self._collect(parent, selections, fields, visited)
        steps = [(name, self._field(parent, nodes)) for name, nodes in fields.items()]

        def select(source: Any, context: Context, variables: Variables) -> dict[str, Any]:
            return {name: step(source, context, variables) for name, step in steps}

        return select

    def _collect(
        self, parent: GraphQLObjectType, node: SelectionSetNode, fields: dict[str, list[FieldNode]], visited: set[str]
    ) -> None:
        """CollectFields of the specification (6.3.2), without directives."""
        for selection in node.selections:
            if selection.directives:
                raise Unusual
            if isinstance(selection, FieldNode):
                fields.setdefault((selection.alias or selection.name).value, []).append(selection)
                continue
            fragment: Any = selection
            if isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name in visited:
                    continue
                visited.add(name)
                fragment = self._fragments[name]
            if self._applies(fragment, parent):
                self._collect(parent, fragment.selection_set, fields, visited)

    def _applies(self, fragment: Any, parent: GraphQLObjectType) -> bool:
        if fragment.type_condition is None:
            return True
        condition = type_from_ast(self._schema, fragment.type_condition)
        return condition is parent or (is_abstract_type(condition) and self._schema.is_sub_type(condition, parent))

    def _field(self, parent: GraphQLObjectType, nodes: list[FieldNode]) -> Step:
        name = nodes[0].name.value
        if name == "__typename":
            return lambda source, context, variables: parent.name
        field = parent.fields.get(name)
        if field is None or not isinstance(field.resolve, Reader):
            raise Unusual
        below = [node.selection_set for node in nodes if node.selection_set]
        of, required = _unwrapped(field.type)
        read = _read(field.resolve, field, nodes[0])
        return _field(read, self._completion(of, below), required=required)

    def _completion(self, of: GraphQLOutputType, below: list[SelectionSetNode]) -> Step | None:
        """The step that makes JSON of a value that is not null; None where it is JSON already."""
        if isinstance(of, GraphQLList):
            item, required = _unwrapped(of.of_type)
            return _each(self._completion(item, below), required=required)
        if isinstance(of, GraphQLScalarType | GraphQLEnumType):
            return None if of.name in AS_STORED else _serialised(of)
        return self.selection(of, below) if isinstance(of, GraphQLObjectType) else self._abstract(below)

    def _abstract(self, below: list[SelectionSetNode]) -> Step:
        """A value of an interface: compiled for each type when the first such value comes."""
        known: dict[str, Step] = {}

        def select(value: Any, context: Context, variables: Variables) -> Any:
            name = type_of(value)._meta.name
            if name not in known:
                of = self._schema.type_map[name]
                assert isinstance(of, GraphQLObjectType)
                known[name] = self.selection(of, below)
            return known[name](value, context, variables)

        return select


def _unwrapped(of: GraphQLOutputType) -> tuple[GraphQLOutputType, bool]:
    """A type without its exclamation mark, and whether it had one."""
    return (of.of_type, True) if isinstance(of, GraphQLNonNull) else (of, False)


def _read(reader: Reader, field: GraphQLField, node: FieldNode) -> Step:
    """The value of a field before it is completed. Arguments without variables are coerced now."""
    read = reader.read
    if reader.plain:
        return lambda source, context, variables: read(source)
    if any(_has_variable(argument.value) for argument in node.arguments):
        taken = reader.taken
        return lambda source, context, variables: read(
            source, context, **taken(get_argument_values(field, node, variables))
        )
    arguments = reader.taken(get_argument_values(field, node))
    return lambda source, context, variables: read(source, context, **arguments)


def _has_variable(value: Any) -> bool:
    return isinstance(value, VariableNode) or any(map(_has_variable, getattr(value, "values", ())))


def _field(read: Step, complete: Step | None, *, required: bool) -> Step:
    def step(source: Any, context: Context, variables: Variables) -> Any:
        value = read(source, context, variables)
        if value is None:
            return _null(required=required)
        return value if complete is None else complete(value, context, variables)

    return step


def _null(*, required: bool) -> Any:
    if required:
        raise UnexpectedNull
    return None


def _each(complete: Step | None, *, required: bool) -> Step:
    def step(values: Any, context: Context, variables: Variables) -> list[Any]:
        return [
            (value if complete is None else complete(value, context, variables))
            if value is not None
            else _null(required=required)
            for value in values
        ]

    return step


def _serialised(of: GraphQLScalarType | GraphQLEnumType) -> Step:
    serialize = of.serialize
    return lambda value, context, variables: serialize(value)
