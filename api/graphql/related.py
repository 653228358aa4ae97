"""The documents that belong to one, and why."""

from collections.abc import Callable
from enum import Enum
from typing import Any

import graphene

from api.graphql.derive import Reader, list_of, plain
from cms.derived.related import relations


class RelationReason(Enum):
    """The reason why two documents belong together."""

    CITES = relations.CITES
    CITED_BY = relations.CITED_BY
    TASK = relations.TASK
    FUNCTION = relations.FUNCTION
    KEYWORDS = relations.KEYWORDS

    @property
    def description(self) -> str:
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = {
    RelationReason.CITES: "Its text names the number of the other one.",
    RelationReason.CITED_BY: "The text of the other one names its number.",
    RelationReason.TASK: "Both are filed under one task card.",
    RelationReason.FUNCTION: "Their task cards belong to one function.",
    RelationReason.KEYWORDS: "They have rare words in common.",
}
_REASON = graphene.Enum.from_enum(
    RelationReason, description=lambda value: value.description if value else "Why two documents belong together."
)


def related_field(document: Callable[[], Any]) -> graphene.Field:
    """The field of a document; ``document`` gives its type."""

    class RelatedDocument(graphene.ObjectType):
        """A public document that another one belongs to."""

        node = plain(document, lambda related: related.item, description="The other document.")
        reasons = graphene.Field(
            list_of(_REASON),
            description="At least one; the first is the strongest.",
            resolver=Reader(lambda related: related.reasons, plain=True),
        )
        words = graphene.Field(
            list_of(graphene.String),
            description="The keywords that both have, where that is a reason.",
            resolver=Reader(lambda related: related.words, plain=True),
        )

    return graphene.Field(
        list_of(RelatedDocument),
        description=f"Documents that belong to it, the closest first; at most {relations.MAX_RELATED}.",
        resolver=Reader(lambda item, context: context.related(item)),
    )
