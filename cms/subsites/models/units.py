"""The organisation of a city: its departments, the positions in them, and what became of each."""

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms.core.acquaintance import named
from cms.core.text import clean_line
from cms.subsites.models.fields import KeyField
from cms.subsites.models.vocabulary import Named, by_language


class OrganisationUnit(Named, ClusterableModel):
    """A department, in the tree of the city's administration: what a post has as its publisher.

    One that is closed keeps its page; one that was merged into another leads to that.
    """

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    duties_ko = models.CharField(_("duties in Korean"), max_length=300, blank=True)
    duties_en = models.CharField(_("duties in English"), max_length=300, blank=True)
    telephone = models.CharField(_("public telephone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("public e-mail address"), blank=True)
    place_ko = models.CharField(
        _("place in Korean"), max_length=100, blank=True, help_text=_("Where it is found: building and floor.")
    )
    place_en = models.CharField(_("place in English"), max_length=100, blank=True)
    unlisted = models.BooleanField(
        _("not in the public list of departments"),
        default=False,
        help_text=_("The public finds it only while something that is public names it."),
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    closed_on = models.DateField(
        _("closed on"), null=True, blank=True, help_text=_("From then on it is not in the chart; its page stays.")
    )
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="predecessors",
        verbose_name=_("its work went to"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    class Meta(Named.Meta):
        verbose_name = _("department")
        verbose_name_plural = _("departments")

    @classmethod
    def known_to(cls, user: Any) -> models.Q:
        """The departments that somebody may know and choose who does not keep them: the public ones and their own."""
        return named("unit", "key") | models.Q(pk=getattr(user, "unit_id", None))

    @property
    def descriptions(self) -> dict[str, str]:
        """The duties by language."""
        return by_language(self.duties_ko, self.duties_en)

    @property
    def places(self) -> dict[str, str]:
        """The places where it is found, by language."""
        return by_language(self.place_ko, self.place_en)

    @property
    def today(self) -> Self:
        """The department that stands for it today: itself, or what it was merged into in the end."""
        return self.merged_into.today if self.merged_into else self

    def clean(self) -> None:
        super().clean()
        above, seen = self.parent, {self.pk} - {None}
        while above is not None:
            if above.pk in seen or above is self:
                raise ValidationError({"parent": _("A department cannot be part of itself.")})
            seen.add(above.pk)
            above = above.parent
        if self.closed_on and self.founded_on and self.closed_on < self.founded_on:
            raise ValidationError({"closed_on": _("It cannot be closed before it was founded.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what it was called and where it belonged in its history, where the public knows of it."""
        OrganisationUnit.clean(self)
        before = OrganisationUnit.objects.filter(pk=self.pk, unlisted=False).first() if self.pk else None
        super().save(*args, **kwargs)
        if before is not None:
            self._remember(before)

    def _remember(self, before: Self) -> None:
        """A name in another language is a translation, which is mended without a change of the department."""
        if before.name_ko != self.name_ko:
            names = {"name_ko": before.name_ko, "name_en": before.name_en}
            UnitChange.objects.create(unit=self, kind=UnitChange.Kind.RENAMED, **names)
        if before.parent_id and self.parent_id and before.parent_id != self.parent_id:
            UnitChange.objects.create(unit=self, kind=UnitChange.Kind.MOVED, other_id=before.parent_id)


class StaffPosition(Orderable):
    """A position in a department: a job title and what it answers for, in this order.

    The name of who holds it is public only where the city shows names.
    """

    unit = ParentalKey(
        OrganisationUnit, on_delete=models.CASCADE, related_name="positions", verbose_name=_("department")
    )
    # Tells it from the other positions of the department, in linked data that others keep: a number, unless an import
    # gave another one.
    key = KeyField(blank=True, editable=False)
    title_ko = models.CharField(_("job title in Korean"), max_length=100)
    title_en = models.CharField(_("job title in English"), max_length=100, blank=True)
    duties_ko = models.CharField(_("duties in Korean"), max_length=500, blank=True)
    duties_en = models.CharField(_("duties in English"), max_length=500, blank=True)
    telephone = models.CharField(_("public telephone"), max_length=40, blank=True)
    email = models.EmailField(_("public e-mail address"), blank=True)
    holder = models.CharField(
        _("name"), max_length=60, blank=True, help_text=_("Shown only where the settings of the city say so.")
    )

    class Meta:
        ordering: ClassVar = ["sort_order", "pk"]
        default_permissions = ()
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "key"], name="position_once")]

    def __str__(self) -> str:
        return self.title_ko

    @property
    def names(self) -> dict[str, str]:
        """The job title by language."""
        return by_language(self.title_ko, self.title_en)

    @property
    def descriptions(self) -> dict[str, str]:
        """The duties by language."""
        return by_language(self.duties_ko, self.duties_en)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = self.key or self._next_key()
        row: Any = self
        if row.sort_order is None:
            # Databases differ in where a row without a place stands.
            last = StaffPosition.objects.filter(unit_id=self.unit_id).aggregate(last=models.Max("sort_order"))["last"]
            row.sort_order = 0 if last is None else last + 1
        super().save(*args, **kwargs)

    def _next_key(self) -> str:
        keys = StaffPosition.objects.filter(unit_id=self.unit_id).values_list("key", flat=True)
        return str(max((int(key) for key in keys if key.isdecimal()), default=0) + 1)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        for name in ("title_ko", "title_en", "duties_ko", "duties_en", "telephone", "holder"):
            setattr(self, name, clean_line(getattr(self, name)))
        super().full_clean(*args, **kwargs)


class UnitChange(models.Model):
    """A change of a department in its history: the name that it had, what it was part of, or what came into it."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", _("was called before")
        MOVED = "moved", _("was part of")
        MERGED = "merged", _("took over")

    unit = models.ForeignKey(OrganisationUnit, models.CASCADE, related_name="changes", verbose_name=_("department"))
    kind = models.CharField(_("change"), max_length=8, choices=Kind.choices)
    changed_on = models.DateField(_("on"), default=timezone.localdate)
    name_ko = models.CharField(_("name in Korean"), max_length=100, blank=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    other = models.ForeignKey(
        OrganisationUnit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("other department")
    )

    class Meta:
        ordering: ClassVar = ["-changed_on", "-pk"]
        verbose_name = _("change of a department")
        verbose_name_plural = _("changes of departments")

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()} {self.other or self.name_ko}"

    @property
    def names(self) -> dict[str, str]:
        """The name that the department had, by language."""
        return by_language(self.name_ko, self.name_en)
