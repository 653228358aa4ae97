"""Lists of meetings in JSON: our own plain form, and the two in which Legistar gives the calendars of councils.

Links to agendas and minutes stay links: nothing is fetched.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from cms.committees.imports.drafts import MeetingDraft, Refusal
from cms.core.errors import BadInput
from cms.core.iri import absolute_url
from cms.core.records import Attendee, Decision, Link, from_data
from cms.core.streams import Source
from cms.core.text import clean_line, clean_text
from cms.releases.grounds import Ground

STATUSES: Final = ("announced", "held", "postponed", "cancelled")
_NOTE: Final = "--em--"
_SAID: Final = (("cancel", "cancelled"), ("postpone", "postponed"), ("reschedul", "postponed"))

Row = dict[str, Any]


def read(source: Source, *, zone: tzinfo, now: datetime) -> Iterator[MeetingDraft | Refusal]:
    """The meetings of a file; BadInput where it is no list of meetings. Local times are those of ``zone``."""
    for number, row in enumerate(_rows(source), start=1):
        where = f"meeting {number}"
        try:
            if not isinstance(row, dict):
                raise BadInput("is not an object")
            yield _form(row)(row, where, zone, now)
        except BadInput as error:
            yield Refusal(where, str(error))


def _rows(source: Source) -> list[Any]:
    try:
        content = json.loads(b"".join(iter(source.read, b"")))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"is not JSON: {error}") from error
    rows = content.get("data") if isinstance(content, dict) else content
    if not isinstance(rows, list):
        raise BadInput("is not a list of meetings, nor an object with one under “data”")
    return rows


Form = Callable[[Row, str, tzinfo, datetime], MeetingDraft]


def _form(row: Row) -> Form:
    """The form that a row is written in, by the key of its time."""
    for key, form in (("held_at", _plain), ("Meeting Date", _calendar), ("meetingId", _interface)):
        if key in row:
            return form
    raise BadInput("is no meeting of a known form: it has none of held_at, Meeting Date and meetingId")


def _plain(row: Row, where: str, zone: tzinfo, now: datetime) -> MeetingDraft:
    """Our own form: the names of a meeting's record, with links and the minutes as text."""
    held_at = _moment(_text(row, "held_at"), zone, where="held_at")
    status = _text(row, "status") or _by_time(held_at, now)
    if status not in STATUSES:
        raise BadInput(f"“{status[:40]}” is none of {', '.join(STATUSES)}", where="status")
    committee = _text(row, "committee", required=True)
    return MeetingDraft(
        where=where,
        source_id=_text(row, "id") or f"{committee} {held_at.isoformat()}",
        committee=committee,
        held_at=held_at,
        title=_text(row, "title"),
        place=_text(row, "place"),
        status=status,
        notice=_text(row, "notice"),
        minutes=_prose(row, "minutes"),
        agenda=_parts(row, "agenda", Decision),
        attendees=_parts(row, "attendees", Attendee),
        links=tuple(_links((link.title, link.url) for link in _parts(row, "links", Link))),
        openness=_text(row, "openness") or "open",
        grounds=_grounds(row),
        reason=_text(row, "reason"),
    )


def _calendar(row: Row, where: str, zone: tzinfo, now: datetime) -> MeetingDraft:
    """A row of Legistar's calendar page: each cell is a text, or a text with a link."""
    committee, _ = _cell(row, "Name")
    if not committee:
        raise BadInput("is empty", where="Name")
    moment = " ".join(_cell(row, name)[0] for name in ("Meeting Date", "Meeting Time"))
    try:
        held_at = datetime.strptime(moment, "%m/%d/%Y %I:%M %p").replace(tzinfo=zone)
    except ValueError as error:
        raise BadInput(
            f"“{moment[:40]}” is no day and time such as 12/13/2017 11:00 AM", where="Meeting Date"
        ) from error
    place, _, note = _cell(row, "Meeting Location")[0].partition(_NOTE)
    links = (_cell(row, name) for name in ("Agenda", "Minutes", "Video", "Meeting Details"))
    calendar = _cell(row, "iCalendar")[1]
    return MeetingDraft(
        where=where,
        source_id=calendar or f"{committee} {held_at.isoformat()}",
        committee=committee,
        held_at=held_at,
        place=clean_line(place),
        status=_said(note) or _by_time(held_at, now),
        notice=clean_line(note),
        links=tuple(_links(links)),
    )


def _interface(row: Row, where: str, zone: tzinfo, now: datetime) -> MeetingDraft:
    """A row of the interface that Legistar's successor answers."""
    held_at = _moment(_text(row, "date", required=True), zone, where="date")
    files = [file for file in row.get("files") or () if isinstance(file, dict)]
    links = [(clean_line(str(file.get("fileName") or file.get("attachmentType"))), file.get("path")) for file in files]
    links += [("Video", row.get("videoLink")), ("Transcript", row.get("transcriptLink"))]
    comment = _text(row, "comment")
    return MeetingDraft(
        where=where,
        source_id=_text(row, "meetingId", required=True),
        committee=_text(row, "body", required=True),
        held_at=held_at,
        place=_text(row, "location"),
        status=_said(_text(row, "status")) or _said(comment) or _by_time(held_at, now),
        notice=comment,
        links=tuple(_links(links)),
    )


def _prose(row: Row, name: str) -> str:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise BadInput("must be a text", where=name)
    return clean_text(value or "")


def _text(row: Row, name: str, *, required: bool = False) -> str:
    """One line; null is the same as nothing."""
    value = clean_line(_prose(row, name))
    if required and not value:
        raise BadInput("is missing", where=name)
    return value


def _grounds(row: Row) -> tuple[int, ...]:
    grounds = row.get("grounds") or []
    if not isinstance(grounds, list) or not all(ground in Ground.values for ground in grounds):
        raise BadInput("must be a list of numbers from 1 to 8", where="grounds")
    return tuple(sorted(set(grounds)))


def _cell(row: Row, name: str) -> tuple[str, str]:
    """The text and the link of a cell; what it says without a link (“Not available”) is text only."""
    value = row.get(name)
    if isinstance(value, dict):
        return clean_line(str(value.get("label") or name)), str(value.get("url") or "")
    return clean_line(value) if isinstance(value, str) else "", ""


def _links(pairs: Any) -> Iterator[Link]:
    for title, url in pairs:
        if isinstance(url, str) and url and (address := absolute_url(url, "")):
            yield Link(url=address, title=(title or address)[:200])


def _parts(row: Row, name: str, cls: type) -> tuple[Any, ...]:
    """The parts of a meeting under that name, each with the fields of ``cls``, their texts clean."""
    values = row.get(name) or []
    try:
        parts: tuple[Any, ...] = tuple(from_data(cls, value) for value in values)
    except (TypeError, ValueError) as error:
        raise BadInput(f"cannot be read: {error}", where=name) from error
    for part in parts:
        for spec in fields(part):
            kinds = _KINDS.get(spec.type)
            if kinds and type(getattr(part, spec.name)) not in kinds:
                raise BadInput(f"has a wrong {spec.name}", where=name)
    return tuple(
        replace(part, **{spec.name: _clean(getattr(part, spec.name)) for spec in fields(part)}) for part in parts
    )


def _clean(value: Any) -> Any:
    """A value of a part with its texts as a store can hold them: not all take half a surrogate pair in JSON."""
    if isinstance(value, tuple):
        return tuple(map(_clean, value))
    return clean_text(value) if isinstance(value, str) else value


# What JSON may say for each type of a field.
_KINDS: Final[dict[Any, tuple[type, ...]]] = {
    str: (str,),
    bool: (bool,),
    int | None: (int, type(None)),
    tuple[str, ...]: (tuple,),
}


def _moment(value: str, zone: tzinfo, *, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise BadInput(f"“{value[:40]}” is no time such as 2026-11-05T14:00", where=where) from error
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _by_time(held_at: datetime, now: datetime) -> str:
    """The status that nobody says: a meeting of the past was held."""
    return "held" if held_at <= now.astimezone(UTC) else "announced"


def _said(note: str) -> str:
    words = note.casefold()
    return next((status for word, status in _SAID if word in words), "")
