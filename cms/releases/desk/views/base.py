"""The common parts of all pages of the desk: who may see them, where they stand, and how an error is said."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access import trail
from cms.access.models import Event
from cms.core.editor_lists import KeysetList
from cms.core.errors import BadInput, MadangError, NotFound
from cms.core.generics import FormPage
from cms.releases.desk import queries
from cms.releases.desk.deciding import Officer, standing
from cms.releases.models import Decision, DocumentPage, ReleaseStop

PERMISSION = "releases.disclose"
ICON = "lock-open"


def short_date(moment: date | None) -> str:
    """A day as people write it: Wagtail's words for moments gone by know no Korean."""
    if moment is None:
        return ""
    return date_format(localtime(moment) if isinstance(moment, datetime) else moment, "SHORT_DATE_FORMAT")


def may_decide(user: Any) -> bool:
    """Return whether somebody is a disclosure officer."""
    return bool(user.is_active and user.has_perm(PERMISSION))


class OfficerOnly:
    """Refuses whoever is no disclosure officer, before anything is read; no cache keeps what officers read, and the
    audit trail says that they did.

    Wagtail forbids its own pages to caches, and these are beside them.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_decide(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response.headers["Cache-Control"] = "private, no-store"
        if response.status_code == 200 and request.method == "GET":
            self.leave_trace(request)
        return response

    def leave_trace(self, request: HttpRequest) -> None:
        """Note that the officer is about to see this."""
        trail.note(Event.LISTED, request, actor=request.user)


class DeskPage(OfficerOnly, WagtailAdminTemplateMixin):
    """A page with the desk's breadcrumbs."""

    header_icon = ICON
    crumbs: tuple[tuple[str, Any], ...] = ()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        desk = {"url": reverse_lazy("disclosure:queue"), "label": _("Disclosure desk")}
        between = [{"url": reverse(name), "label": label} for name, label in self.crumbs]
        return [*self.breadcrumbs_items, desk, *between, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def cities(self) -> list[str]:
        """The keys of all cities of the installation."""
        return queries.cities()

    @cached_property
    def city(self) -> str:
        """The key of the city whose documents are shown: the one asked for, or the first."""
        asked = self.request.GET.get("city", "")
        return asked if asked in self.cities else next(iter(self.cities), "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the stops in force, which every page of the desk shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        stops = ReleaseStop.objects.filter(ended_at=None).select_related("began_by").order_by("city")
        return context | {"release_stops": stops}


class DeskTemplate(DeskPage, TemplateView):
    """A page that only shows something."""


class DeskList(DeskPage, KeysetList):
    """A list of the desk; ``finds_numbers`` puts the form above it that finds a document."""

    finds_numbers = True
    results_template_name = "releases/desk/listing_results.html"
    template_name = "releases/desk/listing.html"


class OnDocument(DeskPage):
    """A page about one document; 404 where it is gone."""

    page: DocumentPage
    crumbs: tuple[tuple[str, Any], ...] = ()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if may_decide(request.user):
            self.page = self._found(kwargs["pk"])

    def leave_trace(self, request: HttpRequest) -> None:
        """Of a document that is public too: the desk shows what is covered there."""
        trail.note(Event.READ, request, actor=request.user, subject=self.page.reference())

    def _found(self, pk: int) -> DocumentPage:
        page = DocumentPage.objects.select_related("unit", "task").filter(pk=pk).first()
        if page is None:
            raise Http404
        return page

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        document = {"url": reverse("disclosure:review", args=[self.page.pk]), "label": self.page.management_number}
        return [*items[:-1], document, items[-1]]


class DecisionForm(FormPage):
    """A form whose sending is one decision on ``page``; what is refused is said beside the field that it is about."""

    page: Any
    # Where the officer goes on when the page has been deleted meanwhile.
    gone = "disclosure:queue"

    def decide(self, officer: Officer, form: Any) -> Any:
        """Call the action; returns the words for what is done, around the title of the page."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        officer = Officer(
            user=self.request.user, note=form.cleaned_data["note"], expected=form.cleaned_data["expected"]
        )
        try:
            done = self.decide(officer, form)
        except NotFound as error:
            messages.error(self.request, error.message)
            return redirect(self.gone)
        except MadangError as error:
            where = error.where if isinstance(error, BadInput) and error.where in form.fields else None
            form.add_error(where, error.message)
            return self.form_invalid(form)
        messages.success(self.request, done % {"document": self.page.title, "page": self.page.title})
        return redirect(self.get_success_url())


class DecisionPage(OnDocument, DecisionForm):
    """A page of its own for one decision on one document: ``act`` is called with what the form asks for."""

    template_name = "releases/desk/decide.html"
    act: ClassVar[Callable[..., Decision]]
    question: Any = ""
    button: Any = ""
    done: Any = ""
    serious = False

    def get_initial(self) -> dict[str, Any]:
        return {"expected": standing(self.page)}

    def decide(self, officer: Officer, form: Any) -> Any:
        self.decision = self.act(self.page.pk, officer, **form.asked())
        return self.done

    def get_success_url(self) -> str:
        return reverse("disclosure:review", args=[self.page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"page": self.page, "question": self.question, "button": self.button, "serious": self.serious}
        context = super().get_context_data(**kwargs)
        return context | own | {"media": context["form"].media}
