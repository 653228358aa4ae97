"""The count of what each source system sent on each day, and how much of it failed: a row a system and day."""

from collections import Counter
from datetime import datetime

from django.db import models
from django.db.models import F
from django.db.models.expressions import Combinable
from django.utils import timezone

from cms.releases.models.rules import SourceSystem

COUNTS = ("created", "updated", "unchanged", "held", "withdrawn", "refused")


class IntakeDay(models.Model):
    """The requests of one system on one day of the city, those that failed as a whole, and what became of its lines.

    ``last_problem`` is what the last failed request was told.
    """

    system = models.ForeignKey(SourceSystem, models.CASCADE, related_name="days")
    day = models.DateField()
    requests = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    last_problem = models.CharField(max_length=500, blank=True)
    last_problem_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "day"], name="intake_day_once")]

    def __str__(self) -> str:
        return f"{self.system_id} {self.day}: {self.requests} requests, {self.failed} failed, {self.refused} refused"


def note(system: SourceSystem, *, counts: Counter[str], problem: str = "") -> None:
    """Add one request to the system's day; ``problem`` is why it failed as a whole. Safe from several processes."""
    now = timezone.now()
    IntakeDay.objects.get_or_create(system=system, day=timezone.localdate(now))
    added = {"requests": 1, "failed": bool(problem), **{name: counts[name] for name in COUNTS}}
    changes: dict[str, Combinable | str | datetime] = {
        name: F(name) + int(number) for name, number in added.items() if number
    }
    if problem:
        changes |= {"last_problem": problem[:500], "last_problem_at": now}
    IntakeDay.objects.filter(system=system, day=timezone.localdate(now)).update(**changes)
    SourceSystem.objects.filter(pk=system.pk).update(last_used_at=now)
