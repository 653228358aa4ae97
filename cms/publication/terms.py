"""Bringing the vocabularies to what the page apps say: terms, hosts, and the tags and task cards that records use."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from taggit.models import Tag as TagModel
from wagtail.models import Site

from cms.committees import terms as committees
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
from cms.ledger import clocks, listing_changes, writing
from cms.ledger import terms as stored_terms
from cms.ledger.facets import listing_name, values_of
from cms.ledger.models import Host, Listing, TermRow
from cms.publication import former_hosts
from cms.releases import term_screening
from cms.releases import terms as releases
from cms.releases.models import TaskCard
from cms.subsites import identity
from cms.subsites import terms as places
from cms.subsites.models import OrganisationUnit

# What may be a term for no other reason than that something public names it.
_NAMED_BY_ITEMS: Final = (*sorted(OPEN_SCHEMES), Unit.scheme)


@transaction.atomic
def sync(site: str, *, used: Collection[str] = ()) -> int:
    """Bring the terms of a city, open vocabularies aside, to what the page apps say; returns how many rows changed.

    A department in no list is a term only while something public names it; ``used`` are the keys of those that this
    transaction is about to name. A hidden place is one, without more than its key, where it was or something names it.
    """
    rows = TermRow.objects.filter(site=site).exclude(scheme__in=OPEN_SCHEMES)
    stored = {(row.scheme, row.key): row for row in rows}
    known = term_screening.known_good()
    wanted = {(term.scheme, term.key): term_screening.covered(term, known) for term in _shown(site, stored, used)}
    stale = [term for key, term in wanted.items() if not _is_current(stored.get(key), term)]
    changed = stored_terms.write(stale)
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    stored_terms.delete(gone, sites=[site])
    if changed or gone:
        stored_terms.have_changed(site)
    if any(_has_moved(stored.get((term.scheme, term.key)), term) for term in stale):
        changed += follow_open(site)
    return changed + len(gone)


# Below whose pages those of open vocabularies are.
_ABOVE_OPEN: Final = frozenset({City.scheme, Section.scheme})


def _has_moved(row: TermRow | None, term: Term) -> bool:
    """Return whether the pages of open vocabularies have another address, or IRI, with that of this term."""
    if row is None or term.scheme not in _ABOVE_OPEN:
        return False
    return any(row.data.get(name) != to_data(term).get(name) for name in ("iri", "urls"))


def follow_open(site: str) -> int:
    """Bring the terms of open vocabularies to their city's address of today; returns how many rows changed.

    A batch is a transaction, where there is none around it.
    """
    changed, source = 0, places.Source(site)
    for scheme in sorted(OPEN_SCHEMES):
        rows = TermRow.objects.filter(site=site, scheme=scheme).order_by("key").values_list("key", flat=True)
        after = ""
        while keys := list(rows.filter(key__gt=after)[: writing.BATCH]):
            after = keys[-1]
            with transaction.atomic():
                changed += _write_open(scheme, {(site, key) for key in keys}, sources={site: source})
    return changed


def addresses(site: str) -> set[tuple[str, str]]:
    """The addresses of a city's places that the public finds, each with its language. One query."""
    rows = TermRow.objects.filter(site=site).exclude(scheme__in=(*OPEN_SCHEMES, Unit.scheme))
    return {pair for urls in rows.values_list("data__urls", flat=True) for pair in (urls or {}).items()}


def _shown(site: str, stored: Container[tuple[str, str]], used: Collection[str]) -> Iterator[Term]:
    unlisted = OrganisationUnit.objects.filter(unlisted=True)
    named = Listing.objects.filter(listing=Concat(Value(listing_name(site, Unit.scheme, "")), OuterRef("key")))
    hidden = set(unlisted.exclude(Exists(named)).values_list("key", flat=True)) - set(used)
    for term in (*places.city_terms(site), *committees.city_terms(site)):
        if isinstance(term, Unit):
            if term.key not in hidden:
                yield replace(term, parent=None) if term.parent in hidden else term
        elif term.urls or isinstance(term, City) or (term.scheme, term.key) in stored or _is_named(term):
            yield term


def _is_named(term: Term) -> bool:
    return Listing.objects.filter(listing=listing_name(term.site, term.scheme, term.key)).exists()


@transaction.atomic
def sync_open(records: Iterable[Record]) -> int:
    """Write the terms that these records carry and the ledger does not know yet: those of open vocabularies, and
    departments that are in no list."""
    used: set[tuple[str, str, str]] = set()
    for record in records:
        used.update((scheme, record.site, key) for scheme, key in values_of(record) if scheme in _NAMED_BY_ITEMS)
    unknown = used - _known(used) if used else set()
    written = sum(
        _write_open(scheme, {(site, key) for found, site, key in unknown if found == scheme}, new=True)
        for scheme in (Tag.scheme, Task.scheme)
    )
    for city in sorted({site for scheme, site, _ in unknown if scheme == Unit.scheme}):
        written += sync(city, used={key for scheme, site, key in unknown if (scheme, site) == (Unit.scheme, city)})
    return written


def _known(used: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    rows = TermRow.objects.filter(scheme__in={scheme for scheme, _, _ in used}, key__in={key for _, _, key in used})
    return set(rows.values_list("scheme", "site", "key"))


@transaction.atomic
def drop_unnamed(left: Iterable[str]) -> int:
    """After items have left these listings: the terms go that nothing public names any more; returns how many."""
    names = [name for name in left if name.split(":", 2)[1:2] and name.split(":", 2)[1] in _NAMED_BY_ITEMS]
    if not names:
        return 0
    rows = _empty(names)
    dropped = [row.pk for row in rows if row.scheme in OPEN_SCHEMES]
    left_cities = {row.site for row in rows if row.scheme in OPEN_SCHEMES}
    stored_terms.delete(dropped, sites=left_cities)
    for site in sorted(left_cities):
        renamed = [(site, row.scheme, row.key) for row in rows if row.scheme in OPEN_SCHEMES and row.site == site]
        stored_terms.have_changed(site, only=renamed)
    return len(dropped) + sum(sync(city) for city in sorted({row.site for row in rows if row.pk not in dropped}))


def _empty(names: list[str]) -> list[TermRow]:
    """The terms of these listings in which nothing is any more, without those that stand by themselves."""
    keys = {name.split(":", 2)[2] for name in names}
    listing = Concat("site", Value(":"), "scheme", Value(":"), "key", output_field=CharField())
    rows = TermRow.objects.filter(scheme__in=_NAMED_BY_ITEMS, key__in=keys).annotate(listing=listing)
    rows = rows.filter(listing__in=names).exclude(Exists(Listing.objects.filter(listing=OuterRef("listing"))))
    listed = OrganisationUnit.objects.filter(key=OuterRef("key"), unlisted=False)
    return list(rows.exclude(Q(scheme=Unit.scheme) & Q(Exists(listed))))


@transaction.atomic
def rename_task(key: str) -> int:
    """Write a task card's term again in every city that has it."""
    return _rename(Task.scheme, key)


@transaction.atomic
def rename_tag(slug: str) -> int:
    """Write a tag's term again in every city that has it."""
    return _rename(Tag.scheme, slug)


def _rename(scheme: str, key: str) -> int:
    return _write_open(scheme, set(TermRow.objects.filter(scheme=scheme, key=key).values_list("site", "key")))


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
    stored = {(row.site, row.key): row for row in TermRow.objects.filter(scheme=scheme, key__in={k for _, k in pairs})}
    wanted = [
        term_screening.covered(term, known)
        for site, keys in keys_of.items()
        for term in _open_terms(scheme, keys, (sources or {}).get(site) or places.Source(site))
    ]
    written = stored_terms.write([term for term in wanted if not _is_current(stored.get((term.site, term.key)), term)])
    if written:
        for site, keys in keys_of.items():
            stored_terms.have_changed(site, only=[(site, scheme, key) for key in sorted(keys)] if new else None)
    return written


def _open_terms(scheme: str, keys: set[str], source: places.Source) -> Iterator[Term]:
    if scheme == Tag.scheme:
        return places.tag_terms(TagModel.objects.filter(slug__in=keys).order_by("slug"), source)
    return releases.task_terms(TaskCard.objects.filter(key__in=keys).order_by("key"), source)


def _is_current(row: TermRow | None, term: Term) -> bool:
    return row is not None and row.data == to_data(term)
