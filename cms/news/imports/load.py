"""Writing items as posts, batch by batch, each batch in a transaction of its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from django.db import transaction
from wagtail.models import Page

from cms.core.errors import Refused
from cms.core.models import Image, User, default_licence
from cms.news import bulk
from cms.news.imports import bodies, held
from cms.news.imports.drafts import Draft, Unusable, draft
from cms.news.imports.items import Entry, Item, Refusal
from cms.news.imports.pictures import PictureError, Pictures
from cms.news.imports.sections import Sections
from cms.news.models import PostPage
from cms.subsites.models import OrganisationUnit, city_of

BATCH: Final = 50


@dataclass(slots=True)
class Totals:
    """What an import has done so far; an item that lost a picture is counted as taken, and so is one of ``drafts``."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    drafts: int = 0

    @property
    def seen(self) -> int:
        """How many items of the file have been looked at."""
        return self.created + self.updated + self.unchanged + self.refused


@dataclass(frozen=True, kw_only=True)
class Common:
    """What all posts of an import share; ``source`` tells apart ids that are unique only where they come from."""

    sections: Sections
    source: str
    unit: OrganisationUnit | None = None
    licence: str = ""
    owner: User | None = None


@dataclass
class Import:
    """One run. ``report`` is told of every refusal; without ``pictures`` none is fetched."""

    common: Common
    report: Callable[[Refusal], None]
    pictures: Pictures | None = None
    totals: Totals = field(default_factory=Totals)
    _seen: set[str] = field(default_factory=set)
    _licences: dict[int, str] = field(default_factory=dict)

    def run(self, entries: Iterable[Entry], *, dry_run: bool = False) -> Iterator[Totals]:
        """Write the entries, and yield the totals after each batch; a dry run does the same and keeps nothing."""
        for batch in _batches(entries):
            with transaction.atomic():
                self._write(batch)
                if dry_run:
                    transaction.set_rollback(True)
            yield self.totals

    def _write(self, batch: list[Entry]) -> None:
        pairs = [pair for entry in batch if (pair := self._draft(entry))]
        pages = PostPage.objects.filter(source_id__in=[made.source_id for _, made in pairs])
        known = {page.source_id: page for page in pages.prefetch_related("tagged_items__tag")}
        new: dict[int, list[tuple[Page, PostPage, Draft, Item]]] = {}
        written: dict[int, Item] = {}
        for item, made in pairs:
            try:
                if page := known.get(made.source_id):
                    if self._update(page, made, item):
                        written[page.pk] = item
                else:
                    section = self.common.sections.of(item.category)
                    new.setdefault(section.pk, []).append((section, self._post(made, section, item), made, item))
            except (Unusable, Refused) as error:
                self._refuse(item, str(error))
        for rows in new.values():
            bulk.add_posts(rows[0][0], [post for _, post, _, _ in rows], tags=[made.tags for _, _, made, _ in rows])
            self.totals.created += len(rows)
            written |= {post.pk: item for _, post, _, item in rows}
        for pk, found in held.keep_as_drafts(written):
            self.totals.drafts += 1
            item = written[pk]
            self.report(Refusal(place=item.place, id=item.id, reason=held.REASON, found=found))

    def _draft(self, entry: Entry) -> tuple[Item, Draft] | None:
        if isinstance(entry, Refusal):
            self.totals.refused += 1
            self.report(entry)
            return None
        try:
            made = draft(entry, source=self.common.source)
            if made.source_id in self._seen:
                raise Unusable("an earlier item of this file has the same id")
        except Unusable as error:
            self._refuse(entry, str(error))
            return None
        self._seen.add(made.source_id)
        return entry, made

    def _refuse(self, item: Item, reason: str) -> None:
        self.totals.refused += 1
        self.report(Refusal(place=item.place, id=item.id, reason=reason, title=item.title))

    def _post(self, made: Draft, section: Page, item: Item) -> PostPage:
        post = PostPage(
            key=made.key,
            source_id=made.source_id,
            slug=made.slug,
            unit=self.common.unit,
            owner=self.common.owner,
            licence=self.common.licence or self._licence(section),
        )
        self._fill(post, made, item)
        return post

    def _licence(self, section: Page) -> str:
        if section.pk not in self._licences:
            city = city_of(section)
            self._licences[section.pk] = city.licence if city and city.licence else default_licence()
        return self._licences[section.pk]

    def _fill(self, post: PostPage, made: Draft, item: Item) -> None:
        def find(address: str, title: str) -> Image | None:
            return self._picture(address, title or made.title, item)

        post.title, post.lead, post.byline = made.title, made.lead, made.byline
        post.first_published_at, post.last_published_at = made.published_at, made.modified_at
        post.body = PostPage._meta.get_field("body").to_python(
            [{"type": kind, "value": value} for kind, value in bodies.blocks(made.html, find=find)]
        )
        post.cover = find(made.cover, "") if made.cover else None
        post.cover_decorative = post.cover is not None
        if post.cover or "<img" in made.html:
            post.check_licence()

    def _picture(self, address: str, title: str, item: Item) -> Image | None:
        if self.pictures is None:
            return None
        try:
            return self.pictures.get(address, title=title)
        except PictureError as error:
            self.report(Refusal(place=item.place, id=item.id, reason=str(error), title=item.title, picture=address))
            return None

    def _update(self, page: PostPage, made: Draft, item: Item) -> bool:
        """Whether the post was written anew. Whoever has edited or withdrawn it here had a reason: the source does not
        overrule them."""
        if _is_same(page, made):
            self.totals.unchanged += 1
            return False
        if page.latest_revision_id is not None:
            raise Unusable("changed at its source, but edited here since it was imported: left as it is")
        if not page.live:
            raise Unusable("changed at its source, but withdrawn here: left as it is")
        self._fill(page, made, item)
        page.draft_title = page.title
        page.tags.set(made.tags)
        page.save()
        self.totals.updated += 1
        return True


def _is_same(page: PostPage, made: Draft) -> bool:
    """Whether the source still says what the post says. A body with pictures is known by its date: to compare it would
    mean to fetch them again."""
    kept: list[Any] = [page.title, page.lead, page.byline, page.first_published_at, page.last_published_at]
    if kept != [made.title, made.lead, made.byline, made.published_at, made.modified_at]:
        return False
    if {tag.name.casefold() for tag in page.tags.all()} != {name.casefold() for name in made.tags}:
        return False
    return "<img" in made.html or [block.value for block in page.body if block.block_type == "html"] == [made.html]


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    iterator = iter(entries)
    while batch := list(islice(iterator, BATCH)):
        yield batch
