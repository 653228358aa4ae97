"""The accounts and the media library: users with a department, images and files with a licence and a credit."""

from pathlib import PurePosixPath
from secrets import token_hex
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    SourceImageIOError,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.models import Page, Site
from wagtail.search import index

from cms.core.generics import TextColumn
from cms.core.licences import DEFAULT_LICENCE, LICENCES
from cms.core.pictures import BROKEN
from cms.core.pictures.fields import PictureField, RenditionField
from cms.core.redirects import LONGEST_QUERY, Source, digest, place_of, toward_of
from cms.core.text import clean_line, full_name
from cms.normal_form import LONGEST_PATH


def _licence_name(key: str) -> str:
    return LICENCES[key].name((get_language() or settings.LANGUAGE_CODE)[:2])


_lazy_name = lazy(_licence_name, str)
# Named in the language of whoever looks at them.
LICENCE_CHOICES: Final = [(key, _lazy_name(key)) for key in LICENCES]


def default_licence() -> str:
    """The licence of the default site's root page, which is the city; the product's default before there is a city."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return (getattr(site.root_page.specific, "licence", "") if site else "") or DEFAULT_LICENCE


class LicenceField(TextColumn):
    """The key of a licence; its choices are code, so a new licence needs no migration."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"max_length": 30, "verbose_name": _("licence")}
        super().__init__(*args, **(defaults | kwargs | {"choices": LICENCE_CHOICES}))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs


class User(AbstractUser):
    """A person who may sign in to the editor; the unit is where what they write comes from."""

    unit = models.ForeignKey(
        "subsites.OrganisationUnit",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("department"),
        help_text=_("Filled in as the publisher of what this person writes."),
    )

    def get_full_name(self) -> str:
        """The name of the person in the order in which it is said."""
        return full_name(given=self.first_name, family=self.last_name)


class Image(AbstractImage):
    """A picture in the library. Its alternative text belongs to each use, its licence and credit to the picture.

    ``cleaning`` says what became of what a camera wrote into the file: every new one is stored without it. ``original``
    is the digest in the private store of the file as it was sent, where the settings keep it.
    """

    class Cleaning(models.TextChoices):
        PENDING = "pending"
        DONE = "done"
        FAILED = "failed"

    file = PictureField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    cleaning = models.CharField(max_length=8, choices=Cleaning.choices, default=Cleaning.PENDING, editable=False)
    original = models.TextField(blank=True, editable=False)
    licence = LicenceField(
        default=default_licence,
        help_text=_("What the public may do with this picture. A post cannot be freer than its pictures."),
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it: printed beside the picture.")
    )
    # Wagtail's own image model is always installed, and these would clash with what it inherits.
    uploaded_by_user = models.ForeignKey(
        "core.User",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by user"),
    )
    # Wagtail reads this off the field.
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="library_images")

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "licence",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("credit"), index.FilterField("licence")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        indexes = [
            models.Index(fields=["id"], name="image_to_clean", condition=models.Q(cleaning="pending")),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        _clean_media(self)
        if self.file and not self.file._committed:
            # Before the other columns are read: what is stored decides the size and the digest.
            self.file.save(self.file.name, self.file.file, save=False)
            if self.pk is not None:
                # Wagtail keeps what was made of the file before, and would show that on.
                self.renditions.all().delete()
        super().save(*args, **kwargs)

    def generate_rendition_file(self, *args: Any, **kwargs: Any) -> Any:
        """A file that was stored before it was looked at, and is broken, is for Wagtail what a lost one is."""
        try:
            return super().generate_rendition_file(*args, **kwargs)
        except BROKEN as error:
            raise SourceImageIOError(str(error)) from error


class Rendition(AbstractRendition):
    """An image in one size, at an address that nobody can guess and that tells nothing of the file it was made of."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")
    file = RenditionField(
        upload_to=get_rendition_upload_to, storage=get_rendition_storage, width_field="width", height_field="height"
    )

    # In bytes; behind the file, which sets it when it is stored. None of what was stored before it was counted.
    file_size = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]

    def get_upload_to(self, filename: str) -> str:
        return f"images/{token_hex(16)}{PurePosixPath(filename).suffix}"


class File(AbstractDocument):
    """A file in the library that posts offer for download."""

    licence = LicenceField(
        default=default_licence,
        help_text=_("What the public may do with this file. A post cannot be freer than its files."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who made it."))

    admin_form_fields = ("title", "file", "credit", "licence", "collection", "tags")
    search_fields = [*AbstractDocument.search_fields, index.SearchField("credit"), index.FilterField("licence")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def save(self, *args: Any, **kwargs: Any) -> None:
        _clean_media(self)
        super().save(*args, **kwargs)


def _clean_media(item: Image | File) -> None:
    """A licence is always stated, so that a later change of the city's default gives nothing away."""
    item.title = clean_line(item.title)
    item.credit = clean_line(item.credit)
    item.licence = item.licence or default_licence()


class Redirect(models.Model):
    """An address that somebody has made lead elsewhere: to a page, wherever that goes, or to a web address.

    Without a ``host`` it is a path of the city ``site``, on each of its own hosts. ``digest`` stands for the address,
    which may be longer than an index takes, ``toward`` for the path that ``url`` has: by it is found what leads to an
    address. ``place`` names the term that the page is a place of. All three are set when it is saved. The page may have
    gone: what the public is told then is what it is told of the page.
    """

    class Origin(models.TextChoices):
        EDITOR = "editor", _("made in the editor")
        FILE = "file", _("from a file of redirects")
        POSTS = "posts", _("came with imported posts")

    site = models.CharField(max_length=60)
    host = models.CharField(max_length=255, blank=True)
    path = models.CharField(max_length=LONGEST_PATH)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", models.DO_NOTHING, null=True, blank=True, related_name="+", db_constraint=False
    )
    place = models.CharField(max_length=200, blank=True, editable=False)
    url = models.URLField(max_length=2000, blank=True)
    toward = models.CharField(max_length=64, blank=True, editable=False)
    permanent = models.BooleanField(
        _("permanent"),
        default=True,
        help_text=_("Search engines and browsers remember a permanent redirect and forget the old address."),
    )
    origin = models.CharField(_("origin"), max_length=8, choices=Origin.choices, default=Origin.EDITOR, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("of an address", "redirect")
        verbose_name_plural = pgettext_lazy("of an address", "redirects")
        indexes = [models.Index(fields=["toward"], name="redirect_toward")]

    def __str__(self) -> str:
        return str(self.source)

    @property
    def source(self) -> Source:
        """The address that leads elsewhere."""
        return Source(self.host, self.path, self.query)

    def complete(self, place: str | None = None) -> None:
        """Set what follows from the rest; what a page that has gone was a place of is kept. ``place`` is what is known
        of the page already."""
        self.digest, self.toward = digest(self.source, site=self.site), toward_of(self.url)
        if place is None:
            page = Page.objects.filter(pk=self.page_id).first()
            place = self.place if self.page_id and page is None else place_of(page)
        self.place = place

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.complete()
        super().save(*args, **kwargs)
