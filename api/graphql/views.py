"""``/graphql``: GET and POST for programs, the explorer for browsers (GraphQL over HTTP)."""

import json
from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from graphene_django.views import GraphQLView
from graphql import GraphQLError

from api.graphql.context import Context
from api.graphql.errors import OnlyQueries, RequestError, cause, field_errors
from api.graphql.execution import run
from api.graphql.requests import JSON, Parameters, read
from api.graphql.schema import schema
from api.http import MAX_AGE, best_match, public, request_city_host, respond
from cms.core.errors import BadInput, MadangError, NotAcceptable, TooMany, Unavailable
from cms.search import limits

GRAPHQL: Final = "application/graphql-response+json"
HTML: Final = "text/html"
DEFAULT_QUERY: Final = """\
# The newest posts of the city. Ctrl-Space completes, the book on the left explains.
query Newest($language: String = "ko") {
  posts(first: 10, language: $language) {
    nodes {
      title
      summary
      url
      publishedAt
      field { name }
      publisher { name }
      tags { name }
      image { url width height alt }
      licence { short url }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
# CodeMirror and the explorer's menus write style elements; scripts come from this server only.
EXPLORER_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class View(GraphQLView):
    """graphene-django's view without its cookie, its batches, its CDN and its ASCII-only JSON."""

    graphiql_template = "api/graphiql.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer as :rfc:`9110` negotiates: NotAcceptable where the client wants none of the three."""
        offers = (GRAPHQL, JSON) if request.method == "POST" else (GRAPHQL, JSON, HTML)
        media = best_match(request.headers.get("Accept", ""), offers)
        if media is None:
            raise NotAcceptable(f"offered are {', '.join(offers)}", where="Accept")
        if media == HTML:
            return self._explorer(request)
        try:
            parameters = read(request)
            context = Context(request_city_host(request), admit=lambda cost: limits.admit(request, cost=cost))
        except MadangError as error:
            return _refusal(request, RequestError(error), media, status=error.status)
        return _answer(request, parameters, context, media)

    def _explorer(self, request: HttpRequest) -> HttpResponse:
        context = Context(request_city_host(request))
        page = render_to_string(
            self.graphiql_template,
            {"city": context.city.name(context.language), "endpoint": request.path, "query": DEFAULT_QUERY},
        )
        headers = {"Content-Security-Policy": EXPLORER_POLICY, "X-Content-Type-Options": "nosniff"}
        return respond(request, page.encode(), content_type=f"{HTML}; charset=utf-8", vary=["Accept"], headers=headers)


def _answer(request: HttpRequest, parameters: Parameters, context: Context, media: str) -> HttpResponse:
    """Execute a well-formed request. As plain JSON every answer is 200, since that media type promises no more."""
    try:
        data, errors = run(parameters.query, context, variables=parameters.variables, operation=parameters.operation)
    except OnlyQueries as error:
        status = 400 if request.method == "POST" else 405
        return _refusal(request, error, media, status=status)
    except RequestError as error:
        return _refusal(request, error, media, status=200 if media == JSON else error.madang.status)
    if away := next((found for error in errors if isinstance(found := cause(error), Unavailable)), None):
        return _refusal(request, RequestError(away), media, status=away.status)
    refused = _refused(data, errors)
    body: dict[str, Any] = {"data": data}
    if errors:
        body["errors"] = field_errors(errors)
    lasting = not errors and request.method != "POST" and not context.is_passing
    status = refused.status if refused and media != JSON else 200
    response = _respond(request, body, media, status=status, lasting=lasting)
    for name, value in (refused.headers if refused else {}).items():
        response[name] = value
    return response


def _refused(data: dict[str, Any] | None, errors: Sequence[GraphQLError]) -> MadangError | None:
    """The error that the status tells: of a client that asks too often, or of arguments for which all is null."""
    kinds = (TooMany,) if data else (TooMany, BadInput)
    return next((found for error in errors if isinstance(found := cause(error), kinds)), None)


def _refusal(request: HttpRequest, error: RequestError, media: str, *, status: int) -> HttpResponse:
    response = _respond(request, {"errors": error.formatted()}, media, status=status)
    if status == 405:
        response["Allow"] = "POST"
    for name, value in error.madang.headers.items():
        response[name] = value
    return response


def _respond(
    request: HttpRequest, body: dict[str, Any], media: str, *, status: int = 200, lasting: bool = False
) -> HttpResponse:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return respond(
        request,
        content,
        content_type=f"{media}; charset=utf-8",
        max_age=MAX_AGE if lasting else None,
        vary=["Accept"],
        status=status,
    )


endpoint = public("GET", "HEAD", "POST")(View.as_view(schema=schema))
