"""Operations ready to be executed: parsed, validated, measured and compiled once, then kept by their text."""

from collections import OrderedDict
from threading import Lock
from typing import Any, Final

from graphql import (
    DocumentNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    Visitor,
    get_operation_ast,
    get_variable_values,
    parse,
    validate,
    visit,
)

from api.graphql.compiler import Compiled, compile_operation
from api.graphql.errors import OnlyQueries, RequestError
from api.graphql.limits import MAX_BYTES, MAX_TOKENS, Measure, check_shape
from api.graphql.schema import schema
from cms.core.errors import BadInput, MadangError, TooLarge

# A parsed text takes up to a hundred times the memory of its text.
KEPT_CHARACTERS: Final = 500_000
MAX_COMMENTS: Final = 500
MAX_ERRORS: Final = 20


class Operation:
    """One operation of a valid text; ``compiled`` is None where only graphql-core can execute it."""

    def __init__(self, parsed: DocumentNode, node: OperationDefinitionNode) -> None:
        if node.operation is not OperationType.QUERY:
            raise OnlyQueries
        self.name = node.name.value if node.name else None
        self._variables = node.variable_definitions
        self._measure = Measure(schema.graphql_schema, parsed, node)
        self._measure.check(None)
        self.compiled: Compiled | None = compile_operation(schema.graphql_schema, parsed, node)

    def coerce(self, variables: dict[str, Any]) -> dict[str, Any]:
        """The variables as the operation declares them. RequestError where they do not fit or cost too much."""
        if not self._variables:
            return {}
        coerced = get_variable_values(schema.graphql_schema, self._variables, variables, max_errors=MAX_ERRORS)
        if isinstance(coerced, list):
            raise RequestError(*coerced)
        if self._measure.depends_on_variables:
            try:
                self._measure.check(coerced)
            except MadangError as error:
                raise RequestError(error) from error
        return coerced


class Operations:
    """The operations of one valid text, by name."""

    def __init__(self, text: str) -> None:
        self.ast = _valid(text)
        self._operations: dict[str | None, Operation] = {}

    def operation(self, name: str | None = None) -> Operation:
        """The operation of that name, or the only one. RequestError where there is none such, or it asks too much."""
        if name not in self._operations:
            node = get_operation_ast(self.ast, name)
            if node is None:
                what = f"there is no operation {name!r}" if name else "say in operationName which operation is meant"
                raise RequestError(BadInput(what, where="operationName"))
            try:
                self._operations[name] = Operation(self.ast, node)
            except MadangError as error:
                raise RequestError(error) from error
        return self._operations[name]


def _valid(text: str) -> DocumentNode:
    """Parse and validate, the cheap refusals first. RequestError."""
    try:
        if len(text) > MAX_BYTES:
            raise TooLarge(f"longer than {MAX_BYTES} characters", where="query")
        parsed = parse(text, max_lexical_tokens=MAX_TOKENS, max_comments=MAX_COMMENTS)
        check_shape(parsed)
        if "\0" in text or "\\u" in text:
            visit(parsed, _NulFinder())
    except (GraphQLError, MadangError) as error:
        raise RequestError(error) from error
    errors = validate(schema.graphql_schema, parsed, max_errors=MAX_ERRORS)
    if errors:
        raise RequestError(*errors)
    return parsed


class _NulFinder(Visitor):
    """PostgreSQL knows no text with NUL; the same in JSON is refused with the request."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        if "\0" in node.value:
            raise BadInput("a string holds a NUL character", where="query")


_kept: OrderedDict[str, Operations] = OrderedDict()
_kept_characters = 0
_lock = Lock()


def operations_of(text: str) -> Operations:
    """The operations of a text. RequestError where it is not valid; only those of valid ones are kept."""
    global _kept_characters
    with _lock:
        known = _kept.get(text)
        if known is not None:
            _kept.move_to_end(text)
            return known
    known = Operations(text)
    with _lock:
        if text not in _kept:
            _kept[text] = known
            _kept_characters += len(text)
        while _kept_characters > KEPT_CHARACTERS:
            _kept_characters -= len(_kept.popitem(last=False)[0])
    return known
