"""The settings of a city for its released documents, in the editor, for those who may change them."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSetGroup

from cms.core.explained_lists import ExplainedViewSet
from cms.core.text import clean_line
from cms.releases.intake import tokens
from cms.releases.models import DocumentsPage, KnownGoodValue, ReleaseRule, SourceSystem, TaskCard
from cms.releases.term_screening import ScreenedTermForm
from cms.subsites.models import city_of


class ReleaseRuleViewSet(ExplainedViewSet):
    model = ReleaseRule
    about = _(
        "Without a rule a document is public the day after it was produced, or after seven days where its "
        "kind asks for it. A rule says otherwise, for one department or for all."
    )
    icon = "calendar-alt"
    list_display = ["__str__", "unit", "tier", "days"]
    list_filter = ["unit"]
    ordering = ["unit", "tier"]
    edit_handler = ObjectList([FieldPanel("unit"), FieldPanel("tier"), FieldPanel("days")])


class KnownGoodValueViewSet(ExplainedViewSet):
    model = KnownGoodValue
    about = _(
        "What looks like personal data and is public, such as the telephone of an office, is written here "
        "once and then no longer held."
    )
    icon = "tick"
    list_display = ["value", "unit", "note"]
    list_filter = ["unit"]
    search_fields = ["value", "note"]
    ordering = ["value"]
    edit_handler = ObjectList([FieldPanel("unit"), FieldPanel("value"), FieldPanel("note")])


class SourceSystemForm(WagtailAdminModelForm):
    """The city is one that takes documents; a new token is given at the first save, and whenever it is asked for."""

    city = forms.ChoiceField(label=_("city"))
    new_token = forms.BooleanField(
        label=_("Give it a new token"), required=False, help_text=_("The old one ends. A new system always gets one.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cities = {city.code: city.title for page in DocumentsPage.objects.all() if (city := city_of(page))}
        self.fields["city"].choices = list(cities.items())


class TokenMixin:
    """Tells a token once, when it is made: only its hash is kept."""

    request: Any
    form: Any

    def save_instance(self) -> Any:
        is_new = self.form.instance.pk is None
        system: SourceSystem = super().save_instance()  # type: ignore[misc]
        if is_new or self.form.cleaned_data["new_token"]:
            told = gettext("The token of %(system)s is %(token)s. Write it down now: it is shown only this once.")
            messages.warning(self.request, told % {"system": system, "token": tokens.issue(system)})
        return system


class SourceSystemCreateView(TokenMixin, CreateView):
    """Adding a system."""


class SourceSystemEditView(TokenMixin, EditView):
    """Changing a system."""


class SourceSystemViewSet(ExplainedViewSet):
    model = SourceSystem
    about = _("A system that sends documents by itself, such as that of approvals, is added here and gets a token.")
    icon = "key"
    copy_view_enabled = False
    list_display = ["name", "key", "city", "active", "last_used_at"]
    search_fields = ["name", "key"]
    ordering = ["name"]
    add_view_class = SourceSystemCreateView
    edit_view_class = SourceSystemEditView
    edit_handler = ObjectList(
        [*map(FieldPanel, ("name", "key", "city", "takes_over", "active", "new_token"))],
        base_form_class=SourceSystemForm,
    )


class TaskCardForm(ScreenedTermForm, WagtailAdminModelForm):
    """A path is written as one line; a key is part of addresses and stays."""

    functions = forms.CharField(
        label=_("functions"), required=False, help_text=_("The widest first, such as: Traffic > Roads.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["functions"] = " > ".join(self.instance.functions)
        if self.instance.pk:
            self.fields["key"].disabled = True

    def clean_functions(self) -> list[str]:
        steps = map(clean_line, self.cleaned_data["functions"].split(">"))
        return [step for step in steps if step]


class TaskCardViewSet(ExplainedViewSet):
    model = TaskCard
    about = _("Task cards come with the documents that are filed under them.")
    icon = "folder-open-inverse"
    copy_view_enabled = False
    list_display = ["name", "key", "functions"]
    search_fields = ["name", "key"]
    ordering = ["name"]
    edit_handler = ObjectList([*map(FieldPanel, ("name", "key", "functions"))], base_form_class=TaskCardForm)


class ReleaseSettings(SnippetViewSetGroup):
    items = (ReleaseRuleViewSet, KnownGoodValueViewSet, SourceSystemViewSet, TaskCardViewSet)
    menu_label = _("Released documents")
    menu_icon = "cogs"
    menu_order = 310


register_snippet(ReleaseSettings)
