"""The public records: what an output may know, and nothing else. Standard library only.

A record is frozen and clean when it is made (NFC, no control characters, absolute addresses, aware datetimes);
outputs never clean again. Vocabulary values (fields, websites, units, tags, licences) are keys, resolved at read time
through :class:`Term`, so that renaming a department rewrites no record. The body is kept beside the record.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from functools import partial
from types import UnionType
from typing import Any, ClassVar, Final, TypedDict, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """A picture as JPEG, for whoever shows nothing newer: ``width`` and ``height`` in pixels, ``size`` in bytes."""

    url: str
    width: int
    height: int
    size: int
    type: str = "image/jpeg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture shown by a record; ``alt`` is empty where it is decorative. Sizes in pixels.

    The pictures that stand for a record or a term are there as JPEG too: ``share`` in the form of the cards that
    networks show, ``renditions`` whole, the largest first. Those within a text are not.
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
    def whole(self) -> Rendition | None:
        """The largest that is not cut, where there is one as JPEG."""
        return next(iter(self.renditions), None)


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
class Post(Record):
    """A piece of news posted by an employee."""

    kind: ClassVar[str] = "post"

    website: str | None = None
    byline: str = ""
    images: tuple[Image, ...] = ()
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A person who did the work: name and position are public (Official Information Disclosure Act, art. 9(1)6 d).

    ``role`` is ``drafter``, ``reviewer`` or ``approver``.
    """

    name: str
    position: str = ""
    role: str = "drafter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """The fields that a business-expense row adds; ``amount`` in won."""

    spent_at: datetime | None = None
    place: str = ""
    purpose: str = ""
    target: str = ""
    payment: str = ""
    category: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Research:
    """The fields that a policy-research row adds."""

    year: int | None = None
    institution: str = ""
    category: str = ""
    region: str = ""
    isbn: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """The fields of an advance-publication row: its place in the published catalogue, and who answers for it."""

    category: str = ""
    path: tuple[str, ...] = ()
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """An administrative document that the city released, or the record of one that the law closes.

    ``genre`` is approval, press-release, research, advance-publication or expense; ``openness`` open, partial or
    closed, with the ``grounds`` (1 to 8 of art. 9(1) of the Official Information Disclosure Act) and the ``reason`` in
    words, to be reviewed on ``review_on``. A closed one has neither body nor files. ``retention`` is as on the lists of
    Korean agencies in years (``1`` to ``30``), ``semi-permanent`` or ``permanent``. ``masked`` says that what is
    personal was covered. ``task`` is the key of a task card, ``functions`` its path when the document was made.
    """

    kind: ClassVar[str] = "document"

    management_number: str
    number: str = ""
    genre: str = "approval"
    produced_on: date
    approved_on: date | None = None
    openness: str = "open"
    grounds: tuple[int, ...] = ()
    reason: str = ""
    review_on: date | None = None
    review_stage: str = ""
    retention: str = ""
    retained_until: date | None = None
    officials: tuple[Official, ...] = ()
    task: str | None = None
    functions: tuple[str, ...] = ()
    masked: bool = False
    files: tuple[File, ...] = ()
    expense: Expense | None = None
    research: Research | None = None
    advance: Advance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The decision of a meeting on one item of its agenda; votes are None where they were not counted.

    ``documents`` are the management numbers of the approval documents that belong to it.
    """

    item: str
    outcome: str = ""
    text: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A person who took part in a meeting, and as what."""

    name: str
    position: str = ""
    present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """A meeting of a committee: ``status`` is announced, held, postponed or cancelled. Its minutes are the body.

    Where the minutes are closed, ``openness``, ``grounds`` and ``reason`` say so and why, ``review_on`` until when and
    ``review_stage`` at what stage an internal review is; there is then no body, nobody is named, and of each item of
    the agenda only the outcome is told. ``files`` and ``links`` are its papers.
    """

    kind: ClassVar[str] = "meeting"

    committee: str
    status: str = "announced"
    held_at: datetime
    place: str = ""
    agenda: tuple[Decision, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    openness: str = "open"
    grounds: tuple[int, ...] = ()
    reason: str = ""
    review_on: date | None = None
    review_stage: str = ""
    files: tuple[File, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The content kept beside a record: sanitised HTML with absolute links, and its plain text."""

    html: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A value of a vocabulary: a city, section, field, website, unit, committee, tag or task card.

    ``names``, ``descriptions`` and ``urls`` are keyed by language; a language that ``urls`` does not name has no page.
    """

    scheme: ClassVar[str] = ""
    # Whether there can be any number of them: such terms are written when a record first uses them and read on demand.
    is_open: ClassVar[bool] = False
    # Whether its page is shown in every language of the city, in a frame where there is none in it.
    is_framed: ClassVar[bool] = False

    site: str
    key: str
    iri: str
    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    order: int = 0

    def name(self, language: str) -> str:
        """The name in ``language``, else in English, else in any language there is."""
        return _in_language(self.names, language) or self.key

    def description(self, language: str) -> str:
        """The description in ``language``, else in English, else in any language there is."""
        return _in_language(self.descriptions, language)

    def url(self, language: str) -> str | None:
        """The page in ``language``, or None."""
        return self.urls.get(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class City(Term):
    """The city itself; its key is the ``site`` of every record."""

    scheme: ClassVar[str] = "city"

    default_language: str = "ko"
    licence: str = ""
    logo: Image | None = None
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Term):
    """One of the fields of city affairs (twelve in Seoul) and its sub-site."""

    scheme: ClassVar[str] = "field"

    colour: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Website(Term):
    """A website of a department below a field."""

    scheme: ClassVar[str] = "website"

    field: str
    language: str
    unit: str | None = None
    colour: str = ""
    logo: Image | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Term):
    """An organisation unit; ``descriptions`` are its duties, ``telephone`` its public number."""

    scheme: ClassVar[str] = "unit"

    parent: str | None = None
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Term):
    """A free keyword given by the authors."""

    scheme: ClassVar[str] = "tag"
    is_open: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Term):
    """A part of the city's site with a listing of its own: released documents, committees."""

    scheme: ClassVar[str] = "section"
    is_framed: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Term):
    """A task card, the smallest unit that documents are filed under; ``functions`` is its path in the city's
    classification of functions (BRM), the widest first."""

    scheme: ClassVar[str] = "task"
    is_open: ClassVar[bool] = True
    is_framed: ClassVar[bool] = True

    functions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a committee; ``role`` such as chair, ``until`` the last day of the term."""

    name: str
    role: str = ""
    affiliation: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee(Term):
    """A committee of the city: its ``category`` (such as deliberation or advice), the law that founds it, who sits
    in it, and the unit that runs it."""

    scheme: ClassVar[str] = "committee"
    is_framed: ClassVar[bool] = True

    category: str = ""
    legal_basis: str = ""
    established_on: date | None = None
    unit: str | None = None
    members: tuple[Member, ...] = ()


TERMS: Final[dict[str, type[Term]]] = {
    cls.scheme: cls for cls in (City, Section, Field, Website, Unit, Committee, Tag, Task)
}
OPEN_SCHEMES: Final = frozenset(scheme for scheme, cls in TERMS.items() if cls.is_open)


def _in_language(values: dict[str, str], language: str) -> str:
    return values.get(language) or values.get("en") or next(iter(values.values()), "")


def to_data(value: Any) -> Any:
    """Turn a record or a term into plain JSON values; dates and datetimes become RFC 3339 text."""
    if value is None or type(value) in _PLAIN:
        return value
    names = _FIELDS.get(type(value))
    if names is None:
        names = _fields(type(value))
    if names:
        return {
            name: item if (item := getattr(value, name)) is None or type(item) in _PLAIN else to_data(item)
            for name in names
        }
    if isinstance(value, date):
        return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    if isinstance(value, dict):
        return {key: to_data(item) for key, item in value.items()}
    return value


_PLAIN: Final = frozenset({str, int, bool, float})


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(cls: type) -> tuple[str, ...]:
    """The fields of a dataclass, worked out once; none of any other class."""
    _FIELDS[cls] = tuple(spec.name for spec in fields(cls)) if is_dataclass(cls) else ()
    return _FIELDS[cls]


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    """By key: PostgreSQL's jsonb keeps no order, and what is shown first must not depend on the database."""
    return dict(sorted(data.items()))


def from_data(cls: type[T], data: Mapping[str, Any]) -> T:
    """Rebuild a record or a term; a field that an older row lacks takes its default, an unknown one is ignored."""
    readers = _READERS.get(cls) or _readers(cls)
    return cls(**{name: read(data[name]) if read else data[name] for name, read in readers if name in data})


Reader = Callable[[Any], Any]
_READERS: dict[type, tuple[tuple[str, Reader | None], ...]] = {}


def _readers(cls: type) -> tuple[tuple[str, Reader | None], ...]:
    """The reader of each field, worked out once for a class; None where the JSON value is the value."""
    hints = get_type_hints(cls)
    _READERS[cls] = tuple((spec.name, _reader(hints[spec.name])) for spec in fields(cls))
    return _READERS[cls]


def _reader(hint: Any) -> Reader | None:
    if isinstance(hint, type) and issubclass(hint, date):
        return hint.fromisoformat
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        given = _reader(next(arg for arg in get_args(hint) if arg is not type(None)))
        return (lambda data: None if data is None else given(data)) if given else None
    if origin is dict:
        return _in_order
    if origin is tuple:
        read = _reader(get_args(hint)[0])
        return (lambda data: tuple([read(item) for item in data])) if read else tuple
    if is_dataclass(hint) and isinstance(hint, type):
        return partial(from_data, hint)
    return None
