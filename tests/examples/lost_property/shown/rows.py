"""A row in each room."""

from dataclasses import replace
from html import escape
from typing import Any, Final

import api.graphql.kinds
import api.linkeddata.kinds
import cms.search.kinds
import frontend.kinds
import syndication.kinds
from api.linkeddata.items import CREDIT, IDENTITY, day, moment, sections, subjects
from api.linkeddata.mapping import Mapping, Node, Scope
from api.linkeddata.media import IMAGE
from api.linkeddata.wording import Words
from cms.core.errors import NotFound
from cms.core.records import Body
from frontend.addresses import Target
from frontend.page import Content, Data, Page, feeds, versions
from syndication.kinds import COMMON, LEFT_OUT
from tests.examples.lost_property.kind import LOST_PROPERTY, LostProperty

_TOLD: Final = api.graphql.kinds.Told(
    listed="What was found in the city, the newest first.",
    draft="lostPropertyPreview",
    descriptions={
        LostProperty: {
            "found_on": "The day that it was found.",
            "place": "Where.",
            "state": "`kept`, or `returned` to whoever had lost it.",
        }
    },
)


def _place(found: LostProperty, scope: Scope) -> Node | None:
    return {"@id": f"{found.iri}#place", "@type": "dct:Location", "rdfs:label": found.place} if found.place else None


def _state(found: LostProperty, scope: Scope) -> Node:
    return {"@id": f"{found.iri}#state", "@type": "PropertyValue", "name": "state", "value": found.state}


# schema.org has no word for what was lost: a thing says the most.
_MAPPING: Final = Mapping(
    source=LostProperty,
    types="Product",
    rows=(
        *IDENTITY,
        ("title", "name dct:title", lambda found, scope: found.title),
        ("published_at", "dct:issued", lambda found, scope: moment(found.published_at)),
        ("modified_at", "dct:modified", lambda found, scope: moment(found.modified_at)),
        ("found_on", "dct:created", lambda found, scope: day(found.found_on)),
        ("place", "dct:spatial", _place),
        ("state", "additionalProperty", _state),
        ("topics", "category", sections),
        ("topics tags", "dct:subject", subjects),
        ("image", "image", lambda found, scope: found.image and IMAGE.node(found.image, scope)),
        *CREDIT,
    ),
    left_out={
        "translations": "it is told in the language of the office that keeps it",
        "version": "the ledger's own count; a thing has no versions",
    },
)


_SAID: Final = api.linkeddata.kinds.Said(
    mapping=_MAPPING,
    # Its words are its summary too.
    body=lambda node, body, scope: node,
    words=Words(
        {"ko": "{} 유실물", "en": "Lost property of {}"},
        {"ko": "{}에서 주운 물건", "en": "What was found in {}, and whether it was returned."},
        {"ko": "유실물", "en": "lost property"},
    ),
)


def _html(found: LostProperty, body: Body) -> str:
    facts = " · ".join(filter(None, (found.found_on.isoformat(), found.place, found.state)))
    return f"<p>{escape(facts, quote=False)}</p>{body.html}"


_FED: Final = syndication.kinds.Fed(
    fields=COMMON | {"found_on": ("html",), "place": ("html",), "state": ("html",)},
    left_out=LEFT_OUT,
    html=_html,
)


_SEARCHED: Final = cms.search.kinds.Searched(
    beside=lambda found: (found.place,),
    fields=cms.search.kinds.COMMON | {"place"},
    left_out=cms.search.kinds.LEFT_OUT
    | {"found_on": "nobody looks for it by words", "state": "narrows and is counted, and is no word"},
)


def _about(page: Page, data: Data) -> Data:
    found = data["found"]
    own = {"language": found["language"], "url": found["url"]}
    return {"section": LOST_PROPERTY.section, "versions": versions(data, [own])}


def _item(page: Page, data: Data, target: Target) -> Content:
    if data["found"] is None:
        raise NotFound("this has just been removed")
    return Content(replace(page, **_about(page, data)), data)


def _listing(page: Page, data: Data, target: Target) -> Content:
    term: Any = data["term"]
    if term is None:
        raise NotFound("this listing has just been removed")
    shown = replace(
        page,
        section=LOST_PROPERTY.section,
        indexed=page.after is None,
        versions=versions(data, term["pages"]),
        feeds=feeds(page.source, term["name"], main=True),
    )
    return Content(shown, data)


_SHOWS: Final = frontend.kinds.Shows(
    item=_item,
    listings={LOST_PROPERTY.section: _listing},
    draft=frontend.kinds.Draft("pages/lost-property-preview", _about),
)


def add() -> None:
    """Add them."""
    api.graphql.kinds.ROWS.add(LOST_PROPERTY, _TOLD)
    api.linkeddata.kinds.ROWS.add(LOST_PROPERTY, _SAID)
    syndication.kinds.ROWS.add(LOST_PROPERTY, _FED)
    cms.search.kinds.ROWS.add(LOST_PROPERTY, _SEARCHED)
    frontend.kinds.ROWS.add(LOST_PROPERTY, _SHOWS)
