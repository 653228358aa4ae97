"""Lists of the editor that say what belongs into them where there is nothing yet."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cms.core.doors.choosers import KnownChooserViewSet


class ExplainedIndex(IndexView):
    """Its columns are named by their fields, also by the id of another row, and tell yes from no in no language."""

    about: Any = None

    def _get_custom_column(self, field_name: str, column_class: Any = Column, **kwargs: Any) -> Any:
        try:
            field = self.model._meta.get_field(field_name.removesuffix("_id"))
        except FieldDoesNotExist:
            return super()._get_custom_column(field_name, column_class, **kwargs)
        if isinstance(field, models.BooleanField):
            column_class = BooleanColumn
        column = super()._get_custom_column(field_name, column_class, **kwargs)
        column.label = capfirst(str(field.verbose_name))
        return column


class ExplainedViewSet(SnippetViewSet):
    """``about`` is what an empty list says of itself, in a sentence or two."""

    about: Any
    chooser_viewset_class = KnownChooserViewSet
    index_view_class = ExplainedIndex
    index_results_template_name = "core/explained_results.html"

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_index_view_kwargs(about=self.about, **kwargs)
        return given
