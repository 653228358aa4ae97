"""The fields of every public item, and the parts that several kinds share."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypedDict


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A picture in one size: ``width`` and ``height`` in pixels, ``size`` in bytes."""

    url: str
    width: int
    height: int
    size: int
    type: str = "image/jpeg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture shown by a record; ``alt`` is empty where it is decorative. Sizes in pixels.

    The pictures that stand for a record or a term are there in sizes: ``share`` in the form of the cards that networks
    show, ``renditions`` whole, first as JPEG, for whoever shows nothing newer, then those of a record as WebP, each the
    largest first. Those within a text are not.
    """

    url: str
    width: int
    height: int
    type: str
    alt: str = ""
    credit: str = ""
    licence: str = ""
    share: Rendition | None = None
    renditions: tuple[Rendition, ...] = ()

    @property
    def urls(self) -> tuple[str, ...]:
        """All addresses that it is shown at."""
        shared = (self.share, *self.renditions) if self.share else self.renditions
        return (self.url, *(rendition.url for rendition in shared))

    @property
    def jpegs(self) -> tuple[Rendition, ...]:
        """The renditions that everybody can show, the largest first."""
        return tuple(one for one in self.renditions if one.type == "image/jpeg")

    @property
    def whole(self) -> Rendition | None:
        """The largest that is not cut, where there is one as JPEG."""
        return next(iter(self.jpegs), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file offered for download; ``size`` in bytes.

    ``role`` says what it is to a released document: ``original``, ``pdf`` (the same for reading) or ``copy`` (with what
    is personal covered); empty elsewhere.
    """

    url: str
    title: str
    type: str
    size: int
    credit: str = ""
    licence: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something kept elsewhere: ``url`` is absolute, http or https."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The same item in another language."""

    key: str
    language: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The fields that every public item has.

    ``key`` is a UUID, stable for life; ``iri`` names the thing, ``url`` is where its page is today. ``site`` is the
    key of the city, ``language`` a BCP 47 tag, ``publisher`` the key of a unit, ``topics`` field keys, the main one
    first. ``version`` counts the changes that the ledger has stored.
    """

    kind: ClassVar[str] = ""

    key: str
    iri: str
    url: str
    site: str
    language: str
    title: str
    summary: str
    published_at: datetime
    modified_at: datetime
    publisher: str | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: Image | None = None
    licence: str = ""
    translations: tuple[Translation, ...] = ()
    version: int = 0


class RecordData(TypedDict):
    """The stored JSON of a :class:`Record`: what every kind has of it."""

    key: str
    iri: str
    url: str
    site: str
    language: str
    title: str
    summary: str
    published_at: str
    modified_at: str
    publisher: str | None
    topics: list[str]
    tags: list[str]
    image: dict[str, Any] | None
    licence: str
    translations: list[dict[str, Any]]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The content kept beside a record: sanitised HTML with absolute links, and its plain text."""

    html: str = ""
    text: str = ""
