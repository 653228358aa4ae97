"""Released documents as schema.org DigitalDocument, with Dublin Core, PROV, DCAT for their files, RiC-O for retention.

Openness is a right of access and its grounds are statements of rights; a masked document says so as provenance. The
drafters are the authors, whoever approved it is accountable. What a kind of document adds is its main entity.
"""

from typing import Any, Final

from api.linkeddata import concepts, rights
from api.linkeddata.items import CREDIT, IDENTITY, day, moment, named, publisher, sections, subjects
from api.linkeddata.mapping import Mapping, Node, Scope, label
from api.linkeddata.media import ATTACHMENT, IMAGE
from api.linkeddata.terms import concept, known, organisation, publishing
from cms.core import disclosure
from cms.core.records import (
    Advance,
    Body,
    Document,
    Expense,
    Official,
    Research,
    Task,
)

OFFICIAL: Final = Mapping(
    source=Official,
    types="Person",
    rows=(
        ("name", "name", lambda official, scope: official.name),
        ("position", "jobTitle", lambda official, scope: official.position),
    ),
    left_out={"role": "said by the property that leads here: author, contributor or accountablePerson"},
)
EXPENSE: Final = Mapping(
    source=Expense,
    types="PayAction",
    rows=(
        ("spent_at", "endTime", lambda expense, scope: moment(expense.spent_at) if expense.spent_at else None),
        ("place", "location", lambda expense, scope: expense.place),
        ("purpose", "description", lambda expense, scope: expense.purpose),
        ("target", "recipient", lambda expense, scope: expense.target),
        ("payment", "instrument", lambda expense, scope: expense.payment),
        ("category", "dct:type", lambda expense, scope: expense.category),
        ("amount", "price", lambda expense, scope: expense.amount),
        ("amount", "priceCurrency", lambda expense, scope: "KRW"),
    ),
)
RESEARCH: Final = Mapping(
    source=Research,
    types="Report",
    rows=(
        ("year", "temporalCoverage", lambda research, scope: str(research.year or "")),
        ("institution", "sourceOrganization", lambda research, scope: research.institution),
        ("category", "genre", lambda research, scope: research.category),
        ("region", "spatialCoverage", lambda research, scope: research.region),
        ("isbn", "isbn", lambda research, scope: research.isbn),
        ("area", "about", lambda research, scope: research.area),
    ),
)
ADVANCE: Final = Mapping(
    source=Advance,
    types="dcat:CatalogRecord",
    rows=(
        ("category", "dct:type", lambda advance, scope: advance.category),
        ("path", "dct:title", lambda advance, scope: " > ".join(advance.path)),
        ("telephone", "telephone", lambda advance, scope: advance.telephone),
    ),
)
TEXT: Final = Mapping(
    source=Body,
    types="DigitalDocument",
    rows=(("text", "text", lambda body, scope: body.text),),
    left_out={"html": "the same words as the text; their markup is in the page and the feeds"},
)


def _officials(document: Document, role: str, scope: Scope) -> list[Node]:
    return [
        named(OFFICIAL.node(official, scope), f"{document.iri}#official-{number}")
        for number, official in enumerate(document.officials, start=1)
        if official.role == role
    ]


def _authors(document: Document, scope: Scope) -> Any:
    return _officials(document, "drafter", scope) or organisation(publishing(document.publisher, scope), scope)


def _numbers(document: Document, scope: Scope) -> list[Node]:
    """The management number, which never changes, and the number that the unit gave."""
    values = {"management-number": document.management_number, "document-number": document.number}
    return [
        {"@id": f"{document.iri}#{name}", "@type": "PropertyValue", "propertyID": name, "value": value}
        for name, value in values.items()
        if value
    ]


def _approval(document: Document, scope: Scope) -> Node:
    """The activity that made it: the work of its officials."""
    people = [f"{document.iri}#official-{number}" for number in range(1, len(document.officials) + 1)]
    node: Node = {"@id": f"{document.iri}#approval", "@type": "prov:Activity"}
    return node | ({"prov:wasAssociatedWith": people} if people else {})


def _filing(document: Document, scope: Scope) -> list[Node]:
    """The subjects of a document: fields, tags, its task card and its function."""
    function = concepts.function(document.functions, scope)
    tasks = [concept(task, scope) for task in known(Task, [document.task], scope)]
    return [*subjects(document, scope), *tasks, *([function] if function else [])]


def _section(document: Document, scope: Scope) -> Node | None:
    section = scope.vocabulary.section_of(type(document))
    if section is None:
        return None
    return {"@id": section.iri, "@type": "Collection", "name": label(section.names, scope.language)}


def conditions(record: Any, scope: Scope) -> str:
    """The reason why something is not all open, with the stage of a review and its end."""
    sentence = disclosure.closing(record.openness, record.grounds, record.reason, scope.language)
    until = (record.review_stage, day(record.review_on))
    return " ".join(filter(None, (sentence, f"({', '.join(filter(None, until))})" if sentence and any(until) else "")))


def _retention(document: Document, scope: Scope) -> Node | None:
    if not document.retention:
        return None
    node: Node = {
        "@id": f"{document.iri}#retention",
        "@type": "rico:Rule",
        "name": label(disclosure.retention_names(document.retention), scope.language),
    }
    return node | ({"rico:endDate": day(document.retained_until)} if document.retained_until else {})


def _masking(document: Document, scope: Scope) -> Node | None:
    if not document.masked:
        return None
    words = label(disclosure.MASKED, scope.language)
    return {"@id": f"{document.iri}#masking", "@type": "dct:ProvenanceStatement", "rdfs:label": words}


def _entity(document: Document, scope: Scope) -> Node | None:
    """The node that the kind of document adds."""
    parts: tuple[tuple[Mapping[Any], Any], ...] = (
        (EXPENSE, document.expense),
        (RESEARCH, document.research),
        (ADVANCE, document.advance),
    )
    found = (named(mapping.node(part, scope), f"{document.iri}#entity") for mapping, part in parts if part)
    return next(found, None)


DOCUMENT: Final = Mapping(
    source=Document,
    types=["DigitalDocument", "prov:Entity"],
    rows=(
        *IDENTITY,
        ("title", "name headline dct:title", lambda document, scope: document.title),
        ("management_number number", "identifier", _numbers),
        ("published_at", "datePublished dct:issued", lambda document, scope: moment(document.published_at)),
        ("modified_at", "dateModified dct:modified", lambda document, scope: moment(document.modified_at)),
        ("produced_on", "dateCreated dct:created", lambda document, scope: day(document.produced_on)),
        ("approved_on", "dct:dateAccepted", lambda document, scope: day(document.approved_on)),
        ("version", "version", lambda document, scope: document.version),
        ("officials publisher", "author", _authors),
        ("officials", "contributor", lambda document, scope: _officials(document, "reviewer", scope)),
        ("officials", "accountablePerson", lambda document, scope: _officials(document, "approver", scope)),
        ("publisher", "publisher", publisher),
        ("publisher", "prov:wasAttributedTo", lambda document, scope: publishing(document.publisher, scope).iri),
        ("officials", "prov:wasGeneratedBy", _approval),
        ("site", "sourceOrganization", lambda document, scope: organisation(scope.city, scope)),
        ("site", "isPartOf", _section),
        ("genre", "dct:type", lambda document, scope: concepts.genre(document.genre, scope)),
        ("topics", "articleSection", sections),
        ("topics tags task functions", "dct:subject", _filing),
        ("openness", "dct:accessRights", lambda document, scope: concepts.openness(document.openness, scope)),
        ("grounds", "dct:rights", lambda document, scope: [concepts.ground(g, scope) for g in document.grounds]),
        ("openness grounds reason review_on review_stage", "conditionsOfAccess", conditions),
        ("retention retained_until", "rico:isOrWasRegulatedBy", _retention),
        ("masked", "dct:provenance", _masking),
        ("image", "image", lambda document, scope: document.image and IMAGE.node(document.image, scope)),
        ("files", "encoding dcat:distribution", lambda doc, scope: [ATTACHMENT.node(f, scope) for f in doc.files]),
        ("expense research advance", "mainEntity", _entity),
        *CREDIT,
        ("licence image files", "@included", lambda doc, scope: rights.descriptions((doc, doc.image, *doc.files))),
    ),
    left_out={"translations": "documents exist in the language that they were approved in"},
)
