"""Notices, as employees write them on a board."""

from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.search import index

from cms.boards import records
from cms.boards.forms import NoticeForm
from cms.boards.models.boards import BoardCategory, BoardPage
from cms.boards.permissions import WriterPermissionTester
from cms.boards.types import NUMBERED, BoardType
from cms.core.blocks import BodyField, FilesField
from cms.core.errors import Refused
from cms.core.leading import AddressesPanel
from cms.core.licence_conflicts import Material, used
from cms.core.models import LicenceField
from cms.core.pages import BasePage
from cms.core.previews import PreviewMixin
from cms.core.reading import read_once
from cms.core.records import Body, Notice
from cms.core.text import clean_line
from cms.releases.models.screened import ScreenedMixin
from cms.subsites.licensing import LicensedMixin
from cms.subsites.models import OrganisationUnit

# More that stand first would bury what is new.
MAX_PINS: Final = 10


class NoticePage(LicensedMixin, ScreenedMixin, PreviewMixin, BasePage):
    """A notice on the board that it lies below; on a board of questions, a question with its answer."""

    publishes = "record"
    # Lists show how its text begins.
    lead: ClassVar[str] = ""
    built_with = ("locale", "unit", "category")

    number = models.CharField(
        _("number of the public notice"),
        max_length=100,
        blank=True,
        help_text=_("As it is issued, for example: Public Notice No. 2026-1234."),
    )
    category = models.ForeignKey(
        BoardCategory, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("The notice stays public afterwards, marked as closed.")
    )
    body = BodyField(_("text"), blank=True)
    files = FilesField(_("attachments"), blank=True)
    pinned_until = models.DateField(
        _("pinned until"), null=True, blank=True, help_text=_("Up to this day it stands first on the board.")
    )
    order = models.PositiveIntegerField(
        _("order"), default=0, help_text=_("Its place among the questions of its category, the lowest first.")
    )
    unit = models.ForeignKey(
        OrganisationUnit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Who answers questions about it."),
    )
    licence = LicenceField(
        blank=True, help_text=_("What the public may do with it. It cannot be freer than its pictures and files.")
    )
    serial = models.PositiveIntegerField(null=True, editable=False)
    numbered_on = models.ForeignKey(BoardPage, models.SET_NULL, null=True, editable=False, related_name="+")
    source_id = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)

    exclude_fields_in_copy: ClassVar[list[str]] = [
        *BasePage.exclude_fields_in_copy,
        "serial",
        "numbered_on",
        "source_id",
    ]
    parent_page_types: ClassVar = ["boards.BoardPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("number"), index.SearchField("body")]

    base_form_class = NoticeForm
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldPanel("number"),
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    FieldPanel("category"),
                    FieldPanel("body"),
                    FieldPanel("files"),
                ],
                heading=_("Content"),
            ),
            ObjectList(
                [
                    FieldPanel("pinned_until"),
                    FieldPanel("order"),
                    FieldPanel("unit"),
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
        verbose_name = pgettext_lazy("board", "notice")
        verbose_name_plural = pgettext_lazy("board", "notices")
        constraints = [models.UniqueConstraint(fields=["numbered_on", "serial"], name="each_number_of_a_board_once")]
        indexes = [
            models.Index(fields=["pinned_until"], name="pinned_notices", condition=models.Q(pinned_until__isnull=False))
        ]

    @property
    def board(self) -> BoardPage:
        """The board that it lies below, or is being written on."""
        return board_of(self)

    @property
    def screened_unit(self) -> int | None:
        unit: int | None = self.unit_id or self.board.unit_id
        return unit

    def material(self) -> Material:
        return used([self.body, self.files])

    def content(self) -> tuple[Notice, Body]:
        return records.content(self)

    def permissions_for_user(self, user: Any) -> WriterPermissionTester:
        return WriterPermissionTester(user, self, board=lambda: self.board)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.number = clean_line(self.number)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The last day is before the first.")
        if self.pinned_until and self.pinned_until >= timezone.localdate() and self._pins_are_taken():
            message = _("%(most)s notices of this board are pinned already. Let one of them go first.")
            errors["pinned_until"] = ValidationError(message, params={"most": MAX_PINS})
        if errors:
            raise ValidationError(errors)

    def _pins_are_taken(self) -> bool:
        pinned = NoticePage.objects.child_of(self.board).filter(pinned_until__gte=timezone.localdate())
        return len(pinned.exclude(pk=self.pk).order_by().values_list("pk")[:MAX_PINS]) == MAX_PINS

    def lacks(self) -> dict[str, Any]:
        """The fields without which it cannot be public on its board, each with what to do."""
        asked = {
            "number": (NUMBERED, _("A public notice needs the number that it is issued under.")),
            "starts_on": (NUMBERED, _("A public notice needs the first day of its period.")),
            "ends_on": (NUMBERED, _("A public notice needs the last day of its period.")),
        }
        of = BoardType(self.board.type)
        return {name: words for name, (types, words) in asked.items() if of in types and not getattr(self, name)}

    def check_publishable(self) -> None:
        """Refused too where a public notice has no number or no period, which a draft need not have."""
        for words in self.lacks().values():
            raise Refused(str(words))
        super().check_publishable()

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """The first time that it is live on a board that numbers its notices, it gets the next number there."""
        if self.live and not self._is_scheduled() and kwargs.get("update_fields") is None:
            board = self.board
            if board.is_numbered and self.numbered_on_id != board.pk:
                self.serial, self.numbered_on = board.next_serial(), board
        return super().save(*args, **kwargs)


@read_once(lambda page: page.path[: -page.steplen] or id(page))
def board_of(page: NoticePage) -> BoardPage:
    """The board that a notice lies below. One query."""
    if not page.path:
        found: Any = page.get_parent()
        board: BoardPage = found.specific
        return board
    stored: BoardPage = BoardPage.objects.select_related("unit").get(path=page.path[: -page.steplen])
    return stored
