"""The vocabularies in the editor, for those who may change them."""

from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.core.explained_lists import ExplainedViewSet
from cms.core.gathering import gathering
from cms.subsites.models import Field, OrganisationUnit, UnitChange


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


class _Whole:
    """A view that saves a department with its positions: what follows, follows once, at the end."""

    def save_instance(self) -> Any:
        parent: Any = super()
        with transaction.atomic(), gathering():
            return parent.save_instance()


class _CreateUnit(_Whole, snippets.CreateView):
    pass


class _EditUnit(_Whole, snippets.EditView):
    pass


_POSITION: Final = (
    FieldRowPanel([FieldPanel("title_ko"), FieldPanel("title_en")]),
    FieldRowPanel([FieldPanel("duties_ko"), FieldPanel("duties_en")]),
    FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]),
    FieldPanel("holder"),
)


class UnitViewSet(ExplainedViewSet):
    model = OrganisationUnit
    about = _("Departments publish posts and documents, and employees belong to them.")
    icon = "group"
    add_view_class = _CreateUnit
    edit_view_class = _EditUnit
    list_display = ["name_ko", "name_en", "parent", "telephone", BooleanColumn("unlisted", label=_("Not listed"))]
    search_fields = ["name_ko", "name_en", "key"]
    ordering = ["order", "key"]
    edit_handler = _panels(
        FieldPanel("parent"),
        MultiFieldPanel([FieldPanel("duties_ko"), FieldPanel("duties_en")], heading=_("Duties")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("telephone"), FieldPanel("fax")]),
                FieldPanel("email"),
                FieldRowPanel([FieldPanel("place_ko"), FieldPanel("place_en")]),
            ],
            heading=_("Contact"),
        ),
        InlinePanel("positions", panels=[*_POSITION], heading=_("Positions"), label=_("Position")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("founded_on"), FieldPanel("closed_on")]),
                FieldPanel("successors"),
                FieldPanel("unlisted"),
            ],
            heading=_("Founded and closed"),
        ),
    )


class ChangeViewSet(ExplainedViewSet):
    model = UnitChange
    about = _("What departments were called, where they belonged, and what came into them; kept when one is changed.")
    icon = "history"
    list_display = ["unit", "kind", "changed_on", "name_ko", "other"]
    list_filter = ["kind"]
    edit_handler = ObjectList([*map(FieldPanel, ("unit", "kind", "changed_on", "name_ko", "name_en", "other"))])


class VocabularyGroup(SnippetViewSetGroup):
    items = (FieldViewSet, UnitViewSet, ChangeViewSet)
    menu_label = _("Vocabulary")
    menu_icon = "list-ul"
    menu_order = 300


register_snippet(VocabularyGroup)
