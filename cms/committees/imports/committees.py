"""Lists of committees: one row for each member, in CSV."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from cms.committees.imports.drafts import CommitteeDraft, Refusal
from cms.core.errors import BadInput
from cms.core.records import Member
from cms.core.streams import Source
from cms.core.text import clean_line
from cms.releases.intake import values
from cms.releases.intake.formats.delimited import Delimited

# Each value under the names that lists give its column.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "committee": ("committee", "위원회", "위원회명"),
    "name": ("name", "성명", "이름", "위원명"),
    "role": ("role", "직위", "구분", "역할"),
    "affiliation": ("affiliation", "party", "소속", "정당"),
    "since": ("since", "위촉일", "임기시작일"),
    "until": ("until", "임기만료일", "임기종료일"),
    "category": ("category", "종류", "유형"),
    "legal_basis": ("legal_basis", "설치근거", "근거법령"),
    "established_on": ("established_on", "설치일", "설립일"),
}
LENGTHS: Final = {
    "committee": 255, "name": 100, "role": 60, "affiliation": 150, "category": 60, "legal_basis": 300,
}  # fmt: skip


def read(opened: Callable[[], Source], *, refuse: Callable[[Refusal], None]) -> list[CommitteeDraft]:
    """The committees of a CSV file in the order of their first rows; BadInput where it is no such list.

    A row that cannot be used is given to ``refuse``; one without a name of a member tells only of the committee.
    """
    table = Delimited(opened, is_header=_is_header)
    names = {column: name for name, known in COLUMNS.items() for column in table.columns() if column in known}
    rows: dict[str, list[dict[str, str]]] = {}
    days: dict[str, list[dict[str, date | None]]] = {}
    for row in table.rows():
        cells = {name: clean_line(row.values.get(column) or "") for column, name in names.items()}
        try:
            if row.problem:
                raise BadInput(row.problem)
            read_days = _checked(cells)
        except BadInput as error:
            refuse(Refusal(row.place, str(error)))
            continue
        rows.setdefault(cells["committee"], []).append(cells)
        days.setdefault(cells["committee"], []).append(read_days)
    return [_committee(name, rows[name], days[name]) for name in rows]


def _is_header(names: Sequence[str]) -> bool:
    return all(set(COLUMNS[wanted]) & set(names) for wanted in ("committee", "name"))


def _checked(row: dict[str, str]) -> dict[str, date | None]:
    """The days of a row; BadInput where it cannot be used."""
    if not row["committee"]:
        raise BadInput("is empty", where="committee")
    for name, length in LENGTHS.items():
        if len(row.get(name, "")) > length:
            raise BadInput(f"longer than {length} characters", where=name)
    return {name: _day(name, row.get(name, "")) for name in ("since", "until", "established_on")}


def _day(name: str, value: str) -> date | None:
    try:
        return values.day(value) if value else None
    except ValueError as error:
        raise BadInput(str(error), where=name) from error


def _committee(name: str, rows: list[dict[str, str]], days: list[dict[str, date | None]]) -> CommitteeDraft:
    members = (
        Member(
            name=row["name"],
            role=row.get("role", ""),
            affiliation=row.get("affiliation", ""),
            since=day["since"],
            until=day["until"],
        )
        for row, day in zip(rows, days, strict=True)
        if row["name"]
    )
    return CommitteeDraft(
        name=name,
        category=next((row["category"] for row in rows if row.get("category")), ""),
        legal_basis=next((row["legal_basis"] for row in rows if row.get("legal_basis")), ""),
        established_on=next((day["established_on"] for day in days if day["established_on"]), None),
        members=tuple(dict.fromkeys(members)),
    )
