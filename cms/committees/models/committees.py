"""The section of committees, the committees in it, and who sits in them."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from cms.core.text import clean_line
from cms.subsites.models import KeyField, OrganisationUnit, SectionPage, TermPage, refuse_new_key


class CommitteesPage(SectionPage):
    """The section of a city's committees, in its own language."""

    section = "committees"

    class Meta:
        app_label = "releases"
        verbose_name = _("section of committees")
        verbose_name_plural = _("sections of committees")


class CommitteePage(TermPage):
    """A committee: what it is for, by which law, who sits in it. Its meetings are written below it."""

    code = KeyField(help_text=_("The key of the committee. Part of linked data that others keep. It is never changed."))
    category = models.CharField(
        _("kind"), max_length=60, blank=True, help_text=_("For example: deliberation, advice, dispute settlement.")
    )
    legal_basis = models.CharField(
        _("legal basis"), max_length=300, blank=True, help_text=_("The law or ordinance that founds it.")
    )
    established_on = models.DateField(_("established on"), null=True, blank=True)
    unit = models.ForeignKey(
        OrganisationUnit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Who runs the committee, and publishes its meetings."),
    )
    parent_page_types: ClassVar = ["releases.CommitteesPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("description"),
        MultiFieldPanel(
            [
                FieldPanel("code"),
                FieldRowPanel([FieldPanel("category"), FieldPanel("established_on")]),
                FieldPanel("legal_basis"),
                FieldPanel("unit"),
            ],
            heading=_("Committee"),
        ),
        InlinePanel("members", heading=_("Members"), label=_("Member")),
    ]

    class Meta:
        app_label = "releases"
        verbose_name = _("committee")
        verbose_name_plural = _("committees")

    @property
    def term(self) -> tuple[str, str]:
        return "committee", self.code

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.category = clean_line(self.category)
        self.legal_basis = clean_line(self.legal_basis)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        refuse_new_key(self, "code")
        if self._others_in_city(code=self.code).exists():
            raise ValidationError({"code": _("Another committee has this key.")})


class CommitteeMember(Orderable):
    """A person who sits in a committee, as what, and for how long."""

    page = ParentalKey(CommitteePage, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(_("name"), max_length=100)
    role = models.CharField(_("role"), max_length=60, blank=True, help_text=_("For example: chair, vice chair."))
    affiliation = models.CharField(_("affiliation"), max_length=150, blank=True)
    since = models.DateField(_("member since"), null=True, blank=True)
    until = models.DateField(_("last day of the term"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("role"), FieldPanel("affiliation")]),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
    ]

    class Meta(Orderable.Meta):
        app_label = "releases"
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name, self.role, self.affiliation = map(clean_line, (self.name, self.role, self.affiliation))
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("The term ends before it begins.")})
