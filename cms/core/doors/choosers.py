"""The choosers of pages, and of what a form refers to: they offer what the person may know."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.admin.views import chooser
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser as snippets

from cms.core.acquaintance import acquaintance, keeps, known_items
from cms.core.doors.addresses import keys_in


class Browse(chooser.BrowseView):
    """Begins where the person may explore; Wagtail's begins at what all pages of the wanted type have in common, which
    may be a place that only held ones lie in."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> Any:
        if parent_page_id is None and acquaintance(request.user).knows is not None:
            root = policy_registry.get_by_type(Page).explorable_root_instance(request.user)
            parent_page_id = root.pk if root else None
        return super().get(request, parent_page_id)


class ChosenMultiple(chooser.ChosenMultipleView):
    """The view that tells again, by its keys, what was chosen."""

    def get(self, request: HttpRequest) -> Any:
        asked = request.GET.copy()
        known = acquaintance(request.user).known_of(keys_in(asked.getlist("id")))
        asked.setlist("id", [str(key) for key in sorted(known)])
        request.GET = asked  # type: ignore[assignment]
        return super().get(request)


class ExternalLink(chooser.ExternalLinkView):
    """An address that somebody typed becomes a link to the page that has it, where they may know that page."""

    def post(self, request: HttpRequest) -> Any:
        answer = super().post(request)
        told = json.loads(answer.content)
        key = (told.get("internal") or told.get("result") or {}).get("id")
        if key is None or acquaintance(request.user).known_of([key]):
            return answer
        return self.render_chosen_response(self.get_result_data())


class OfKnown:
    """A chooser of a vocabulary: for those who keep it, and for others what is public of it.

    ``known_to`` gives, of all items, those that a person may choose who has no right over the vocabulary; without it
    the chooser is closed to them.
    """

    model_class: Any
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not keeps(request.user, self.model_class) and not hasattr(self.model_class, "known_to"):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    def _known(self) -> Any:
        return known_items(self.request.user, self.model_class)


class _Choose(OfKnown, snippets.ChooseView):
    def get_object_list(self) -> Any:
        return self._known()


class _ChooseResults(OfKnown, snippets.ChooseResultsView):
    def get_object_list(self) -> Any:
        return self._known()


class _Chosen(OfKnown, snippets.SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        found = self._known().filter(pk=pk).first()
        if found is None:
            raise Http404
        return found


class _ChosenMultiple(OfKnown, snippets.SnippetChosenMultipleView):
    def get_objects(self, pks: list[Any]) -> Any:
        return self._known().filter(pk__in=pks)


class KnownChooserViewSet(snippets.SnippetChooserViewSet):
    """The chooser of every vocabulary of ours."""

    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenMultiple
