"""The terms of the vocabularies: to what an item belongs, resolved when it is read."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Final

from cms.core.records.layouts import Layout, Pin
from cms.core.records.record import Image


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
class Edited(Term):
    """A term with a page that editors write, who put some items before all others of its listing."""

    pins: tuple[Pin, ...] = ()

    def pinned(self, language: str, today: date) -> list[str]:
        """The keys of what is pinned in ``language`` on that day, in the order of the editors; not all are public."""
        return [pin.key for pin in self.pins if pin.language == language and (pin.until is None or today <= pin.until)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut(Edited):
    """A term with a site of its own: a home page, and a frame around all that is in it, arranged by a web team."""

    colour: str = ""
    logo: Image | None = None
    layouts: tuple[Layout, ...] = ()

    def layout(self, language: str) -> Layout | None:
        """The layout in ``language``, or None."""
        return next((layout for layout in self.layouts if layout.language == language), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class City(LaidOut):
    """The city itself; its key is the ``site`` of every record."""

    scheme: ClassVar[str] = "city"

    default_language: str = "ko"
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Edited):
    """One of the fields of city affairs (twelve in Seoul) and its sub-site."""

    scheme: ClassVar[str] = "field"

    colour: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Website(LaidOut):
    """A website of a department below a field."""

    scheme: ClassVar[str] = "website"

    field: str
    language: str
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """A change of an organisation unit in its history: ``kind`` says which.

    A unit that was ``renamed`` had ``names`` before, one that has ``moved`` was part of ``unit``, and with one that has
    ``merged`` another ``unit`` came into it.
    """

    kind: str
    changed_on: date
    names: dict[str, str] = field(default_factory=dict)
    unit: str | None = None

    def name(self, language: str) -> str:
        """The name that it had, in ``language``, else in English, else in any language there is."""
        return _in_language(self.names, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPosition:
    """A position in an organisation unit: its job title (``names``), its duties (``descriptions``), how it is reached.

    ``holder`` is the name of who holds it, where the city shows names.
    """

    key: str
    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    telephone: str = ""
    email: str = ""
    holder: str = ""

    def title(self, language: str) -> str:
        """The job title in ``language``, else in English, else in any language there is."""
        return _in_language(self.names, language) or self.key

    def duties(self, language: str) -> str:
        """The duties in ``language``, else in English, else in any language there is."""
        return _in_language(self.descriptions, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Term):
    """An organisation unit; ``descriptions`` are its duties, ``telephone`` its public number.

    One that was closed (``closed_on``) stands in no chart; its work went to the ``successors``. One that was merged
    into another (``merged_into``) has no page: its address leads to that of the other. ``places`` say by language where
    it is found. Who works in it is kept beside the term (:mod:`cms.ledger.staff`).
    """

    scheme: ClassVar[str] = "unit"

    parent: str | None = None
    telephone: str = ""
    fax: str = ""
    email: str = ""
    places: dict[str, str] = field(default_factory=dict)
    founded_on: date | None = None
    closed_on: date | None = None
    successors: tuple[str, ...] = ()
    merged_into: str | None = None
    changes: tuple[UnitChange, ...] = ()

    def place(self, language: str) -> str:
        """The place where it is found, in ``language``, else in English, else in any language there is."""
        return _in_language(self.places, language)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Board(Term):
    """A bulletin board of the city, of a field or of a website. ``type`` says what is on it: notice, public-notice,
    recruitment, archive or faq; ``unit`` keeps it, and names its ``categories`` in their order."""

    scheme: ClassVar[str] = "board"
    is_framed: ClassVar[bool] = True

    type: str = "notice"
    is_numbered: bool = False
    categories: tuple[str, ...] = ()
    field: str | None = None
    website: str | None = None
    unit: str | None = None


TERMS: Final[dict[str, type[Term]]] = {
    cls.scheme: cls for cls in (City, Section, Field, Website, Unit, Committee, Tag, Task, Board)
}
OPEN_SCHEMES: Final = frozenset(scheme for scheme, cls in TERMS.items() if cls.is_open)


def _in_language(values: dict[str, str], language: str) -> str:
    return values.get(language) or values.get("en") or next(iter(values.values()), "")
