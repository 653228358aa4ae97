"""Executing a request: compiled where that is possible, else by graphql-core, with the same answer."""

import logging
from collections.abc import Mapping
from typing import Any

from graphql import ExecutionResult, GraphQLError
from graphql import execute as execute_in_general

from api.graphql.compiler import Unusual
from api.graphql.context import Context
from api.graphql.errors import RequestError, raise_first
from api.graphql.operations import operations_of
from api.graphql.schema import schema
from cms.ledger.hosts import CityHost

logger = logging.getLogger(__name__)


def run(
    text: str, context: Context, *, variables: Mapping[str, Any] | None = None, operation: str | None = None
) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
    """Data and field errors of an operation. RequestError where it cannot be executed."""
    found = operations_of(text)
    chosen = found.operation(operation)
    coerced = chosen.coerce(dict(variables or {}))
    failure = None
    if chosen.compiled is not None:
        try:
            return chosen.compiled(context, coerced), []
        except Unusual:
            chosen.compiled = None
        except Exception as error:
            # graphql-core meets the same error, and says where it was.
            failure = error
    context.begin_again()
    result = execute_in_general(
        schema.graphql_schema,
        found.ast,
        context_value=context,
        variable_values=dict(variables or {}),
        operation_name=operation,
    )
    assert isinstance(result, ExecutionResult)
    if failure and not result.errors:
        logger.error("a compiled operation failed where graphql-core did not", exc_info=failure)
    return result.data, result.errors or []


def execute(
    text: str, variables: Mapping[str, Any] | None = None, *, city_host: CityHost, language: str | None = None
) -> dict[str, Any]:
    """The data of an operation, for the pages of this process; names are given in ``language``.

    Raises the first error: one of :mod:`cms.core.errors` where the request is to blame, else the bug itself.
    """
    try:
        data, errors = run(text, Context(city_host, language=language), variables=variables)
    except RequestError as error:
        raise error.madang from error
    raise_first(errors)
    return data or {}
