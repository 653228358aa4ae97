"""The fields of the root that search all that a city has published, and suggest what to search for."""

from typing import Any, Final

import graphene

from api.graphql.context import Context
from api.graphql.derive import Reader, list_of, plain
from api.graphql.search.arguments import ARGUMENTS, request
from api.graphql.search.found import Found, SearchConnection, found
from cms.core.errors import BadInput
from cms.search import limits
from cms.search.answers import answer
from cms.search.requests import MAX_LETTERS
from cms.search.suggestions import is_current, suggest


def _search(root: Any, context: Context, **arguments: Any) -> Found:
    return found(context.search(answer, request(context, **arguments)), context)


SEARCH: Final = graphene.Field(
    SearchConnection,
    required=True,
    description="What the city has published, of all kinds, by words; several filters narrow each other, and several"
    " values of one widen it.",
    resolver=Reader(_search),
    **ARGUMENTS,
)


# So many are suggested at most, and where nobody says how many.
MAX_SUGGESTED: Final = 20
SUGGESTED: Final = 8


class SearchSuggestion(graphene.ObjectType):
    """A text that one being typed may become."""

    text = plain(graphene.String, lambda text: text, description="To be searched for.")


def _suggest(
    root: Any, context: Context, text: str, language: str | None = None, first: int | None = None
) -> list[str]:
    limit = SUGGESTED if first is None else first
    if not 1 <= limit <= MAX_SUGGESTED:
        raise BadInput(f"must be between 1 and {MAX_SUGGESTED}", where="first")
    site, typed = context.city_host.site, text[:MAX_LETTERS]
    names = language or context.language
    context.is_passing |= not is_current(site)
    return context.search(suggest, site, typed, cost=limits.SUGGESTION, language=names, limit=limit)


SUGGESTIONS: Final = graphene.Field(
    list_of(SearchSuggestion),
    description="What a text may become while somebody types it, the likeliest first: names, and titles of what is"
    " public.",
    text=graphene.String(required=True, description=f"Of which the first {MAX_LETTERS} letters are read."),
    language=graphene.String(description="A BCP 47 tag, that of names; without it, the language of the request."),
    first=graphene.Int(default_value=SUGGESTED, description=f"How many, at most {MAX_SUGGESTED}."),
    resolver=Reader(_suggest),
)
