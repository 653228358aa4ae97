"""The scalars that GraphQL lacks. A wrong value is a request error, told before anything is executed."""

from datetime import date, datetime
from typing import Any, Final

import graphene
from graphql import GraphQLError, IntValueNode, StringValueNode, ValueNode, print_ast

from cms.core.errors import BadCursor, BadInput, MadangError
from cms.ledger.directories import Position
from cms.ledger.store import Cursor as StoreCursor
from cms.search.requests import Place

_LARGEST: Final = 2**63 - 1


class DateTime(graphene.Scalar):
    """A moment as RFC 3339 text with its offset, such as `2026-11-05T09:00:00+09:00`."""

    @staticmethod
    def serialize(value: str | datetime) -> str:
        return value if isinstance(value, str) else value.isoformat(timespec="seconds")

    @staticmethod
    def parse_value(value: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            moment = None
        if moment is None or moment.tzinfo is None:
            raise _refusal(BadInput("must be an RFC 3339 date and time with its offset"))
        return moment

    @staticmethod
    def parse_literal(node: ValueNode, variables: Any = None) -> datetime:
        return DateTime.parse_value(_text(node))


class Date(graphene.Scalar):
    """A day as RFC 3339 text, such as `2026-11-05`."""

    @staticmethod
    def serialize(value: str | date) -> str:
        return value if isinstance(value, str) else value.isoformat()

    @staticmethod
    def parse_value(value: Any) -> date:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise _refusal(BadInput("must be a day such as 2026-11-05")) from error

    @staticmethod
    def parse_literal(node: ValueNode, variables: Any = None) -> date:
        return Date.parse_value(_text(node))


class Cursor(graphene.Scalar):
    """A place in a list; opaque, only ever copied from an answer."""

    @staticmethod
    def serialize(value: StoreCursor | Position | Place) -> str:
        return value.encode()

    @staticmethod
    def parse_value(value: Any) -> StoreCursor | Position | Place:
        text = value if isinstance(value, str) else ""
        of = next((one for one in (Position, Place) if one.made(text)), StoreCursor)
        try:
            return of.decode(text)
        except BadCursor as error:
            raise _refusal(error) from error

    @staticmethod
    def parse_literal(node: ValueNode, variables: Any = None) -> StoreCursor | Position | Place:
        return Cursor.parse_value(_text(node))


class Sequence(graphene.Scalar):
    """A number in the order of changes; JSON numbers hold it exactly up to 2^53."""

    @staticmethod
    def serialize(value: int) -> int:
        return value

    @staticmethod
    def parse_value(value: Any) -> int:
        if type(value) is not int or not 0 <= value <= _LARGEST:
            raise _refusal(BadInput("must be a whole number from an answer, or 0"))
        return value

    @staticmethod
    def parse_literal(node: ValueNode, variables: Any = None) -> int:
        return Sequence.parse_value(int(node.value[:20]) if isinstance(node, IntValueNode) else None)


class Long(graphene.Scalar):
    """A whole number that can be beyond 2^31, where Int ends; JSON numbers hold it exactly up to 2^53."""

    unit = "a whole number"

    @staticmethod
    def serialize(value: int) -> int:
        return value

    @classmethod
    def parse_value(cls, value: Any) -> int:
        if type(value) is not int or abs(value) > _LARGEST:
            raise _refusal(BadInput(f"must be {cls.unit}"))
        return value

    @classmethod
    def parse_literal(cls, node: ValueNode, variables: Any = None) -> int:
        return cls.parse_value(int(node.value[:20]) if isinstance(node, IntValueNode) else None)


class Won(Long):
    """A sum in won; JSON numbers hold it exactly up to 2^53."""

    unit = "a whole number of won"


def _text(node: ValueNode) -> str:
    return node.value if isinstance(node, StringValueNode) else print_ast(node)


def _refusal(error: MadangError) -> GraphQLError:
    return GraphQLError(error.message, original_error=error)
