"""The city's own concepts: openness, the grounds for closing, kinds of documents, and functions of the city.

They stand in the catalogue, but functions, of which there may be thousands: each has a description of its own. A record
says just enough of one, in its own language, for a reader who follows no link.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dictionary
from typing import Any, Final
from urllib.parse import quote

from api.linkeddata.mapping import Node, Scope, label, labels
from cms.core import disclosure

# The authority table of the EU's Publications Office that DCAT-AP 3.0 names: PUBLIC, RESTRICTED, NON_PUBLIC and others.
_EU: Final = "http://publications.europa.eu/resource/authority/access-right/"
# Near, not the same: the EU's "restricted" is open to some, while a partly open document is open in part to all.
_ACCESS: Final = {"open": "PUBLIC", "partial": "RESTRICTED", "closed": "NON_PUBLIC"}


def openness(value: str, scope: Scope) -> Node:
    """The openness of something, near to the EU's access rights."""
    node = _concept("openness", value, disclosure.OPENNESS.get(value, {}), scope, types="dct:RightsStatement")
    return node | ({"skos:closeMatch": f"{_EU}{_ACCESS[value]}"} if value in _ACCESS else {})


def ground(value: int, scope: Scope) -> Node:
    """A ground on which the law lets something be closed."""
    return _concept("grounds", str(value), disclosure.ground_names(value), scope, types="dct:RightsStatement")


def genre(value: str, scope: Scope) -> Node:
    """A kind of released documents."""
    return _concept("genres", value, disclosure.GENRES.get(value, {}), scope)


def function(path: Sequence[str], scope: Scope) -> Node | None:
    """The last function of a path, below those before it; None for an empty path."""
    if not path:
        return None
    node: Node = {
        "@id": function_iri(path, scope),
        "@type": "skos:Concept",
        "skos:prefLabel": path[-1],
        "skos:inScheme": scope.in_catalogue("functions"),
    }
    if broader := function(path[:-1], scope):
        node["skos:broader"] = broader
    return node


def function_iri(path: Sequence[str], scope: Scope) -> str:
    """The IRI of a function of the city."""
    return f"{scope.base}/id/function/{'/'.join(quote(step, safe='') for step in path)}"


def function_description(path: Sequence[str], below: Iterable[Sequence[str]], scope: Scope) -> Node:
    """All that is known of a function: its place in the classification."""
    narrower = [function_iri(other, scope) for other in below]
    node = function(path, scope) or {}
    top = {} if path[1:] else {"skos:topConceptOf": scope.in_catalogue("functions")}
    return node | top | ({"skos:narrower": narrower} if narrower else {})


def of_disclosure(scope: Scope) -> list[Node]:
    """The degrees of openness and the grounds, with all concepts, for the catalogue: meetings say them too."""
    return [
        _scheme("openness", [openness(value, scope) for value in disclosure.OPENNESS], scope),
        _scheme("grounds", [ground(value, scope) for value in disclosure.GROUNDS], scope),
    ]


def of_documents(scope: Scope) -> list[Node]:
    """The kinds of documents, for the catalogue."""
    return [_scheme("genres", [genre(value, scope) for value in disclosure.GENRES], scope)]


_TITLES: Final = {
    "openness": {"ko": "공개 구분", "en": "Openness"},
    "grounds": {"ko": "비공개 사유", "en": "Grounds for closing"},
    "genres": {"ko": "문서 종류", "en": "Kinds of documents"},
}


def _scheme(name: str, concepts: list[Node], scope: Scope) -> Node:
    return {
        "@id": scope.in_catalogue(name),
        "@type": "skos:ConceptScheme",
        "dct:title": labels(_TITLES[name]),
        "skos:hasTopConcept": concepts,
    }


def _concept(scheme: str, key: str, names: Dictionary[str, str], scope: Scope, *, types: str = "") -> Node:
    """A concept of a closed scheme; its label is in the language of the description, or in all where it has none."""
    name: Any = label(names, scope.language) if scope.language else labels(names)
    return {
        "@id": scope.in_catalogue(f"{scheme}/{quote(key, safe='')}"),
        "@type": ["skos:Concept", types] if types else "skos:Concept",
        "skos:prefLabel": name or key,
        "skos:inScheme": scope.in_catalogue(scheme),
    }
