"""The webhooks in the editor: in the menu of the publication, before what they were told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet

from cms.core.explained_lists import ExplainedViewSet
from cms.subsites.terms import cities
from cms.webhooks.models import Webhook


class WebhookForm(WagtailAdminModelForm):
    """The city is chosen among those that there are; a key that is sent all the same is judged by the model."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].widget = forms.Select(choices=[(city, city) for city in cities()])


class WebhookViewSet(ExplainedViewSet):
    model = Webhook
    about = _("A webhook is an address of another program that is told of every change of what is public.")
    menu_label = _("Webhooks")
    menu_hook = "register_publication_menu_item"
    menu_order = 0
    icon = "link-external"
    list_display = ["name", "url", "active"]
    edit_handler = ObjectList(
        [*map(FieldPanel, ("site", "name", "url", "secret", "active"))], base_form_class=WebhookForm
    )


register_snippet(WebhookViewSet)
