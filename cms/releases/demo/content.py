"""Demo documents, through the real loader. Safe to repeat: what is there is left alone."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from cms.core.records import Official
from cms.releases.attachments import Attachment
from cms.releases.demo import generator, papers, phrases
from cms.releases.intake.drafts import Draft, Outcome
from cms.releases.intake.extract import Attacher, with_roles
from cms.releases.intake.load import Loader
from cms.releases.models import DocumentPage, DocumentsPage
from cms.subsites.models import OrganisationUnit

SOURCE: Final = "demo"
COUNT: Final = 2_000
SEED: Final = 2026
# Documents of this many days, the last of them yesterday's.
DAYS: Final = 180
_FOLDER: Final = Path(__file__).parent
# Numbers of documents that were written by hand begin here; generated ones count from 0.
_FIRST_NUMBER: Final = 90_000_001


@transaction.atomic
def load_documents(section: DocumentsPage, *, count: int = COUNT) -> list[Outcome]:
    """Load the documents written by hand and as many generated ones as make ``count``; none where there are some."""
    if DocumentPage.objects.filter(path__startswith=section.path, source=SOURCE).exists():
        return []
    today = timezone.localdate()
    drafts = [*_written(today), *_generated(count - len(_documents()), today)]
    return Loader(section, source=SOURCE).load(sorted(drafts, key=lambda draft: draft.management_number))


def _documents() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = tomllib.loads((_FOLDER / "documents.toml").read_text(encoding="utf-8"))["documents"]
    return items


def management_numbers(today: date) -> dict[str, str]:
    """The management number of each document written by hand."""
    numbered = enumerate(_documents(), start=_FIRST_NUMBER)
    return {item["key"]: f"{day_of(item, today):%Y%m%d}{number}" for number, item in numbered}


def day_of(item: dict[str, Any], today: date) -> date:
    """The day of something that was written by hand so many days ago."""
    return today - timedelta(days=item["days"])


def _generated(count: int, today: date) -> Iterator[Draft]:
    parents = OrganisationUnit.objects.exclude(parent=None).values("parent")
    units = OrganisationUnit.objects.exclude(pk__in=parents).order_by("order", "key").values_list("name_ko", flat=True)
    days = [today - timedelta(days=ago) for ago in range(DAYS, 0, -1)]
    return generator.documents(SEED, count, units=list(units) or phrases.UNITS, days=days)


def _written(today: date) -> Iterator[Draft]:
    numbers = management_numbers(today)
    with TemporaryDirectory() as folder, Attacher(processes=1) as attacher:
        for item in _documents():
            files = [_attachment(file, item, attacher, Path(folder)) for file in item.get("files", ())]
            yield replace(_draft(item, numbers[item["key"]], day_of(item, today)), attachments=with_roles(files))


def _draft(item: dict[str, Any], number: str, day: date) -> Draft:
    details = dict(item.get("details", {}))
    if item.get("genre") == "expense":
        details["spent_at"] = timezone.make_aware(datetime.combine(day, time(12, 30)))
    return Draft(
        management_number=number,
        where=item["key"],
        title=item["title"],
        number=item.get("number", ""),
        genre=item.get("genre", "approval"),
        unit=item["unit"],
        produced_on=day,
        approved_on=day,
        task=item.get("task", ""),
        functions=tuple(item.get("functions", ())),
        officials=tuple(Official(name=name, position=at, role=role) for name, at, role in item.get("officials", ())),
        openness=item.get("openness", "open"),
        grounds=tuple(item.get("grounds", ())),
        reason=item.get("reason", ""),
        review_on=review_of(item),
        review_stage=item.get("review_stage", ""),
        title_withheld=item.get("title_withheld", False),
        retention=item["retention"],
        licence=item.get("licence", ""),
        text=item.get("text", "").strip(),
        details=details,
    )


def review_of(item: dict[str, Any]) -> date | None:
    """The day on which the reason of something closed is looked at again, if it names one."""
    return timezone.localdate() + timedelta(days=item["review_in"]) if "review_in" in item else None


def _attachment(file: dict[str, Any], item: dict[str, Any], attacher: Attacher, folder: Path) -> Attachment:
    title, text = item["title"], item.get("text", "").strip()
    content = {
        "pdf": lambda: papers.pdf(title, text),
        "hwpx": lambda: papers.hwpx(title, text),
        "docx": lambda: papers.docx(text),
        "xlsx": lambda: papers.xlsx(file["rows"]),
        "scan": papers.scan,
    }[file["form"]]()
    path = folder / "paper"
    path.write_bytes(content)
    return attacher.attach(path, name=file["name"])
