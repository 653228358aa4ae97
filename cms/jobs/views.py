"""The report of the background work, for whoever operates the hub."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.jobs import asides
from cms.jobs.job import Behind, Job, Label, registered
from cms.jobs.models import SetAside
from cms.jobs.report import Standing, standings
from cms.jobs.signals import operated

PERMISSION: Final = "jobs.operate"
# Items and queues that are shown; who has more mends what they share first.
SHOWN: Final = 50

WORDS: Final[Mapping[Standing, Any]] = {
    Standing.FAILING: _("Fails, will be tried again"),
    Standing.STUCK: _("Takes too long"),
    Standing.SILENT: _("Not heard of lately"),
    Standing.NEVER: _("Has not run yet"),
    Standing.RUNNING: _("Under way"),
    Standing.WELL: _("Well"),
}


def may_operate(user: Any) -> bool:
    """Return whether somebody may see the background work and try it again."""
    return bool(user.is_active and user.has_perm(PERMISSION))


@dataclass(frozen=True, slots=True)
class Item:
    """An item that was set aside, as this user may read of it."""

    row: SetAside
    job: Job | None
    label: Label | None


class BackgroundReport(WagtailAdminTemplateMixin, TemplateView):
    """All jobs, what they have set aside, and which of their queues are late."""

    page_title = _("Background work")
    header_icon = "rotate"
    template_name = "jobs/report.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_operate(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = list(SetAside.objects.order_by("is_left", "-last_at", "-pk")[: SHOWN + 1])
        queues = sorted(_queues(), key=lambda pair: (pair[1].since is None, pair[1].since))
        return super().get_context_data(**kwargs) | {
            "lines": [(line, WORDS[line.standing]) for line in standings()],
            "items": list(_items(self.request.user, found[:SHOWN])),
            "has_more": len(found) > SHOWN,
            "queues": queues[:SHOWN],
            "has_more_queues": len(queues) > SHOWN,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try an item or a queue again, or leave an item."""
        action, _separator, rest = request.POST.get("do", "").partition(":")
        if action in ("retry", "leave") and rest.isascii() and rest.isdecimal() and len(rest) < 19:
            self._decide(action, int(rest))
        elif action == "again":
            self._again(*rest.partition(":")[::2])
        else:
            raise BadRequest("no such action")
        return redirect("background_work")

    def _decide(self, action: str, pk: int) -> None:
        row = SetAside.objects.filter(pk=pk).first()
        if row is None or not (asides.retry if action == "retry" else asides.leave)([pk]):
            messages.warning(self.request, gettext("That has been done meanwhile."))
            return
        operated.send(type(self), request=self.request, action=action, job=row.job, item=str(row.item_id))
        said = gettext("It is tried again now.") if action == "retry" else gettext("It is left until it changes.")
        messages.success(self.request, said)

    def _again(self, name: str, key: str) -> None:
        again = next((job.again for job in registered() if job.name == name), None)
        if again is None:
            raise BadRequest("no such job")
        try:
            again(key)
        except LookupError as error:
            raise BadRequest("no such queue") from error
        operated.send(type(self), request=self.request, action="again", job=name, item=key)
        messages.success(self.request, gettext("What is owed is sent now."))


def _queues() -> Iterator[tuple[Job, Behind]]:
    for job in registered():
        for queue in job.behind() if job.behind else ():
            yield job, queue


def _items(user: Any, rows: list[SetAside]) -> Iterator[Item]:
    """Each job is asked once for all items of its own."""
    jobs = {job.name: job for job in registered()}
    ids: dict[str, list[int]] = {}
    for row in rows:
        ids.setdefault(row.job, []).append(row.item_id)
    labels: dict[str, Mapping[int, Label]] = {}
    for name, of_job in ids.items():
        job = jobs.get(name)
        labels[name] = job.items(user, of_job) if job and job.items else {}
    for row in rows:
        yield Item(row, jobs.get(row.job), labels[row.job].get(row.item_id))
