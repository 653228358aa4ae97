"""The facts that feeds and cards tell of documents, meetings and notices beyond those of every record."""

from collections.abc import Iterable
from html import escape
from typing import Final

from cms.core.disclosure import GENRES, MASKED, OPENNESS, STATUSES, Names, closing, said
from cms.core.notices import PERIOD
from cms.core.records import Body, Decision, Document, Link, Meeting, Notice, Record
from syndication.entries import Category

_NONE: Final[Names] = {"ko": "", "en": ""}


def summary(document: Document) -> str:
    """The summary; of a document that has none to show, why the law closes it."""
    return document.summary or closing(document.openness, document.grounds, document.reason, document.language)


def document_html(document: Document, body: Body) -> str:
    """The body, after a paragraph of facts: a document that is closed has nothing else."""
    return _paragraph(_document_facts(document)) + body.html


def meeting_html(meeting: Meeting, body: Body) -> str:
    """The body, after a paragraph of facts, the agenda and what is kept elsewhere."""
    return "".join((_paragraph(_meeting_facts(meeting)), _agenda(meeting.agenda), _links(meeting.links), body.html))


def notice_html(notice: Notice, body: Body) -> str:
    """The body, after a paragraph of facts where there are any: feeds are kept, so they tell periods and no status."""
    told = [notice.number, notice.category, _period(notice)]
    return (_paragraph(told) if any(told) else "") + body.html


def _period(notice: Notice) -> str:
    first, last = (day.isoformat() if day else "" for day in (notice.starts_on, notice.ends_on))
    return f"{said(PERIOD, notice.language)}: {f'{first} ~ {last}'.strip()}" if first or last else ""


def meeting_categories(record: Document | Meeting, base: str) -> Iterable[Category]:
    """Openness, under the address that linked data gives to this concept: below the identity ``base`` of the city,
    whatever that of the item is."""
    yield _category(f"{base}/data/catalogue#openness", record.openness, OPENNESS.get(record.openness, _NONE), record)


def document_categories(document: Document, base: str) -> Iterable[Category]:
    """The same, and the kind of document."""
    yield from meeting_categories(document, base)
    yield _category(f"{base}/data/catalogue#genres", document.genre, GENRES.get(document.genre, _NONE), document)


def _category(scheme: str, key: str, names: Names, record: Record) -> Category:
    return Category(scheme, key, said(names, record.language) or key)


def _document_facts(document: Document) -> list[str]:
    language = document.language
    return [
        document.number,
        said(GENRES.get(document.genre, _NONE), language),
        document.produced_on.isoformat(),
        _openness(document),
        said(MASKED, language) if document.masked else "",
    ]


def _meeting_facts(meeting: Meeting) -> list[str]:
    status = said(STATUSES.get(meeting.status, _NONE), meeting.language)
    shut = _openness(meeting) if meeting.openness != "open" else ""
    return [f"{meeting.held_at:%Y-%m-%d %H:%M}", meeting.place, status, shut]


def _openness(record: Document | Meeting) -> str:
    sentence = closing(record.openness, record.grounds, record.reason, record.language)
    return sentence or said(OPENNESS.get(record.openness, _NONE), record.language)


def _paragraph(facts: Iterable[str]) -> str:
    return f"<p>{escape(' · '.join(filter(None, facts)), quote=False)}</p>"


def _agenda(decisions: Iterable[Decision]) -> str:
    lines = (": ".join(filter(None, (decision.item, decision.outcome))) for decision in decisions)
    rows = "".join(f"<li>{escape(line, quote=False)}</li>" for line in lines)
    return f"<ol>{rows}</ol>" if rows else ""


def _links(links: Iterable[Link]) -> str:
    rows = "".join(f'<li><a href="{escape(link.url)}">{escape(link.title, quote=False)}</a></li>' for link in links)
    return f"<ul>{rows}</ul>" if rows else ""
