"""The fields of what editors have arranged: the frame and front page of a site, and what stands first in a listing."""

from typing import Any

import graphene

from api.graphql.context import Context
from api.graphql.derive import LANGUAGE, Reader, list_of
from cms.core import kinds
from cms.ledger.store import Item

Fields = dict[str, graphene.Field]


def layout(of: Any) -> Fields:
    """The layout of a site."""

    def read(site: Any, context: Context, language: str | None = None) -> Any:
        return site.layout(language or context.language)

    told = "What is arranged around its pages and on its front page in a language; null where nothing is."
    return {"layout": graphene.Field(of, description=told, language=LANGUAGE, resolver=Reader(read))}


def pinned(of: Any) -> Fields:
    """The items that are pinned in a listing."""

    def read(term: Any, context: Context, language: str | None = None) -> list[Item]:
        return context.pinned(term, language or context.language)

    told = "What its editors have put before all others in a language, while it is public. It stands in the lists too."
    return {"pinned": graphene.Field(list_of(of), description=told, language=LANGUAGE, resolver=Reader(read))}


def newest_post(of: Any) -> Fields:
    """The newest post of a field."""

    def read(term: Any, context: Context, language: str | None = None) -> Item | None:
        return context.newest(kinds.kind("post"), term, language or context.language)

    told = "The newest of its posts in a language; those of all fields are read at once."
    return {"newest_post": graphene.Field(of, description=told, language=LANGUAGE, resolver=Reader(read))}
