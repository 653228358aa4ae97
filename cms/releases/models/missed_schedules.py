"""Pages that were not published when their time came, because a rule kept them from the public."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.schedules import worded


class MissedSchedule(models.Model):
    """A page that was not published at its time, until somebody publishes or schedules it again, or sends it back.

    ``reasons`` say why in each language of the editor; ``is_personal`` that screening stopped it, which the disclosure
    desk can decide on.
    """

    # Without a constraint, as all that is beside pages: what deletes them in bulk knows nothing of it.
    page = models.OneToOneField(
        Page, models.CASCADE, primary_key=True, related_name="missed_schedule", db_constraint=False
    )
    city = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    reasons = models.JSONField(default=dict)
    is_personal = models.BooleanField()

    class Meta:
        verbose_name = _("missed schedule")
        verbose_name_plural = _("missed schedules")
        default_permissions = ()
        indexes = [
            models.Index(fields=["city", "at", "page"], name="missed_for_desk", condition=models.Q(is_personal=True)),
        ]

    def __str__(self) -> str:
        return str(self.page_id)

    @property
    def reason(self) -> str:
        """The reason, in the language of whoever reads."""
        return worded(self.reasons)
