"""Errors as the API tells them: the tree of :mod:`cms.core.errors` and graphql-core's own, translated once."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any, Final

from graphql import GraphQLError, VariableDefinitionNode

from cms.core.errors import BadInput, MadangError
from cms.core.faults import fault

INTERNAL: Final = "INTERNAL"

logger = logging.getLogger(__name__)


class RequestError(Exception):
    """The request cannot be executed; the answer has ``errors`` and no data."""

    def __init__(self, *errors: MadangError | GraphQLError) -> None:
        super().__init__(errors[0].message)
        self.errors = errors

    @property
    def madang(self) -> MadangError:
        """The same as one error of the tree: the first that is one, else BadInput with the first message."""
        return next(filter(None, map(cause, self.errors)), None) or BadInput(self.errors[0].message, where="query")

    def formatted(self) -> list[dict[str, Any]]:
        """The ``errors`` entry of the answer."""
        return [_formatted(error, cause(error), BadInput.code) for error in self.errors]


class OnlyQueries(RequestError):
    """A mutation or a subscription: this API has none."""

    def __init__(self) -> None:
        super().__init__(BadInput("this API only answers queries", where="query"))


def cause(error: BaseException | None) -> MadangError | None:
    """The error of ours that a GraphQL error stands for, or the fault of the machine behind it."""
    while isinstance(error, GraphQLError):
        error = error.original_error
    return fault(error) if error else None


def field_errors(errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    """The ``errors`` entry beside data. An error that is not ours goes to the log, and only its path to the client."""
    return [_field_error(error) for error in errors]


def _field_error(error: GraphQLError) -> dict[str, Any]:
    known = cause(error)
    formatted = _formatted(error, known, INTERNAL)
    if known is None:
        logger.error("the resolver at %s failed", error.path, exc_info=error.original_error or error)
        formatted["message"] = "something went wrong on the server"
    return formatted


def _formatted(error: MadangError | GraphQLError, known: MadangError | None, default: str) -> dict[str, Any]:
    formatted: dict[str, Any] = {"message": error.message}
    if isinstance(error, GraphQLError):
        formatted |= error.formatted
    formatted["extensions"] = {"code": known.code if known else default}
    if where := (known and known.where) or _variable(error):
        formatted["extensions"]["where"] = where
    return formatted


def _variable(error: MadangError | GraphQLError) -> str | None:
    """The variable whose value graphql-core refused, as a query writes it; None where it is none."""
    nodes = (error.nodes if isinstance(error, GraphQLError) else None) or ()
    return next((f"${node.variable.name.value}" for node in nodes if isinstance(node, VariableDefinitionNode)), None)


def raise_first(errors: Sequence[GraphQLError]) -> None:
    """Raise the first error of an execution, for callers in this process. MadangError, or whatever a bug raised."""
    for error in errors:
        raise cause(error) or error.original_error or error
