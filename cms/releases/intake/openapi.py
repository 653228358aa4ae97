"""The description of ``POST /intake/documents`` in OpenAPI 3.1, made of the draft that a document becomes."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from cms.core.errors import (
    BadInput,
    Forbidden,
    MadangError,
    Refused,
    StoreFull,
    TooLarge,
    Unauthorized,
    Unavailable,
    Unprocessable,
    UnsupportedType,
)
from cms.core.licences import LICENCES
from cms.core.records import Advance, Expense, Official, Research
from cms.releases.intake.drafts import Change, Draft, Status
from cms.releases.intake.formats.rows import MAX_ROW_BYTES
from cms.releases.intake.pages import GROUNDS, MAX_STEPS
from cms.releases.intake.submission import MAX_LINES
from cms.releases.intake.uploads import MANY, MAX_FILE, MAX_FILES, MAX_REQUEST, MULTIPART, NDJSON, ONE
from cms.releases.models import DocumentPage
from cms.releases.models.documents import Genre, Openness, Retention

# What a sender cannot say: the place of a document in the request is counted here.
NOT_SENT: Final = frozenset({"where"})
DETAILS: Final[dict[str, type]] = {"Expense": Expense, "Research": Research, "Advance": Advance}
DESCRIPTIONS: Final[dict[str, str]] = {
    "management_number": "Stable for life; the same number again is the same document.",
    "change": "I and U say what the document is now, D that it was deleted. A document need not be new for I.",
    "title": "Needed for a new document.",
    "number": "The number that the department gave it, such as 정보공개정책과-1234.",
    "genre": "What kind of document it is, said with `details`; a new one of which nothing is said is an `approval`.",
    "unit": "Name or key of the department that answers for it; one that is not known is made.",
    "produced_on": "Day of production, in the city's zone. Needed for a new document; its release counts from it.",
    "approved_on": "Day of approval.",
    "task": "Name or key of the task card; one that is not known is made.",
    "functions": "Path in the classification of functions (BRM), the widest first.",
    "officials": "Who did the work. Names and positions of officials are public.",
    "openness": "Needed for a new document, and with grounds or reason. 공개, 부분공개 and 비공개 are understood too.",
    "grounds": "Article 9(1) of the Official Information Disclosure Act; named where openness is not `open`.",
    "reason": "The reason for closing, in words. It and the review are said anew where the grounds become others.",
    "review_on": "When the reason ends or is reviewed. An internal review (ground 5) has a stage and an end.",
    "review_stage": "Stage of the internal review, only with ground 5.",
    "title_withheld": "The title of a closed document is not shown.",
    "retention": "In years, `semi-permanent` or `permanent`; 5년, 준영구 and 영구 are understood too.",
    "licence": "Default: the city's.",
    "tier": "Empty for the usual release, `week` for seven days after production, or a tier of the city's own rules.",
    "text": "Plain text.",
    "attachments": "File names of parts of the same request. Absent leaves what is stored, [] removes all.",
    "details": "What the genre adds: Expense, Research or Advance.",
}
_LENGTHS: Final = ("management_number", "title", "number", "review_stage", "tier")
_ERRORS: Final[tuple[tuple[type[MadangError], str], ...]] = (
    (BadInput, "The body ends early or is no form, or a file is named by no document. Nothing was stored."),
    (Unauthorized, "No token, or one that is not known."),
    (Forbidden, "The system is switched off."),
    (Refused, "The city of the system has no section of released documents."),
    (TooLarge, "A limit is passed. Nothing was stored."),
    (UnsupportedType, "The media type is neither of the two. Nothing was stored."),
    (Unprocessable, "No line is a JSON object. Nothing was stored."),
    (Unavailable, "The database or the store of files does not answer. Send the same request again."),
    (StoreFull, "The disk is full. Send the same request again later."),
)
_ANSWER: Final = (
    "One JSON object a line, for each document in the order of the request; empty lines have none. A refused document"
    " refuses no other."
)


@cache
def description() -> dict[str, Any]:
    """The whole description; it depends on the code alone."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Madang intake",
            "version": "1",
            "description": (
                "Takes documents of the city's systems. Sending the same again changes nothing, so that whatever is in"
                " doubt may be sent again. What the rules find to be personal is answered `held`, and is public"
                " nowhere until a person has decided. A field that is absent, null or empty says nothing: a new"
                " document has its default, a known one keeps what is stored. Only `attachments` may be emptied, by []."
            ),
        },
        "paths": {"/intake/documents": {"post": _operation()}},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
        },
    }


def _operation() -> dict[str, Any]:
    return {
        "operationId": "sendDocuments",
        "summary": "Send documents, with or without their files",
        "description": (
            f"At most {MAX_REQUEST >> 20} MiB and {MAX_LINES:,} documents a request, {MAX_ROW_BYTES >> 20} MiB a"
            f" document, and {MAX_FILES} files of {MAX_FILE >> 20} MiB."
        ),
        "security": [{"token": []}],
        "requestBody": {"required": True, "content": _bodies()},
        "responses": {
            "200": {"description": _ANSWER, "content": {NDJSON: {"schema": _ref("Answer")}}},
            **{
                str(error.status): {
                    "description": text,
                    "content": {"application/problem+json": {"schema": _ref("Problem")}},
                }
                for error, text in _ERRORS
            },
        },
    }


def _bodies() -> dict[str, Any]:
    return {
        NDJSON: {"schema": {**_ref("Document"), "description": "A JSON object a line, in UTF-8."}},
        MULTIPART: {
            "schema": {
                "type": "object",
                "description": "Any other part is a file, found by its file name.",
                "properties": {ONE: _ref("Document"), MANY: {"type": "string", "description": "NDJSON."}},
                "oneOf": [{"required": [ONE]}, {"required": [MANY]}],
                "additionalProperties": {"type": "string", "contentMediaType": "application/octet-stream"},
            },
            "encoding": {ONE: {"contentType": "application/json"}, MANY: {"contentType": NDJSON}},
        },
    }


def _schemas() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "Document": _document(),
        "Official": _object(Official, required=["name"]),
        **{name: {**_object(cls), "additionalProperties": False} for name, cls in DETAILS.items()},
        "Attachment": {
            "type": "object",
            "properties": {"path": text, "name": text, "role": {"enum": ["original", "pdf"]}},
            "required": ["path"],
        },
        "Answer": {
            "type": "object",
            "properties": {
                "line": {"type": "integer", "minimum": 1},
                "management_number": text,
                "status": {"enum": [str(status) for status in Status]},
                "reason": {**text, "description": "Why it was held or refused; never what was found."},
                "url": {**text, "description": "Where the public reads it, from its day on; empty while it is held."},
            },
            "required": ["line", "management_number", "status", "reason", "url"],
        },
        "Problem": {
            "type": "object",
            "description": "RFC 9457.",
            "properties": {
                "type": text, "title": text, "status": {"type": "integer"}, "detail": text, "where": text
            },
            "required": ["type", "title", "status", "detail"],
        },
    }  # fmt: skip


def _document() -> dict[str, Any]:
    hints = get_type_hints(Draft)
    properties = {
        spec.name: {**_field(spec.name, hints[spec.name]), "description": DESCRIPTIONS[spec.name]}
        for spec in fields(Draft)
        if spec.name not in NOT_SENT
    }
    return {
        "type": "object",
        "properties": properties,
        "required": ["management_number"],
        "additionalProperties": False,
    }


def _field(name: str, hint: Any) -> dict[str, Any]:
    """The schema of a field: its own values where it has them, else what its type says."""
    if name in _LENGTHS:
        column: Any = DocumentPage._meta.get_field(name)
        pattern = {"pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$"} if name == "management_number" else {}
        return {"type": "string", "maxLength": column.max_length, **pattern}
    return _OWN.get(name) or _type(hint)


def _enum(*values: Any) -> dict[str, Any]:
    return {"enum": list(values)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


_OWN: Final[Mapping[str, dict[str, Any]]] = {
    "change": _enum(*map(str, Change)),
    "genre": _enum(*map(str, Genre)),
    "openness": _enum(*map(str, Openness)),
    "retention": _enum("", *map(str, Retention)),
    "licence": _enum("", *LICENCES),
    "functions": {"type": "array", "items": {"type": "string"}, "maxItems": MAX_STEPS},
    "grounds": {
        "type": "array",
        "items": {"type": "integer", "minimum": GROUNDS.start, "maximum": GROUNDS.stop - 1},
    },
    "attachments": {"type": "array", "items": {"anyOf": [{"type": "string"}, _ref("Attachment")]}},
    "details": {"anyOf": [_ref(name) for name in DETAILS]},
    "officials": {"type": "array", "items": _ref("Official")},
}
_SIMPLE: Final[dict[type, dict[str, Any]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


def _type(hint: Any) -> dict[str, Any]:
    if get_origin(hint) in (Union, UnionType):
        return _type(next(arg for arg in get_args(hint) if arg is not NoneType))
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _type(get_args(hint)[0])}
    return _SIMPLE[hint]


def _object(cls: type, *, required: list[str] | None = None) -> dict[str, Any]:
    hints = get_type_hints(cls)
    schema: dict[str, Any] = {"type": "object", "properties": {name: _type(hint) for name, hint in hints.items()}}
    return {**schema, "required": required} if required else schema
