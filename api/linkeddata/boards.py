"""Boards as collections, and what is on them: announcements, files for download, questions with their answers.

schema.org has JobPosting for vacancies, which has to say where the work is done; a notice does not, so recruitment is
an announcement like the others.
"""

from collections.abc import Iterable
from typing import Final

from api.linkeddata import rights
from api.linkeddata.items import CREDIT, IDENTITY, moment, publisher, sections, subjects
from api.linkeddata.mapping import Mapping, Node, Scope, label
from api.linkeddata.media import FILE, IMAGE
from api.linkeddata.terms import LISTED_ORDER, NAMED, known, page, publishing, website
from cms.core.records import Board, Body, Field, Notice, Website

_TYPES: Final = {"archive": "DigitalDocument", "faq": "Question"}
_ANNOUNCEMENT: Final = "SpecialAnnouncement"
_SHOWN: Final = "how the board shows it: says nothing about the thing"


def _type(of: str) -> str:
    return "FAQPage" if of == "faq" else "Collection"


def _places(notice: Notice, scope: Scope) -> list[Node]:
    """The board, and the website that it is on."""
    found = [_of_board(board, scope) for board in known(Board, [notice.board], scope)]
    return [*found, *(website(site, scope) for site in known(Website, [notice.website], scope))]


def _of_board(board: Board, scope: Scope) -> Node:
    """A board as what something is part of."""
    node: Node = {
        "@id": board.iri,
        "@type": _type(board.type),
        "name": label(board.names, scope.language) or board.key,
    }
    return node | ({"url": url} if (url := page(board, scope)) else {})


def _number(notice: Notice, scope: Scope) -> Node | None:
    if not notice.number:
        return None
    return {
        "@id": f"{notice.iri}#number",
        "@type": "PropertyValue",
        "propertyID": "public notice",
        "value": notice.number,
    }


def _period(notice: Notice, scope: Scope) -> str | None:
    """An interval of days, open at the end that nobody has said (ISO 8601-2)."""
    ends = [day.isoformat() if day else ".." for day in (notice.starts_on, notice.ends_on)]
    return "/".join(ends) if ends != ["..", ".."] else None


def _last_day(notice: Notice, scope: Scope) -> Node | None:
    return {"@value": notice.ends_on.isoformat(), "@type": "xsd:date"} if notice.ends_on else None


def _siblings(notice: Notice, scope: Scope) -> list[Node]:
    return [
        {
            "@id": scope.item(Notice.kind, other.key),
            "@type": _TYPES.get(notice.type, _ANNOUNCEMENT),
            "url": other.url,
            "inLanguage": other.language,
        }
        for other in notice.translations
    ]


def _posted(notice: Notice, scope: Scope) -> Node | None:
    """Search engines ask announcements for it beside the date of publication that all works have."""
    if notice.type in _TYPES:
        return None
    return {"@value": moment(notice.published_at), "@type": "xsd:dateTime"}


TEXT: Final = Mapping(
    source=Body,
    types="CreativeWork",
    rows=(("text", "text", lambda body, scope: body.text),),
    left_out={"html": "the same words as the text; their markup is in the page and the feeds"},
)


def with_text(node: Node, body: Body, scope: Scope) -> Node:
    """A notice's node with its text; of a question it is the answer."""
    text = {name: value for name, value in TEXT.node(body, scope).items() if name != "@type"}
    if node["@type"] != "Question":
        return node | text
    return node | ({"acceptedAnswer": {"@id": f"{node['@id']}#answer", "@type": "Answer", **text}} if text else {})


NOTICE: Final = Mapping(
    source=Notice,
    types=_ANNOUNCEMENT,
    rows=(
        ("type", "@type", lambda notice, scope: _TYPES.get(notice.type, _ANNOUNCEMENT)),
        *IDENTITY,
        ("title", "name dct:title", lambda notice, scope: notice.title),
        ("published_at", "datePublished dct:issued", lambda notice, scope: moment(notice.published_at)),
        ("published_at type", "datePosted", _posted),
        ("modified_at", "dateModified dct:modified", lambda notice, scope: moment(notice.modified_at)),
        ("number", "identifier", _number),
        ("serial", "position", lambda notice, scope: notice.serial),
        ("category", "genre", lambda notice, scope: notice.category),
        ("starts_on ends_on", "temporalCoverage", _period),
        ("ends_on", "expires", _last_day),
        ("board website", "isPartOf", _places),
        ("publisher", "publisher", publisher),
        ("topics", "about", sections),
        ("topics tags", "dct:subject", subjects),
        ("image images", "image", lambda notice, scope: [IMAGE.node(image, scope) for image in notice.images]),
        ("files", "associatedMedia", lambda notice, scope: [FILE.node(file, scope) for file in notice.files]),
        ("translations", "dct:relation", _siblings),
        *CREDIT,
        ("licence image images files", "@included", lambda n, scope: rights.descriptions((n, *n.images, *n.files))),
    ),
    left_out={
        "version": "the ledger's own count; an announcement has no versions",
        "pinned_until": _SHOWN,
        "order": _SHOWN,
    },
)


def _part_of(board: Board, scope: Scope) -> list[Node]:
    return [website(site, scope) for site in known(Website, [board.website], scope)]


BOARD: Final = Mapping(
    source=Board,
    types="Collection",
    rows=(
        ("type", "@type", lambda board, scope: _type(board.type)),
        *NAMED,
        ("website", "isPartOf", _part_of),
        ("field", "dct:subject", lambda board, scope: [{"@id": one.iri} for one in known(Field, [board.field], scope)]),
        ("categories", "keywords", lambda board, scope: list(board.categories)),
        ("site unit", "publisher dct:publisher", lambda board, scope: {"@id": publishing(board.unit, scope).iri}),
    ),
    left_out=LISTED_ORDER | {"is_numbered": _SHOWN},
)


def answers(questions: Iterable[Node]) -> list[Node]:
    """Questions with their answers, as the page of a board has them: address, title and body."""
    return [
        {
            "@type": "Question",
            "name": one["title"],
            "url": one["url"],
            "acceptedAnswer": {"@type": "Answer", "text": one["body"]["text"]},
        }
        for one in questions
        if one["body"]["text"]
    ]
