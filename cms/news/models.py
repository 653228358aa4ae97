"""Posts: what an employee writes, once, for every output."""

from typing import Any, ClassVar

from django import forms
from django.db import models
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
from cms.core.leading import AddressesPanel
from cms.core.licence_conflicts import Material, used
from cms.core.models import LicenceField
from cms.core.pages import BasePage
from cms.core.previews import PreviewMixin
from cms.core.records import Body, Post
from cms.core.text import clean_line
from cms.news.forms import ONLY_A_TITLE, PostForm
from cms.releases.models.screened import TaggedMixin
from cms.subsites.licensing import LicensedMixin
from cms.subsites.models import Field, OrganisationUnit


class PostTag(TaggedItemBase):
    """A keyword on a post."""

    content_object = ParentalKey("news.PostPage", on_delete=models.CASCADE, related_name="tagged_items")


class PostPage(LicensedMixin, TaggedMixin, PreviewMixin, BasePage):
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
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("tags"),
    ]

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
            ObjectList(
                [FieldPanel("slug"), AddressesPanel(), PublishingPanel(), CommentPanel()], heading=_("Settings")
            ),
        ]
    )

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.lead = clean_line(self.lead)
        self.byline = clean_line(self.byline)
        self.cover_alt = clean_line(self.cover_alt)
        super().full_clean(*args, **kwargs)

    def check_publishable(self) -> None:
        """Refused too where there is a title and no more, which a draft may be and a piece of news not."""
        if not self.lead.strip() and not self.body:
            raise Refused(str(ONLY_A_TITLE))
        super().check_publishable()

    def material(self) -> Material:
        return used([self.body], cover=self.cover_id)

    def content(self) -> tuple[Post, Body]:
        from cms.news import records

        return records.content(self)
