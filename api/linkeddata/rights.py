"""Licences in RDF: what may be done with a work, for machines that never heard of the licence.

A Creative Commons licence is its address, which describes itself. A KOGL type is described here with the ccREL
vocabulary, beside the Creative Commons licence that it is *near* to: never as the same, and never as its substitute.
"""

from collections.abc import Iterable
from typing import Final, Protocol

from api.linkeddata.mapping import Node, Scope, label, labels
from cms.core.licences import CC, LICENCES, Licence


class Licensed(Protocol):
    """Anything that carries the key of a licence."""

    @property
    def licence(self) -> str: ...


def address(key: str) -> str | None:
    """The address of a licence; None where it has none, or none of that key is known."""
    found = LICENCES.get(key)
    return found.url if found else None


def descriptions(works: Iterable[Licensed | None]) -> list[Node]:
    """The permissions of the licences of these works, each licence once; those that describe themselves are missing."""
    keys = dict.fromkeys(work.licence for work in works if work)
    return [_DESCRIBED[key] for key in keys if key in _DESCRIBED]


def _describe(licence: Licence) -> Node:
    node: Node = {
        "@id": licence.url,
        "@type": ["cc:License", "dct:LicenseDocument"],
        "dct:title": labels({"ko": licence.name_ko, "en": licence.name_en}),
        "cc:permits": ["cc:Reproduction", "cc:Distribution"] + ["cc:DerivativeWorks"] * licence.derivatives,
    }
    if licence.attribution:
        node["cc:requires"] = ["cc:Attribution"]
    if not licence.commercial:
        node["cc:prohibits"] = ["cc:CommercialUse"]
    if licence.near:
        node["skos:closeMatch"] = licence.near
    return node


_DESCRIBED: Final = {
    key: _describe(licence) for key, licence in LICENCES.items() if licence.url and not licence.url.startswith(CC)
}


def _address(work: Licensed, scope: Scope) -> str | None:
    return address(work.licence)


def _notice(work: Licensed, scope: Scope) -> str | Node | None:
    """The words for the rights where there is no licence to point to."""
    found = LICENCES.get(work.licence)
    if found is None or found.url:
        return None
    return label({"ko": found.name_ko, "en": found.name_en}, scope.language)


ROWS: Final = (
    ("licence", "license dct:license cc:license", _address),
    ("licence", "copyrightNotice", _notice),
)
