"""The stops of a city: times for which no document of it becomes public, whoever or whatever would release it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReleaseStop(models.Model):
    """One stop, kept for good: who began it and why, and who let the documents go on."""

    city = models.CharField(max_length=60)
    began_at = models.DateTimeField(auto_now_add=True)
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("stop of all releases")
        verbose_name_plural = _("stops of all releases")
        permissions = [("stop_releases", _("Can stop all releases of documents, and let them go on"))]
        constraints = [
            models.UniqueConstraint(fields=["city"], condition=models.Q(ended_at=None), name="one_stop_of_a_city")
        ]
        indexes = [models.Index(fields=["city", "-began_at"], name="stops_of_a_city")]

    def __str__(self) -> str:
        return f"{self.city}: {self.began_at:%Y-%m-%d %H:%M}"


def stopped() -> frozenset[str]:
    """The keys of the cities that release nothing now. One query of an index that holds these alone."""
    return frozenset(ReleaseStop.objects.filter(ended_at=None).values_list("city", flat=True))
