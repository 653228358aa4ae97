"""Bringing the vocabularies to what the page apps say: terms, hosts, and the tags and task cards that records use."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from taggit.models import Tag as TagModel
from wagtail.models import Site

from cms.boards import terms as boards
from cms.committees import terms as committees
from cms.core.reading import one_reading
from cms.core.records import (
    OPEN_SCHEMES,
    City,
    Record,
    Section,
    Tag,
    Task,
    Term,
    Unit,
    to_data,
)
from cms.core.rows import BATCH
from cms.ledger import clocks, listing_changes, naming
from cms.ledger import terms as stored_terms
from cms.ledger.facets import listing_name, values_of
from cms.ledger.models import Host
from cms.ledger.store import store
from cms.publication import former_hosts
from cms.releases import term_screening
from cms.releases import terms as releases
from cms.releases.models import TaskCard
from cms.subsites import identity
from cms.subsites import terms as places
from cms.subsites.models import OrganisationUnit

# A term as the ledger has it.
_Stored = Mapping[str, Any]

# What may be a term for no other reason than that something public names it.
_NAMED_BY_ITEMS: Final = (*sorted(OPEN_SCHEMES), Unit.scheme)


@transaction.atomic
def sync(site: str, *, used: Collection[str] = ()) -> int:
    """Bring the terms of a city, open vocabularies aside, to what the page apps say; returns how many rows changed.

    A department in no list is a term only while something public names it; ``used`` are the keys of those that this
    transaction is about to name. A hidden place is one, without more than its key, where it was or something names it.
    """
    stored = stored_terms.stored(site)
    known = term_screening.known_good()
    with one_reading():
        shown = list(_shown(site, stored, used))
    wanted = {(term.scheme, term.key): term_screening.covered(term, known) for term in shown}
    stale = [term for key, term in wanted.items() if not _is_current(stored.get(key), term)]
    changed = store.change_terms(stale, gone=[(site, *key) for key in stored if key not in wanted])
    if any(_has_moved(stored.get((term.scheme, term.key)), term) for term in stale):
        changed += follow_open(site)
    return changed


# Below whose pages those of open vocabularies are.
_ABOVE_OPEN: Final = frozenset({City.scheme, Section.scheme})


def _has_moved(before: _Stored | None, term: Term) -> bool:
    """Return whether the pages of open vocabularies have another address, or IRI, with that of this term."""
    if before is None or term.scheme not in _ABOVE_OPEN:
        return False
    return any(before.get(name) != to_data(term).get(name) for name in ("iri", "urls"))


def follow_open(site: str) -> int:
    """Bring the terms of open vocabularies to their city's address of today; returns how many rows changed.

    A batch is a transaction, where there is none around it.
    """
    changed, source = 0, places.Source(site)
    for scheme in sorted(OPEN_SCHEMES):
        after = ""
        while keys := stored_terms.keys_of(site, scheme, after=after, most=BATCH):
            after = keys[-1]
            with transaction.atomic():
                changed += _write_open(scheme, {(site, key) for key in keys}, sources={site: source})
    return changed


def addresses(site: str) -> set[tuple[str, str]]:
    """The addresses of a city's places that the public finds, each with its language. One query."""
    return stored_terms.addresses(site, but=(*OPEN_SCHEMES, Unit.scheme))


def _shown(site: str, stored: Container[tuple[str, str]], used: Collection[str]) -> Iterator[Term]:
    unlisted = OrganisationUnit.objects.filter(unlisted=True)
    used_too = naming.used(site, Unit.scheme, OuterRef("key"))
    hidden = set(unlisted.exclude(used_too).values_list("key", flat=True)) - set(used)
    source = places.Source(site)
    for term in (*places.city_terms(source), *committees.city_terms(source), *boards.city_terms(source)):
        if isinstance(term, Unit):
            if term.key not in hidden:
                yield replace(term, parent=None) if term.parent in hidden else term
        elif term.urls or isinstance(term, City) or (term.scheme, term.key) in stored or _is_named(term):
            yield term


def _is_named(term: Term) -> bool:
    return store.first_published(listing_name(term.site, term.scheme, term.key)) is not None


@transaction.atomic
def sync_open(records: Iterable[Record]) -> int:
    """Write the terms that these records carry and the ledger does not know yet: those of open vocabularies, and
    departments that are in no list."""
    used = {
        (record.site, scheme, key)
        for record in records
        for scheme, key in values_of(record)
        if scheme in _NAMED_BY_ITEMS
    }
    unknown = used - stored_terms.known(used) if used else set()
    written = sum(
        _write_open(scheme, {(site, key) for site, found, key in unknown if found == scheme}, new=True)
        for scheme in (Tag.scheme, Task.scheme)
    )
    for city in sorted({site for site, scheme, _ in unknown if scheme == Unit.scheme}):
        written += sync(city, used={key for site, scheme, key in unknown if (site, scheme) == (city, Unit.scheme)})
    return written


@transaction.atomic
def drop_unnamed(left: Iterable[str]) -> int:
    """After items have left these listings: the terms go that nothing public names any more; returns how many."""
    names = [name for name in left if name.split(":", 2)[1:2] and name.split(":", 2)[1] in _NAMED_BY_ITEMS]
    if not names:
        return 0
    listed = OrganisationUnit.objects.filter(key=OuterRef("key"), unlisted=False)
    unnamed = stored_terms.unnamed(names, _NAMED_BY_ITEMS, but=Q(scheme=Unit.scheme) & Q(Exists(listed)))
    dropped = [name for name in unnamed if name[1] in OPEN_SCHEMES]
    store.change_terms([], gone=dropped, everywhere=False)
    return len(dropped) + sum(sync(city) for city in sorted({name[0] for name in unnamed if name not in dropped}))


@transaction.atomic
def rename_task(key: str) -> int:
    """Write a task card's term again in every city that has it."""
    return _rename(Task.scheme, key)


@transaction.atomic
def rename_tag(slug: str) -> int:
    """Write a tag's term again in every city that has it."""
    return _rename(Tag.scheme, slug)


def _rename(scheme: str, key: str) -> int:
    return _write_open(scheme, {(site, key) for site in stored_terms.cities_with(scheme, key)})


@transaction.atomic
def sync_hosts() -> int:
    """Bring the table of hosts to Wagtail's sites, and keep those that were left; returns how many rows changed.

    A city that has a public address for the first time gets its identity.
    """
    wanted = {name: (site, is_default) for name, site, is_default in places.hosts()}
    identity.fix(dict.fromkeys(site for site, _ in wanted.values()))
    stored = {host.name: (host.site, host.is_default) for host in Host.objects.all()}
    if wanted == stored:
        return 0
    Host.objects.exclude(name__in=wanted).delete()
    for name, (site, is_default) in wanted.items():
        Host.objects.update_or_create(name=name, defaults={"site": site, "is_default": is_default})
    former_hosts.keep({name: site for name, (site, _) in stored.items() if name not in wanted}, today=wanted)
    listing_changes.follow_names(now=clocks.advance_vocabulary())
    return len(wanted.items() ^ stored.items())


def sync_all() -> int:
    """Hosts and the terms of every city."""
    Site.clear_site_root_paths_cache()
    return sync_hosts() + sum(sync(city) for city in places.cities())


def _write_open(
    scheme: str,
    pairs: set[tuple[str, str]],
    *,
    new: bool = False,
    sources: Mapping[str, places.Source] | None = None,
) -> int:
    """Write terms of open vocabularies. New ones are shown by nothing old; a new name by every item that carries it."""
    if not pairs:
        return 0
    keys_of: dict[str, set[str]] = {}
    for site, key in sorted(pairs):
        keys_of.setdefault(site, set()).add(key)
    known = term_screening.known_good()
    stored = stored_terms.stored_of(scheme, {key for _, key in pairs})
    wanted = [
        term_screening.covered(term, known)
        for site, keys in keys_of.items()
        for term in _open_terms(scheme, keys, (sources or {}).get(site) or places.Source(site))
    ]
    stale = [term for term in wanted if not _is_current(stored.get((term.site, term.key)), term)]
    return store.change_terms(stale, everywhere=not new)


def _open_terms(scheme: str, keys: set[str], source: places.Source) -> Iterator[Term]:
    if scheme == Tag.scheme:
        return places.tag_terms(TagModel.objects.filter(slug__in=keys).order_by("slug"), source)
    return releases.task_terms(TaskCard.objects.filter(key__in=keys).order_by("key"), source)


def _is_current(before: _Stored | None, term: Term) -> bool:
    return bool(before == to_data(term))
