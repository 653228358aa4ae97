"""The settings of the city: when documents become public, what is known not to be personal, and who may send."""

from datetime import date as Date
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.days import beginning
from cms.core.text import clean_line
from cms.subsites.models import KeyField, OrganisationUnit

DEFAULT_DAYS: Final = 1
# The tier of documents that wait a week, as the city's rule has it.
WEEK: Final = "week"
TIER_DAYS: Final = {"": DEFAULT_DAYS, WEEK: 7}
SOURCES_FORM: Final = RegexValidator(r"^\S{1,60}( \S{1,60})*$", _("A source is named in at most 60 characters."))


class ReleaseRule(models.Model):
    """The days from production until the documents of a tier become public, for one unit or for all of them."""

    unit = models.ForeignKey(
        OrganisationUnit,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="release_rules",
        verbose_name=_("department"),
        help_text=_("Empty: all departments without a rule of their own."),
    )
    tier = models.CharField(
        _("tier"), max_length=20, blank=True, help_text=_("Empty for the usual documents; “week” for those that wait.")
    )
    days = models.PositiveSmallIntegerField(_("days after production"), default=DEFAULT_DAYS)

    class Meta:
        verbose_name = _("release rule")
        verbose_name_plural = _("release rules")
        constraints = [
            models.UniqueConstraint(fields=["unit", "tier"], name="release_rule_once"),
            models.UniqueConstraint(fields=["tier"], name="release_rule_of_all", condition=models.Q(unit=None)),
        ]

    def __str__(self) -> str:
        return f"{self.unit or '*'} {self.tier or '-'}: {self.days}"


class ReleaseRules:
    """All release rules, read once for a batch."""

    def __init__(self) -> None:
        self._days = {(rule.unit_id, rule.tier): rule.days for rule in ReleaseRule.objects.all()}
        self._starts: dict[Date, datetime] = {}

    def due(self, *, unit_id: int | None, tier: str, produced_on: Date) -> datetime:
        """The moment when a document becomes public: the start of a day in the city's zone. The unit's rule wins."""
        days = self._days.get((unit_id, tier), self._days.get((None, tier), TIER_DAYS.get(tier, DEFAULT_DAYS)))
        day = produced_on + timedelta(days=days)
        if day not in self._starts:
            self._starts[day] = beginning(day)
        return self._starts[day]

    def due_of(self, page: Any) -> datetime:
        """The moment when the document of a page becomes public: by the rule, and not before its embargo ends."""
        due = self.due(unit_id=page.unit_id, tier=page.tier, produced_on=page.produced_on)
        return max(due, page.embargoed_until) if page.embargoed_until else due


class KnownGoodValue(models.Model):
    """A telephone, an address of mail or ``@domain`` that is public and no finding: of one unit, or of the city."""

    unit = models.ForeignKey(
        OrganisationUnit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    value = models.CharField(
        _("value"), max_length=200, help_text=_("As it is written, or “@domain” for all mail addresses there.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("known-good value")
        verbose_name_plural = _("known-good values")
        constraints = [
            models.UniqueConstraint(fields=["unit", "value"], name="known_good_once"),
            models.UniqueConstraint(fields=["value"], name="known_good_of_all", condition=models.Q(unit=None)),
        ]

    def __str__(self) -> str:
        return self.value


class SourceSystem(models.Model):
    """A system of the city that sends documents, known by a token of which only the hash is kept."""

    key = KeyField(unique=True)
    name = models.CharField(_("name"), max_length=100)
    city = models.CharField(_("city"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    takes_over = models.CharField(
        _("takes over"),
        max_length=500,
        blank=True,
        validators=[SOURCES_FORM],
        help_text=_(
            "Other sources whose documents it may change and withdraw too, such as “lists”, separated by spaces."
            " It cannot touch documents of any other source."
        ),
    )
    active = models.BooleanField(_("active"), default=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        verbose_name = _("source system")
        verbose_name_plural = _("source systems")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keys(cls) -> frozenset[str]:
        """The keys of all systems."""
        return frozenset(cls.objects.values_list("key", flat=True))

    def clean(self) -> Any:
        from cms.subsites.models import refuse_new_key

        super().clean()
        refuse_new_key(self, "key")

    def clean_fields(self, exclude: Any = None) -> None:
        self.takes_over = clean_line(self.takes_over.replace(",", " "))
        super().clean_fields(exclude=exclude)
