"""wagtail-grapple as an engineer would tune it without leaving it: related rows fetched at once, operations kept.

The list takes one query each for the posts with their units, the covers, their renditions, the tags and the sections,
whatever its length; an operation is parsed and validated when it is first seen. Types and resolvers stay grapple's own.
"""

from functools import lru_cache
from typing import Any

import graphene
from django.db.models import Prefetch
from graphene_django.views import GraphQLView
from graphql import DocumentNode, execute, parse, validate
from wagtail import hooks

from cms.core.models import Image
from cms.news.models import PostPage
from cms.subsites.models import FieldPage

RENDITION = "max-1200x1200"


@hooks.register("register_schema_query")
def add_newest_posts(mixins: list[type]) -> None:
    """The list as a field of its own beside grapple's ``pages``."""
    from grapple.registry import registry

    class NewestPosts:
        newest_posts = graphene.List(graphene.NonNull(registry.pages[PostPage]), limit=graphene.Int(required=True))

        def resolve_newest_posts(self, info: Any, limit: int) -> list[PostPage]:
            return newest_posts(limit)

    mixins.append(NewestPosts)


def newest_posts(limit: int) -> list[PostPage]:
    """The newest posts with all that the list shows of them."""
    covers = Prefetch("cover", Image.objects.prefetch_renditions(RENDITION))
    posts = PostPage.objects.live().public().select_related("unit").prefetch_related(covers, "tags")
    found = list(posts.order_by("-first_published_at")[:limit])
    above = {post.path[: -post.steplen] for post in found}
    sections = {page.path: page for page in FieldPage.objects.filter(path__in=above).select_related("field")}
    for post in found:
        post._cached_parent_obj = sections[post.path[: -post.steplen]]
    return found


class TunedView(GraphQLView):
    """Executes operations that it has parsed and validated once."""

    def execute_graphql_request(
        self, request: Any, data: Any, query: str, variables: Any, operation_name: Any, show_graphiql: bool = False
    ) -> Any:
        """The result of a query, with the options that graphene-django gives."""
        schema = self.schema.graphql_schema
        return execute(
            schema,
            _valid(schema, query),
            context_value=self.get_context(request),
            variable_values=variables,
            operation_name=operation_name,
            middleware=self.get_middleware(request),
        )


@lru_cache(maxsize=100)
def _valid(schema: Any, query: str) -> DocumentNode:
    parsed = parse(query)
    if errors := validate(schema, parsed):
        raise errors[0]
    return parsed
