"""The part that a store of documents lacks: records of all other kinds, such as posts with their tags and meetings, and
vocabularies as long as those of a large city, in proportion to it.

They are records without pages, so that they take seconds. Made once for each store.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

# Documents for each tag, task card, and unit.
OF_A_TAG: Final = 20
OF_A_TASK: Final = 10
OF_A_UNIT: Final = 200
# Documents for each record of a kind: few posts, of all others fewer still.
OF_A_RECORD: Final = {"post": 100}
OF_ANY_OTHER: Final = 400
COMMITTEES: Final = 20
BOARDS: Final = 20
TERMS_AT_ONCE: Final = 5_000
BATCH: Final = 500
_FIRST: Final = datetime(2024, 1, 1, tzinfo=UTC)
_APART: Final = timedelta(minutes=7)


def populate(documents: int) -> None:
    """Publish what is missing beside so many documents."""
    from django.db import transaction

    from cms.core.records import Body
    from cms.ledger import terms, writing
    from cms.ledger.models import Entry, TermRow

    if Entry.objects.filter(kind="post").exists():
        return
    keys = {
        scheme: list(TermRow.objects.filter(scheme=scheme).order_by("pk").values_list("key", flat=True)[:120])
        for scheme in ("city", "field", "website", "unit")
    }
    site = keys["city"][0]
    base = next(iter(TermRow.objects.get(scheme="city", key=site).data["urls"].values())).rstrip("/")
    tags = max(documents // OF_A_TAG, 10)
    made = _terms(site, base, tags=tags, tasks=documents // OF_A_TASK)
    with transaction.atomic():
        for batch in _batches(chain(made, _units(site, base, documents // OF_A_UNIT)), TERMS_AT_ONCE):
            terms.write(batch)
    records = _records(_Making(site, base, keys, tags), documents)
    body = Body(html="<p>시험</p>", text="시험")
    for batch in _batches(records):
        writing.publish([writing.Publication(record=record, body=body) for record in batch])


def _batches(values: Iterator[Any], length: int = BATCH) -> Iterator[list[Any]]:
    while batch := list(islice(values, length)):
        yield batch


def _units(site: str, base: str, number: int) -> Iterator[Any]:
    """Units that no document is of, whose names begin with each consonant; the editor knows them too."""
    from cms.core.records import Unit
    from cms.subsites.models import OrganisationUnit

    initials = "가나다라마바사아자차카타파하"
    made = [
        OrganisationUnit(
            key=f"unit-{place}",
            name_ko=f"{initials[place % len(initials)]}온{place}과",
            name_en=f"Division {place}",
            order=place,
        )
        for place in range(number)
    ]
    OrganisationUnit.objects.bulk_create(made)
    for unit in made:
        iri, urls = f"{base}/id/unit/{unit.key}", {"ko": f"{base}/units/{unit.key}/"}
        yield Unit(site=site, key=unit.key, iri=iri, names=unit.names, urls=urls, order=unit.order)


def _terms(site: str, base: str, *, tags: int, tasks: int) -> Iterator[Any]:
    from cms.core.records import Board, Committee, Section, Tag, Task

    made: list[tuple[Any, str, str]] = [(Section, key, f"{key}/") for key in ("committees", "notices")]
    made += [(Board, f"board-{number}", f"notices/board-{number}/") for number in range(BOARDS)]
    made += [(Committee, f"committee-{number}", f"committees/committee-{number}/") for number in range(COMMITTEES)]
    made += [(Tag, f"tag-{number}", f"tags/tag-{number}/") for number in range(tags)]
    made += [(Task, f"task-{number}", f"tasks/task-{number}/") for number in range(tasks)]
    for cls, key, path in made:
        iri = f"{base}/id/{cls.scheme}/{key}"
        yield cls(site=site, key=key, iri=iri, names={"ko": key}, urls={"ko": f"{base}/{path}"})


@dataclass(frozen=True)
class _Making:
    """The city, its origin, and the keys of its terms by scheme."""

    site: str
    base: str
    keys: dict[str, list[str]]
    tags: int

    def pick(self, scheme: str, number: int) -> str | None:
        made = {"tag": self.tags, "committee": COMMITTEES, "board": BOARDS}
        if scheme in made:
            return f"{scheme}-{number % made[scheme]}"
        found = self.keys.get(scheme)
        return found[number % len(found)] if found else None

    def common(self, kind: str, path: str, number: int) -> dict[str, Any]:
        """The fields that every record has."""
        key = str(uuid5(NAMESPACE_URL, f"bench:{kind}:{number}"))
        at = _FIRST + _APART * number
        return {
            "key": key,
            "iri": f"{self.base}/id/{kind}/{key}",
            "url": f"{self.base}/{path}",
            "site": self.site,
            "language": "ko",
            "title": f"{kind} {number}",
            "summary": "시험",
            "published_at": at,
            "modified_at": at,
            "publisher": self.pick("unit", number),
        }


def _records(making: _Making, documents: int) -> Iterator[Any]:
    """Records of every kind but documents, which the store has."""
    from cms.core import kinds
    from cms.core.records import Document

    for kind in kinds.registered():
        if kind.record is not Document:
            for number in range(documents // OF_A_RECORD.get(kind.name, OF_ANY_OTHER)):
                common = making.common(kind.name, f"{kind.section or 'traffic'}/{kind.name}-{number}/", number)
                yield kind.record(**{**common, **kind.sample(number, making.pick)})
