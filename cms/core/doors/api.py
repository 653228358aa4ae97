"""The editor's API of pages, which its menu and its forms ask."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from rest_framework.exceptions import ParseError
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.serializers import AdminPageSerializer, PageTranslationsField
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.serializers import PageAliasOfField

from cms.core.acquaintance import acquaintance
from cms.core.doors.addresses import SENT, keys_in


class _KnownTranslations(PageTranslationsField):
    def to_representation(self, page: Any) -> Any:
        pages = acquaintance(self.context["request"].user).among(page.get_translations())
        return super().to_representation(_Translated(pages))


class _Translated:
    """A page as far as the field of its translations reads it."""

    def __init__(self, pages: Any) -> None:
        self.get_translations = lambda: pages


class _KnownAlias(PageAliasOfField):
    def get_attribute(self, instance: Any) -> Any:
        source = instance.alias_of
        known = source and acquaintance(self.context["request"].user).known_of([source.pk])
        return source if known else None


class KnownPageSerializer(AdminPageSerializer):
    """Wagtail's, without other pages that the person may not know."""

    translations = _KnownTranslations(read_only=True)
    alias_of = _KnownAlias(read_only=True)


class _Publication:
    """Publishing as a page itself does it, which asks the rules; Wagtail's own goes past the page."""

    def __init__(self, page: Any, user: Any) -> None:
        self._revision = page.get_latest_revision() or page.save_revision(user=user)
        self._user = user

    def execute(self) -> None:
        self._revision.publish(user=self._user)


class _PublishAction(PublishPageAPIAction):
    def _action_from_data(self, instance: Any, data: Any) -> _Publication:
        return _Publication(instance, self.request.user)


class KnownPagesAPIViewSet(PagesAdminAPIViewSet):
    """Wagtail's, over the pages that the person may know."""

    base_serializer_class = KnownPageSerializer
    actions = PagesAdminAPIViewSet.actions | {"publish": _PublishAction}

    def action_view(self, request: Any, pk: int, action_name: str) -> Any:
        """Answer 404 where the JSON names a page that the person does not know: the addresses look at forms alone."""
        if not isinstance(request.data, Mapping):
            raise ParseError("an object is expected, with what the action needs")
        sent = set(keys_in(request.data.get(name, "") for name in SENT))
        if sent - acquaintance(request.user).known_of(sent):
            raise Http404
        return super().action_view(request, pk, action_name)
