"""The section of all notices of a city, and its boards."""

from typing import Any, ClassVar, Final

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from cms.boards.permissions import WriterPermissionTester
from cms.boards.record_kinds import SECTION
from cms.boards.types import BoardType, shape
from cms.core.text import clean_line
from cms.ledger import clocks
from cms.subsites.models import KeyField, OrganisationUnit, SectionPage, TermPage, refuse_new_key

# Categories of one board: a choice that a reader can take in.
MAX_CATEGORIES: Final = 20
_KEY_LENGTH: Final = 60


class NoticesPage(SectionPage):
    """The section that has the city's own boards, and lists the notices of all."""

    section = SECTION

    class Meta:
        verbose_name = _("section of notices")
        verbose_name_plural = _("sections of notices")


class BoardPage(TermPage):
    """A board of the city, of a field or of a website. Its notices are written below it."""

    code = KeyField(
        blank=True,
        help_text=_("Part of linked data that others keep, so it is never changed. Empty: it is made of the name."),
    )
    type = models.CharField(_("type"), max_length=20, choices=BoardType.choices, default=BoardType.NOTICE)
    is_numbered = models.BooleanField(
        _("number the notices"),
        default=True,
        help_text=_("Each gets the next number of the board when it is first published, and keeps it."),
    )
    unit = models.ForeignKey(
        OrganisationUnit,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Who keeps the board."),
    )
    writers = ParentalManyToManyField(
        Group,
        blank=True,
        related_name="+",
        verbose_name=_("who may write here"),
        help_text=_(
            "Members of these groups, as far as they may write in this place. None chosen: all employees; on a board of"
            " public notices only those who may edit the board."
        ),
    )
    parent_page_types: ClassVar = ["boards.NoticesPage", "subsites.FieldPage", "subsites.WebsitePage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("description"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("type"), FieldPanel("is_numbered")]), FieldPanel("unit"), FieldPanel("code")],
            heading=_("Board"),
        ),
        InlinePanel("categories", heading=_("Categories"), label=_("Category"), max_num=MAX_CATEGORIES),
        FieldPanel("writers", widget=CheckboxSelectMultiple),
    ]

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")

    @property
    def term(self) -> tuple[str, str]:
        return "board", self.code

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.code = self.code or self._new_code()
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        refuse_new_key(self, "code")
        if self._others_in_city(code=self.code).exists():
            raise ValidationError({"code": _("Another board has this key.")})
        self._check_type()

    def _check_type(self) -> None:
        """ValidationError where the notices that there are do not say what the new type asks for."""
        stored = type(self).objects.filter(pk=self.pk).values_list("type", flat=True).first() if self.pk else None
        if stored is None or shape(stored) == shape(self.type) or self.is_leaf():
            return
        message = _(
            "There are notices on this board already, and “%(new)s” ask for other things, such as a number or a period,"
            " than “%(old)s”. Make another board, and move there what belongs on it."
        )
        names = {"new": BoardType(self.type).label, "old": BoardType(stored).label}
        raise ValidationError({"type": ValidationError(message, params=names)})

    def _new_code(self) -> str:
        """The key of the place and the name, if that is in Latin letters, else the type; with a number where it is
        taken."""
        parent = self.get_parent()
        place = parent.specific.term[1] if parent and not isinstance(parent.specific, NoticesPage) else ""
        made = "-".join(filter(None, (place, slugify(self.title) or str(self.type))))[: _KEY_LENGTH - 4]
        others = set(self._others_in_city(code__startswith=made).values_list("code", flat=True))
        tried = (made, *(f"{made}-{number}" for number in range(2, len(others) + 3)))
        return next(code for code in tried if code not in others)

    def next_serial(self) -> int:
        """The next number of the board. To be called in the transaction that publishes what gets it.

        The clock of the city is locked first: whoever publishes takes it later in the same transaction, and two who
        took it and the counter in different orders would wait for each other.
        """
        clocks.lock(self.site_key)
        counter, _ = BoardCounter.objects.get_or_create(board=self)
        counter.last += 1
        counter.save(update_fields=["last"])
        return counter.last

    def permissions_for_user(self, user: Any) -> WriterPermissionTester:
        return WriterPermissionTester(user, self, board=lambda: self)

    def admits(self, groups: set[int]) -> bool:
        """Return whether a member of these groups may write here without the right to edit the board."""
        chosen = {group.pk for group in self.writers.all()}
        return bool(chosen & groups) if chosen else self.type != BoardType.PUBLIC_NOTICE


class BoardCategory(Orderable):
    """A category of a board, as its keeper names it."""

    page = ParentalKey(BoardPage, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(_("name"), max_length=40)

    panels = [FieldPanel("name")]

    class Meta(Orderable.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [models.UniqueConstraint(fields=["page", "name"], name="one_category_of_a_name")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = clean_line(self.name)


class BoardCounter(models.Model):
    """The last number that a board has given; no form shows it, so no older version of the board sets it back."""

    board = models.OneToOneField(BoardPage, models.CASCADE, primary_key=True, related_name="+")
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.board_id}: {self.last}"
