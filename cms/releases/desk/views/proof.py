"""The page of what each output answered after a takedown."""

from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from cms.core import channels
from cms.ledger.deliveries import state_in_words
from cms.releases.desk import proof
from cms.releases.desk.views.base import DeskTemplate
from cms.releases.models import Decision

# What the publication calls its outputs; formats are added as they are.
OUTPUTS: Final = {
    "page": _("public page"),
    "listing": _("list of documents"),
    "feed": _("feed"),
    "sitemap": _("sitemap"),
    "attachment": _("attached file"),
    "linked data": _("linked data"),
    "open data": _("open data list"),
}


class Proof(DeskTemplate):
    """The answers as they were kept with the decision; they can be asked for again."""

    page_title = _("Proof of the takedown")
    template_name = "releases/desk/proof.html"
    header_icon = "no-view"

    def _decision(self) -> Decision:
        found = Decision.objects.filter(pk=self.kwargs["pk"], action=Decision.Action.TAKE_DOWN)
        decision = found.select_related("actor").first()
        if decision is None:
            raise Http404
        return decision

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        proof.prove(self._decision())
        return redirect("disclosure:proof", pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decision = self._decision()
        deliveries = [row for row in decision.proof if "delivery" in row]
        told = {row["delivery"].partition(":")[0] for row in deliveries}
        context = {
            "decision": decision,
            "outputs": [_shown(row) for row in decision.proof if "output" in row],
            "deliveries": [row | {"state": state_in_words(row["state"])} for row in deliveries],
            "withdrawals": [channel.withdrawal for channel in channels.owed() if channel.name in told],
            "gone": proof.is_gone(decision.proof),
        }
        return super().get_context_data(**kwargs) | context


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    name, _comma, form = row["output"].partition(", ")
    shown = f"{OUTPUTS.get(name, name)}{f' ({form})' if form else ''}"
    return row | {"name": shown, "asked_at": datetime.fromisoformat(row["at"])}
