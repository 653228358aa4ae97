"""The tables of editors for the search of their city: synonyms and picks, which they keep, and what was searched."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.text import clean_line


class Kept(models.Model):
    """A row that an editor keeps for a city, with who changed it last, and when."""

    site = models.CharField(_("city"), max_length=60)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        abstract = True


class Synonym(Kept):
    """A line of the table of synonyms of a city (:mod:`retrieval.synonyms`), or the end of one that is shipped."""

    line = models.CharField(
        _("words"),
        max_length=500,
        help_text=_(
            "Words that mean the same, with = between them: 따릉이 = 공공자전거. With > whoever types what stands left"
            " also finds what stands right, and not the other way round: 혼자 사는 노인 > 독거노인."
        ),
    )
    switches_off = models.BooleanField(
        _("switches off"),
        default=False,
        help_text=_("This line comes with the program and is not to hold in this city."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [models.UniqueConstraint(fields=["site", "line"], name="synonym_once")]

    def __str__(self) -> str:
        return self.line

    def clean_fields(self, exclude: Any = None) -> None:
        self.line, self.note = clean_line(self.line), clean_line(self.note)
        super().clean_fields(exclude=exclude)


class Pick(Kept):
    """The results that editors have chosen for a query, which stand above all others while they are public.

    ``queries`` is the query as it may be typed, a spelling a line. ``items`` are in their order: ``{"key": …}`` for an
    item of the ledger, ``{"url": …, "title": …}`` for what is elsewhere.
    """

    queries = models.TextField(
        _("what is searched for"),
        help_text=_("As people type it, a spelling a line. Blanks, capitals and signs make no difference."),
    )
    items = models.JSONField(default=list, editable=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("pick")
        verbose_name_plural = _("picks")

    def __str__(self) -> str:
        return ", ".join(self.spellings)

    @property
    def spellings(self) -> list[str]:
        """The spellings of the query, cleaned, without empty ones."""
        return [line for line in map(clean_line, self.queries.splitlines()) if line]

    def clean_fields(self, exclude: Any = None) -> None:
        self.queries, self.note = "\n".join(dict.fromkeys(self.spellings)), clean_line(self.note)
        super().clean_fields(exclude=exclude)


class Searched(models.Model):
    """The number of searches for one query on one day, and nothing of who made them.

    ``count`` of them were made, ``without_result`` had none, ``clicked`` results were opened, whose places in the list
    are ``positions`` together. The row of the empty query has all searches of the day, whatever they were for.
    """

    site = models.CharField(_("city"), max_length=60)
    day = models.DateField(_("day"))
    query = models.CharField(_("what is searched for"), max_length=60)
    count = models.BigIntegerField(default=0)
    without_result = models.BigIntegerField(default=0)
    clicked = models.BigIntegerField(default=0)
    positions = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("searches of a day")
        verbose_name_plural = _("searches of the website")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["site", "day", "query"], name="searched_once")]
        indexes = [models.Index(fields=["day"], name="searched_by_day")]


class TouchedPage(models.Model):
    """A page whose text the index of the desk has to take in; a row for each time, so that none is lost."""

    page_id = models.BigIntegerField()

    class Meta:
        default_permissions = ()


class Noted(models.Model):
    """An object that an index of the editor has to take in, of a kind by its key; a row for each time."""

    what = models.CharField(max_length=10)
    key = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["what", "id"], name="noted_in_order")]
