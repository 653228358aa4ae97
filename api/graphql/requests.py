"""Reading a GraphQL request out of HTTP (GraphQL over HTTP, sections 4 and 5): all or a clear refusal."""

import json
import re
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest

from api.graphql.limits import MAX_BYTES
from cms.core.errors import BadInput, TooLarge

JSON: Final = "application/json"
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Parameters:
    """The parameters of a well-formed request; ``extensions`` are read and mean nothing here."""

    query: str
    operation: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)


def read(request: HttpRequest) -> Parameters:
    """The parameters of a GET or a POST. BadInput or TooLarge."""
    return _parameters(_from_body(request) if request.method == "POST" else _from_url(request))


def _from_url(request: HttpRequest) -> dict[str, Any]:
    if len(request.META.get("QUERY_STRING", "")) > MAX_BYTES:
        raise TooLarge(f"the query string is longer than {MAX_BYTES} bytes")
    given: dict[str, Any] = {name: request.GET[name] for name in ("query", "operationName") if name in request.GET}
    for name in ("variables", "extensions"):
        if text := request.GET.get(name):
            given[name] = _json(text, where=name)
    return given


def _from_body(request: HttpRequest) -> dict[str, Any]:
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type != JSON or charset not in ("utf-8", "utf8"):
        raise BadInput(f"must be {JSON} in UTF-8", where="Content-Type")
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise BadInput("must be a number", where="Content-Length") from None
    if length > MAX_BYTES:
        raise TooLarge(f"longer than {MAX_BYTES} bytes", where="body")
    given = _json(request.body, where="body")
    if not isinstance(given, dict):
        raise BadInput("must be a JSON object; batches are not answered", where="body")
    return given


def _json(text: str | bytes, *, where: str) -> Any:
    try:
        value = json.loads(text if isinstance(text, str) else text.decode("utf-8"))
        _check_text(value, where)
    except (ValueError, RecursionError):
        raise BadInput("is not JSON in UTF-8", where=where) from None
    return value


def _check_text(value: Any, where: str) -> None:
    """JSON can escape what neither a database nor UTF-8 can hold: NUL and halves of surrogate pairs."""
    if isinstance(value, str):
        if _UNSTORABLE.search(value):
            raise BadInput("a string holds a NUL or a lone surrogate", where=where)
    elif isinstance(value, dict):
        for name, item in value.items():
            _check_text(name, where)
            _check_text(item, where)
    elif isinstance(value, list):
        for item in value:
            _check_text(item, where)


def _parameters(given: dict[str, Any]) -> Parameters:
    query = given.get("query")
    if not isinstance(query, str) or not query.strip():
        raise BadInput("must be the text of a GraphQL document", where="query")
    operation = given.get("operationName")
    if not isinstance(operation, str | None):
        raise BadInput("must be a string", where="operationName")
    for name in ("variables", "extensions"):
        if not isinstance(given.get(name), dict | None):
            raise BadInput("must be an object", where=name)
    return Parameters(query, operation or None, given.get("variables") or {})
