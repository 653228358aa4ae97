"""The limits of a request, checked before anything is executed; every refusal names the limit.

======================  =======  =============================================================
bytes of a request      100,000  POST body, or query string
tokens of a request       2,000  four times a whole introspection
nesting                      20  of braces, those of fragments included
repetitions                  20  of one response name within one pair of braces
fields                    1,000  of an operation, fragments written out
cost                     20,000  see :meth:`Measure.check`
======================  =======  =============================================================
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
)
from graphql.utilities.type_info import get_field_def

from api.graphql.costs import COUNT, COUNTED, KEYS, SIZE, Composite, length, weight
from cms.core.errors import BadInput, TooLarge
from cms.ledger.store import MAX_FIRST

MAX_BYTES: Final = 100_000
MAX_TOKENS: Final = 2_000
MAX_NESTING: Final = 20
MAX_REPETITIONS: Final = 20
MAX_FIELDS: Final = 1_000
MAX_COST: Final = 20_000

INTROSPECTION: Final = frozenset({"__schema", "__type"})
# The same of what describes the schema: so many types, in the mean of all of them so many fields, and in the largest
# one so many times as many.
SCHEMA_LENGTHS: Final = {"types": 120, "fields": 7, "__type": 6, "directives": 6}
# A value of it is at hand, and costs a part of one that the city has published.
SCHEMA_DISCOUNT: Final = 2
# The usual query asks for nine levels of wrapped types, and most types have one.
WRAPPED_DISCOUNT: Final = 3

Fragments = dict[str, FragmentDefinitionNode]
# What a field of a type costs, and what is below it.
Rule = Callable[[Composite, FieldNode, int], int]


class Rules(NamedTuple):
    """The rule for what the city has published, and the one for what describes the schema."""

    one: Rule
    described: Rule

    @property
    def of_the_schema(self) -> "Rules":
        return Rules(self.described, self.described)


def fragments_of(parsed: DocumentNode) -> Fragments:
    """The fragments of a parsed text by name."""
    return {node.name.value: node for node in parsed.definitions if isinstance(node, FragmentDefinitionNode)}


def check_shape(parsed: DocumentNode) -> None:
    """Refuse what would make validation itself slow: nesting and repetitions. TooLarge; safe on fragment cycles."""
    fragments = fragments_of(parsed)
    explored: dict[str, int] = {}
    for definition in parsed.definitions:
        selections = getattr(definition, "selection_set", None)
        if selections is not None:
            _check_selections(selections, 1, fragments, explored)


def _check_selections(node: SelectionSetNode, depth: int, fragments: Fragments, explored: dict[str, int]) -> None:
    """``explored`` holds how deep each fragment was already found fine, so that each is walked 20 times at most."""
    if depth > MAX_NESTING:
        raise TooLarge(f"nested deeper than {MAX_NESTING} levels", where="query")
    names = Counter(
        (selection.alias or selection.name).value for selection in node.selections if isinstance(selection, FieldNode)
    )
    if names and names.most_common(1)[0][1] > MAX_REPETITIONS:
        raise TooLarge(f"one name is repeated more than {MAX_REPETITIONS} times", where="query")
    for selection in node.selections:
        below = getattr(selection, "selection_set", None)
        if isinstance(selection, FragmentSpreadNode):
            name = selection.name.value
            if name not in fragments or explored.get(name, 0) > depth:
                continue
            explored[name] = depth + 1
            below = fragments[name].selection_set
        if below is not None:
            _check_selections(below, depth + 1, fragments, explored)


class Measure:
    """Measures an operation of a valid text. Each fragment is measured once, however often it is spread."""

    def __init__(self, schema: GraphQLSchema, parsed: DocumentNode, operation: OperationDefinitionNode) -> None:
        self._schema = schema
        self._fragments = fragments_of(parsed)
        self._selections = operation.selection_set
        self.depends_on_variables = False
        if self._whole(lambda of, node, below: 1 + below) > MAX_FIELDS:
            raise TooLarge(f"asks for more than {MAX_FIELDS} fields", where="query")

    def check(self, variables: Mapping[str, Any] | None) -> None:
        """Refuse what would cost too much, and impossible page sizes. Without variables, only what is sure without.

        A field costs its weight, and what is below it as often as the list is long (:mod:`api.graphql.costs`).
        """

        def cost(of: Composite, node: FieldNode, below: int) -> int:
            field = get_field_def(self._schema, of, node)
            assert field is not None
            name = node.name.value
            counted = COUNT * self._number(node, COUNTED, variables) if COUNTED in field.args else 0
            return weight(of, name, field) + counted + self._length(of, node, field, variables) * below

        if self._whole(cost, _described) > MAX_COST:
            raise TooLarge(f"costs more than {MAX_COST}: ask for fewer items at once", where="query")

    def _whole(self, one: Rule, described: Rule | None = None) -> int:
        """``described`` is the rule for what is below an introspection field, where that is another one."""
        root = self._schema.query_type
        assert root is not None
        return self._total(root, self._selections, Rules(one, described or one), {})

    def _total(self, of: Composite, node: SelectionSetNode, rules: Rules, measured: dict[str, int]) -> int:
        total = 0
        for selection in node.selections:
            if isinstance(selection, FieldNode):
                total += self._field(of, selection, rules, measured)
            elif isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name not in measured:
                    measured[name] = self._fragment(of, self._fragments[name], rules, measured)
                total += measured[name]
            elif isinstance(selection, InlineFragmentNode):
                total += self._fragment(of, selection, rules, measured)
        return total

    def _field(self, of: Composite, node: FieldNode, rules: Rules, measured: dict[str, int]) -> int:
        if node.name.value in INTROSPECTION:
            rules = rules.of_the_schema
        if node.selection_set is None:
            return rules.one(of, node, 0)
        field = get_field_def(self._schema, of, node)
        assert field is not None
        below: Any = get_named_type(field.type)
        return rules.one(of, node, self._total(below, node.selection_set, rules, measured))

    def _fragment(
        self, of: Composite, node: InlineFragmentNode | FragmentDefinitionNode, rules: Rules, measured: dict[str, int]
    ) -> int:
        condition = node.type_condition
        narrower: Any = self._schema.type_map[condition.name.value] if condition else of
        return self._total(narrower, node.selection_set, rules, measured)

    def _length(self, of: Composite, node: FieldNode, field: GraphQLField, variables: Mapping[str, Any] | None) -> int:
        if KEYS in field.args:
            return self._number(node, KEYS, variables)
        if SIZE in field.args:
            given = _given(node)
            usual = field.args[SIZE].default_value
            return self._page_size(given[SIZE], variables, usual) if SIZE in given else usual
        return length(of, node.name.value) or 1

    def _number(self, node: FieldNode, argument: str, variables: Mapping[str, Any] | None) -> int:
        """How many values an argument has that is a list."""
        value = _given(node).get(argument)
        if isinstance(value, VariableNode):
            self.depends_on_variables = True
            return 1 if variables is None else len(variables.get(value.name.value) or ())
        if isinstance(value, ListValueNode):
            return len(value.values)
        return 0 if value is None else 1

    def _page_size(self, value: ValueNode, variables: Mapping[str, Any] | None, usual: int) -> int:
        if isinstance(value, VariableNode):
            self.depends_on_variables = True
            size = 1 if variables is None else variables.get(value.name.value)
        else:
            size = int(value.value) if isinstance(value, IntValueNode) else None
        if size is None:
            return usual
        if not 1 <= size <= MAX_FIRST:
            raise BadInput(f"must be between 1 and {MAX_FIRST}", where="first")
        return int(size)


def _given(node: FieldNode) -> dict[str, ValueNode]:
    return {argument.name.value: argument.value for argument in node.arguments}


def _described(of: Composite, node: FieldNode, below: int) -> int:
    """The cost of describing a part of the schema. Each type, field and argument counts beside what is told of it."""
    name = node.name.value
    if name == "ofType":
        return 1 + below // WRAPPED_DISCOUNT
    described = SCHEMA_LENGTHS.get(name, 1) * (1 + below)
    return described // SCHEMA_DISCOUNT if name in INTROSPECTION else described
