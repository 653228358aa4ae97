"""The decisions on documents and pages, with who made each and when: kept for good, also when the page is gone."""

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# What a person's decision on the openness of a document settles: neither its source nor an editor changes it then.
SETTLED: Final = ("openness", "grounds", "reason", "review_on", "review_stage", "title_withheld")


class Decision(models.Model):
    """One decision on one document: of a person, or of the present rules (then by whoever began the run, if anybody).

    ``before`` is what the decision replaced (verdict, openness, state), so that it can be undone; never a found value.
    ``proof`` is what each output answered after a takedown. ``batch`` is that of the rescreening that made or undid it,
    or that a value declared public began.
    """

    class Action(models.TextChoices):
        RELEASE = "release", _("released as it is")
        MASK = "mask", _("released with what is personal covered")
        CLOSE = "close", _("closed")
        RETURN = "return", _("sent back to the department")
        OPEN = "open", _("opened, its ground having lapsed")
        KEEP = "keep", _("kept closed")
        TAKE_DOWN = "take-down", _("taken down")
        RESTORE = "restore", _("restored")
        SCREEN = "screen", _("screened again")
        ALLOW = "allow", _("value declared public")
        QUARANTINE = "quarantine", _("held by new rules")
        CLEAR = "clear", _("cleared by the present rules")
        UNDO = "undo", _("undone")
        DECLARE = "declare", _("said to be meant for the public")
        EMBARGO = "embargo", _("kept until a moment")

    # A released document, or another page that is screened: that one's key stands in the place of a number.
    document = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, related_name="decisions", db_constraint=False
    )
    management_number = models.CharField(max_length=40)
    unit = models.ForeignKey(
        "subsites.OrganisationUnit", models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    action = models.CharField(max_length=12, choices=Action.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True, db_index=True)
    note = models.TextField(blank=True)
    grounds = models.JSONField(default=list)
    rules_version = models.CharField(max_length=40, blank=True)
    batch = models.CharField(max_length=40, blank=True, db_index=True)
    before = models.JSONField(default=dict)
    proof = models.JSONField(default=list)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        permissions = [("disclose", _("Can decide what becomes public"))]
        indexes = [
            models.Index(fields=["management_number", "decided_at"], name="decision_of_document"),
            models.Index(fields=["actor", "id"], name="decision_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.management_number}: {self.get_action_display()}"


def settled(ids: Iterable[int]) -> set[int]:
    """Those of these documents whose openness a person has decided on."""
    actions = [Decision.Action.CLOSE, Decision.Action.OPEN]
    decided = Decision.objects.filter(document_id__in=list(ids), action__in=actions, actor__isnull=False)
    return set(decided.values_list("document_id", flat=True))
