"""Posts: what an employee writes, once, for every output."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.search import index

from cms.core.blocks import BodyField
from cms.core.errors import Refused
from cms.core.models import LicenceField, default_licence
from cms.core.pages import BasePage
from cms.core.previews import PreviewMixin
from cms.core.records import Body, Post
from cms.core.text import clean_line
from cms.news import material, schedules
from cms.news.forms import PostForm
from cms.subsites.models import CityPage, Field, OrganisationUnit, city_of


class PostTag(TaggedItemBase):
    """A keyword on a post."""

    content_object = ParentalKey("news.PostPage", on_delete=models.CASCADE, related_name="tagged_items")


class PostPage(PreviewMixin, BasePage):
    """A piece of news. Its main field and its website are those of the section that it lives under."""

    publishes = "record"

    lead = models.TextField(
        _("lead"), max_length=500, blank=True, help_text=_("The news in two or three sentences; lists show it.")
    )
    body = BodyField(_("body"), blank=True)
    cover = models.ForeignKey(
        "core.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover picture"),
        help_text=_("Shown at the top of the post, in lists and where the post is shared."),
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
        help_text=_("The post is listed there too. Its main field is the one that it is written in."),
    )
    tags = ClusterTaggableManager(
        through=PostTag, blank=True, verbose_name=_("tags"), help_text=_("Keywords, separated by commas.")
    )
    unit = models.ForeignKey(
        OrganisationUnit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("department"),
        help_text=_("Who publishes the post."),
    )
    byline = models.CharField(
        _("byline"), max_length=100, blank=True, help_text=_("Who wrote it, as readers should see it. May be empty.")
    )
    licence = LicenceField(
        blank=True,
        help_text=_("What the public may do with this post. It cannot be freer than its pictures and files."),
    )
    source_id = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)

    exclude_fields_in_copy: ClassVar[list[str]] = [*BasePage.exclude_fields_in_copy, "source_id"]
    parent_page_types: ClassVar = ["subsites.FieldPage", "subsites.WebsitePage"]
    subpage_types: ClassVar = []
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    base_form_class = PostForm
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldPanel("lead"),
                    MultiFieldPanel(
                        [FieldPanel("cover"), FieldPanel("cover_alt"), FieldPanel("cover_decorative")],
                        heading=_("Cover picture"),
                    ),
                    FieldPanel("body"),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    FieldPanel("further_fields", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("tags"),
                    FieldPanel("unit"),
                    FieldPanel("byline"),
                    FieldPanel("licence"),
                ],
                heading=_("Publishing"),
            ),
            ObjectList([FieldPanel("slug"), PublishingPanel(), CommentPanel()], heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    @property
    def city(self) -> CityPage | None:
        """The home page of the city, in the post's language; known before the post has its place in the tree."""
        place = self if self.path else self.get_parent()
        return city_of(place) if place else None

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.lead = clean_line(self.lead)
        self.byline = clean_line(self.byline)
        self.cover_alt = clean_line(self.cover_alt)
        super().full_clean(*args, **kwargs)

    def state_licence(self) -> None:
        """Write down the city's licence where the post has none, so that a later change of it gives nothing away."""
        if not self.licence:
            city = self.city
            self.licence = (city.licence if city else "") or default_licence()

    def save(self, clean: bool = True, *args: Any, **kwargs: Any) -> Any:
        """Store the page; Refused where it would be live under a licence freer than that of its material."""
        self.state_licence()
        if clean and self.live:
            material.check_licence(self)
        return super().save(clean, *args, **kwargs)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule a revision; Refused, with nothing changed, where its licence is too free.

        When its time has come and nobody is there, the refusal is written into the page's history instead.
        """
        try:
            with transaction.atomic():
                draft = revision.as_object()
                draft.state_licence()
                material.check_licence(draft)
                return super().publish(revision, *args, **kwargs)
        except (Refused, ValidationError) as error:
            if kwargs.get("log_action") != schedules.SCHEDULED:
                raise
            schedules.cancel(self, revision, error)
            return None

    def build_record(self) -> tuple[Post, Body]:
        from cms.news import records

        return records.build(self)
