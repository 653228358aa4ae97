"""From a notice page to its public record."""

from typing import Any

from cms.boards.types import TIMED
from cms.core.builders import build_body
from cms.core.library import offered_files
from cms.core.records import Body, Notice
from cms.core.text import clean_line
from cms.subsites.articles import first_picture, pictures, section, told
from cms.subsites.identity import base_url


def content(page: Any) -> tuple[Notice, Body]:
    """The record, without its translations, and the body of a notice page as it is in memory."""
    city, board = page.city, page.board
    base = base_url(city)
    field, website = section(board)
    body = build_body(page.body, base, page.locale.language_code)
    is_timed = board.type in TIMED
    common = told(page, body, kind=Notice.kind, city=city, base=base) | {
        "publisher": unit.key if (unit := page.unit or board.unit) else None,
        "files": offered_files(page.material().files, [page.files, page.body], base_url=base),
    }
    record = Notice(
        **common,
        image=first_picture(pictures(page.body), base),
        topics=(field,) if field else (),
        website=website,
        board=board.code,
        type=str(board.type),
        category=clean_line(page.category.name) if page.category else "",
        number=clean_line(page.number),
        serial=page.serial if board.is_numbered and page.numbered_on_id == board.pk else None,
        starts_on=page.starts_on if is_timed else None,
        ends_on=page.ends_on if is_timed else None,
        pinned_until=page.pinned_until,
        order=page.order,
    )
    return record, body
