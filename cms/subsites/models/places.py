"""The places of a city: the city itself, its field sub-sites and sections, and the websites below them."""

from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page, get_page_models

from cms.core import kinds
from cms.core.leading import AddressesPanel
from cms.core.models import LicenceField
from cms.core.pages import BasePage
from cms.core.reading import read_once
from cms.core.text import clean_line
from cms.subsites.employees import allow_writing
from cms.subsites.fronts import CityFrontBlock, FrontField, PinsField, ShortcutsField
from cms.subsites.menus import MenuField
from cms.subsites.models.fields import ColourField, KeyField, refuse_new_key
from cms.subsites.models.units import OrganisationUnit
from cms.subsites.models.vocabulary import Field

_FRONT: Final = _("In this order. Empty: the usual front page.")


class TermPage(BasePage):
    """A page that is a listing: a term of the city's vocabulary."""

    publishes = "term"
    # A listing has nothing to preview: it shows what is public.
    preview_modes: ClassVar[list[tuple[str, Any]]] = []
    promote_panels = [FieldPanel("slug"), AddressesPanel()]

    description = models.CharField(
        _("description"), max_length=300, blank=True, help_text=_("One or two sentences, shown below the title.")
    )

    class Meta:
        abstract = True

    @classmethod
    def clean_subpage_models(cls) -> list[type[Page]]:
        """The page types that name this one as the place they lie below, of whatever app."""
        if cls._clean_subpage_models is None:
            models = [model for model in get_page_models() if getattr(model, "parent_page_types", None)]
            cls._clean_subpage_models = [model for model in models if cls in model.clean_parent_page_models()]
        return list(cls._clean_subpage_models)

    @property
    def site_key(self) -> str:
        """The key of the city that the page belongs to."""
        city = city_of(self)
        return city.code if city else ""

    @property
    def term(self) -> tuple[str, str]:
        """The scheme and key of the term that it is a place of, which never change."""
        raise NotImplementedError

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.description = clean_line(self.description)
        super().full_clean(*args, **kwargs)

    def _others_in_city(self, **same: Any) -> models.QuerySet[Any]:
        """Pages of this type in the city, translations of this one aside, that share these values."""
        parent = self.get_parent()
        city = city_of(parent) if parent else None
        found: models.QuerySet[Any] = (
            type(self)._default_manager.filter(**same).exclude(translation_key=self.translation_key)
        )
        if city is None:
            return found
        paths = CityPage.objects.filter(code=city.code).values_list("path", flat=True)
        below = models.Q()
        for path in paths:
            below |= models.Q(path__startswith=path)
        return found.filter(below)


class EditedPage(TermPage):
    """A listing in which editors put some items before all others."""

    pins = PinsField(
        _("pinned"), help_text=_("What stands before all others, in this order. The first is the lead of a front page.")
    )

    class Meta:
        abstract = True


class SitePage(EditedPage):
    """A page that is the home of a site: what its web team arranges around all that is in it."""

    logo = models.ForeignKey(
        "core.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    colour = ColourField(help_text=_("For headings and marks. Text in it must be readable on white."))
    menu = MenuField(
        _("menu"), help_text=_("In this order, with links below an entry where you want. Empty: the menu of the city.")
    )
    links = MenuField(
        _("links at the foot"), help_text=_("Groups of links at the foot of every page, each with a heading.")
    )
    shortcuts = ShortcutsField(_("shortcuts"), help_text=_("Up to six links at the head of the front page."))
    address = models.CharField(_("postal address"), max_length=200, blank=True)
    telephone = models.CharField(_("public telephone"), max_length=40, blank=True)
    email = models.EmailField(_("public e-mail address"), blank=True)

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.address, self.telephone = clean_line(self.address), clean_line(self.telephone)
        super().full_clean(*args, **kwargs)


def _site_tabs(*names: str) -> TabbedInterface:
    """The tabs of a site in the editor: what it is, what is around all of its pages, and where it stands."""
    front = [FieldPanel("shortcuts"), FieldPanel("pins"), FieldPanel("front")]
    frame = [
        FieldPanel("menu"),
        MultiFieldPanel(
            [FieldPanel("address"), FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]), FieldPanel("links")],
            heading=_("Foot of every page"),
        ),
    ]
    return TabbedInterface(
        [
            ObjectList([*Page.content_panels, *map(FieldPanel, names)], heading=_("Content")),
            ObjectList(front, heading=_("Front page")),
            ObjectList(frame, heading=_("Menu and foot")),
            ObjectList([*SitePage.promote_panels, *SitePage.settings_panels], heading=_("Settings")),
        ]
    )


class CityPage(SitePage):
    """The home page of a city in one language; what its translations share is read from the first one."""

    code = KeyField(help_text=_("The key of the city. Part of linked data that others keep. It is never changed."))
    licence = LicenceField(
        blank=True, help_text=_("The licence of whatever is posted here, unless its author chooses another one.")
    )
    shows_names = models.BooleanField(
        _("show names of staff"),
        default=False,
        help_text=_("In the staff directory and on the pages of departments, in every language."),
    )

    front = FrontField(_("front page"), block=CityFrontBlock, help_text=_FRONT)

    parent_page_types: ClassVar = ["wagtailcore.Page"]

    edit_handler = _site_tabs("description", "code", "licence", "logo", "colour", "shows_names")

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    @property
    def term(self) -> tuple[str, str]:
        return "city", self.code

    def clean(self) -> None:
        super().clean()
        refuse_new_key(self, "code")
        if CityPage.objects.filter(code=self.code).exclude(translation_key=self.translation_key).exists():
            raise ValidationError({"code": _("Another city has this key.")})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """A new city, and a new language of one, is every employee's to write in; later changes of that are kept."""
        is_new = self._state.adding
        result = super().save(*args, **kwargs)
        if is_new:
            allow_writing([self])
        return result


class SectionPage(TermPage):
    """A part of the city's site with a listing of its own, in one language; ``section`` is its key.

    A kind (:mod:`cms.core.kinds`) says in which section its records are.
    """

    section: ClassVar[str]
    # Whether what is in it is written in each language of the city, so that each has the section too.
    is_in_each_language: ClassVar[bool] = False

    parent_page_types: ClassVar = ["subsites.CityPage"]
    content_panels = [*Page.content_panels, FieldPanel("description")]

    class Meta:
        abstract = True

    @property
    def term(self) -> tuple[str, str]:
        return "section", self.section


def section_types() -> list[type[SectionPage]]:
    """The types of sections, in the order of the kinds that are in them."""
    models = {model.section: model for model in get_page_models() if issubclass(model, SectionPage)}
    return [models[kind.section] for kind in kinds.registered() if kind.section in models]


class FieldPage(EditedPage):
    """The sub-site of a field in one language."""

    field = models.ForeignKey(Field, models.PROTECT, related_name="pages", verbose_name=_("field"))

    parent_page_types: ClassVar = ["subsites.CityPage"]

    content_panels = [*Page.content_panels, *map(FieldPanel, ("description", "field", "pins"))]

    class Meta:
        verbose_name = _("field sub-site")
        verbose_name_plural = _("field sub-sites")

    @property
    def term(self) -> tuple[str, str]:
        return "field", self.field.key

    def clean(self) -> None:
        super().clean()
        if self.field_id and self._others_in_city(field=self.field_id).exists():
            raise ValidationError({"field": _("This field has a sub-site already.")})


class WebsitePage(SitePage):
    """A website of a department, below a field; its language is that of its locale."""

    code = KeyField(help_text=_("The key of the website. Part of linked data that others keep. It is never changed."))
    unit = models.ForeignKey(
        OrganisationUnit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="websites",
        verbose_name=_("department"),
        help_text=_("Who runs the website."),
    )
    front = FrontField(_("front page"), help_text=_FRONT)

    parent_page_types: ClassVar = ["subsites.FieldPage"]

    edit_handler = _site_tabs("description", "code", "unit", "logo", "colour")

    class Meta:
        verbose_name = _("website")
        verbose_name_plural = _("websites")

    @property
    def term(self) -> tuple[str, str]:
        return "website", self.code

    def clean(self) -> None:
        super().clean()
        refuse_new_key(self, "code")
        if self._others_in_city(code=self.code).exists():
            raise ValidationError({"code": _("Another website has this key.")})


class Identity(models.Model):
    """The beginning of all IRIs of a city, such as ``https://news.example.org``: fixed once, and the same for good."""

    city = models.CharField(max_length=60, primary_key=True)
    base = models.CharField(max_length=300, unique=True)
    fixed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.base


@read_once(lambda page: page.path[: 2 * page.steplen])
def city_of(page: Page) -> CityPage | None:
    """The home page, in the page's language, of the city that ``page`` lies in. One query."""
    return CityPage.objects.filter(path=page.path[: 2 * page.steplen]).first() if page.path else None
