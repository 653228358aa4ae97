"""Redirects in the editor: the list, the form, a file that comes in and one that goes out."""

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import unquote

import django_filters
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.core.acquaintance import acquaintance
from cms.core.delimited import decoded
from cms.core.editor_lists import KeysetList
from cms.core.errors import BadInput
from cms.core.models import Redirect
from cms.core.paging import Keyset
from cms.core.transactions import own_transactions
from cms.ledger import standing
from cms.publication.redirects import making, tables, targets
from cms.publication.redirects.forms import CheckedForm, FileForm, RedirectForm
from cms.publication.redirects.tables import Line

ADD: Final = "core.add_redirect"
# So many lines of a file are shown, those with an error first.
SHOWN: Final = 200
NAME: Final = "redirects"


class RedirectFilters(WagtailFilterSet):
    """By the address itself, whatever its spelling, and by where it came from."""

    address = django_filters.CharFilter(label=_("Redirect from"), method="at")
    origin = django_filters.ChoiceFilter(label=_("Origin"), choices=Redirect.Origin.choices)

    class Meta:
        model = Redirect
        fields: list[str] = []

    def at(self, rows: Any, name: str, value: str) -> Any:
        try:
            return rows.filter(digest__in=making.written_digests(value))
        except BadInput:
            return rows.none()


class TargetColumn(Column):
    """The target of a redirect; a page that its reader may not know is not named."""

    cell_template_name = "publication/redirect_target.html"

    def get_cell_context_data(self, instance: Redirect, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"redirect": instance, "target": getattr(instance, "target", None)}


def _kind(row: Redirect) -> Any:
    return _("permanent") if row.permanent else _("temporary")


class RedirectIndex(KeysetList, generic.IndexView):
    """All redirects, the latest first."""

    about = _(
        "An address at which there is no page any more, such as one of a former website, can lead to a page or to "
        "another website."
    )

    keyset = Keyset(("pk",), (int,), descending=True)
    filterset_class = RedirectFilters
    is_searchable = False
    show_export_buttons = False

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column_class(TitleColumn)(
                "address", label=_("Redirect from"), accessor=str, get_url=self.get_edit_url, width="45%"
            ),
            TargetColumn("target", label=_("To"), width="35%"),
            Column("permanent", label=_("Kind"), accessor=_kind, classname="redirect-words"),
            Column("origin", label=_("Origin"), accessor="get_origin_display", classname="redirect-words"),
        ]

    def get_base_queryset(self) -> Any:
        return Redirect.objects.all()

    def get_queryset(self) -> Any:
        """The rows of a page of the list, each with the page that it leads to where the reader may know it."""
        rows = super().get_queryset()
        wanted = [row.page_id for row in rows if row.page_id]
        known = acquaintance(self.request.user).known_of(wanted)
        pages = {page.pk: page for page in Page.objects.filter(pk__in=known).specific()}
        addresses, begins = targets.page_addresses(known), standing.before(rows)
        for row in rows:
            row.target = pages.get(row.page_id)
            row.target_address = unquote(row.url or addresses.get(row.page_id, ""))
            row.begins = begins.get(row.pk, "")
        return rows

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = [Button(_("Download as CSV"), url=reverse(f"{NAME}:file"), icon_name="download", priority=60)]
        if self.request.user.has_perm(ADD):
            buttons.append(Button(_("Import CSV"), url=reverse(f"{NAME}:import"), icon_name="upload", priority=50))
        return [*super().header_more_buttons, *buttons]


class Told:
    """After a redirect is saved its author is told of what comes before it."""

    request: HttpRequest
    form: Any

    def save_instance(self) -> Any:
        saved = super().save_instance()  # type: ignore[misc]
        if found := self.form.standing:
            text = (
                gettext("There is a public page at “%(address)s”: the redirect begins when that page has gone.")
                if found.is_page
                else gettext("Something public is at “%(address)s”: the redirect begins when that has gone.")
            )
            messages.warning(self.request, text % {"address": self.form.wish.source})
        return saved


class RedirectCreate(Told, generic.CreateView):
    """Adding one; the page may be named by the address, as by the link on that page's own form."""

    def get_initial(self) -> dict[str, Any]:
        page_id = self.request.GET.get("page", "")
        known = acquaintance(self.request.user).known_of([int(page_id)] if page_id.isdecimal() else [])
        return {"page": next(iter(known), None)}


class RedirectEdit(Told, generic.EditView):
    """Changing one."""


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """A file is looked at and shown line by line; nothing is kept before that was seen, and then all or nothing."""

    template_name = "publication/redirect_import.html"
    page_title = _("Import redirects")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(ADD):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse(f"{NAME}:index"), "label": gettext("Redirects")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": FileForm(), **kwargs})

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Look at a file, or keep one that was looked at."""
        checked = CheckedForm(request.POST)
        try:
            if checked.is_valid():
                return self._keep(checked.cleaned_data["text"])
            form = FileForm(request.POST, request.FILES)
            if not form.is_valid():
                return self._show(form=form)
            text = decoded(form.cleaned_data["file"].read(tables.MOST_BYTES + 1), most=tables.MOST_BYTES)
            return self._show(form=FileForm(), text=text)
        except BadInput as error:
            messages.error(request, str(error))
            return self._show(form=FileForm())

    def _keep(self, text: str) -> HttpResponseBase:
        lines = tables.judged(text, acquaintance(self.request.user).known_of)
        if any(line.error for line in lines):
            return self._show(form=FileForm(), text=text)
        try:
            kept = tables.keep(lines)
        except IntegrityError:
            # Somebody has made one of them since they were judged.
            return self._show(form=FileForm(), text=text)
        told = ngettext("%(number)s redirect is made.", "%(number)s redirects are made.", kept)
        messages.success(self.request, told % {"number": f"{kept:,}"})
        return redirect(f"{NAME}:index")

    def _show(self, *, form: FileForm, text: str | None = None) -> TemplateResponse:
        context = self.get_context_data(form=form)
        if text is not None:
            lines = tables.judged(text, acquaintance(self.request.user).known_of)
            wrong = [line for line in lines if line.error]
            context |= {
                "looked_at": True,
                "errors": _by_error(wrong[:SHOWN]),
                "lines": [line for line in lines if not line.error][: max(0, SHOWN - len(wrong))],
                "more": max(0, len(lines) - SHOWN),
                "wrong": len(wrong),
                "new": sum(not (line.error or line.is_done) for line in lines),
                "done": sum(line.is_done for line in lines),
                "checked": CheckedForm(initial={"text": text}),
            }
        return TemplateResponse(self.request, self.template_name, context)


# What of an error is about its own line alone.
_OWN: Final = re.compile("“[^”]*”|(?<=: )[^→]+ → .*(?=\\.)")


def _by_error(lines: Iterable[Line]) -> list[tuple[str, list[tuple[Line, str]]]]:
    """The errors in words, each with the lines that have it and what it says of that line alone."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(_OWN.sub("“…”", line.error), []).append(line)
    return [
        (said, [(line, ", ".join(_OWN.findall(line.error))) for line in alike])
        if len(alike) > 1
        else (alike[0].error, [(alike[0], "")])
        for said, alike in found.items()
    ]


def download(request: HttpRequest) -> HttpResponseBase:
    """All redirects in the form that is imported."""
    if not any(request.user.has_perm(f"core.{right}_redirect") for right in ("add", "change", "delete", "view")):
        raise PermissionDenied
    headers = {"Content-Disposition": 'attachment; filename="redirects.csv"'}
    lines = tables.written(known=acquaintance(request.user).known_of)
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


class RedirectViewSet(ModelViewSet):
    """Settings > Redirects."""

    model = Redirect
    name = NAME
    url_prefix = NAME
    icon = "redirect"
    menu_label = _("Redirects")
    menu_order = 700
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = RedirectIndex
    add_view_class = RedirectCreate
    edit_view_class = RedirectEdit
    index_template_name = "publication/redirect_list.html"
    index_results_template_name = "core/keyset_results.html"

    def get_form_class(self, for_update: bool = False) -> type[RedirectForm]:
        return RedirectForm

    def get_urlpatterns(self) -> list[Any]:
        own = [
            path("import/", own_transactions(ImportView.as_view()), name="import"),
            path("file/", download, name="file"),
        ]
        # The first is what the menu opens.
        return [*super().get_urlpatterns(), *own]
