"""Writing items as posts, batch by batch, each batch in a transaction of its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final, Protocol, TypeVar

from django.db import transaction
from wagtail.models import Page

from cms.core.errors import Refused
from cms.core.models import File, Image, User, default_licence
from cms.core.signals import addresses_known
from cms.news import bulk
from cms.news.imports import bodies, comparison, held, scheduled
from cms.news.imports.drafts import Draft, Unusable, draft, host_of
from cms.news.imports.files import Files, is_file
from cms.news.imports.items import Item, LeftOut, ReadItem, Refusal
from cms.news.imports.links import Links
from cms.news.imports.pictures import NotKept, PictureError, Pictures
from cms.news.imports.sections import Sections
from cms.news.models import PostPage
from cms.subsites.models import OrganisationUnit, city_of

T_co = TypeVar("T_co", covariant=True)
BATCH: Final = 50
_EDITED: Final = "changed at its source, but edited here since it was imported: left as it is"
_WITHOUT_PICTURES: Final = (
    "pictures or files of its source are not in it, but it was edited or scheduled here: left as it is"
)


class _Library(Protocol[T_co]):
    """The source of a picture or a file of an item."""

    def get(self, address: str, *, title: str) -> T_co: ...


@dataclass(slots=True)
class Totals:
    """The counts of an import so far; an item that lost a picture is counted as taken, and so is one of ``drafts`` or
    ``scheduled``. ``left_out`` counts what was lost of items that were taken, pictures too, ``linked`` the posts, of
    this import or an earlier one, whose links now lead to pages of this one.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    drafts: int = 0
    scheduled: int = 0
    left_out: int = 0
    linked: int = 0

    @property
    def seen(self) -> int:
        """The number of items of the file that have been looked at."""
        return self.created + self.updated + self.unchanged + self.refused


@dataclass(frozen=True, kw_only=True)
class Common:
    """The common values of all posts of an import; ``source`` tells apart ids that are unique only there."""

    sections: Sections
    source: str
    unit: OrganisationUnit | None = None
    licence: str = ""
    owner: User | None = None


@dataclass(frozen=True, slots=True)
class New:
    """A post to be written below a section, and what it was made of."""

    section: Page
    post: PostPage
    made: Draft
    item: Item


@dataclass
class Import:
    """One run. ``report`` is told of every refusal; without ``pictures`` none is fetched."""

    common: Common
    report: Callable[[Refusal], None]
    pictures: Pictures | None = None
    totals: Totals = field(default_factory=Totals)
    _seen: set[str] = field(default_factory=set)
    _to_be_had: int = 0
    _files: Files | None = None

    def __post_init__(self) -> None:
        self._files = Files(self.pictures) if self.pictures else None
        city = city_of(self.common.sections.main)
        self._links = Links(city.code if city else "")
        self._addresses: set[str] = set()

    _licences: dict[int, str] = field(default_factory=dict)

    def run(self, items: Iterable[ReadItem], *, dry_run: bool = False) -> Iterator[Totals]:
        """Write the items, and yield the totals after each batch; a dry run does the same and keeps nothing."""
        for batch in _batches(items):
            with transaction.atomic():
                self._write(batch)
                if dry_run:
                    transaction.set_rollback(True)
            yield self.totals
        if not dry_run:
            self.totals.linked = self._links.settle(self._addresses)

    def _write(self, batch: list[ReadItem]) -> None:
        pairs = [pair for item in batch if (pair := self._draft(item))]
        known = _known([made for _, made in pairs])
        new: dict[int, list[New]] = {}
        written: dict[int, Item] = {}
        owners: dict[int, Item] = {}
        for item, made in pairs:
            try:
                if page := known.get(made.source_id) or known.get(made.former_id):
                    owners[page.pk] = item
                    if self._update(page, made, item):
                        written[page.pk] = item
                else:
                    section = self.common.sections.of(item.category, *item.tags)
                    new.setdefault(section.pk, []).append(New(section, self._post(made, section, item), made, item))
            except (Unusable, Refused) as error:
                self._refuse(item, str(error))
        for rows in new.values():
            written |= self._add(rows)
            owners |= {row.post.pk: row.item for row in rows}
        self._lead(owners)
        for pk, found in held.keep_as_drafts(written):
            self._hold(written[pk], found)

    def _lead(self, owners: Mapping[int, Item]) -> None:
        """Let the addresses that posts had lead to them."""
        addresses = [
            (address, pk) for pk, item in owners.items() for address in (item.link, *item.addresses) if host_of(address)
        ]
        self._addresses.update(address for address, _ in addresses)
        answers: list[Any] = [answer for _receiver, answer in addresses_known.send(Import, addresses=addresses)]
        for address, pk, reason in (refused for answer in answers for refused in answer):
            self._leave_out(owners[pk], LeftOut(address, reason))

    def _add(self, rows: list[New]) -> dict[int, Item]:
        """Write new posts below one section; returns the item of each that is public."""
        public = [row for row in rows if row.made.go_live_at is None]
        bulk.add_posts(rows[0].section, [row.post for row in public], tags=[row.made.tags for row in public])
        for row in rows:
            if row.made.go_live_at is not None:
                self.totals.scheduled += 1
                refusal = scheduled.add(row.section, row.post, at=row.made.go_live_at, tags=row.made.tags)
                if refusal is not None:
                    self._hold(row.item, refusal)
        self.totals.created += len(rows)
        return {row.post.pk: row.item for row in public}

    def _hold(self, item: Item, found: tuple[str, ...]) -> None:
        self.totals.drafts += 1
        self.report(Refusal(place=item.place, id=item.id, reason=held.REASON, found=found))

    def _draft(self, item: ReadItem) -> tuple[Item, Draft] | None:
        if isinstance(item, Refusal):
            self.totals.refused += 1
            self.report(item)
            return None
        try:
            made = draft(item, source=self.common.source)
            made = replace(made, html=self._links.linked(made.html))
            if made.source_id in self._seen:
                raise Unusable("an earlier item of this file has the same id")
        except Unusable as error:
            self._refuse(item, str(error))
            return None
        self._seen.add(made.source_id)
        for left in made.left_out:
            self._leave_out(item, left)
        return item, made

    def _refuse(self, item: Item, reason: str) -> None:
        self.totals.refused += 1
        self.report(Refusal(place=item.place, id=item.id, reason=reason, title=item.title))

    def _leave_out(self, item: Item, left: LeftOut) -> None:
        self.totals.left_out += 1
        self.report(Refusal(place=item.place, id=item.id, reason=left.reason, title=item.title, left_out=left.what))

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
        find, offer = self._finders(made, item)
        post.title, post.lead, post.byline = made.title, made.lead, made.byline
        post.first_published_at, post.last_published_at = made.published_at, made.modified_at
        post.body = stream(PostPage, bodies.blocks(made.html, find=find, offer=offer, title=made.title))
        post.cover = find(made.cover, "") if made.cover else None
        post.cover_decorative = post.cover is not None
        post.check_licence()

    def _finders(self, made: Draft, item: Item) -> tuple[bodies.Find, bodies.Offer]:
        def find(address: str, title: str) -> Image | None:
            return self._taken(self.pictures, address, title or made.title, item)

        def offer(address: str, title: str) -> File | None:
            if not is_file(address, host=host_of(item.base or item.link)):
                return None
            return self._taken(self._files, address, title, item)

        return find, offer

    def _taken(self, library: _Library[T_co] | None, address: str, title: str, item: Item) -> T_co | None:
        if library is None:
            return None
        try:
            return library.get(address, title=title)
        except NotKept:
            self._to_be_had += 1
        except PictureError as error:
            self.totals.left_out += 1
            self.report(Refusal(place=item.place, id=item.id, reason=str(error), title=item.title, picture=address))
        return None

    def _update(self, page: PostPage, made: Draft, item: Item) -> bool:
        """Return whether the post was written anew. Whoever has edited or withdrawn it here had a reason: the source
        does not overrule them. A picture that was not to be had when it came in is added now, if it is.
        """
        if page.source_id != made.source_id:
            PostPage.objects.filter(pk=page.pk).update(source_id=made.source_id)
        same, host = comparison.is_same(page, made), host_of(item.base or item.link)
        if same and comparison.has_all(page, made, host=host):
            self.totals.unchanged += 1
            return False
        if page.latest_revision_id is not None:
            raise Unusable(_WITHOUT_PICTURES if same and comparison.names_pictures(made, host=host) else _EDITED)
        if not page.live:
            raise Unusable("changed at its source, but withdrawn here: left as it is")
        return self._write_anew(page, made, item, same=same)

    def _write_anew(self, page: PostPage, made: Draft, item: Item, *, same: bool) -> bool:
        before, self._to_be_had = comparison.cover_and_body(page), 0
        self._fill(page, made, item)
        if same and not self._to_be_had and comparison.cover_and_body(page) == before:
            self.totals.unchanged += 1
            return False
        page.draft_title = page.title
        page.tags.set(made.tags)
        page.save()
        self.totals.updated += 1
        return True


def _known(drafts: list[Draft]) -> dict[str, PostPage]:
    ids = {identity for made in drafts for identity in (made.source_id, made.former_id) if identity}
    pages = PostPage.objects.filter(source_id__in=ids).prefetch_related("tagged_items__tag")
    return {page.source_id: page for page in pages}


def stream(model: type[Page], blocks: list[bodies.Block]) -> Any:
    """The body that pages of a model have of these blocks."""
    field: Any = model._meta.get_field("body")
    return field.to_python([{"type": kind, "value": value} for kind, value in blocks])


def _batches(items: Iterable[ReadItem]) -> Iterator[list[ReadItem]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
