"""Events: what an employee invites to, once, for every output; and the section of a city that lists them."""

from datetime import datetime
from itertools import islice
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.search import index

from cms.core.blocks import BodyField
from cms.core.kinds import Occurrence
from cms.core.licence_conflicts import Material, used
from cms.core.models import LicenceField
from cms.core.pages import BasePage
from cms.core.previews import PreviewMixin
from cms.core.records import Body, Event
from cms.core.text import clean_line
from cms.events import checking, editing
from cms.events.fields import DaysField, WeekdaysField
from cms.events.forms import EventForm
from cms.events.recurrence import WEEKDAYS
from cms.releases.models.screened import TaggedMixin
from cms.subsites.licensing import LicensedMixin
from cms.subsites.models import Field, OrganisationUnit, SectionPage


class EventsPage(SectionPage):
    """The section of a city's events, in one language."""

    section = "events"
    is_in_each_language = True

    class Meta:
        verbose_name = _("section of events")
        verbose_name_plural = _("sections of events")


class EventType(models.TextChoices):
    """The type of an event, by which calendars are narrowed."""

    EVENT = "event", _("event")
    EDUCATION = "education", _("education")
    COURSE = "course", _("course")
    EXHIBITION = "exhibition", _("exhibition")
    PERFORMANCE = "performance", _("performance")
    OTHER = "other", _("other event")


class EventStatus(models.TextChoices):
    """The word on whether it takes place; that it is over is told by the clock."""

    SCHEDULED = "scheduled", _("takes place")
    POSTPONED = "postponed", _("put off")
    CANCELLED = "cancelled", _("called off")


class Repeats(models.TextChoices):
    """The ways in which an event repeats."""

    NEVER = "", _("once")
    DAILY = "daily", _("by days")
    WEEKLY = "weekly", _("by weeks")
    MONTHLY = "monthly", _("by months, on the same day")
    WEEKDAY = "weekday", _("by months, on the same weekday, such as the third Saturday")


class ApplicationKind(models.TextChoices):
    """The ways to get a place."""

    NONE = "none", _("not needed")
    OPEN = "open", _("needed, at any time")
    PERIOD = "period", _("needed, within a period")


class EventTag(TaggedItemBase):
    """A keyword on an event."""

    content_object = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="tagged_items")


class EventPage(LicensedMixin, TaggedMixin, PreviewMixin, BasePage):
    """An event. Its main field and its website are those of the section that it lives under."""

    publishes = "record"

    type = models.CharField(_("type"), max_length=12, choices=EventType.choices, default=EventType.EVENT)
    status = models.CharField(_("status"), max_length=10, choices=EventStatus.choices, default=EventStatus.SCHEDULED)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(
        _("ends"), null=True, blank=True, help_text=_("Of one that lasts whole days, any time of its last day.")
    )
    all_day = models.BooleanField(_("whole days"), default=False, help_text=_("The times of day say nothing."))
    repeats = models.CharField(_("repeats"), max_length=8, choices=Repeats.choices, default=Repeats.NEVER, blank=True)
    repeat_every = models.PositiveSmallIntegerField(
        _("every"), default=1, help_text=_("1: each day, week or month; 2: every other one.")
    )
    weekdays = WeekdaysField(
        verbose_name=_("on these weekdays"), help_text=_("By weeks alone. Empty: the weekday on which it begins.")
    )
    repeat_until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day on which it may be."))
    repeat_count = models.PositiveSmallIntegerField(
        _("or so many times"), null=True, blank=True, help_text=_("The first time counts too.")
    )
    exceptions = DaysField(
        verbose_name=_("except on"), help_text=_("Days on which it does not take place, one a line: 2026-12-25.")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    address = models.CharField(_("address of the place"), max_length=300, blank=True)
    map_url = models.URLField(_("map"), max_length=1000, blank=True, help_text=_("A link to a map of the place."))
    online_url = models.URLField(
        _("online at"), max_length=1000, blank=True, help_text=_("Where one can take part from afar.")
    )
    free = models.BooleanField(_("free of charge"), default=True)
    fee = models.CharField(_("fee"), max_length=200, blank=True, help_text=_("In words, with reductions."))
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    capacity = models.CharField(_("places"), max_length=100, blank=True, help_text=_("For example: 30, first come."))
    application = models.CharField(
        _("application"), max_length=8, choices=ApplicationKind.choices, default=ApplicationKind.NONE
    )
    apply_url = models.URLField(_("apply at"), max_length=1000, blank=True)
    apply_telephone = models.CharField(_("apply by telephone"), max_length=40, blank=True)
    apply_from = models.DateTimeField(_("applications from"), null=True, blank=True)
    apply_until = models.DateTimeField(_("applications until"), null=True, blank=True)
    contact = models.CharField(
        _("contact"), max_length=200, blank=True, help_text=_("Whom to ask: an office and its telephone.")
    )
    lead = models.TextField(
        _("lead"), max_length=500, blank=True, help_text=_("What it is in two or three sentences; lists show it.")
    )
    body = BodyField(_("body"), blank=True)
    cover = models.ForeignKey(
        "core.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover picture"),
    )
    cover_alt = models.CharField(
        _("description of the cover picture"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    cover_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The picture says nothing that the text does not say.")
    )
    further_fields = ParentalManyToManyField(
        Field,
        blank=True,
        related_name="+",
        verbose_name=_("further fields"),
        help_text=_("The event is listed there too. Its main field is the one that it is written in."),
    )
    tags = ClusterTaggableManager(
        through=EventTag, blank=True, verbose_name=_("tags"), help_text=_("Keywords, separated by commas.")
    )
    unit = models.ForeignKey(
        OrganisationUnit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Who organises the event."),
    )
    licence = LicenceField(
        blank=True,
        help_text=_("What the public may do with this text. It cannot be freer than its pictures and files."),
    )
    source_id = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)

    exclude_fields_in_copy: ClassVar[list[str]] = [*BasePage.exclude_fields_in_copy, "source_id"]
    parent_page_types: ClassVar = ["events.EventsPage", "subsites.FieldPage", "subsites.WebsitePage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("place"),
        index.SearchField("tags"),
    ]

    base_form_class = EventForm
    edit_handler = editing.handler(further_fields=forms.CheckboxSelectMultiple)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        for name in _LINES:
            setattr(self, name, clean_line(getattr(self, name)))
        self.weekdays = [name for name in WEEKDAYS if name in self.weekdays]
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if errors := dict(checking.errors(self)):
            raise ValidationError(errors)

    def next_times(self, since: datetime, most: int) -> list[Occurrence]:
        """The times that have not ended at a moment, the next one first, of what is in memory."""
        found = (time for time in checking.times(self) if (time.ends_at or time.starts_at) >= since)
        return list(islice(found, most))

    def material(self) -> Material:
        return used([self.body], cover=self.cover_id)

    def content(self) -> tuple[Event, Body]:
        from cms.events import records

        return records.content(self)


_LINES = ("lead", "cover_alt", "place", "address", "fee", "audience", "capacity", "apply_telephone", "contact")
