"""Pages of a website, at any depth below the city, a field or a website."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
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

from cms.core.leading import AddressesPanel
from cms.core.licence_conflicts import Material, used
from cms.core.models import LicenceField
from cms.core.pages import BasePage
from cms.core.previews import PreviewMixin
from cms.core.records import Body, WebPage
from cms.core.text import clean_line
from cms.pages.blocks import PageBodyField
from cms.pages.forms import StandardPageForm
from cms.pages.roles import home_path, pages_with_roles
from cms.releases.models.screened import ScreenedMixin
from cms.subsites.licensing import LicensedMixin
from cms.subsites.models import OrganisationUnit


class Role(models.TextChoices):
    """The role of a page in its site: each is one that every public site has to have."""

    PRIVACY = "privacy", _("privacy policy")
    TERMS = "terms", _("terms of use")
    ACCESSIBILITY = "accessibility", _("accessibility statement")
    CONTACT = "contact", _("contact")
    DIRECTIONS = "directions", _("directions")


class StandardPage(LicensedMixin, ScreenedMixin, PreviewMixin, BasePage):
    """A page that is no news; its field and its website are those that it lies below."""

    publishes = "record"
    built_with = ("locale", "unit")
    is_ordered = True
    # Those of the city itself are the city's, as its front page is.
    editors_only_below = ("subsites.CityPage",)

    lead = models.TextField(
        _("lead"), max_length=500, blank=True, help_text=_("The page in one or two sentences; lists show it.")
    )
    body = PageBodyField(_("body"), blank=True)
    unit = models.ForeignKey(
        OrganisationUnit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Who answers for the page, and keeps it right."),
    )
    role = models.CharField(
        _("required page"),
        max_length=20,
        blank=True,
        choices=Role.choices,
        help_text=_("The footer of the site leads to it. Each is there once for a site and language."),
    )
    reviewed_on = models.DateField(
        _("last reviewed"), null=True, blank=True, help_text=_("When somebody last made sure that all of it is right.")
    )
    review_by = models.DateField(
        _("next review"), null=True, blank=True, help_text=_("By when somebody has to look at it again.")
    )
    licence = LicenceField(
        blank=True,
        help_text=_("What the public may do with this page. It cannot be freer than its pictures and files."),
    )
    source_id = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)

    exclude_fields_in_copy: ClassVar[list[str]] = [*BasePage.exclude_fields_in_copy, "role", "source_id"]
    parent_page_types: ClassVar = [
        "subsites.CityPage",
        "subsites.FieldPage",
        "subsites.WebsitePage",
        "pages.StandardPage",
    ]
    subpage_types: ClassVar = ["pages.StandardPage"]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    base_form_class = StandardPageForm
    edit_handler = TabbedInterface(
        [
            ObjectList([TitleFieldPanel("title"), FieldPanel("lead"), FieldPanel("body")], heading=_("Content")),
            ObjectList(
                [
                    FieldPanel("unit"),
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_by")])], heading=_("Review")
                    ),
                    FieldPanel("role"),
                    FieldPanel("licence"),
                ],
                heading=_("Publishing"),
            ),
            ObjectList(
                [FieldPanel("slug"), AddressesPanel(), PublishingPanel(), CommentPanel()], heading=_("Settings")
            ),
        ]
    )

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.lead = clean_line(self.lead)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.reviewed_on and self.review_by and self.review_by < self.reviewed_on:
            raise ValidationError({"review_by": _("The next review is before the last one.")})
        if self.role and (other := self._other_of_role()):
            message = _("“%(page)s” is that page of this site already.")
            raise ValidationError({"role": ValidationError(message, params={"page": other.title})})

    def _other_of_role(self) -> "StandardPage | None":
        """The page that has the same role in the same website, or in the city itself, in the same language."""
        city, others = self.city, StandardPage.objects.exclude(pk=self.pk)
        return pages_with_roles(others, city.path).get((home_path(self), self.role)) if city else None

    def material(self) -> Material:
        return used([self.body])

    def content(self) -> tuple[WebPage, Body]:
        from cms.pages import records

        return records.content(self)
