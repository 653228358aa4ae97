"""Meetings as schema.org Event: organised by their committee, their minutes a document about them."""

from itertools import islice
from typing import Any, Final

from api.linkeddata import concepts, rights
from api.linkeddata.committees import committee_of, series
from api.linkeddata.documents import conditions
from api.linkeddata.items import CREDIT, IDENTITY, moment, named, sections, subjects
from api.linkeddata.mapping import Mapping, Node, Scope, label
from api.linkeddata.media import FILE, IMAGE, LINK
from api.linkeddata.terms import organisation, publishing
from cms.core.records import Attendee, Body, Decision, Meeting
from cms.ledger.store import MAX_CITED

_SCHEMA: Final = "https://schema.org/"
# schema.org says "scheduled" of what takes place or has taken place as planned.
_STATUSES: Final = {"postponed": "EventPostponed", "cancelled": "EventCancelled"}
_MINUTES: Final = {"ko": "회의록", "en": "Minutes"}
_VOTES: Final = {
    "votes_for": {"ko": "찬성", "en": "For"},
    "votes_against": {"ko": "반대", "en": "Against"},
    "abstentions": {"ko": "기권", "en": "Abstentions"},
}


def _votes(decision: Decision, scope: Scope) -> list[Node]:
    """The outcome in words, and the counts of votes where they were counted."""
    counts = ((name, getattr(decision, name)) for name in _VOTES)
    said: list[Node] = [{"@type": "PropertyValue", "name": decision.outcome}] if decision.outcome else []
    return said + [
        {"@type": "PropertyValue", "name": label(_VOTES[name], scope.language), "value": count}
        for name, count in counts
        if count is not None
    ]


def _documents(decision: Decision, scope: Scope) -> list[Any]:
    """The documents that a decision names: those that are public as things, the others by their numbers."""
    return [scope.documents.get(number) or number for number in decision.documents]


DECISION: Final = Mapping(
    source=Decision,
    types="VoteAction",
    rows=(
        ("item", "name", lambda decision, scope: decision.item),
        ("text", "description", lambda decision, scope: decision.text),
        ("outcome votes_for votes_against abstentions", "result", _votes),
        ("documents", "citation", _documents),
    ),
)
ATTENDEE: Final = Mapping(
    source=Attendee,
    types="Person",
    rows=(
        ("name", "name", lambda attendee, scope: attendee.name),
        ("position", "jobTitle", lambda attendee, scope: attendee.position),
    ),
    left_out={"present": "only those who came are said to attend; schema.org has no word for those who did not"},
)
MINUTES: Final = Mapping(
    source=Body,
    types="DigitalDocument",
    rows=(("text", "text", lambda body, scope: body.text),),
    left_out={"html": "the same words as the text; their markup is in the page and the feeds"},
)


def with_minutes(node: Node, body: Body, scope: Scope) -> Node:
    """A meeting's node whose minutes have their text."""
    minutes, *papers = node["subjectOf"]
    return node | {"subjectOf": [minutes | MINUTES.node(body, scope), *papers]}


def _papers(meeting: Meeting, scope: Scope) -> list[Node]:
    """The minutes, open or not, and then the papers."""
    minutes: Node = {
        "@id": f"{meeting.iri}#minutes",
        "@type": "DigitalDocument",
        "name": label(_MINUTES, scope.language),
        "dct:accessRights": concepts.openness(meeting.openness, scope),
    }
    if meeting.grounds:
        minutes["dct:rights"] = [concepts.ground(ground, scope) for ground in meeting.grounds]
    if said := conditions(meeting, scope):
        minutes["conditionsOfAccess"] = said
    files = [FILE.node(file, scope) for file in meeting.files]
    return [minutes, *files, *(LINK.node(link, scope) for link in meeting.links)]


def _cited(meeting: Meeting, scope: Scope) -> dict[str, Node]:
    numbers = dict.fromkeys(number for decision in meeting.agenda for number in decision.documents)
    found = scope.vocabulary.documents(islice(numbers, MAX_CITED))
    return {
        number: {
            "@id": item.data["iri"],
            "@type": "DigitalDocument",
            "dct:identifier": number,
            "url": item.data["url"],
        }
        for number, item in found.items()
    }


def _agenda(meeting: Meeting, scope: Scope) -> list[Node]:
    scope = scope._replace(documents=_cited(meeting, scope))
    return [
        named(DECISION.node(decision, scope), f"{meeting.iri}#agenda-{number}")
        for number, decision in enumerate(meeting.agenda, start=1)
    ]


def _attendees(meeting: Meeting, scope: Scope) -> list[Node]:
    return [
        named(ATTENDEE.node(attendee, scope), f"{meeting.iri}#attendee-{number}")
        for number, attendee in enumerate(meeting.attendees, start=1)
        if attendee.present
    ]


def _organiser(meeting: Meeting, scope: Scope) -> Any:
    """The committee, or whoever publishes where it is gone."""
    return committee_of(meeting.committee, scope) or organisation(publishing(meeting.publisher, scope), scope)


def _series(meeting: Meeting, scope: Scope) -> Node | None:
    found = committee_of(meeting.committee, scope)
    return {"@id": series(found["@id"]), "@type": "EventSeries", "name": found["name"]} if found else None


def _place(meeting: Meeting, scope: Scope) -> Node | None:
    return {"@id": f"{meeting.iri}#place", "@type": "Place", "name": meeting.place} if meeting.place else None


def _siblings(meeting: Meeting, scope: Scope) -> list[Node]:
    return [
        {
            "@id": scope.item(Meeting.kind, other.key),
            "@type": "Event",
            "url": other.url,
            "inLanguage": other.language,
        }
        for other in meeting.translations
    ]


MEETING: Final = Mapping(
    source=Meeting,
    types="Event",
    rows=(
        *IDENTITY,
        ("title", "name dct:title", lambda meeting, scope: meeting.title),
        ("published_at", "dct:issued", lambda meeting, scope: moment(meeting.published_at)),
        ("modified_at", "dct:modified", lambda meeting, scope: moment(meeting.modified_at)),
        ("held_at", "startDate", lambda meeting, scope: moment(meeting.held_at)),
        (
            "status",
            "eventStatus",
            lambda meeting, scope: f"{_SCHEMA}{_STATUSES.get(meeting.status, 'EventScheduled')}",
        ),
        ("place", "location", _place),
        ("committee publisher", "organizer", _organiser),
        ("committee", "superEvent", _series),
        ("agenda", "potentialAction", _agenda),
        ("attendees", "attendee", _attendees),
        ("openness grounds reason review_on review_stage files links", "subjectOf", _papers),
        ("topics", "about", sections),
        ("topics tags", "dct:subject", subjects),
        ("image", "image", lambda meeting, scope: meeting.image and IMAGE.node(meeting.image, scope)),
        ("translations", "dct:relation", _siblings),
        *CREDIT,
        ("licence image files", "@included", lambda m, scope: rights.descriptions((m, m.image, *m.files))),
    ),
    left_out={"version": "the ledger's own count; an event has no versions"},
)
