"""From a row to a draft: the columns of a list become fields, its codes our keys, and what it leaves open is decided.

In every form an absent column, an empty or blank cell and a JSON null say the same: nothing.
What a document may be (lengths, what a new one must have) the loader checks; what a list may say is checked here.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from cms.core.errors import BadInput
from cms.core.records import to_data
from cms.core.text import resolve_references, shorten
from cms.releases.intake import values
from cms.releases.intake.columns import DETAIL_READERS, EXPENSE, INFO, OWN, PRESS, READERS, Kind
from cms.releases.intake.drafts import Change, Draft
from cms.releases.records import DETAILS

TITLE_LENGTH: Final = 255
# Art. 13(5) of the Act: who closes a document for an internal review says its stage and when it ends.
INTERNAL_REVIEW: Final = 5
_REVIEW_WORDS: Final = re.compile("내부\\s?검토|의사\\s?결정|internal review", re.IGNORECASE)
_CLOSING: Final = ("grounds", "reason", "review_on", "review_stage")
# The columns of Seoul's list from which its openness is told.
_TELLING: Final = frozenset(column for name in ("openness", "licence", "url") for column in INFO.fields[name])
_RELEASED_URL: Final = re.compile(r"/\d+/?\Z")
# A field of a draft, the columns that may have it, and how they are read.
_Field = tuple[str, tuple[str, ...], values.Read]
_OWN_DETAILS: Final[dict[str, list[_Field]]] = {
    genre: [
        (field.name, (f"details.{field.name}",), DETAIL_READERS.get(field.name, values.line)) for field in fields(cls)
    ]
    for genre, (_, cls) in DETAILS.items()
}
_COPIED: Final = frozenset(READERS) - {"url"}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An attachment as a row names it: ``path`` relative to its list, ``name`` as readers shall see it."""

    path: str
    name: str
    role: str = ""


class Normaliser:
    """Makes drafts of the rows of one list, in their order; ``given`` is said of each row that is silent about it."""

    def __init__(self, kind: Kind, *, given: Mapping[str, str] | None = None) -> None:
        self.kind = kind
        self._given = given or {}
        self._payments: dict[str, int] = {}
        named = [(name, columns, READERS[name]) for name, columns in kind.fields.items() if name in READERS]
        self._fields = [(name, columns, _from_web(read)) for name, columns, read in named] if kind is PRESS else named
        self._details = [
            (name, columns, DETAIL_READERS.get(name, values.line)) for name, columns in kind.details.items()
        ]

    def draft(self, row: Mapping[str, Any], *, where: str = "") -> Draft:
        """The draft of a row; BadInput names the column that cannot be understood."""
        said = self._said(row)
        details = _read(row, self._details)
        if self.kind is EXPENSE:
            self._identify_payment(said, details)
        if said.get("change") is not Change.DELETE:
            _decide_openness(self.kind, said, row)
            _check_closing(self.kind, said)
        said.setdefault("genre", self.kind.genre)
        if self.kind is OWN:
            details = _own_details(row.get("details"), genre=said.get("genre", ""))
        fields = {name: value for name, value in said.items() if name in _COPIED}
        return Draft(where=where, details=to_data(details), **fields)

    def files(self, row: Mapping[str, Any]) -> tuple[File, ...] | None:
        """The attachments that a row names; None where it is silent, BadInput where they are no paths."""
        for column in self.kind.fields.get("attachments", ()):
            if not _is_silent(value := row.get(column)):
                files: tuple[File, ...] = _read({column: value}, [(column, (column,), _files)])[column]
                return files
        return None

    def _said(self, row: Mapping[str, Any]) -> dict[str, Any]:
        found = _read(row, self._fields)
        for name, value in self._given.items():
            if name not in found:
                found |= _read({name: value}, [(name, (name,), READERS[name])])
        if not found.get("management_number"):
            raise BadInput("a row without it is no document", where=self.kind.fields["management_number"][0])
        return found

    def _identify_payment(self, said: dict[str, Any], details: dict[str, Any]) -> None:
        """Give a payment a number and a title of its own: its list has one of each for all its payments.

        The number is the list's with the minute of the payment and a hash of where, for whom and what for, so that
        neither another order nor a corrected amount changes it; what repeats in all of these is counted.
        """
        spent_at = details.get("spent_at")
        if spent_at is None:
            raise BadInput("a payment without its date cannot be told from others", where="exec_dt")
        place = "\n".join(details.get(name, "") for name in ("place", "target", "purpose"))
        digest = hashlib.sha256(place.encode()).hexdigest()[:8]
        number = f"{said['management_number']}-{spent_at:%Y%m%d%H%M}-{digest}"
        count = self._payments[number] = self._payments.get(number, 0) + 1
        said["management_number"] = number if count == 1 else f"{number}-{count}"
        if purpose := details.get("purpose"):
            said["title"] = shorten(f"{purpose} ({said.get('title', '')})".removesuffix(" ()"), length=TITLE_LENGTH)


def _read(row: Mapping[str, Any], fields: Iterable[_Field]) -> dict[str, Any]:
    """The fields that a row fills; BadInput names the column of one that cannot be read."""
    found = {}
    for name, columns, read in fields:
        for column in columns:
            value = row.get(column)
            if _is_silent(value):
                continue
            try:
                found[name] = read(value)
            except (ValueError, TypeError, OverflowError) as error:
                raise BadInput(str(error), where=column) from error
            break
    return found


def _is_silent(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _from_web(read: values.Read) -> values.Read:
    """Press releases come from web pages, with character references in their texts."""
    return lambda value: read(resolve_references(value) if isinstance(value, str) else value)


def _decide_openness(kind: Kind, said: dict[str, Any], row: Mapping[str, Any]) -> None:
    """Fill in what a list leaves open: Seoul's fill no openness, but give each released document a page and a licence.

    The other lists are of what is published. In our own form, or without these two columns, nothing tells: that is
    refused for a new document and leaves a known one as it is.
    """
    if "openness" in said or kind is OWN or (kind is INFO and row.keys().isdisjoint(_TELLING)):
        return
    released = kind is not INFO or bool(said.get("licence")) or bool(_RELEASED_URL.search(said.get("url", "")))
    said["openness"] = "open" if released else "closed"


def _check_closing(kind: Kind, said: Mapping[str, Any]) -> None:
    """BadInput where openness, ground and the stage of an internal review do not go together.

    A refusal names its ground (art. 13(5)); only the lists that Seoul published have no column for it.
    """
    grounds, reason = said.get("grounds", ()), said.get("reason", "")
    stage, end = said.get("review_stage"), said.get("review_on")
    if not said.get("openness"):
        if found := next((name for name in _CLOSING if said.get(name)), ""):
            raise BadInput("is said together with the openness", where=found)
        return
    if said["openness"] == "open" and (grounds or stage):
        raise BadInput("an open document has no ground for closing it", where="grounds")
    if said["openness"] != "open" and kind is OWN and not grounds:
        raise BadInput("a document that is not open names the ground for it, 1 to 8", where="grounds")
    if stage and INTERNAL_REVIEW not in grounds:
        raise BadInput("only ground 5 has the stage of an internal review", where="review_stage")
    if INTERNAL_REVIEW in grounds and (stage or end or _REVIEW_WORDS.search(reason)) and not (stage and end):
        missing = "review_on" if stage else "review_stage"
        raise BadInput("ground 5, internal review: its stage and its end are given together", where=missing)


def _files(value: Any) -> tuple[File, ...]:
    parts = value if isinstance(value, list) else value.split(";") if isinstance(value, str) else [None]
    return tuple(_file(part) for part in parts if part != "")


def _file(value: Any) -> File:
    """``plan.hwp``, or an object with path, name and role."""
    entry = value if isinstance(value, dict) else {"path": value}
    path = values.line(entry.get("path"))
    role = values.line(entry.get("role") or "")
    if role not in {"", "original", "pdf"}:
        raise ValueError("the role of a file is original or pdf")
    return File(path=path, name=values.line(entry.get("name") or path.rpartition("/")[2]), role=role)


def _own_details(value: Any, *, genre: str) -> dict[str, Any]:
    """The details of our own form, read as the lists' are; of a genre that has none the loader refuses them."""
    if _is_silent(value):
        return {}
    if not isinstance(value, dict):
        raise BadInput("is no object", where="details")
    given = {name: entry for name, entry in value.items() if not _is_silent(entry)}
    if (known := _OWN_DETAILS.get(genre)) is None:
        return given
    if unknown := given.keys() - {name for name, _, _ in known}:
        raise BadInput(f"is no name that the details of the kind {genre} have", where=f"details.{min(unknown)}")
    return _read({f"details.{name}": entry for name, entry in given.items()}, known)
