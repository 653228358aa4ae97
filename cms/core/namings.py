"""Words for what Wagtail calls by the names of its classes and columns, or has put into the store in English.

These have no entry in any catalogue, or none that is asked for.
"""

from typing import Any, Final

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from cms.core.groups import shown_right

# In Wagtail's own words: they are in its catalogue.
LOCALE: Final = "locale"
PAGE: Final = "Page"
SITES: Final = {"port": "port", "site_name": "site name", "root_page": "root page"}
MODELS: Final = {
    "wagtailcore.Locale": (translation.gettext_lazy(LOCALE), _("locales")),
    "simple_translation.SimpleTranslation": (_("Translation"), _("Translations")),
}
ROOT: Final = pgettext_lazy("of all pages or files", "Root")


def _capitalise(words: object) -> str:
    return capfirst(str(words))


_capitalised = lazy(_capitalise, str)


def say_names() -> None:
    """Put words in the place of each; to be called once, when all models are known."""
    for label, (one, several) in MODELS.items():
        options = apps.get_model(label)._meta
        options.verbose_name, options.verbose_name_plural = one, several
    _of_lists()
    _of_roots()
    _of_rights()


def _of_lists() -> None:
    from wagtail.admin.paginator import WagtailPaginator
    from wagtail.admin.views.pages.search import SearchView
    from wagtail.models import Page
    from wagtail.sites.views import IndexView

    for column in IndexView.columns:
        if column.name in SITES:
            column.label = _capitalised(translation.gettext_lazy(SITES[column.name]))
    SearchView.verbose_name = Page._meta.verbose_name
    SearchView.verbose_name_plural = Page._meta.verbose_name_plural
    WagtailPaginator.items_count_label = property(_counted)


def _counted(paginator: Any) -> str:
    """The number of things that a list has, as people count them."""
    things = paginator.verbose_name if paginator.count == 1 else paginator.verbose_name_plural
    is_people = paginator.model is not None and issubclass(paginator.model, AbstractBaseUser)
    of_people = pgettext("a number of people", "%(number)s %(things)s")
    said = of_people if is_people else pgettext("a number of things", "%(number)s %(things)s")
    return said % {"number": paginator.count, "things": things}


def _of_roots() -> None:
    """The page and the collection above all others."""
    from wagtail.models import Collection, Page

    title, name, indented = Page.get_admin_display_title, Collection.__str__, Collection.get_indented_name

    def shown_title(self: Any) -> str:
        return str(ROOT) if self.depth == 1 and self.title == "Root" else title(self)

    def shown_name(self: Any) -> str:
        return str(ROOT) if self.depth == 1 and self.name == "Root" else name(self)

    def shown_indented(self: Any, *args: Any, **kwargs: Any) -> str:
        return str(self) if self.depth == 1 else indented(self, *args, **kwargs)

    Page.get_admin_display_title = shown_title
    Collection.get_indented_name = shown_indented
    Collection.__str__ = shown_name


def _of_rights() -> None:
    from wagtail.admin.forms.workflows import WorkflowPageForm
    from wagtail.users.forms import GroupForm, GroupPagePermissionFormSet

    for form in (GroupPagePermissionFormSet.form, WorkflowPageForm):
        form.base_fields["page"].label = translation.gettext_lazy(PAGE)
    made = GroupForm.__init__

    def make(self: Any, *args: Any, **kwargs: Any) -> None:
        made(self, *args, **kwargs)
        field = self.fields["permissions"]
        field.queryset = NamedPermissions(Permission, query=field.queryset.query)

    GroupForm.__init__ = make


class NamedPermissions(QuerySet[Permission]):
    """Permissions that are called by what they allow, for forms that show their names and store none."""

    def __iter__(self) -> Any:
        for found in super().__iter__():
            if isinstance(found, Permission):
                found.name = shown_right(found)
            yield found
