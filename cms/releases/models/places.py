"""The places of released documents: their section of the city's site, and its folders by unit, year and month."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.core.pages import BasePage
from cms.core.reading import read_once
from cms.releases.kinds import KindsField
from cms.subsites.models import OrganisationUnit, SectionPage
from screening import Kind


class DocumentsPage(SectionPage):
    """The section of released documents of a city, in its own language; documents are not translated."""

    section = "documents"

    masked_kinds = KindsField(
        _("masked without a person looking"),
        default=list,
        blank=True,
        help_text=_("Kinds of personal data that the rules may cover by themselves; all others wait for a person."),
    )

    content_panels = [*SectionPage.content_panels, FieldPanel("masked_kinds")]

    class Meta:
        verbose_name = _("section of released documents")
        verbose_name_plural = _("sections of released documents")

    @property
    def policy_kinds(self) -> frozenset[Kind]:
        """The kinds that may be masked automatically; a kind that the rules no longer know is ignored."""
        return frozenset(Kind(kind) for kind in self.masked_kinds if kind in set(Kind))


class Unsearched(BasePage):
    """A page that the search of the editor does not have, which would drown in its kind: there are millions."""

    # As Wagtail asks: nothing is told when one is saved, one that is told of all the same has no text, and there are
    # none where an index is made anew.
    search_auto_update = False

    class Meta:
        abstract = True

    def get_indexed_instance(self) -> None:
        """None: there is nothing to index."""

    @classmethod
    def get_indexed_objects(cls) -> Any:
        """None of them."""
        return cls.objects.none()


class Folder(Unsearched):
    """A unit, a year or a month of released documents. It is only where they are kept: no address of the public has it.

    Folders are made on demand, so that no page has more than some thousands of children.
    """

    publishes = None
    known_by = "releases.disclose"
    is_creatable = False

    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, null=True, editable=False, related_name="+")

    parent_page_types: ClassVar = ["releases.DocumentsPage", "releases.Folder"]
    subpage_types: ClassVar = ["releases.Folder", "releases.DocumentPage"]
    preview_modes: ClassVar[list[tuple[str, Any]]] = []
    content_panels = [*Page.content_panels]
    promote_panels: ClassVar[list[Any]] = []
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("folder of released documents")
        verbose_name_plural = _("folders of released documents")

    @staticmethod
    def _slug_is_free(slug: str, parent: Page | None) -> bool:
        """Any: a folder has no address that a year or an output could also have."""
        return True

    _slug_is_available = staticmethod(Page._slug_is_available)

    def get_url_parts(self, request: Any = None) -> None:
        """None: nothing is shown there."""


@read_once(lambda page: page.path[: 3 * page.steplen])
def section_of(page: Page) -> DocumentsPage | None:
    """The section that a document or folder lies in. One query."""
    return DocumentsPage.objects.filter(path=page.path[: 3 * page.steplen]).first() if page.path else None
