"""The rows that screening keeps beside pages that employees write, and beside the files of the library."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.models import File
from cms.releases.models.judged import Judged
from cms.subsites.models import OrganisationUnit


class PageScreening(Judged):
    """The verdict on a page of a screened type, made when it is about to become public.

    ``meant`` are fingerprints of values and digests of files that somebody with the right has said are meant to be
    public on this page; ``noted`` those of doubtful ones that its author has looked at. A row without a verdict that is
    not held is of a page that was public before pages were screened: it stays so until the worker has screened it.
    ``note`` is what an officer has asked of the author when the page was sent back.
    """

    # Without a constraint, as all that is beside pages: what deletes them in bulk knows nothing of it.
    page = models.OneToOneField(
        Page, models.CASCADE, primary_key=True, related_name="page_screening", db_constraint=False
    )
    city = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(
        OrganisationUnit, models.SET_NULL, null=True, related_name="+", db_index=False, db_constraint=False
    )
    meant = models.JSONField(default=list)
    noted = models.JSONField(default=list)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("screening of a page")
        verbose_name_plural = _("screenings of pages")
        permissions = [("declare_public", _("Can say that what screening finds on a page is meant to be public"))]
        indexes = [
            models.Index(fields=["page"], name="page_unscreened", condition=models.Q(unscreened=True)),
            models.Index(fields=["city", "held_since", "page"], name="page_held", condition=models.Q(held=True)),
        ]

    def __str__(self) -> str:
        return str(self.page_id)

    @property
    def is_pending(self) -> bool:
        """Return whether the page was public before pages were screened, and its turn has not come."""
        return self.verdict is None and not self.held

    @property
    def content_hash(self) -> str:
        found: Any = self.page.specific
        hashed: str = found.content_hash
        return hashed


class FileReading(models.Model):
    """The text of a file of the library, read once for its bytes; ``digest`` is their SHA-256.

    ``problem`` is why some of it could not be read. ``checked`` is false from the moment that the file is saved until
    its bytes have been compared with the digest.
    """

    file = models.OneToOneField(File, models.CASCADE, primary_key=True, related_name="reading")
    digest = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)
    problem = models.CharField(max_length=20, blank=True)
    checked = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("reading of a file")
        verbose_name_plural = _("readings of files")

    def __str__(self) -> str:
        return str(self.file_id)
