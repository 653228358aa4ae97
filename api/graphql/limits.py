"""What a request may ask for, checked before anything is executed; every refusal names the limit.

======================  =======  =============================================================
bytes of a request      100,000  POST body, or query string
tokens of a document      2,000  four times a whole introspection
nesting                      20  of braces, those of fragments included
repetitions                  20  of one response name within one pair of braces
fields                    1,000  of an operation, fragments written out
cost                     20,000  see :meth:`Measure.check`
======================  =======  =============================================================
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)

from api.graphql.connections import FIRST
from cms.core.errors import BadInput, TooLarge
from cms.publication.selectors import MAX_FIRST

MAX_BYTES: Final = 100_000
MAX_TOKENS: Final = 2_000
MAX_NESTING: Final = 20
MAX_REPETITIONS: Final = 20
MAX_FIELDS: Final = 1_000
MAX_COST: Final = 20_000

# What reading one costs, in the measure of handing out one value: a query each, or a long text.
WEIGHTS: Final = {
    **dict.fromkeys(("posts", "documents", "meetings", "calendar", "upcoming", "changes", "terms"), 50),
    **dict.fromkeys(("post", "document", "meeting", "preview", "meetingPreview", "route", "node", "related"), 20),
    **dict.fromkeys(("statistics", "openData"), 50),
    **dict.fromkeys(("tags", "tasks", "task"), 5),
    "body": 10,
}
# How many there are, where no argument says so.
LENGTHS: Final = {
    "posts": FIRST,
    "documents": FIRST,
    "meetings": FIRST,
    "calendar": FIRST,
    "upcoming": FIRST,
    "terms": FIRST,
    "committees": 150,
    "members": 15,
    "sections": 3,
    "tasks": 10,
    "officials": 4,
    "agenda": 10,
    "related": 10,
    "months": 24,
    "weeks": 104,
    "attendees": 15,
    "changes": MAX_FIRST,
    "fields": 12,
    "websites": 150,
    "units": 300,
    "tags": 10,
    "topics": 2,
    "images": 5,
    "files": 3,
    "translations": 3,
    "pages": 3,
    "licences": 14,
}

INTROSPECTION: Final = frozenset({"__schema", "__type"})
# The same of what describes the schema: so many types, in the mean of all of them so many fields, and in the largest
# one so many times as many.
SCHEMA_LENGTHS: Final = {"types": 70, "fields": 7, "__type": 6, "directives": 6}
# The usual query asks for nine levels of wrapped types, and most types have one.
WRAPPED_DISCOUNT: Final = 3

Fragments = dict[str, FragmentDefinitionNode]
Rule = Callable[[FieldNode, int], int]


def fragments_of(document: DocumentNode) -> Fragments:
    """The fragments of a document by name."""
    return {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}


def check_shape(document: DocumentNode) -> None:
    """Refuse what would make validation itself slow: nesting and repetitions. TooLarge; safe on fragment cycles."""
    fragments = fragments_of(document)
    explored: dict[str, int] = {}
    for definition in document.definitions:
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
    """Measures an operation of a valid document. Each fragment is measured once, however often it is spread."""

    def __init__(self, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        self._fragments = fragments_of(document)
        self._selections = operation.selection_set
        self.depends_on_variables = False
        if self._total(self._selections, lambda node, below: 1 + below, {}) > MAX_FIELDS:
            raise TooLarge(f"asks for more than {MAX_FIELDS} fields", where="query")

    def check(self, variables: Mapping[str, Any] | None) -> None:
        """Refuse what would cost too much, and impossible page sizes. Without variables, only what is sure without.

        A field costs its weight, and what is below it as often as ``first`` or the usual length of the list says.
        """

        def cost(node: FieldNode, below: int) -> int:
            return WEIGHTS.get(node.name.value, 1) + self._length(node, variables) * below

        if self._total(self._selections, cost, {}, _described) > MAX_COST:
            raise TooLarge(f"costs more than {MAX_COST}: ask for fewer items at once", where="query")

    def _total(self, node: SelectionSetNode, one: Rule, measured: dict[str, int], described: Rule | None = None) -> int:
        """``described`` is the rule for what is below an introspection field, where that is another one."""
        total = 0
        for selection in node.selections:
            if isinstance(selection, FieldNode):
                below = selection.selection_set
                rule = described if described and selection.name.value in INTROSPECTION else one
                total += rule(selection, self._total(below, rule, measured, described) if below else 0)
            elif isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name not in measured:
                    measured[name] = self._total(self._fragments[name].selection_set, one, measured, described)
                total += measured[name]
            elif isinstance(selection, InlineFragmentNode):
                total += self._total(selection.selection_set, one, measured, described)
        return total

    def _length(self, node: FieldNode, variables: Mapping[str, Any] | None) -> int:
        usual = LENGTHS.get(node.name.value, 1)
        for argument in node.arguments:
            if argument.name.value == "first":
                return self._page_size(argument.value, variables, usual)
        return usual

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


def _described(node: FieldNode, below: int) -> int:
    """What describing a part of the schema costs. Each type, field and argument counts beside what is told of it."""
    if node.name.value == "ofType":
        return 1 + below // WRAPPED_DISCOUNT
    return SCHEMA_LENGTHS.get(node.name.value, 1) * (1 + below)
