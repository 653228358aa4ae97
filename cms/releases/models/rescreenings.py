"""Runs of the present rules over what is already public, or over what is held."""

from secrets import token_hex

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_batch() -> str:
    """A name that people can type: of a run, and of the decisions that it made."""
    return token_hex(5)


class Rescreening(models.Model):
    """One run over the store in the order of primary keys; ``bookmark`` is the last one done, ``last`` the last to do.

    It is written in the transaction of each batch, so a run that was killed goes on where it was. ``city``, ``reason``,
    ``days`` (of waiting) and ``selection`` (primary keys) are the filters of the queue, and are those of a run over
    what is held. ``held`` are the documents that are held after it.
    """

    batch = models.CharField(max_length=40, unique=True, default=new_batch)
    rules_version = models.CharField(max_length=40)
    held_only = models.BooleanField(default=False)
    only_rules = models.CharField(max_length=40, blank=True)
    city = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey("subsites.OrganisationUnit", models.SET_NULL, null=True, related_name="+")
    since = models.DateField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    days = models.PositiveSmallIntegerField(default=0)
    selection = models.JSONField(default=list)
    also_decided = models.BooleanField(default=False)
    dry_run = models.BooleanField(default=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    first = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    bookmark = models.BigIntegerField(default=0)
    examined = models.PositiveIntegerField(default=0)
    cleared = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    masked = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("rescreening")
        verbose_name_plural = _("rescreenings")

    def __str__(self) -> str:
        return self.batch
