"""The field of the root that helps whoever finds nothing."""

from typing import Any, Final

import graphene

from api.graphql.context import Context
from api.graphql.derive import Reader, list_of, many, plain
from api.graphql.scalars import Long
from api.graphql.search.arguments import NARROWING, request
from api.graphql.types import TERM_TYPES
from cms.search import limits
from cms.search.help import MAX_UNITS, MAX_WIDER, MAX_WORDS, Help, help_with


class SearchWord(graphene.ObjectType):
    """Fewer words of a search, or a phrase of it with other blanks, that find something where nothing narrows them."""

    text = plain(graphene.String, lambda answer: answer.request.text)
    estimated_count = plain(Long, lambda answer: answer.estimated, description="How many hits there would be.")
    count_is_exact = plain(
        graphene.Boolean, lambda answer: answer.is_exact, description="Whether that number is exact."
    )


class SearchWider(graphene.ObjectType):
    """The same search without some of what narrows it, which finds something."""

    without = plain(
        graphene.List(graphene.NonNull(graphene.String), required=True),
        lambda wider: [*wider.without],
        description="What is left out: filters, as `facets` names them, and words such as `unit:` of these names;"
        " `published` and `produced` are periods.",
    )
    text = plain(graphene.String, lambda wider: wider.answer.request.text, description="The words that are left.")
    estimated_count = plain(Long, lambda wider: wider.answer.estimated, description="How many hits there would be.")
    count_is_exact = plain(
        graphene.Boolean, lambda wider: wider.answer.is_exact, description="Whether that number is exact."
    )


class SearchUnknown(graphene.ObjectType):
    """A word of a search such as `unit:` or `year:` with a value that nothing has."""

    name = plain(graphene.String, lambda pair: pair[0], description="`unit` or `year`.")
    value = plain(graphene.String, lambda pair: pair[1])


class SearchHelp(graphene.ObjectType):
    """The ways on from a search that finds nothing; each of them finds something that is public now."""

    words = many(SearchWord, lambda help: [*help.words])
    wider = many(SearchWider, lambda help: [*help.wider])
    unknown = many(SearchUnknown, lambda help: [*help.unknown])
    units = graphene.Field(
        list_of(TERM_TYPES["unit"]),
        description="The units to ask: those that the search is narrowed to, or whose duties have its words.",
        resolver=Reader(lambda help: [*help.units], plain=True),
    )


def _help(root: Any, context: Context, **arguments: Any) -> Help:
    return context.search(help_with, request(context, **arguments), cost=limits.HELP)


HELP: Final = graphene.Field(
    SearchHelp,
    required=True,
    description="What somebody can do whose `search` with the same arguments finds nothing: at most"
    f" {MAX_WORDS} of its words, {MAX_WIDER} wider searches, {MAX_UNITS} units to ask.",
    resolver=Reader(_help),
    **NARROWING,
)
