"""The form of a screened page: what stops its publication is shown with its place and the three ways out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django import forms
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.forms import PageForm
from cms.core.text import clean_line
from cms.releases import authored, declaring
from cms.releases.declaring import Declaration
from cms.releases.desk import page_report
from cms.releases.desk.page_report import Item
from cms.releases.page_judging import Judgement, PageJudge

# How the buttons of the panel are called: two of them publish, as the editor's own does.
COVER: Final = "screening-cover"
PUBLISH: Final = "action-publish"
DECLARE: Final = "declare:"
NOTE: Final = "note:"
REASON: Final = "screening_reason"


class ScreenedForm(PageForm):
    """Laid over the form of each screened type. ``found`` is what there is to show; see :mod:`screening_panel`."""

    screening_reason = forms.CharField(
        label=_("Why is it meant to be public?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the history of the page, with your name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: list[Item] = []
        self._declaration: Declaration | None = None
        self._covered = 0

    def _post_clean(self) -> None:
        super()._post_clean()
        if COVER in self.data:
            self._cover_or_show()
        elif not self.is_deferred_validation:
            with self.as_written():
                self._screen()

    def _judged(self) -> Judgement:
        with _placed(self.instance, self.parent_page), _named(self.instance, self._tags()):
            return PageJudge().judged(self.instance, meant=self._kept("meant"))

    def _tags(self) -> Sequence[str] | None:
        """The tags that the form gives to the page, as they were sent where they are refused; None without a field."""
        if "tags" in self.errors:
            return [self["tags"].data or ""]
        tags: Sequence[str] | None = self.cleaned_data.get("tags")
        return tags

    def _kept(self, name: str) -> Sequence[str]:
        row = self.instance.screening_row if self.instance.pk else None
        return getattr(row, name) if row else ()

    def _cover_or_show(self) -> None:
        """Cover what was found; a form that comes back for another error keeps it, with the ways out, on top."""
        if not self.errors:
            self._cover()
            return
        with self.as_written():
            self.found = page_report.report(self.instance, self._judged())

    def _cover(self) -> None:
        """Cover what stops in the draft; tags with it in them go."""
        judgement = self._judged()
        spots = list(page_report.stopping_spots(self.instance, judgement))
        for spot in spots:
            authored.covered(spot.place, spot.findings)
        self._covered = sum(len(spot.findings) for spot in spots)
        values = {judgement.value(found) for found in judgement.stopping}
        if tags := self.cleaned_data.get("tags"):
            kept = [name for name in tags if not any(value in name for value in values)]
            self._covered += len(tags) - len(kept)
            self.cleaned_data["tags"] = kept
        self.instance.covered_places = self._covered

    def _screen(self) -> None:
        judgement = self._judged()
        if not judgement.verdict.findings and not judgement.problems:
            return
        noted = set(self._kept("noted"))
        items = page_report.report(self.instance, judgement)
        stopping = [item for item in items if item.stops]
        doubtful = [item for item in items if not item.stops and item.declared not in noted]
        chosen = self.data.get(PUBLISH, "")
        if stopping:
            self._declare(stopping, chosen)
        elif doubtful and chosen != f"{NOTE}{page_report.seen(doubtful)}":
            self._refuse(_("Please look at what was found before it is published: it is shown at the top."))
        if self.errors:
            self.found = [*stopping, *doubtful]
        elif doubtful:
            self._note(doubtful)

    def _declare(self, stopping: list[Item], chosen: str) -> None:
        """Take the third way out where somebody with the right has taken it for just this; otherwise refuse."""
        reason = clean_line(self.cleaned_data.get(REASON) or "")
        if chosen != f"{DECLARE}{page_report.seen(stopping)}" or not declaring.may_declare(self.for_user):
            self._refuse(_("This cannot be published as it is: what was found is shown at the top, with the ways out."))
        elif not reason:
            self.add_error(REASON, gettext("Say why: the reason is kept in the history of the page."))
        else:
            told = tuple(f"{item.what} ({item.label})" for item in stopping)
            meant = tuple(item.declared for item in stopping)
            self._declaration = Declaration(user=self.for_user, reason=reason, meant=meant, told=told)

    def _note(self, doubtful: list[Item]) -> None:
        before = self._declaration or Declaration(user=self.for_user)
        noted = tuple(item.declared for item in doubtful)
        self._declaration = Declaration(
            user=before.user, reason=before.reason, meant=before.meant, told=before.told, noted=noted
        )

    def _refuse(self, message: Any) -> None:
        self.add_error(None, forms.ValidationError(message, code="screening"))

    def save(self, commit: bool = True) -> Any:
        """A new page becomes live by its first revision: until then it keeps what was said of it."""
        said = self._declaration
        if said is None:
            return super().save(commit)
        if self.instance.pk:
            with transaction.atomic():
                declaring.store(self.instance, said)
        else:
            self.instance.live, self.instance.declaration = False, said
        return super().save(commit)


@contextmanager
def _placed(page: Any, parent: Page | None) -> Iterator[None]:
    """A new page as if it were in its place, for the time of looking at it."""
    if page.path or parent is None:
        yield
        return
    before = page.path, page.depth, page.url_path
    page.path, page.depth = Page._get_children_path_interval(parent.path)[1], parent.depth + 1
    page.set_url_path(parent)
    try:
        yield
    finally:
        page.path, page.depth, page.url_path = before


@contextmanager
def _named(page: Any, names: Sequence[str] | None) -> Iterator[None]:
    """A page with the tags of the form, which it takes only when it is saved."""
    if names is None:
        yield
        return
    page.names_to_be = list(names)
    try:
        yield
    finally:
        page.names_to_be = None
