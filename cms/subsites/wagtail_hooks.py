"""The vocabularies in the editor, for those who may change them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.core.explained_lists import ExplainedViewSet
from cms.subsites.models import Field, OrganisationUnit


def _panels(*more: Panel) -> ObjectList:
    names = MultiFieldPanel(
        [FieldPanel("name_ko"), FieldPanel("name_en"), FieldPanel("other_names")], heading=_("Names")
    )
    return ObjectList([FieldPanel("key"), names, *more, FieldPanel("order")])


class FieldViewSet(ExplainedViewSet):
    model = Field
    about = _("A field is a subject that the city has news about; sections are made of it.")
    icon = "tag"
    list_display = ["name_ko", "name_en", "key", "order"]
    search_fields = ["name_ko", "name_en", "key"]
    ordering = ["order", "key"]
    edit_handler = _panels(
        MultiFieldPanel([FieldPanel("description_ko"), FieldPanel("description_en")], heading=_("Descriptions")),
        MultiFieldPanel([FieldPanel("colour"), FieldPanel("icon")], heading=_("Look")),
    )


class UnitViewSet(ExplainedViewSet):
    model = OrganisationUnit
    about = _("Departments publish posts and documents, and employees belong to them.")
    icon = "group"
    list_display = ["name_ko", "name_en", "parent", "telephone", BooleanColumn("unlisted", label=_("Not listed"))]
    search_fields = ["name_ko", "name_en", "key"]
    ordering = ["order", "key"]
    edit_handler = _panels(
        FieldPanel("parent"),
        MultiFieldPanel([FieldPanel("duties_ko"), FieldPanel("duties_en")], heading=_("Duties")),
        FieldPanel("telephone"),
        FieldPanel("unlisted"),
    )


class VocabularyGroup(SnippetViewSetGroup):
    items = (FieldViewSet, UnitViewSet)
    menu_label = _("Vocabulary")
    menu_icon = "list-ul"
    menu_order = 300


register_snippet(VocabularyGroup)
