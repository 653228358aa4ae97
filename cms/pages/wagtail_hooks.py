"""The registry of systems that pages may show, in the settings of the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet

from cms.core.explained_lists import ExplainedViewSet
from cms.pages.models import EmbeddedSystem


class EmbeddedSystemViewSet(ExplainedViewSet):
    model = EmbeddedSystem
    about = _(
        "Pages may show forms, votes, reservations or maps of other systems in a frame. Which ones is said here, by"
        " what their addresses begin with; no page can show any other."
    )
    icon = "desktop"
    add_to_settings_menu = True
    list_display = ["name_ko", "name_en", "kind", "prefix"]
    search_fields = ["name_ko", "name_en", "prefix"]
    ordering = ["name_ko"]
    edit_handler = ObjectList([*map(FieldPanel, ("name_ko", "name_en", "kind", "prefix"))])


register_snippet(EmbeddedSystemViewSet)
