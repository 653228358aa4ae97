"""The posts of the other systems, with as much as they can of what our list shows."""

from typing import Any

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """Declares the fields before the schemas are built, and lets pages find their addresses as Wagtail's do."""

    name = "bench"

    def import_models(self) -> None:
        """Runs after the models of the other apps, and before grapple looks at them."""
        super().import_models()
        from grapple.models import GraphQLForeignKey, GraphQLImage, GraphQLString, GraphQLTag
        from wagtail.api import APIField
        from wagtail.images.api.fields import ImageRenditionField

        from cms.core.pages import BasePage
        from cms.news.models import PostPage
        from cms.subsites import models

        # Ours asks the store for the roots each time, because it is only asked while records are made.
        del BasePage.get_url_parts
        Field: Any = models.Field
        OrganisationUnit: Any = models.OrganisationUnit
        names = [GraphQLString("key"), GraphQLString("name_ko")]
        Field.graphql_fields = OrganisationUnit.graphql_fields = names
        models.FieldPage.graphql_fields = [GraphQLForeignKey("field", "subsites.Field")]
        PostPage.graphql_fields = [
            GraphQLString("lead"),
            GraphQLForeignKey("unit", "subsites.OrganisationUnit"),
            GraphQLImage("cover"),
            GraphQLTag("tags"),
        ]
        OrganisationUnit.api_fields = [APIField("key"), APIField("name_ko")]
        rendition = ImageRenditionField("max-1200x1200", source="cover")
        PostPage.api_fields = [
            APIField("lead"),
            APIField("unit"),
            APIField("cover_rendition", serializer=rendition),
            APIField("tags"),
        ]
