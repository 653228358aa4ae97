"""The one JSON-LD context, inlined in every description: no reader, and no writer here, ever fetches one.

Values stay plain strings wherever they can, because search engines read the JSON and skip most of the context; the
context adds what RDF needs (languages, datatypes, which strings are IRIs).
"""

from functools import cache
from typing import Any, Final

SCHEMA: Final = "https://schema.org/"
PREFIXES: Final = {
    "schema": SCHEMA,
    "cc": "http://creativecommons.org/ns#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    # Records in Contexts, the International Council on Archives' ontology.
    "rico": "https://www.ica.org/standards/RiC/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_IRIS: Final = (
    "url contentUrl license mainEntityOfPage item eventStatus eventAttendanceMode additionalType hasMap"
    " dct:language dct:license dct:publisher"
    " cc:attributionURL cc:license cc:permits cc:prohibits cc:requires"
    " org:hasSubOrganization org:linkedTo org:originalOrganization org:resultedFrom org:resultingOrganization"
    " org:subOrganizationOf org:unitOf"
    " prov:wasAssociatedWith prov:wasAttributedTo"
    " skos:broader skos:closeMatch skos:hasTopConcept skos:narrower skos:inScheme skos:topConceptOf"
    " dcat:accessURL dcat:downloadURL dcat:endpointURL dcat:mediaType"
    " dcat:inSeries dcat:landingPage dcat:servesDataset dcat:theme dcat:themeTaxonomy foaf:homepage"
    " dcatap:availability dct:accrualPeriodicity vcard:hasURL"
)
_MOMENTS: Final = (
    "datePublished dateModified dct:issued dct:modified startDate endDate validFrom validThrough endTime"
    " dcat:startDate dcat:endDate"
)
_DAYS: Final = "dateCreated dct:created dct:dateAccepted foundingDate dissolutionDate rico:endDate lastReviewed expires"
_WITHOUT_LANGUAGE: Final = (
    "inLanguage encodingFormat contentSize telephone faxNumber email creditText cc:attributionName dct:identifier"
    " propertyID value isbn priceCurrency price temporalCoverage citation"
    " scheduleTimezone repeatFrequency startTime byDay exceptDate"
)


@cache
def context(language: str = "") -> dict[str, Any]:
    """The context for a description whose plain texts are in ``language``; without one they carry no language."""
    terms: dict[str, Any] = {"@vocab": SCHEMA}
    if language:
        terms["@language"] = language
    terms |= PREFIXES
    terms |= {name: {"@type": "@id"} for name in _IRIS.split()}
    terms |= {name: {"@type": "xsd:dateTime"} for name in _MOMENTS.split()}
    terms |= {name: {"@type": "xsd:date"} for name in _DAYS.split()}
    terms["dcat:byteSize"] = {"@type": "xsd:nonNegativeInteger"}
    terms |= {name: {"@language": None} for name in _WITHOUT_LANGUAGE.split()}
    return terms
