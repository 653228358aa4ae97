"""Notices of a list as pages of a board. Running it again changes only what the list says otherwise."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from hashlib import sha256
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.boards import records
from cms.boards.imports.attachments import Attachments
from cms.boards.imports.drafts import Line, NoticeDraft, Totals
from cms.boards.models import BoardPage, NoticePage
from cms.boards.types import TIMED
from cms.core.errors import BadInput, MadangError
from cms.core.signals import addresses_known
from cms.releases.records import paragraphs
from cms.subsites.models import OrganisationUnit

_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]*>")
_EDITED: Final = "differs, but was edited here since it was imported: left as it is"


class Notices:
    """Loads notices onto a board; with a trial of ``attachments`` the caller takes all back afterwards."""

    def __init__(self, board: BoardPage, *, attachments: Attachments, totals: Totals) -> None:
        self.board, self.attachments, self.totals = board, attachments, totals
        self._categories = {category.name: category for category in board.categories.all()}

    def load(self, drafts: Iterable[NoticeDraft]) -> None:
        """Each notice in a transaction of its own; one that the editor would not take is refused."""
        for draft in drafts:
            try:
                with transaction.atomic():
                    page = self._load(draft)
            except ValidationError as error:
                self.totals.refuse(draft.where, "; ".join(error.messages))
            except MadangError as error:
                self.totals.refuse(draft.where, error.message)
            else:
                self._lead(draft, page)

    def _load(self, draft: NoticeDraft) -> Any:
        source_id = self._source_id(draft)
        page: Any = NoticePage.objects.filter(source_id=source_id).first()
        if page is not None:
            self._update(page, draft)
            return page
        page = NoticePage(source_id=source_id, locale_id=self.board.locale_id, unit_id=self.board.unit_id)
        page._cached_parent_obj = BoardPage.objects.get(pk=self.board.pk)
        self._say(page, draft)
        self._add(page, draft.where)
        return page

    def _add(self, page: Any, where: str) -> None:
        """Make it public, or a draft where its board asks for more than the list says."""
        lacking = " ".join(map(str, page.lacks().values()))
        page.live = not lacking
        page._cached_parent_obj.add_child(instance=page)
        if lacking:
            page.save_revision()
            self.totals.drafts += 1
            self.totals.told.append(Line(where, f"kept as a draft: {lacking}"))
        self.totals.created += 1

    def _update(self, page: Any, draft: NoticeDraft) -> None:
        before = records.content(page)
        missing = self._say(page, draft)
        changed = list(_changed(before, records.content(page))) + (["files"] if missing else [])
        if not changed:
            self.totals.unchanged += 1
        elif page.latest_revision and page.latest_revision.user_id:
            self.totals.unchanged += 1
            self.totals.told.append(Line(draft.where, _EDITED))
        else:
            page.full_clean()
            revision = page.save_revision()
            if page.live:
                revision.publish()
            self.totals.updated += 1
            self.totals.told.append(Line(draft.where, f"changes {', '.join(dict.fromkeys(changed))}"))

    def _say(self, page: Any, draft: NoticeDraft) -> bool:
        """Let the page say what the draft says; returns whether files of it would be put into the library first."""
        page.title, page.number = draft.title, draft.number
        page.body = [("html", draft.text if _TAG.search(draft.text) else paragraphs(draft.text))]
        if self.board.type in TIMED:
            page.starts_on, page.ends_on = draft.starts_on, draft.ends_on
        page.first_published_at = min(draft.published_at, timezone.now())
        page.last_published_at = page.last_published_at or page.first_published_at
        page.category = self._category(draft) or page.category
        page.unit = self._unit(draft) or page.unit
        return self._attach(page, draft)

    def _attach(self, page: Any, draft: NoticeDraft) -> bool:
        found = []
        for name in draft.files:
            try:
                found.append(self.attachments.get(name))
            except BadInput as error:
                self._leave_out(draft, name, str(error))
        files = [file for file in found if file is not None]
        if files:
            page.files = [("file", {"file": file, "title": ""}) for file in files]
        return len(files) < len(found)

    def _category(self, draft: NoticeDraft) -> Any:
        found = self._categories.get(draft.category)
        if draft.category and found is None:
            self._leave_out(draft, draft.category, "is no category of the board")
        return found

    def _unit(self, draft: NoticeDraft) -> OrganisationUnit | None:
        if not draft.unit:
            return None
        named = Q(key=draft.unit) | Q(name_ko=draft.unit) | Q(name_en=draft.unit)
        found: OrganisationUnit | None = OrganisationUnit.objects.filter(named).order_by("pk").first()
        if found is None:
            self._leave_out(draft, draft.unit, "is no department")
        return found

    def _leave_out(self, draft: NoticeDraft, what: str, reason: str) -> None:
        self.totals.told.append(Line(draft.where, f"left out: {what} {reason}"))

    def _lead(self, draft: NoticeDraft, page: Any) -> None:
        """Let the address that it had lead to it."""
        if not draft.url:
            return
        answers: list[Any] = [answer for _, answer in addresses_known.send(Notices, addresses=[(draft.url, page.pk)])]
        for address, _, reason in (refused for answer in answers for refused in answer):
            self._leave_out(draft, address, f"cannot lead here: {reason}")

    def _source_id(self, draft: NoticeDraft) -> str:
        digest = sha256(draft.id.encode("utf-8", "surrogatepass")).hexdigest()[:40]
        return f"{self.board.site_key}:{self.board.code}:{self.board.locale.language_code}:{digest}"


def _changed(before: tuple[Any, Any], after: tuple[Any, Any]) -> Iterator[str]:
    """The names of the fields that differ; the summary follows the text."""
    for old, new in zip(before, after, strict=True):
        for spec in fields(old):
            if getattr(old, spec.name) != getattr(new, spec.name):
                yield {"html": "text", "summary": "text", "images": "text", "image": "text"}.get(spec.name, spec.name)
