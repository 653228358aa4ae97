"""Page types whose publication is screened: the verdict, kept beside the page, is on what the public would read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from django.db.models import Model
from django.utils.translation import gettext
from wagtail.models import Page, get_page_models

from cms.core.builders import translations
from cms.core.closed_links import closed
from cms.core.reading import read_once
from cms.core.records import Body, Record
from cms.releases import public_text
from cms.releases.models.page_screenings import FileReading, PageScreening
from screening import Part, content_hash

# How the names of parts begin that are files, and the problem of one that nobody has read.
FILE: Final = "file:"
UNREAD: Final = "unread"


class ScreenedMixin:
    """A page type that employees write; see :class:`~cms.releases.models.page_screenings.PageScreening`.

    A type says in :meth:`content` what it publishes, in :meth:`material` which pictures and files, and in
    :attr:`screened_unit` whose known values count.
    """

    listed_with: ClassVar[tuple[str, ...]] = ("page_screening",)
    # What somebody has said of it in the form, until it is stored: a new page has no row yet.
    declaration: Any = None
    # The tags of a form that has not been saved, instead of those of the page.
    names_to_be: Sequence[str] | None = None
    # How many places the form has covered, to be told.
    covered_places = 0

    def content(self) -> tuple[Record, Body]:
        """The record, without where the same is told in other languages, and the body."""
        raise NotImplementedError

    def build_record(self) -> tuple[Record, Body]:
        """The public record: the content, with links to other pages, and where the same is told in other languages."""
        record, body = content_of(self)
        if _content(self)[2]:
            body = self.content()[1]
        return replace(record, translations=translations(self)), body

    def material(self) -> Any:
        """The pictures and files that the public gets with the page."""
        raise NotImplementedError

    @property
    def screened_unit(self) -> int | None:
        """The primary key of the department that answers for the page: its own, where a type says no other."""
        page: Any = self
        unit: int | None = page.unit_id
        return unit

    def written_names(self) -> Iterator[str]:
        """Names that its author has given to values of open vocabularies, such as tags, as the public reads them."""
        yield from ()

    def drop_names(self, values: set[str]) -> int:
        """Take away such names in which one of these values stands; returns how many."""
        return 0

    @property
    def screening_row(self) -> PageScreening | None:
        """The row that is kept beside the page; None where nobody has judged it."""
        page: Any = self
        try:
            row: PageScreening = page.page_screening
        except PageScreening.DoesNotExist:
            return None
        return row

    def parts(self) -> list[Part]:
        """The parts that the public would read, without the texts of files: they are known by their digests.

        A file that nobody has read since it was saved has none, so no verdict is on it.
        """
        record, body = content_of(self)
        texts = [Part(name=f"names.{place}", text=name) for place, name in enumerate(self.written_names())]
        files = self.material().files
        found = FileReading.objects.filter(file_id__in=[file.pk for file in files], checked=True) if files else ()
        readings = {row.file_id: row for row in found}
        read = [file_part(file.pk, readings.get(file.pk)) for file in files]
        return [*public_text.parts(record, body), *texts, *read]

    @property
    def content_hash(self) -> str:
        """The hash that a verdict must carry to open the page."""
        return content_hash(self.parts())

    @property
    def status_string(self) -> str:
        """The state that lists of the editor show, as kept for them: Wagtail knows of live and draft only."""
        page: Any = self
        if page.live and page.alias_of_id is None and ((row := self.screening_row) is None or row.held):
            return gettext("Held")
        parent: Any = super()
        return str(parent.status_string)

    def is_held(self) -> bool:
        """Held unless a verdict opens exactly what the public would read now."""
        row = self.screening_row
        return row is None or not (row.is_pending or row.is_opened(self.content_hash))


class TaggedMixin(ScreenedMixin):
    """One whose author gives it tags, as its ``tags``."""

    def written_names(self) -> Iterator[str]:
        page: Any = self
        names = self.names_to_be
        yield from sorted([tag.name for tag in page.tags.all()] if names is None else names)

    def drop_names(self, values: set[str]) -> int:
        page: Any = self
        found = [tag.name for tag in page.tags.all() if any(value in tag.name for value in values)]
        page.tags.remove(*found)
        return len(found)


def file_part(pk: int, reading: FileReading | None) -> Part:
    """The part that is a file of the library, by its reading; its copy cannot be covered."""
    if reading is None:
        return Part(name=f"{FILE}{pk}", digest=f"unread {pk}", problem=UNREAD, maskable=False)
    name = f"{FILE}{reading.digest[:16] or pk}"
    return Part(name=name, digest=reading.digest or f"lost {pk}", problem=reading.problem, maskable=False)


def content_of(page: Any) -> tuple[Record, Body]:
    """The content of a page without what it says of other pages, made once in a reading.

    Were links in it, a verdict would be on what becomes of other pages, and two that link to each other on itself.
    """
    content: tuple[Record, Body] = _content(page)[1]
    return content


@read_once(id)
def _content(page: Any) -> tuple[Any, tuple[Record, Body], bool]:
    """With whether there are links to pages in it. The page is remembered with it, so that no other object takes its
    identity in the same reading."""
    with closed() as met:
        content = page.content()
    return page, content, bool(met)


def screened_types() -> list[type[Page]]:
    """The page types that are screened: whichever extends the mixin has joined."""
    return [model for model in get_page_models() if issubclass(model, ScreenedMixin)]


def is_screened(page: Any) -> bool:
    """Return whether a page (specific) is of a screened type."""
    return isinstance(page, ScreenedMixin)


def screened(pages: Iterable[Model]) -> Sequence[Any]:
    """Those of these pages that are of a screened type."""
    return [page for page in pages if is_screened(page)]
