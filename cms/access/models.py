"""One row for each thing that somebody did: what the law on personal data asks to be kept of its processing.

Standard on measures to secure personal data (개인정보의 안전성 확보조치 기준), art. 8: who, when, from where, whose
data, and what was done; kept for a year at least, for two where there are many people.
"""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Event(models.TextChoices):
    """The kind of act that was noted."""

    SIGNED_IN = "signed-in", _("Signed in")
    SIGN_IN_FAILED = "sign-in-failed", _("Sign-in failed")
    LOCKED = "locked", _("Locked after failed sign-ins")
    UNLOCKED = "unlocked", _("Lock ended by a new password")
    SIGNED_OUT = "signed-out", _("Signed out")
    LINK_ASKED = "link-asked", _("Asked for a link for a new password")
    LINK_SENT = "link-sent", _("Was sent a link for a new password")
    PASSWORD_SET = "password-set", _("Set a new password by a link")
    READ = "read", _("Read what is held")
    LISTED = "listed", _("Listed what is held")
    RETRIED = "retried", _("Had background work tried again")
    LEFT = "left", _("Left an item of background work")


class Appended(models.QuerySet["AuditEntry"]):
    """Rows that nobody changes or removes."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit trail is only added to")

    def delete(self) -> NoReturn:
        raise TypeError("the audit trail is only added to; what is older than it must be kept is removed by a job")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit trail is only added to")


class AuditEntry(models.Model):
    """Something that somebody did. It holds no title and no text of what was read, only its number."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    event = models.CharField(_("what"), max_length=20, choices=Event.choices)
    # Not a constraint of the database: the row outlives the account.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("person"),
    )
    # Of an account that there was: empty where what was typed is the name of none, as it may be a password.
    actor_name = models.CharField(_("user name"), max_length=150)
    address = models.GenericIPAddressField(_("network address"), null=True)
    # A management number, the number of a page, a job and the number of what it works on, or a network that is counted.
    subject = models.CharField(pgettext_lazy("audit trail", "item"), max_length=60, blank=True)
    path = models.CharField(_("address in the editor"), max_length=300, blank=True)

    objects = Appended.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["actor_name", "id"], name="audit_actor"),
            models.Index(fields=["event", "id"], name="audit_event"),
            models.Index(fields=["subject", "id"], name="audit_subject"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.event} {self.actor_name} {self.subject}".rstrip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("the audit trail is only added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit trail is only added to")


class LinkRequest(models.Model):
    """Somebody has asked for a link for a new password: what was typed, until it is answered, and how."""

    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=20, blank=True)
    address = models.GenericIPAddressField(null=True)
    path = models.CharField(max_length=300)
    asked_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M:%S}"
