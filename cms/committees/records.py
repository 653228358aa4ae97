"""From a meeting page to its public record: without its minutes, names, words and votes where they are closed."""

from collections.abc import Iterator
from typing import Any, Final

from cms.core.builders import build_body, moment
from cms.core.iri import absolute_url, encode_uri
from cms.core.library import offered_files
from cms.core.prose import prose
from cms.core.records import Attendee, Body, Decision, Link, Meeting
from cms.core.text import clean_line, clean_text, shorten
from cms.subsites.identity import base_url, entity, identity_base
from cms.subsites.models import city_of

SUMMARY_LENGTH: Final = 200


def content(page: Any) -> tuple[Meeting, Body]:
    """The record, without its translations, and the body of a meeting page as stored."""
    city = city_of(page)
    base = base_url(city)
    committee = page.committee
    closed = page.openness == "closed"
    is_open = page.openness == "open"
    agenda = tuple(_decision(block.value, closed=closed) for block in page.agenda)
    body = Body() if closed else build_body(page.body, base, page.locale.language_code)
    published_at = moment(page.first_published_at)
    record = Meeting(
        key=str(page.key),
        iri=entity(identity_base(city), "meeting", str(page.key)),
        url=encode_uri(page.full_url or base),
        site=city.code if city else "",
        language=page.locale.language_code,
        title=clean_line(page.title),
        summary=shorten(
            page.notice or prose(body.html, enough=SUMMARY_LENGTH) or _spoken(agenda),
            length=max(SUMMARY_LENGTH, len(page.notice)),
        ),
        published_at=published_at,
        modified_at=max(published_at, moment(page.last_published_at)),
        publisher=committee.unit.key if committee.unit else None,
        licence=page.licence,
        committee=committee.code,
        status=page.status,
        held_at=moment(page.held_at),
        place=clean_line(page.place),
        agenda=agenda,
        attendees=() if closed else tuple(_attendee(block.value) for block in page.attendees),
        openness=page.openness,
        grounds=() if is_open else tuple(page.grounds),
        reason="" if is_open else clean_text(page.reason),
        review_on=None if is_open else page.review_on,
        review_stage="" if is_open else clean_line(page.review_stage),
        files=offered_files(page.material().files, page.streams, base_url=base),
        links=tuple(_links(page.papers, base)),
    )
    return record, body


def _decision(value: Any, *, closed: bool) -> Decision:
    decision = Decision(
        item=clean_line(value["item"]),
        outcome=clean_line(value["outcome"] or ""),
        documents=tuple(value["documents"] or ()),
    )
    if closed:
        return decision
    return Decision(
        item=decision.item,
        outcome=decision.outcome,
        text=clean_text(value["text"] or ""),
        votes_for=value["votes_for"],
        votes_against=value["votes_against"],
        abstentions=value["abstentions"],
        documents=decision.documents,
    )


def _attendee(value: Any) -> Attendee:
    return Attendee(
        name=clean_line(value["name"]), position=clean_line(value["position"] or ""), present=bool(value["present"])
    )


def _spoken(agenda: tuple[Decision, ...]) -> str:
    return " · ".join(decision.item for decision in agenda)


def _links(papers: Any, base: str) -> Iterator[Link]:
    for block in papers:
        if block.block_type == "link" and (url := absolute_url(block.value["url"], base)):
            yield Link(url=url, title=clean_line(block.value["title"]))
