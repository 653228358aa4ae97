"""The meetings of committees, from the notice to the minutes."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.search import index

from cms.committees import records
from cms.committees.forms import MeetingForm
from cms.committees.models.agendas import AgendaField, AttendeesField, PapersField
from cms.committees.models.committees import CommitteePage
from cms.core.blocks import BodyField
from cms.core.leading import AddressesPanel
from cms.core.licence_conflicts import Material, used
from cms.core.models import LicenceField
from cms.core.pages import BasePage
from cms.core.previews import PreviewMixin
from cms.core.reading import read_once
from cms.core.records import Body, Meeting
from cms.core.text import clean_line, clean_text
from cms.releases.grounds import GroundsField
from cms.releases.models.documents import Openness
from cms.releases.models.screened import ScreenedMixin
from cms.subsites.licensing import LicensedMixin


class MeetingStatus(models.TextChoices):
    """The status of a meeting; one whose day has not come is a notice."""

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
    subpage_types: ClassVar[list[str]] = []
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
        app_label = "releases"
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
        """The papers and minutes that the public gets."""
        return [self.papers] if self.openness == Openness.CLOSED else [self.papers, self.body]

    def material(self) -> Material:
        return used(self.streams)

    @property
    def committee(self) -> CommitteePage:
        """The committee that the meeting lies below, in its language."""
        return committee_of(self)

    @property
    def screened_unit(self) -> int | None:
        unit: int | None = self.committee.unit_id
        return unit

    def content(self) -> tuple[Meeting, Body]:
        return records.content(self)


@read_once(lambda page: page.path[: -page.steplen])
def committee_of(page: MeetingPage) -> CommitteePage:
    """The committee that a meeting lies below. One query."""
    committee: CommitteePage = CommitteePage.objects.select_related("unit").get(path=page.path[: -page.steplen])
    return committee
