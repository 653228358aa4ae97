"""Demo notices with their attachments. Safe to repeat: what is there is left alone."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.html import escape

from cms.boards.models import BoardPage, NoticePage
from cms.core.models import File
from cms.releases.demo import papers
from cms.releases.demo.content import SOURCE
from cms.subsites.models import CityPage, OrganisationUnit

_NOTICES: Final = Path(__file__).with_name("notices.toml")


@transaction.atomic
def load_notices(city: CityPage) -> int:
    """Make the notices that are missing on the boards of the city, the oldest first; returns how many were made."""
    trees = CityPage.objects.filter(code=city.code).values_list("path", flat=True)
    below = reduce(or_, (Q(path__startswith=path) for path in trees))
    boards = {page.code: page for page in BoardPage.objects.filter(below)}
    made = 0
    items = tomllib.loads(_NOTICES.read_text(encoding="utf-8"))["notices"]
    for item in sorted(items, key=lambda item: -item["days"]):
        board, source_id = boards.get(item["board"]), f"{SOURCE}:notice:{item['key']}"
        if board is not None and not NoticePage.objects.filter(source_id=source_id).exists():
            notice = _notice(item, board)
            notice.source_id = source_id
            board.add_child(instance=notice)
            made += 1
    return made


def _notice(item: Mapping[str, Any], board: BoardPage) -> Any:
    today = timezone.localdate()
    published_at = timezone.make_aware(datetime.combine(today - timedelta(days=item["days"]), time(9)))
    unit = OrganisationUnit.objects.filter(key=item["unit"]).first() if "unit" in item else board.unit
    notice: Any = NoticePage(
        title=item["title"],
        slug=item["key"],
        number=item.get("number", "").format(year=published_at.year),
        category=board.categories.filter(name=item.get("category")).first(),
        order=item.get("order", 0),
        unit=unit,
        locale=board.locale,
        first_published_at=min(published_at, timezone.now()),
        last_published_at=min(published_at, timezone.now()),
        **{
            name: today + timedelta(days=item[key])
            for name, key in (("starts_on", "from"), ("ends_on", "until"), ("pinned_until", "pinned"))
            if key in item
        },
    )
    notice.body = [("text", "".join(f"<p>{escape(paragraph)}</p>" for paragraph in item["text"]))]
    notice.files = [("file", {"file": _file(title, item), "title": ""}) for title in item.get("files", ())]
    return notice


def _file(title: str, item: Mapping[str, Any]) -> File:
    found: File | None = File.objects.filter(title=title).first()
    if found is None:
        content = papers.pdf(item["title"], "\n".join(item["text"]))
        found = File(title=title, licence="kogl-1", file_size=len(content))
        found.file.save(f"{item['key']}.pdf", ContentFile(content), save=False)
        found.save()
    return found
