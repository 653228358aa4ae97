"""One released document, from intake to takedown."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface

from cms.core.iri import encode_uri
from cms.core.models import LicenceField
from cms.core.records import Body, Document
from cms.core.text import clean_line, clean_text
from cms.releases.attachments import Attachment
from cms.releases.models.document_form import DocumentForm
from cms.releases.models.judged import Judged
from cms.releases.models.places import Unsearched, section_of
from cms.subsites.models import OrganisationUnit
from screening import Part, content_hash

NUMBER_FORM = RegexValidator(
    r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z", _("At most 40 Latin letters, digits, hyphens and underscores.")
)


class Genre(models.TextChoices):
    """The kind of document that it is."""

    APPROVAL = "approval", _("approval document")
    PRESS_RELEASE = "press-release", _("press release")
    RESEARCH = "research", _("policy research")
    ADVANCE = "advance-publication", _("advance publication")
    EXPENSE = "expense", _("business expense")


class Openness(models.TextChoices):
    """Open, partial and closed are counted apart: partial is not open."""

    OPEN = "open", _("open")
    PARTIAL = "partial", _("partially open")
    CLOSED = "closed", _("closed")


class Retention(models.TextChoices):
    """The time for which the city must keep it (Public Records Act, decree art. 26); the numbers are years."""

    ONE = "1", _("1 year")
    THREE = "3", _("3 years")
    FIVE = "5", _("5 years")
    TEN = "10", _("10 years")
    THIRTY = "30", _("30 years")
    SEMI_PERMANENT = "semi-permanent", _("semi-permanent")
    PERMANENT = "permanent", _("permanent")


class State(models.TextChoices):
    """The standing of a document under the release rule; whether it was screened as clear is another question."""

    WAITING = "waiting", _("waiting for its day")
    RELEASED = "released", _("released")
    RETURNED = "returned", _("sent back to the department")
    WITHDRAWN = "withdrawn", _("taken down")


class TaskCard(models.Model):
    """The smallest unit that documents are filed under, with its path in the classification of functions (BRM)."""

    key = models.CharField(_("key"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    functions = models.JSONField(_("functions"), default=list, blank=True)

    class Meta:
        verbose_name = _("task card")
        verbose_name_plural = _("task cards")

    def __str__(self) -> str:
        return self.name


class DocumentPage(Judged, Unsearched):
    """A document of the approval system or of one of the city's lists.

    It is public where the release rule says so (``state``), the verdict of the screening opens it, and that verdict is
    on its present content. ``genre`` says which of ``details`` it has (see the records of that name).
    """

    publishes = "record"
    known_by = "releases.disclose"
    built_with = ("locale", "unit", "task")
    is_creatable = False
    base_form_class = DocumentForm
    wagtail_reference_index_ignore = True

    city = models.CharField(max_length=60, editable=False)
    management_number = models.CharField(
        _("management number"), max_length=40, validators=[NUMBER_FORM], editable=False
    )
    number = models.CharField(_("document number"), max_length=120, blank=True)
    genre = models.CharField(_("kind"), max_length=20, choices=Genre.choices, default=Genre.APPROVAL)
    unit = models.ForeignKey(
        OrganisationUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("department"),
    )
    produced_on = models.DateField(_("produced on"))
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    task = models.ForeignKey(
        TaskCard, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("task card")
    )
    functions = models.JSONField(_("functions"), default=list, blank=True)
    officials = models.JSONField(_("officials"), default=list, blank=True)
    openness = models.CharField(_("openness"), max_length=8, choices=Openness.choices, default=Openness.OPEN)
    grounds = models.JSONField(_("grounds"), default=list, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    review_on = models.DateField(_("review of the reason"), null=True, blank=True)
    review_stage = models.CharField(_("stage of the internal review"), max_length=200, blank=True)
    title_withheld = models.BooleanField(_("title withheld"), default=False)
    retention = models.CharField(_("retention"), max_length=20, choices=Retention.choices, blank=True)
    retained_until = models.DateField(_("retained until"), null=True, blank=True)
    licence = LicenceField(blank=True)
    text = models.TextField(_("text"), blank=True)
    attachments = models.JSONField(default=list, editable=False)
    details = models.JSONField(default=dict, editable=False)

    tier = models.CharField(max_length=20, blank=True, editable=False)
    release_at = models.DateTimeField(editable=False)
    embargoed_until = models.DateTimeField(null=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, editable=False)
    source = models.CharField(max_length=60, blank=True, editable=False)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)

    parent_page_types: ClassVar = ["releases.Folder"]
    subpage_types: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[tuple[str, Any]]] = []
    # What intake, screening and the desk decide is the page's own: no revision brings an old decision back.
    exclude_fields_in_copy: ClassVar[list[str]] = [
        *Unsearched.exclude_fields_in_copy,
        "management_number",
        "attachments",
        "details",
        "tier",
        "release_at",
        "embargoed_until",
        "state",
        "verdict",
        "unscreened",
        "held",
        "held_since",
        "source",
        "source_hash",
    ]

    edit_handler = TabbedInterface(
        [
            ObjectList([FieldPanel("title", classname="title"), FieldPanel("text")], heading=_("Content")),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("openness"),
                            FieldPanel("reason"),
                            FieldPanel("review_on"),
                            FieldPanel("review_stage"),
                            FieldPanel("title_withheld"),
                        ],
                        heading=_("Openness"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("number"), FieldPanel("produced_on"), FieldPanel("approved_on")],
                        heading=pgettext_lazy("released", "Document"),
                    ),
                    FieldPanel("retention"),
                    FieldPanel("licence"),
                ],
                heading=_("Release"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("released document")
        verbose_name_plural = _("released documents")
        constraints = [models.UniqueConstraint(fields=["city", "management_number"], name="document_once")]
        indexes = [
            models.Index(fields=["release_at", "page_ptr"], name="document_due", condition=models.Q(state="waiting")),
            models.Index(fields=["page_ptr"], name="document_unscreened", condition=models.Q(unscreened=True)),
            models.Index(
                fields=["city", "held_since", "page_ptr"], name="document_held", condition=models.Q(held=True)
            ),
            models.Index(fields=["unit", "produced_on", "page_ptr"], name="document_of_unit"),
            models.Index(
                fields=["review_on"],
                name="document_review",
                condition=models.Q(review_on__isnull=False) & ~models.Q(openness="open"),
            ),
        ]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.text = clean_text(self.text)
        self.reason = clean_line(self.reason)
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Store the page. It is held unless its verdict is on this content: an edit hides it until it is screened."""
        self.state_held()
        return super().save(*args, **kwargs)

    @property
    def files(self) -> tuple[Attachment, ...]:
        """The attachments, in their order."""
        return tuple(Attachment.from_data(data) for data in self.attachments)

    def parts(self) -> Iterator[Part]:
        """The texts that the public would read, in the order that verdicts hash; a closed document has no content."""
        closed = self.openness == Openness.CLOSED
        yield Part(name="title", text="" if closed and self.title_withheld else self.title)
        yield Part(name="number", text=self.number)
        yield Part(name="reason", text=self.reason)
        if closed:
            return
        yield Part(name="text", text=self.text)
        for name, value in sorted(self.details.items()):
            if isinstance(value, str):
                yield Part(name=f"details:{name}", text=value)
        for attachment in self.files:
            yield from attachment.parts

    @property
    def content_hash(self) -> str:
        """The hash that a verdict must carry to open the document."""
        return content_hash(self.parts())

    def reference(self) -> str:
        return self.management_number

    def is_kept_back(self) -> bool:
        return self.is_held()

    def is_held(self) -> bool:
        """Held unless the release rule has let it go and a verdict opens exactly what the document says now."""
        return self.state != State.RELEASED or not self.is_opened(self.content_hash)

    @property
    def status_string(self) -> str:
        """The state that lists of the editor show: Wagtail knows of live and draft only."""
        if self.state != State.RELEASED:
            return str(self.get_state_display())
        return str(_("Held") if self.held else super().status_string)

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Below its section by its management number: where the page is kept is nobody's address."""
        section = section_of(self)
        parts = section.get_url_parts(request or self) if section else None
        return (parts[0], parts[1], f"{parts[2]}{encode_uri(self.management_number)}/") if parts else None

    def build_record(self) -> tuple[Document, Body]:
        from cms.releases import records

        return records.build(self)


def locked_keys(rows: models.QuerySet[DocumentPage], *, limit: int) -> list[int]:
    """The keys of those that are still such when nobody else can change them any more, until the transaction ends.

    Who had to wait for a decision or an edit reads the page after that: it has two tables, and in a joined read that
    waited the other one is from before.
    """
    return list(rows.select_for_update().values_list("pk", flat=True)[:limit])


def locked_documents(rows: models.QuerySet[DocumentPage], *, limit: int) -> list[DocumentPage]:
    """The first of these documents by their keys, locked and as they are then."""
    keys = locked_keys(rows.order_by("pk"), limit=limit)
    return list(DocumentPage.objects.filter(pk__in=keys).order_by("pk"))


def retention_end(retention: str, produced_on: date) -> date | None:
    """The last day that a document must be kept: the end of the year so many years after it was made.

    None where there is no end. (Counted from the January after production: Public Records Act, decree, art. 26.)
    """
    return date(produced_on.year + int(retention), 12, 31) if retention.isdigit() else None
