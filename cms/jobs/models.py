"""The tables of the background work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.Model):
    """The state of a job on ``machine``, or where that is empty on the one that has its lease.

    ``started_at`` is set while a step takes long. ``amount`` is how much the last step that found something did,
    ``seconds`` how long that took. ``failures`` counts those in a row. ``seen_at`` is when its worker last wrote.
    """

    job = models.CharField(max_length=40)
    machine = models.CharField(max_length=120, blank=True)
    worker = models.CharField(max_length=160, blank=True)
    seen_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    amount = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "machine"], name="job_state_once")]
        permissions = [("operate", _("Can see background work and try it again"))]
        default_permissions = ()
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")


class Lease(models.Model):
    """The one holder of a job, until when by the database's clock; ``token`` grows with each new holder."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=160, blank=True)
    token = models.BigIntegerField(default=0)
    expires_at = models.DateTimeField()

    class Meta:
        default_permissions = ()


class SetAside(models.Model):
    """An item that its job could not do: left alone until ``retry_at``, or for good where ``is_left``."""

    job = models.CharField(max_length=40)
    item_id = models.BigIntegerField()
    error = models.CharField(max_length=300)
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    retry_at = models.DateTimeField()
    is_left = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "item_id"], name="set_aside_once")]
        default_permissions = ()
