"""Lists of notices in CSV, a row each, under the names that boards of other systems give their columns."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Final

from cms.boards.imports.drafts import NoticeDraft, Totals
from cms.core.errors import BadInput
from cms.core.streams import Source
from cms.core.text import clean_line, clean_text
from cms.releases.intake import values
from cms.releases.intake.formats.delimited import Delimited

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "no", "번호", "글번호", "게시글번호", "게시물번호"),
    "title": ("title", "제목", "글제목"),
    "text": ("text", "content", "내용", "본문"),
    "published_at": ("published_at", "date", "등록일", "작성일", "게시일", "등록일자", "작성일자", "등록일시"),
    "number": ("number", "공고번호", "고시번호", "고시공고번호", "고시·공고번호"),
    "category": ("category", "분류", "구분", "카테고리"),
    "unit": ("unit", "department", "부서", "담당부서", "부서명", "작성부서"),
    "starts_on": ("starts_on", "from", "시작일", "공고시작일", "게시시작일", "접수시작일"),
    "ends_on": ("ends_on", "until", "종료일", "마감일", "공고종료일", "게시종료일", "접수종료일"),
    "files": ("files", "attachments", "첨부파일", "첨부", "첨부파일명"),
    "url": ("url", "link", "주소", "원문주소", "링크"),
}
_NEEDED: Final = ("title", "text", "published_at")
_LONGEST: Final = {"title": 255, "number": 100, "category": 40}
_BETWEEN_FILES: Final = re.compile(r"[;|\n]")

Cells = Mapping[str, str]


def read(opened: Callable[[], Source], totals: Totals) -> list[NoticeDraft]:
    """The notices of a list, the oldest first, as boards number them; BadInput where it is no such list.

    A row that cannot be used is refused in ``totals``.
    """
    table = Delimited(opened, is_header=_is_header)
    names = {column: name for name, known in COLUMNS.items() for column in table.columns() if column in known}
    found: dict[str, NoticeDraft] = {}
    for row in table.rows():
        cells = {name: clean_text(row.values.get(column) or "") for column, name in names.items()}
        try:
            if row.problem:
                raise BadInput(row.problem)
            draft = _draft(row.place, cells)
            if draft.id in found:
                raise BadInput(f"{found[draft.id].where} has the same", where="id")
        except BadInput as error:
            totals.refuse(row.place, str(error))
        else:
            found[draft.id] = draft
    return sorted(found.values(), key=lambda draft: draft.published_at)


def _is_header(names: Sequence[str]) -> bool:
    return all(set(COLUMNS[wanted]) & set(names) for wanted in _NEEDED)


def _draft(where: str, cells: Cells) -> NoticeDraft:
    lines = {name: clean_line(value) for name, value in cells.items()}
    for name in _NEEDED:
        if not lines[name]:
            raise BadInput("is empty", where=name)
    for name, length in _LONGEST.items():
        if len(lines.get(name, "")) > length:
            raise BadInput(f"longer than {length} characters", where=name)
    try:
        published_at = values.moment(lines["published_at"])
    except ValueError as error:
        raise BadInput(str(error), where="published_at") from error
    starts_on, ends_on = (_day(lines, name) for name in ("starts_on", "ends_on"))
    return NoticeDraft(
        where=where,
        id=lines.get("id") or _made_id(lines),
        title=lines["title"],
        text=cells["text"],
        published_at=published_at,
        starts_on=starts_on,
        ends_on=ends_on,
        files=tuple(dict.fromkeys(_files(cells.get("files", "")))),
        **{name: lines.get(name, "") for name in ("number", "category", "unit", "url")},
    )


def _day(lines: Cells, name: str) -> date | None:
    try:
        return values.day(lines[name]) if lines.get(name) else None
    except ValueError as error:
        raise BadInput(str(error), where=name) from error


def _made_id(lines: Cells) -> str:
    """The name of a row that has no number: its title and its day, which a list that is given again has too."""
    return sha256(f"{lines['title']}\0{lines['published_at']}".encode()).hexdigest()


def _files(cell: str) -> Iterator[str]:
    yield from filter(None, map(clean_line, _BETWEEN_FILES.split(cell)))
