"""A valid operation turned into closures that build the answer, without graphql-core's general execution.

Only what needs no judgement is compiled. What ``@include`` and ``@skip`` leave out is left out before: an operation is
compiled for each set of values of their variables, when the first such comes. Introspection and anything unknown make
:func:`compile_operation` return None, or raise :class:`Unusual` later, and whatever a compiled operation raises is
raised to the caller, who executes the operation again with graphql-core: errors, their paths and the spread of null are
always graphql-core's.
"""

from collections.abc import Callable
from typing import Any, Final

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLSkipDirective,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    is_abstract_type,
    visit,
)
from graphql.execution.values import get_argument_values, get_directive_values
from graphql.utilities import type_from_ast

from api.graphql.context import Context
from api.graphql.derive import Reader
from api.graphql.limits import Fragments, fragments_of
from api.graphql.types import type_of

Variables = dict[str, Any]
Compiled = Callable[[Context, Variables], dict[str, Any]]
# From a source, or from the value of a field, to JSON.
Step = Callable[[Any, Context, Variables], Any]

# Variables of directives; with more, an operation would be compiled too often.
MOST_CONDITIONS: Final = 4
_DIRECTIVES: Final[tuple[tuple[GraphQLDirective, bool], ...]] = (
    (GraphQLIncludeDirective, True),
    (GraphQLSkipDirective, False),
)
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
    root = schema.query_type
    names = _conditions(parsed)
    if root is None or len(names) > MOST_CONDITIONS:
        return None
    fragments, of_values = fragments_of(parsed), dict[tuple[Any, ...], Step]()

    def compiled(context: Context, variables: Variables) -> dict[str, Any]:
        values = tuple(variables.get(name) for name in names)
        if values not in of_values:
            known = {name: value for name, value in zip(names, values, strict=True) if name in variables}
            of_values[values] = _Compiler(schema, fragments, known).selection(root, [operation.selection_set])
        answer: dict[str, Any] = of_values[values](None, context, variables)
        return answer

    if names:
        return compiled
    try:
        of_values[()] = _Compiler(schema, fragments, {}).selection(root, [operation.selection_set])
    except Unusual:
        return None
    return compiled


class _Conditions(Visitor):
    """Collects the variables of the directives of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        self.names |= {
            argument.value.name.value: None for argument in node.arguments if isinstance(argument.value, VariableNode)
        }


def _conditions(parsed: DocumentNode) -> tuple[str, ...]:
    """Return the variables that the directives of a text name, each once."""
    found = _Conditions()
    visit(parsed, found)
    return tuple(found.names)


class _Compiler:
    """Compiles for one set of ``values`` of the variables that directives name."""

    def __init__(self, schema: GraphQLSchema, fragments: Fragments, values: Variables) -> None:
        self._schema = schema
        self._fragments = fragments
        self._values = values

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
        """CollectFields of the specification (6.3.2)."""
        for selection in filter(self._is_included, node.selections):
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

    def _is_included(self, node: SelectionNode) -> bool:
        """Return what its directives say; Unusual for any but the two that every server knows."""
        known = {directive.name: wanted for directive, wanted in _DIRECTIVES}
        if any(directive.name.value not in known for directive in node.directives):
            raise Unusual
        said = [(get_directive_values(directive, node, self._values), wanted) for directive, wanted in _DIRECTIVES]
        return all(values is None or values["if"] is wanted for values, wanted in said)

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
