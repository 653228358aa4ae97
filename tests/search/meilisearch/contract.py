"""Meilisearch's published OpenAPI description, to hold requests and answers against.

``openapi.json`` beside this file is that of version 1.53 (MIT, Meili SAS), reduced to the paths that are used, without
descriptions and examples. :data:`CORRECTED` names the places where it is known to be wrong, and what the server takes.
"""

import json
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from jsonschema import Draft202012Validator

# The facets of a search are an array of names; the description says that they are an object with ``patterns``.
CORRECTED = {("SearchQuery", "facets"): {"type": ["array", "null"], "items": {"type": "string"}}}


class BrokenContract(AssertionError):
    """A request or an answer that is none of Meilisearch's."""


@cache
def description():
    """The description, with what is corrected; what a request has beside the properties it lists is refused."""
    found = json.loads(Path(__file__).with_name("openapi.json").read_text("utf-8"))
    schemas = found["components"]["schemas"]
    for (name, part), right in CORRECTED.items():
        schemas[name]["properties"][part] = right
    for name in ("SearchQuery", "Settings_Unchecked", "TypoSettings", "FacetingSettings", "PaginationSettings"):
        schemas[name]["additionalProperties"] = False
    return found


def operation(method, path):
    """The operation of a request, and the values in its path."""
    parts = path.strip("/").split("/")
    for template, methods in description()["paths"].items():
        names = template.strip("/").split("/")
        if len(names) == len(parts) and method in methods:
            pairs = list(zip(names, parts, strict=True))
            if all(name == part for name, part in pairs if not name.startswith("{")):
                return methods[method], [part for name, part in pairs if name.startswith("{")]
    raise BrokenContract(f"{method} {path} is not described")


def check_request(described, query, content_type, body):
    """Raise where a request is not what the operation describes; returns its parameters and its JSON."""
    known = {one["name"]: one["schema"] for one in described.get("parameters", ()) if one["in"] == "query"}
    given = dict(parse_qsl(query, strict_parsing=True)) if query else {}
    for name, value in given.items():
        if name not in known:
            raise BrokenContract(f"no parameter {name}")
        _check(_read(value, known[name]), known[name])
    if "requestBody" not in described:
        if body not in (b"", b"null"):
            raise BrokenContract("no body is described")
        return given, None
    contents = described["requestBody"]["content"]
    if content_type not in contents:
        raise BrokenContract(f"no body of the type {content_type}")
    sent = json.loads(body)
    _check(sent, contents[content_type]["schema"])
    return given, sent


def check_answer(described, status, answer):
    """Raise where an answer is not what the operation describes; any operation may answer an error."""
    found = described["responses"].get(str(status))
    schema = found["content"]["application/json"]["schema"] if found else {"$ref": "#/components/schemas/ResponseError"}
    if not found and status < 400:
        raise BrokenContract(f"no answer {status} is described")
    _check(answer, schema)


def _read(value, schema):
    if schema.get("type") == "integer":
        return int(value)
    if schema.get("type") == "boolean":
        return {"true": True, "false": False}[value]
    return value.split(",") if schema.get("type") == "array" else value


def _check(value, schema):
    whole = {**schema, "components": description()["components"]}
    for error in Draft202012Validator(whole).iter_errors(value):
        raise BrokenContract(f"{error.json_path}: {error.message[:300]}")
