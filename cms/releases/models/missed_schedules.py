"""Pages that were not published when their time came, because a rule kept them from the public."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class MissedSchedule(models.Model):
    """Why a page was not published at its time, until somebody publishes or schedules it again, or sends it back.

    ``is_personal`` says that screening stopped it, which the disclosure desk can decide on.
    """

    # Without a constraint, as all that is beside pages: what deletes them in bulk knows nothing of it.
    page = models.OneToOneField(
        Page, models.CASCADE, primary_key=True, related_name="missed_schedule", db_constraint=False
    )
    city = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    reason = models.TextField()
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
