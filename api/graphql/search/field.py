"""The field of the root that searches all that a city has published."""

from typing import Any, Final

import graphene

from api.graphql.context import Context
from api.graphql.derive import Reader
from api.graphql.search.arguments import ARGUMENTS, request
from api.graphql.search.found import Found, SearchConnection, found
from cms.search.answers import answer


def _search(root: Any, context: Context, **arguments: Any) -> Found:
    asked = request(context, **arguments)
    context.admit()
    return found(answer(asked), context)


SEARCH: Final = graphene.Field(
    SearchConnection,
    required=True,
    description="What the city has published, of all kinds, by words; several filters narrow each other, and several"
    " values of one widen it.",
    resolver=Reader(_search),
    **ARGUMENTS,
)
