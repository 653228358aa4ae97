"""Lists of the editor that say what belongs into them where there is nothing yet."""

from typing import Any

from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cms.core.doors.choosers import KnownChooserViewSet


class ExplainedIndex(IndexView):
    about: Any = None


class ExplainedViewSet(SnippetViewSet):
    """``about`` is what an empty list says of itself, in a sentence or two."""

    about: Any
    chooser_viewset_class = KnownChooserViewSet
    index_view_class = ExplainedIndex
    index_results_template_name = "core/explained_results.html"

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_index_view_kwargs(about=self.about, **kwargs)
        return given
