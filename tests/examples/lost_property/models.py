"""The pages of lost property: a section of the city, and a page for each thing that was found."""

from html import escape
from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface, TitleFieldPanel

from cms.core.builders import moment
from cms.core.html import clean_html
from cms.core.iri import encode_uri
from cms.core.leading import AddressesPanel
from cms.core.licence_conflicts import Material
from cms.core.models import LicenceField
from cms.core.pages import BasePage
from cms.core.previews import PreviewMixin
from cms.core.records import Body
from cms.core.text import clean_line, clean_text
from cms.releases.models.screened import ScreenedMixin
from cms.subsites.identity import base_url, entity, identity_base
from cms.subsites.licensing import LicensedForm, LicensedMixin
from cms.subsites.models import OrganisationUnit, SectionPage
from tests.examples.lost_property.kind import LOST_PROPERTY, STATES, LostProperty


class LostAndFoundPage(SectionPage):
    """The section of the city that lists what was found."""

    section = LOST_PROPERTY.section


class LostPropertyPage(LicensedMixin, ScreenedMixin, PreviewMixin, BasePage):
    """Something that was found."""

    publishes = "record"
    built_with = ("locale", "unit")
    base_form_class = LicensedForm

    found_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES], default=STATES[0])
    description = models.TextField(blank=True)
    unit = models.ForeignKey(OrganisationUnit, models.SET_NULL, null=True, blank=True, related_name="+")
    licence = LicenceField(blank=True)

    parent_page_types: ClassVar = [LostAndFoundPage]
    subpage_types: ClassVar = []
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    *map(FieldPanel, ("found_on", "place", "state", "description", "unit", "licence")),
                ],
                heading="Content",
            ),
            ObjectList([FieldPanel("slug"), AddressesPanel(), PublishingPanel()], heading="Settings"),
        ]
    )

    def material(self) -> Material:
        return Material(images=(), files=())

    @property
    def screened_unit(self) -> int | None:
        return self.unit_id

    def content(self) -> tuple[LostProperty, Body]:
        city: Any = self.city
        base, text = base_url(city), clean_text(self.description)
        published_at = moment(self.first_published_at)
        record = LostProperty(
            key=str(self.key),
            iri=entity(identity_base(city), LostProperty.kind, str(self.key)),
            url=encode_uri(self.full_url or base),
            site=city.code if city else "",
            language=self.locale.language_code,
            title=clean_line(self.title),
            summary=clean_line(self.description),
            published_at=published_at,
            modified_at=max(published_at, moment(self.last_published_at)),
            publisher=self.unit.key if self.unit else None,
            licence=self.licence,
            found_on=self.found_on,
            place=clean_line(self.place),
            state=self.state,
        )
        return record, Body(html=clean_html(f"<p>{escape(text)}</p>", base) if text else "", text=text)
