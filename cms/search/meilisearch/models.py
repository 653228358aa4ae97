"""The table of indexes that are being made."""

from django.db import models


class Rebuild(models.Model):
    """An index of a city that is to be made anew, or for the first time; gone once it has taken its place.

    ``created`` is when Meilisearch has made it, in its own words, empty until then. The index keeps that moment when it
    is given another name, which says whether it has taken its place.
    """

    site = models.CharField(max_length=60, primary_key=True)
    created = models.CharField(max_length=40, default="", blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.site

    @classmethod
    def ask(cls, site: str) -> None:
        """Let the index of a city be made anew; one that is being made is begun again."""
        cls.objects.update_or_create(site=site, defaults={"created": ""})
