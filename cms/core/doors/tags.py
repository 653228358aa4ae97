"""The tags that a form proposes: those that something public has, and those of what the person may read."""

from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q
from django.http import Http404, HttpRequest, JsonResponse
from taggit.models import GenericTaggedItemBase, ItemBase, Tag
from wagtail.models import Page

from cms.core.acquaintance import acquaintance, named

LIMIT: Final = 10
SCHEME: Final = "tag"


def autocomplete(request: HttpRequest, app_name: str = "taggit", model_name: str = "tag") -> JsonResponse:
    """The tags that begin with ``term``, in the place of Wagtail's, which proposes those of all that was ever written.

    Http404 for another kind of tags: nobody has said who may know those.
    """
    if (app_name, model_name) != ("taggit", "tag"):
        raise Http404
    term = request.GET.get("term", "")
    tags = known_tags(request.user).filter(name__istartswith=term) if term else Tag.objects.none()
    return JsonResponse(list(tags.order_by("name").values_list("name", flat=True)[:LIMIT]), safe=False)


def known_tags(user: Any) -> Any:
    """The tags that a person may know. The library of pictures and files is open to all, and so are its tags."""
    known = named(SCHEME, "slug")
    for through in _throughs():
        known |= Q(Exists(_tagged(through, user)))
    return Tag.objects.filter(known)


def _throughs() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if issubclass(model, ItemBase) and model._meta.get_field("tag").related_model is Tag:
            yield model


def _tagged(through: Any, user: Any) -> Any:
    items = through.objects.filter(tag=OuterRef("pk"))
    if issubclass(through, GenericTaggedItemBase):
        return items
    if issubclass(through._meta.get_field("content_object").related_model, Page):
        read = acquaintance(user).read_among(Page.objects.filter(pk=OuterRef("content_object")))
        return items.filter(Exists(read))
    return items.none()
