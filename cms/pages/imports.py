"""Writing the pages of a WordPress export as pages of a website: parents first, then the links between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from cms.core.errors import Refused
from cms.news import bulk
from cms.news.imports import bodies, comparison, held
from cms.news.imports.drafts import Draft, Unusable
from cms.news.imports.items import Item, ReadItem
from cms.news.imports.load import Import, Totals, stream
from cms.pages.models import StandardPage

_EDITED: Final = "changed at its source, but edited or withdrawn here: left as it is"


@dataclass(frozen=True, slots=True)
class Row:
    """A page of the file, and what it becomes."""

    item: Item
    made: Draft


class PageImport(Import):
    """One run. All pages of the file are known before the first is written, since a parent may come after what lies
    below it; a website has hundreds, no more."""

    def run(self, items: Iterable[ReadItem], *, dry_run: bool = False) -> Iterator[Totals]:
        rows = [Row(*pair) for item in items if (pair := self._draft(item))]
        with transaction.atomic():
            self._write_all(rows)
            if dry_run:
                transaction.set_rollback(True)
        yield self.totals

    def _write_all(self, rows: list[Row]) -> None:
        ids = [row.made.source_id for row in rows]
        known = {page.source_id: page for page in StandardPage.objects.filter(source_id__in=ids)}
        pages: dict[str, StandardPage] = {}
        written: dict[int, Item] = {}
        owners: dict[int, Item] = {}
        for row in _parents_first(rows):
            page = known.get(row.made.source_id) or self._add_page(row, pages.get(row.item.parent))
            if page is not None:
                pages[row.item.number], owners[page.pk] = page, row.item
        self._lead(owners)
        for row in (row for row in rows if row.item.number in pages):
            # Read anew: what is in memory does not know what has been added below it.
            page = StandardPage.objects.get(pk=pages[row.item.number].pk)
            if self._bring(page, row, is_new=row.made.source_id not in known):
                written[page.pk] = row.item
        for pk, found in held.keep_as_drafts(written, model=StandardPage):
            self._hold(written[pk], found)

    def _add_page(self, row: Row, above: StandardPage | None) -> StandardPage | None:
        """Write a new page without its text, which may lead to pages that come after it."""
        made, place = row.made, Page.objects.get(pk=above.pk if above else self.common.sections.main.pk)
        page: Any = StandardPage(
            key=made.key,
            source_id=made.source_id,
            title=made.title,
            slug=made.slug,
            lead=made.lead,
            unit=self.common.unit,
            owner=self.common.owner,
            licence=self.common.licence or self._licence(self.common.sections.main),
            locale=place.locale,
            live=False,
        )
        bulk.separate_slugs(place, [page])
        try:
            with transaction.atomic():
                place.add_child(instance=page)
        except (ValidationError, Refused) as error:
            self._refuse(row.item, "; ".join(getattr(error, "messages", [str(error)])))
            return None
        added: StandardPage = StandardPage.objects.get(pk=page.pk)
        return added

    def _bring(self, page: Any, row: Row, *, is_new: bool) -> bool:
        """Return whether a page was written: a new one, or one whose source has changed and nobody has edited here."""
        made, before = row.made, _told(page)
        find, offer = self._finders(made, row.item)
        html = self._links.linked(made.html)
        page.title, page.lead = made.title, made.lead
        page.body = stream(StandardPage, bodies.blocks(html, find=find, offer=offer, title=made.title))
        if not is_new and _told(page) == before:
            self.totals.unchanged += 1
            return False
        try:
            if not is_new and (page.latest_revision_id is not None or not page.live):
                raise Unusable(_EDITED)
            page.check_licence()
        except (Unusable, Refused) as error:
            self._refuse(row.item, str(error))
            return False
        page.live, page.has_unpublished_changes, page.draft_title = True, False, page.title
        page.first_published_at, page.last_published_at = made.published_at, made.modified_at
        page.save()
        if is_new:
            self.totals.created += 1
        else:
            self.totals.updated += 1
        return True


def _parents_first(rows: list[Row]) -> Iterator[Row]:
    """Each page after the one that it lies below, those beside each other in their order; a circle is cut."""
    numbers = {row.item.number for row in rows}
    below: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.item.order, row.made.title)):
        below.setdefault(row.item.parent if row.item.parent in numbers else "", []).append(row)
    waiting, seen = list(reversed(below.pop("", []))), set[str]()
    while waiting or below:
        # What is left lies in a circle: its first one comes to the top.
        row = waiting.pop() if waiting else next(iter(below.values()))[0]
        if row.item.number not in seen:
            seen.add(row.item.number)
            yield row
        waiting += reversed(below.pop(row.item.number, []))


def _told(page: Any) -> tuple[str, str, list[Any]]:
    return page.title, page.lead, comparison.stored_body(page)
