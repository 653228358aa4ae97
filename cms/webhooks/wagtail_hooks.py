"""The webhooks in the editor: in the menu of the publication, before what they were told."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from cms.core.explained_lists import ExplainedViewSet
from cms.webhooks.models import Webhook


class WebhookViewSet(ExplainedViewSet):
    model = Webhook
    about = _("A webhook is an address of another program that is told of every change of what is public.")
    menu_label = _("Webhooks")
    menu_hook = "register_publication_menu_item"
    menu_order = 0
    icon = "link-external"
    list_display = ["name", "url", "active"]
    panels = [FieldPanel("site"), FieldPanel("name"), FieldPanel("url"), FieldPanel("secret"), FieldPanel("active")]


register_snippet(WebhookViewSet)
