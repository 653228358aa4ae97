"""A record of any kind, made up by the kind itself, and what it needs around it: for tests of all kinds alike."""

from datetime import timedelta
from typing import Any, Final

from cms.core import kinds
from cms.core.kinds import Kind
from cms.core.outputs import Published
from cms.core.records import Record, Term, to_data
from tests.factories import BASE_URL, NOON, SITE, document_key, make_board_terms, make_released_terms, make_section

# The terms of make_released_terms and make_board_terms that records name.
_TERMS: Final = {
    "field": "traffic",
    "unit": "bike-team",
    "tag": "자전거",
    "task": "bike-roads",
    "committee": "bike-committee",
    "board": "road-notices",
}


def make_record(kind: Kind, number: int = 1, **over: Any) -> Record:
    """A record of a kind, of the city and the terms of :func:`terms`."""
    made = kind.sample(number, lambda scheme, _: _TERMS.get(scheme))
    key, at = document_key(number), NOON + timedelta(minutes=number)
    step = made.get(kind.numbered_by) or f"{kind.name}-{number}"
    values: dict[str, Any] = {
        "key": key,
        "iri": f"{BASE_URL}/id/{kind.name}/{key}",
        "url": f"{BASE_URL}/{kind.section or 'traffic'}/{step}/",
        "site": SITE,
        "language": "ko",
        "title": f"표식 Marker {number}",
        "summary": "요약입니다.",
        "published_at": at,
        "modified_at": at,
        "publisher": "bike-team",
        "licence": "kogl-1",
        "version": 1,
    }
    return kind.record(**{**values, **made, **over})


def terms() -> list[Term]:
    """The terms that these records name, and the section of every kind."""
    found = [*make_released_terms(), *make_board_terms()]
    known = {term.key for term in found if term.scheme == "section"}
    wanted = dict.fromkeys(kind.section for kind in kinds.registered() if kind.section)
    missing = [key for key in wanted if key not in known]
    return [*found, *(make_section(key, order=3 + place) for place, key in enumerate(missing))]


def listing(kind: Kind) -> str:
    """The path of the page that lists all of a kind."""
    return f"/{kind.section}/" if kind.section else "/"


def published(record: Record, pk: int = 20_001) -> Published:
    """The item that outputs are asked about where they show a record."""
    return Published(
        pk=pk,
        key=record.key,
        kind=record.kind,
        site=SITE,
        language=record.language,
        url=record.url,
        published_at=record.published_at,
        record=to_data(record),
    )
