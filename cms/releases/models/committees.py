"""Committees and their meetings: a section of their own, where citizens find who decides what, when and why."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.core.blocks import BodyField
from cms.core.leading import AddressesPanel
from cms.core.material import Material, used
from cms.core.models import LicenceField
from cms.core.pages import BasePage
from cms.core.previews import PreviewMixin
from cms.core.reading import read_once
from cms.core.records import Body, Meeting
from cms.core.text import clean_line, clean_text
from cms.releases.grounds import GroundsField
from cms.releases.meeting_form import MeetingForm
from cms.releases.models.agendas import AgendaField, AttendeesField, PapersField
from cms.releases.models.documents import Openness
from cms.releases.models.screened import ScreenedMixin
from cms.subsites.licensing import LicensedMixin
from cms.subsites.models import KeyField, OrganisationUnit, Place, SectionPage, refuse_new_key


class CommitteesPage(SectionPage):
    """The section of a city's committees, in its own language."""

    section = "committees"

    class Meta:
        verbose_name = _("section of committees")
        verbose_name_plural = _("sections of committees")


class CommitteePage(Place):
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
    """Who sits in a committee, as what, and for how long."""

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
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name, self.role, self.affiliation = map(clean_line, (self.name, self.role, self.affiliation))
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("The term ends before it begins.")})


class MeetingStatus(models.TextChoices):
    """What has become of a meeting; one whose day has not come is a notice."""

    ANNOUNCED = "announced", _("announced")
    HELD = "held", _("held")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


class MeetingPage(LicensedMixin, ScreenedMixin, PreviewMixin, BasePage):
    """A meeting of the committee that it lies below, from its notice to its minutes."""

    publishes = "record"

    held_at = models.DateTimeField(_("date and time"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.ANNOUNCED
    )
    notice = models.TextField(
        _("notice"), max_length=1000, blank=True, help_text=_("Before the meeting: how to attend or to be heard.")
    )
    agenda = AgendaField(_("agenda and decisions"), blank=True)
    attendees = AttendeesField(_("attendees"), blank=True)
    body = BodyField(_("minutes"), blank=True)
    papers = PapersField(
        _("papers"), blank=True, help_text=_("Agenda and papers. They are public also where the minutes are closed.")
    )
    openness = models.CharField(
        _("openness of the minutes"),
        max_length=8,
        choices=Openness.choices,
        default=Openness.OPEN,
        help_text=_(
            "Where they are closed, the public sees the agenda with its outcomes, and why: no minutes, no names, no"
            " words and no votes."
        ),
    )
    grounds = GroundsField()
    reason = models.TextField(_("reason"), blank=True, help_text=_("In words that a citizen understands."))
    review_on = models.DateField(_("review of the reason"), null=True, blank=True)
    review_stage = models.CharField(_("stage of the internal review"), max_length=200, blank=True)
    licence = LicenceField(blank=True)
    source_id = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)

    exclude_fields_in_copy: ClassVar[list[str]] = [*BasePage.exclude_fields_in_copy, "source_id"]
    parent_page_types: ClassVar = ["releases.CommitteePage"]
    subpage_types: ClassVar = []
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("notice"), index.SearchField("body")]

    base_form_class = MeetingForm
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title", help_text=_("For example: 12th meeting of 2026.")),
                    FieldRowPanel([FieldPanel("held_at"), FieldPanel("status")]),
                    FieldPanel("place"),
                    FieldPanel("notice"),
                    FieldPanel("agenda"),
                    FieldPanel("papers"),
                ],
                heading=_("Meeting"),
            ),
            ObjectList([FieldPanel("attendees"), FieldPanel("body")], heading=_("Minutes")),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("openness"),
                            FieldPanel("grounds"),
                            FieldPanel("reason"),
                            FieldRowPanel([FieldPanel("review_on"), FieldPanel("review_stage")]),
                        ],
                        heading=_("Openness"),
                    ),
                    FieldPanel(
                        "licence",
                        help_text=_("What the public may do with the minutes. It cannot be freer than their files."),
                    ),
                ],
                heading=_("Release"),
            ),
            ObjectList(
                [FieldPanel("slug"), AddressesPanel(), PublishingPanel(), CommentPanel()], heading=_("Settings")
            ),
        ]
    )

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.place, self.review_stage = clean_line(self.place), clean_line(self.review_stage)
        self.notice, self.reason = clean_line(self.notice), clean_text(self.reason).strip()
        self.grounds = sorted(set(self.grounds))
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.status == MeetingStatus.HELD and self.held_at and self.held_at > timezone.now():
            errors["status"] = ValidationError(_("A meeting whose time has not come cannot have been held."))
        if self.openness != Openness.OPEN and not self.grounds:
            errors["grounds"] = ValidationError(_("Say on which ground the minutes are not open."))
        if self.openness != Openness.OPEN and not self.reason:
            errors["reason"] = ValidationError(_("Say why the minutes are not open."))
        if errors:
            raise ValidationError(errors)

    @property
    def streams(self) -> list[Any]:
        """What the public gets of papers and minutes."""
        return [self.papers] if self.openness == Openness.CLOSED else [self.papers, self.body]

    def material(self) -> Material:
        return used(self.streams)

    @property
    def committee(self) -> CommitteePage:
        """The committee that the meeting lies below, in its language."""
        return committee_of(self)

    @property
    def screened_unit(self) -> int | None:
        return self.committee.unit_id

    def content(self) -> tuple[Meeting, Body]:
        from cms.releases import meetings

        return meetings.content(self)


@read_once(lambda page: page.path[: -page.steplen])
def committee_of(page: MeetingPage) -> CommitteePage:
    """The committee that a meeting lies below. One query."""
    return CommitteePage.objects.select_related("unit").get(path=page.path[: -page.steplen])
