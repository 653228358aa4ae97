"""The synonyms of a city in the editor: its own lines, and those that come with the program."""

from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from cms.core.explained_lists import ExplainedViewSet
from cms.core.text import clean_line
from cms.search import synonyms
from cms.search.editing.forms import CityForm, CityIndex, Prefilled, cities
from cms.search.models import Synonym
from retrieval.folding import fold
from retrieval.synonyms import LONGEST, MOST, BadLine, Fault, Group, checked
from retrieval.words import squeezed

ADD: Final = "search.add_synonym"
LIST: Final = "wagtailsnippets_search_synonym:list"
FORM: Final = "wagtailsnippets_search_synonym:add"
# So many shipped lines are shown at once.
SHOWN: Final = 100
FAULTS: Final[dict[Fault, Any]] = {
    Fault.FEW: _("Two words are needed, with = or > between them, such as: 따릉이 = 공공자전거."),
    Fault.ARROWS: _("There may be one > only: what is typed stands left of it, what is to be found right of it."),
    Fault.SAME: _("This is one word: blanks, capitals and signs make no difference in a search."),
    Fault.LONG: _(
        "What is typed may have at most %(longest)s words. Right of > there may be more: short word > long name."
    ),
    Fault.SIGNS: _("Quotes, a minus and names such as unit: belong to a search, not to a word. Please leave them out."),
    Fault.MANY: _("A line may have at most %(most)s words. Please make two lines of it."),
}


class SynonymForm(CityForm):
    """One line; what is wrong with it is said beside it."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "line" in data and "site" in data:
            try:
                said = _said(data["line"], switches_off=data.get("switches_off", False))
            except BadLine as error:
                self.add_error("line", FAULTS[error.fault] % {"longest": LONGEST, "most": MOST + 1})
            else:
                self._compare(said, data["site"], switches_off=data.get("switches_off", False))
        return data

    def _compare(self, said: Group, site: str, *, switches_off: bool) -> None:
        """With what is shipped, and with the other lines of the city."""
        of_city = synonyms.read(_lines(site, without=self.instance.pk))
        is_shipped = any(group.sense == said.sense for group in synonyms.shipped())
        if switches_off and not is_shipped:
            self.add_error("line", _("No line of the program says this, so there is nothing to switch off."))
        elif any(group.sense == said.sense for group in of_city):
            self.add_error("line", _("Another line of the city says this already."))
        elif not switches_off and (line := _shipped_line(said, site)):
            self.add_error("line", _("A line of the program says this already: %(line)s") % {"line": line})


def _said(line: str, *, switches_off: bool) -> Group:
    """What a line says; BadLine also for one that says less than it seems to, since a word of it is too long.

    Lines of the program may have such words, and are switched off as they are.
    """
    said = checked(line)
    if said.unreached and not switches_off:
        raise BadLine(line, Fault.LONG)
    return said


def _shipped_line(said: Group, site: str) -> Group | None:
    """The line of the program that says as much, where it is not switched off in the city."""
    off = {group.sense for group in synonyms.read(_lines(site, switches_off=True))}
    return next((group for group in synonyms.shipped() if group.says(said) and group.sense not in off), None)


def _lines(site: str, *, without: int | None = None, **narrowed: bool) -> list[str]:
    kept = Synonym.objects.filter(site=site, **narrowed).values_list("pk", "line")
    return [line for pk, line in kept if pk != without]


class SynonymIndex(CityIndex):
    """The lines of all cities; beside them is the way to those that come with the program."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        found: list[Any] = super().header_buttons
        if not self.request.user.has_perm(ADD):
            return found
        shipped = HeaderButton(_("Lines of the program"), url=reverse("search_shipped"), icon_name="list-ul")
        return [*found, shipped]


class SynonymCreate(Prefilled):
    """Adding a line."""

    filled = ("site", "line", "switches_off")


class SynonymViewSet(ExplainedViewSet):
    model = Synonym
    about = _(
        "Who searches for one word finds the other too. A few hundred lines come with the program; what people here"
        " call their things is written here."
    )
    icon = "list-ul"
    menu_label = _("Synonyms")
    copy_view_enabled = False
    add_view_class = SynonymCreate
    index_view_class = SynonymIndex
    list_display = ["line", BooleanColumn("switches_off", label=_("Switches off")), "site", "changed_by", "changed_at"]
    list_filter = ["site", "switches_off"]
    search_fields = ["line", "note"]
    ordering = ["line"]
    edit_handler = ObjectList([*map(FieldPanel, ("site", "line", "switches_off", "note"))], base_form_class=SynonymForm)


class Shipped(WagtailAdminTemplateMixin, TemplateView):
    """The lines that come with the program, those with a word, each with the way to switch it off."""

    template_name = "search/shipped.html"
    page_title = _("Lines of the program")
    header_icon = "list-ul"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(ADD):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse(LIST), "label": _("Synonyms")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = clean_line(self.request.GET.get("q", ""))
        word = squeezed(fold(typed))
        found = [group for group in synonyms.shipped() if word in squeezed(str(group))]
        off = Synonym.objects.filter(switches_off=True).values_list("site", "line")
        senses = {(site, group.sense) for site, line in off for group in synonyms.read([line])}
        rows = [(str(group), list(_states(group, senses))) for group in found[:SHOWN]]
        return super().get_context_data(**kwargs) | {
            "typed": typed,
            "rows": rows,
            "more": max(0, len(found) - SHOWN),
            "number": len(synonyms.shipped()),
        }


def _states(group: Group, off: set[Any]) -> Any:
    """The cities, each with the address that switches the line off there, empty where it is."""
    for site, name in cities().items():
        query = urlencode({"site": site, "line": str(group), "switches_off": "on"})
        yield name, "" if (site, group.sense) in off else f"{reverse(FORM)}?{query}"
