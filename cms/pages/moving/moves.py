"""One move of a website: what came of each thing that its files hold, and its menu."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify
from wagtail.models import Page

from cms.core.signals import addresses_known
from cms.news.imports.drafts import Unusable, host_of, source_id
from cms.news.imports.items import Item
from cms.news.imports.wxr import PAGE, POST, UNUSED_UPLOAD
from cms.news.models import PostPage
from cms.pages.models import StandardPage
from cms.pages.moving import report
from cms.pages.moving.bundles import KINDS, Bundle, items, menu_entries
from cms.pages.moving.menus import OldEntry, Target, arranged, main_menu
from cms.pages.moving.report import Row
from cms.subsites.models import FieldPage, WebsitePage, city_of

_MODELS: Final[dict[str, Any]] = {PAGE: StandardPage, POST: PostPage}
_STEP: Final = 500
# What each of the two imports says of the things of the other, and of WordPress itself.
_OF_NO_INTEREST: Final = ("a post, not a page", "a page, not a post", "WordPress's own: ")
_COMMENTS: Final = "comments are not imported"


@dataclass
class Move:
    """The place of a website, which in a trial is its field, the files that it comes from, and what is known of them.

    ``refusals`` are the lines of the reports of the imports. ``comments`` counts the comments that stay behind.
    """

    place: WebsitePage | FieldPage
    files: Bundle
    refusals: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    comments: int = 0
    _by_number: dict[str, tuple[str, Item]] = field(default_factory=dict)
    _pages: dict[str, Page] = field(default_factory=dict)
    _told: list[Row] = field(default_factory=list)
    # Once for each import, to none of which it belongs.
    _uploads: list[Row] = field(default_factory=list)

    def refused(self, kind: str, path: Path) -> None:
        """Take what an import of a kind has said in its report."""
        for line in path.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            if told["reason"] == UNUSED_UPLOAD:
                title, address = told.get("title", ""), told["id"]
                self._uploads.append(
                    Row(state=report.LEFT_OUT, kind="upload", title=title, former=address, why=UNUSED_UPLOAD)
                )
            elif not told["reason"].startswith(_OF_NO_INTEREST):
                self.refusals.append((kind, told))

    def know(self) -> None:
        """Read once more what there was, and find the pages that came of it. A query for each few hundred."""
        for path in self.files.exports:
            source = path.name.partition(".")[0]
            for kind in KINDS:
                found = [item for item in items(path, kind) if isinstance(item, Item)]
                for item in found:
                    self.comments += sum(_count(one.what) for one in item.left_out if one.reason == _COMMENTS)
                self._know(kind, found, source)

    def _know(self, kind: str, found: list[Item], source: str) -> None:
        ids = {item.number: identity for item in found if (identity := _identity(item, source))}
        pages = _by_source(_MODELS[kind], ids.values())
        for item in found:
            self._by_number[item.number] = kind, item
            if page := pages.get(ids.get(item.number, "")):
                self._pages[item.number] = page

    def lead_home(self, homes: Iterable[str]) -> None:
        """Let the front page that the website had lead to the one that it has here."""
        pairs = [(f"{home.rstrip('/')}/", self.place.pk) for home in homes if host_of(home)]
        addresses_known.send(Move, addresses=pairs, homes=True)

    def arrange(self, name: str = "") -> int:
        """Put the menu in order where the website has none; returns how many entries it got. A trial keeps nothing."""
        found = main_menu((entry for path in self.files.exports for entry in menu_entries(path)), name)
        made = arranged(found, self._target, self._tell)
        if not made or not isinstance(self.place, WebsitePage) or self.place.menu:
            return 0
        website: Any = self.place
        website.menu = made
        with transaction.atomic():
            website.save_revision().publish()
        return len(made)

    def _tell(self, entry: OldEntry, reason: str) -> None:
        self._told.append(Row(state=report.MENU, kind="menu", title=entry.title, former=entry.url, why=reason))

    def _target(self, entry: OldEntry) -> Target | None:
        if entry.type == "custom":
            return self._at(entry.url)
        if entry.type == "taxonomy":
            return self._tagged(entry)
        page = self._pages.get(entry.target)
        return Target(page=page.pk, title=page.title) if page else None

    @cached_property
    def _links(self) -> dict[str, str]:
        """The numbers of the things of the former website by their addresses, once they are known."""
        return {item.link.rstrip("/"): number for number, (_kind, item) in self._by_number.items()}

    @cached_property
    def _tags(self) -> set[str]:
        return {slugify(tag, allow_unicode=True) for _kind, item in self._by_number.values() for tag in item.tags}

    def _at(self, url: str) -> Target | None:
        """A page that had this address, else the address itself where it is one of the web."""
        page = self._pages.get(self._links.get(url.partition("#")[0].rstrip("/"), ""))
        if page:
            return Target(page=page.pk, title=page.title)
        return Target(url=url) if host_of(url) else None

    def _tagged(self, entry: OldEntry) -> Target | None:
        """Categories came in as tags, which have a page where something public has them."""
        city, key = city_of(self.place), slugify(entry.title, allow_unicode=True)
        home = city.full_url if city else None
        return Target(url=f"{home}tags/{quote(key)}/", title=entry.title) if home and key in self._tags else None

    def rows(self) -> Iterator[Row]:
        """Every thing of the former website, once for each thing that there is to say of it."""
        told_of = {told["id"] for _, told in self.refusals if _state(told) in (report.HELD, report.REFUSED)}
        for number, (kind, item) in self._by_number.items():
            if item.id not in told_of:
                page = self._pages.get(number)
                state = report.HIDDEN if page and not page.live else report.TAKEN
                yield self._row(state, kind, item.title, number=number)
        numbers = {item.id: number for number, (_, item) in self._by_number.items()}
        for kind, told in self.refusals:
            yield self._row(
                _state(told), kind, told.get("title", ""), number=numbers.get(told["id"], ""), why=_why(told)
            )
        yield from (row for row, count in Counter(self._uploads).items() if count == len(KINDS))
        yield from self._told

    def _row(self, state: str, kind: str, title: str, *, number: str, why: str = "") -> Row:
        page = self._pages.get(number)
        item = self._by_number[number][1] if number in self._by_number else None
        return Row(
            state=state,
            kind=kind,
            title=title or (item.title if item else ""),
            former=item.link if item else "",
            url=(page.full_url or "") if page and page.live else "",
            edit=reverse("wagtailadmin_pages:edit", args=(page.pk,)) if page else "",
            why=why,
        )


def _identity(item: Item, source: str) -> str:
    try:
        return source_id(item, source=source)
    except Unusable:
        return ""


def _by_source(model: Any, ids: Iterable[str]) -> dict[str, Page]:
    waiting, found = iter(ids), dict[str, Page]()
    while step := list(islice(waiting, _STEP)):
        found |= {page.source_id: page for page in model.objects.filter(source_id__in=step)}
    return found


def _count(what: str) -> int:
    number = what.partition(" ")[0]
    return int(number) if number.isdecimal() else 0


def _state(told: dict[str, Any]) -> str:
    if told.get("found"):
        return report.HELD
    if told.get("picture"):
        return report.MISSING
    return report.LEFT_OUT if told.get("left_out") else report.REFUSED


def _why(told: dict[str, Any]) -> str:
    what = told.get("picture") or told.get("left_out") or ", ".join(told.get("found", ()))
    return f"{what}: {told['reason']}" if what else str(told["reason"])
