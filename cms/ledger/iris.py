"""IRIs: the things that they name, and where an item is whose IRI begins with another city's base."""

from typing import Final

from cms.core.reading import EachOnce
from cms.core.records import Record, Term
from cms.ledger import generation
from cms.ledger.items import stored_key
from cms.ledger.models import Entry
from cms.ledger.vocabulary import vocabulary

# Below it each item and term has its IRI.
THINGS: Final = "/id/"
# So many IRIs of translations are kept.
_MOST_IRIS: Final = 20_000

# A city, a kind of record or a scheme of terms, and a key.
Name = tuple[str, str, str]


@EachOnce
def terms_named(names: list[Name]) -> dict[Name, Term]:
    """The terms that these are the names of. A query for each open vocabulary."""
    keys: dict[tuple[str, str], set[str]] = {}
    for site, scheme, key in names:
        keys.setdefault((site, scheme), set()).add(key)
    found: dict[Name, Term] = {}
    for (site, scheme), wanted in keys.items():
        found |= {(site, scheme, key): term for key, term in vocabulary(site).terms(scheme, wanted).items()}
    return found


def url_elsewhere(site: str, path: str) -> str | None:
    """The page of an item that was moved to another city and keeps the IRI at this path of its first one's base."""
    iri = first_iri(site, path)
    return urls_named([iri]).get(iri)


def first_iri(site: str, path: str) -> str:
    """The IRI that the first base of a city makes of a path."""
    base = vocabulary(site).city.iri.partition(THINGS)[0]
    return f"{base}{path}"


@EachOnce
def urls_named(iris: list[str]) -> dict[str, str]:
    """The addresses of the public items that have these IRIs, in whatever city they are today. One query."""
    keys = {uuid for iri in iris if (uuid := stored_key(iri.rpartition("/")[2]))}
    rows = Entry.objects.filter(key__in=keys, state=Entry.State.PUBLIC).values_list("record__iri", "record__url")
    found = dict(rows) if keys else {}
    return {iri: found[iri] for iri in iris if iri in found}


def iris_of_translations(record: Record) -> dict[str, str]:
    """The IRIs of the same item in other languages, by key. One query, none for those that were asked for since the
    vocabulary has changed, with which bases of IRIs do."""
    keys = [other.key for other in record.translations]
    known: dict[str, str] = generation.fresh("IRIs", dict)
    found = {key: known[key] for key in keys if key in known}
    if missing := [key for key in keys if key not in found]:
        rows = Entry.objects.filter(key__in=missing).values_list("key", "record__iri")
        read = {str(key): str(iri) for key, iri in rows}
        if len(known) < _MOST_IRIS:
            known.update(read)
        found |= read
    return found
