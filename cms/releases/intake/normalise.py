"""From a row to a draft: the columns of a list become fields, its codes our keys, and what it leaves open is decided.

What a document may be (lengths, what a new one must have) the loader checks; what a list may say is checked here.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cms.core.errors import BadInput
from cms.core.records import to_data
from cms.core.text import resolve_references, shorten
from cms.releases.intake import values
from cms.releases.intake.columns import DETAIL_READERS, READERS, Kind
from cms.releases.intake.drafts import Change, Draft

TITLE_LENGTH: Final = 255
# Art. 13(5) of the Act: who closes a document for an internal review says its stage and when it ends.
INTERNAL_REVIEW: Final = 5
_REVIEW_WORDS: Final = re.compile("내부\\s?검토|의사\\s?결정|internal review", re.IGNORECASE)
_RELEASED_URL: Final = re.compile(r"/\d+/?\Z")
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

    def draft(self, row: Mapping[str, Any], *, where: str = "") -> Draft:
        """The draft of a row; BadInput names the column that cannot be understood."""
        said = self._said(row)
        details = dict(self._details(row))
        if self.kind.key == "expense":
            self._identify_payment(said, details)
        if said.get("change") is not Change.DELETE:
            _decide_openness(self.kind, said)
            _check_closing(said)
        said.setdefault("genre", self.kind.genre)
        if self.kind.key == "own":
            details = _object(row.get("details"))
        fields = {name: value for name, value in said.items() if name in _COPIED}
        return Draft(where=where, details=to_data(details), **fields)

    def files(self, row: Mapping[str, Any]) -> tuple[File, ...] | None:
        """The attachments that a row names; None where it is silent."""
        for column in self.kind.fields.get("attachments", ()):
            if (value := row.get(column)) is not None and value != "":
                parts = value if isinstance(value, list) else value.split(";") if isinstance(value, str) else [None]
                with_column = _Column(column)
                return tuple(with_column(_file, part) for part in parts if part != "")
        return None

    def _said(self, row: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(self._values(row, self.kind.fields, READERS))
        for name, value in self._given.items():
            if name not in found:
                found[name] = _Column(name)(READERS[name], value)
        if not found.get("management_number"):
            raise BadInput("a row without it is no document", where=self.kind.fields["management_number"][0])
        return found

    def _details(self, row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        return self._values(row, self.kind.details, DETAIL_READERS)

    def _values(
        self, row: Mapping[str, Any], table: Mapping[str, tuple[str, ...]], readers: Mapping[str, values.Read]
    ) -> Iterator[tuple[str, Any]]:
        """The fields that a row fills; a detail without a reader of its own is a line."""
        for name, columns in table.items():
            if table is self.kind.fields and name not in readers:
                continue
            for column in columns:
                value = row.get(column)
                if value is not None and not (isinstance(value, str) and not value.strip()):
                    value = resolve_references(value) if self._is_web and isinstance(value, str) else value
                    yield name, _Column(column)(readers.get(name, values.line), value)
                    break

    @property
    def _is_web(self) -> bool:
        """Press releases come from web pages, with character references in their titles."""
        return self.kind.key == "press"

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


@dataclass(frozen=True, slots=True)
class _Column:
    """Reads a value and says in which column it stands where it cannot be read."""

    name: str

    def __call__(self, read: values.Read, value: Any) -> Any:
        try:
            return read(value)
        except (ValueError, TypeError, OverflowError) as error:
            raise BadInput(str(error), where=self.name) from error


def _decide_openness(kind: Kind, said: dict[str, Any]) -> None:
    """What a list leaves open: Seoul's fill no openness, but give each released document a page and a licence.

    The other lists are of what is published. In our own form somebody must have said it: nothing is open by default.
    """
    if "openness" in said:
        return
    if kind.key == "own":
        raise BadInput("open, partial or closed (공개, 부분공개, 비공개) must be said", where="openness")
    released = kind.key != "info" or bool(said.get("licence")) or bool(_RELEASED_URL.search(said.get("url", "")))
    said["openness"] = "open" if released else "closed"


def _check_closing(said: Mapping[str, Any]) -> None:
    """BadInput where openness, ground and the stage of an internal review do not go together."""
    grounds, reason = said.get("grounds", ()), said.get("reason", "")
    stage, end = said.get("review_stage"), said.get("review_on")
    if said["openness"] == "open" and (grounds or stage):
        raise BadInput("an open document has no ground for closing it", where="grounds")
    if stage and INTERNAL_REVIEW not in grounds:
        raise BadInput("only ground 5 has the stage of an internal review", where="review_stage")
    if INTERNAL_REVIEW in grounds and (stage or end or _REVIEW_WORDS.search(reason)) and not (stage and end):
        missing = "review_on" if stage else "review_stage"
        raise BadInput("ground 5, internal review: its stage and its end are given together", where=missing)


def _file(value: Any) -> File:
    """``plan.hwp``, or an object with path, name and role."""
    entry = value if isinstance(value, dict) else {"path": value}
    path = values.line(entry.get("path"))
    role = values.line(entry.get("role") or "")
    if role not in {"", "original", "pdf"}:
        raise ValueError("the role of a file is original or pdf")
    return File(path=path, name=values.line(entry.get("name") or path.rpartition("/")[2]), role=role)


def _object(value: Any) -> dict[str, Any]:
    if value is None or value == "":
        return {}
    if not isinstance(value, dict):
        raise BadInput("is no object", where="details")
    return value
