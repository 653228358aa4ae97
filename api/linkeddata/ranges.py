"""The ranges of DCAT-AP: of which class the value of each property is, and from which of the EU's tables.

The values are IRIs of others, so their classes are said beside them: a validator follows no link.
"""

from collections.abc import Iterable
from typing import Any, Final

from api.linkeddata.mapping import Node

MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_EU: Final = "http://publications.europa.eu/resource/authority/"
AVAILABLE: Final = f"{_EU}planned-availability/AVAILABLE"
CONTINUOUS: Final = f"{_EU}frequency/UPDATE_CONT"
MONTHLY: Final = f"{_EU}frequency/MONTHLY"
# Of the EU's table of file types, those that occur here; another type is named in words.
_FORMATS: Final = {
    "application/atom+xml": "ATOM",
    "application/json": "JSON",
    "application/pdf": "PDF",
    "application/rss+xml": "RSS",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/xml": "XML",
    "application/zip": "ZIP",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "text/csv": "CSV",
    "text/plain": "TXT",
}
# A concept has a name, also where it is another's.
_NAMES: Final = {AVAILABLE: [{"@value": "available", "@language": "en"}, {"@value": "이용 가능", "@language": "ko"}]}
_CLASSES: Final = {
    "dct:language": "dct:LinguisticSystem",
    "dcat:mediaType": "dct:MediaType",
    "dcatap:availability": "skos:Concept",
    "dct:accrualPeriodicity": "dct:Frequency",
    "dct:license": "dct:LicenseDocument",
    "foaf:homepage": "foaf:Document",
    "dcat:landingPage": "foaf:Document",
}


def media_format(media_type: str, iri: str) -> Node:
    """The format of a file: a term of the EU's table, else one of its own under ``iri``."""
    known = _FORMATS.get(media_type)
    named = {"@id": f"{_EU}file-type/{known}"} if known else {"@id": iri}
    return named | {"@type": "dct:MediaTypeOrExtent", "rdfs:label": {"@value": media_type}}


def classes(nodes: Iterable[Node]) -> list[Node]:
    """The classes of the IRIs that are values in these nodes and what is in them, each IRI once."""
    found: dict[str, Node] = {}
    for node in nodes:
        for name, value in node.items():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    found |= {part["@id"]: part for part in classes([one])}
                elif name in _CLASSES:
                    found[one] = {"@id": one, "@type": _CLASSES[name]}
                    if one in _NAMES:
                        found[one]["skos:prefLabel"] = _NAMES[one]
    return list(found.values())


def with_classes(node: Node) -> Node:
    """A node whose ``@included`` says the classes of all that its values name and that it does not describe itself."""
    known: list[Any] = node.get("@included", [])
    described = {one["@id"] for one in known}
    further = [one for one in classes([node]) if one["@id"] not in described]
    return node | ({"@included": [*known, *further]} if further else {})
