"""Writing terms: the vocabularies that records name by their keys, with the addresses of their pages.

And what whoever writes them asks before: which there are, as they are stored, and which nothing public names.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from cms.core.records import OPEN_SCHEMES, Term, Unit, to_data
from cms.ledger import bounds, clocks, former_names, listing_changes, shown
from cms.ledger.iris import Name
from cms.ledger.models import Address, Listing, TermRow
from cms.ledger.writing import address_of


def change(written: Sequence[Term], *, gone: Collection[Name] = (), everywhere: bool = True) -> int:
    """Write and delete terms, and say that the vocabularies of their cities have changed."""
    names = {(term.site, term.scheme, term.key) for term in written} | set(gone)
    if names:
        with transaction.atomic(savepoint=False):
            write(written)
            former_names.forget(gone)
            delete(_ids(gone), sites={site for site, _, _ in gone})
            for site in sorted({name[0] for name in names}):
                have_changed(site, only=None if everywhere else [name for name in sorted(names) if name[0] == site])
    return len(names)


def _ids(names: Collection[Name]) -> list[int]:
    """The ids of the rows of these terms. One query."""
    if not names:
        return []
    sites, schemes, keys = (set(values) for values in zip(*names, strict=True))
    rows = TermRow.objects.filter(site__in=sites, scheme__in=schemes, key__in=keys)
    return [pk for pk, *name in rows.values_list("pk", "site", "scheme", "key") if tuple(name) in names]


def write(terms: Sequence[Term]) -> int:
    """Store these terms, new ones or others in the place of those of their key; returns how many.

    An address that another term or an item had is theirs from now on. To be called in the transaction of the change.
    """
    if not terms:
        return 0
    locked = clocks.lock_each(term.site for term in terms)
    former_names.keep(terms)
    TermRow.objects.bulk_create(
        [
            TermRow(site=t.site, scheme=t.scheme, key=t.key, data=to_data(t), sequence=locked[t.site].sequence)
            for t in terms
        ],
        update_conflicts=True,
        unique_fields=["site", "scheme", "key"],
        update_fields=["data", "sequence"],
    )
    # bulk_create does not say the ids of updated rows on every database, so they are read.
    rows = {
        (row.site, row.scheme, row.key): row
        for row in TermRow.objects.filter(site__in={t.site for t in terms}, key__in=[t.key for t in terms])
    }
    shown.keep_terms({rows[term.site, term.scheme, term.key].pk: term for term in terms})
    Address.objects.bulk_create(
        [
            Address(
                host=host,
                path=path,
                site=term.site,
                term=rows[term.site, term.scheme, term.key],
                entry=None,
                language=language,
            )
            for term in terms
            for language, url in term.urls.items()
            for host, path in [address_of(url)]
        ],
        update_conflicts=True,
        unique_fields=["host", "path", "site"],
        update_fields=["term", "entry", "language"],
    )
    _lead_on({name: row.pk for name, row in rows.items()}, terms)
    bounds.follow_terms([row.pk for row in rows.values()], now=timezone.now())
    return len(terms)


def _lead_on(rows: Mapping[Name, int], terms: Sequence[Term]) -> None:
    """Let all addresses of a unit that was merged into another one lead to that. Two queries for each."""
    for term in terms:
        if isinstance(term, Unit) and term.merged_into:
            into = TermRow.objects.filter(site=term.site, scheme=term.scheme, key=term.merged_into).first()
            Address.objects.filter(term=rows[term.site, term.scheme, term.key]).update(term=into)


def delete(ids: Sequence[int], *, sites: Iterable[str]) -> None:
    """Delete terms, which are of these cities. Their addresses stay, and lead nowhere."""
    if ids:
        clocks.lock_each(sites)
        shards = bounds.of_terms(ids)
        TermRow.objects.filter(pk__in=ids).delete()
        bounds.look_again(shards, now=timezone.now())


def have_changed(site: str, *, only: Collection[Name] | None = None) -> None:
    """Say that names of a city have changed; ``only`` those of terms, as site, scheme and key, that their own page
    alone shows."""
    changed_at = clocks.advance_vocabulary(site)
    if only is None:
        listing_changes.follow_names(now=changed_at)
    else:
        listing_changes.follow_terms(only, now=changed_at)


def stored(site: str) -> dict[tuple[str, str], dict[str, Any]]:
    """The terms of a city as stored, by scheme and key, open vocabularies aside. One query."""
    rows = TermRow.objects.filter(site=site).exclude(scheme__in=OPEN_SCHEMES)
    return {(scheme, key): data for scheme, key, data in rows.values_list("scheme", "key", "data")}


def stored_of(scheme: str, keys: Collection[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """The terms of these keys as stored, by city and key. One query."""
    rows = TermRow.objects.filter(scheme=scheme, key__in=keys)
    return {(site, key): data for site, key, data in rows.values_list("site", "key", "data")}


def addresses(site: str, *, but: Collection[str] = ()) -> set[tuple[str, str]]:
    """The addresses of a city's terms, each with its language, without those of some schemes. One query."""
    rows = TermRow.objects.filter(site=site).exclude(scheme__in=but)
    return {pair for urls in rows.values_list("data__urls", flat=True) for pair in (urls or {}).items()}


def keys_of(site: str, scheme: str, *, after: str, most: int) -> list[str]:
    """The keys of a city's terms of a scheme in their order, after one of them. One query."""
    rows = TermRow.objects.filter(site=site, scheme=scheme, key__gt=after).order_by("key")
    return list(rows.values_list("key", flat=True)[:most])


def cities_with(scheme: str, key: str) -> list[str]:
    """The cities that have a term. One query."""
    return list(TermRow.objects.filter(scheme=scheme, key=key).values_list("site", flat=True))


def known(names: Collection[Name]) -> set[Name]:
    """Those of these terms that there are. One query."""
    rows = TermRow.objects.filter(scheme__in={name[1] for name in names}, key__in={name[2] for name in names})
    return set(rows.values_list("site", "scheme", "key")) & set(names)


def unnamed(listings: Collection[str], schemes: Collection[str], *, but: Q) -> list[Name]:
    """The terms of these schemes whose listing is one of these and is empty, but for the rows of a condition.

    One query.
    """
    keys = {name.split(":", 2)[2] for name in listings}
    listing = Concat("site", Value(":"), "scheme", Value(":"), "key", output_field=CharField())
    rows = TermRow.objects.filter(scheme__in=schemes, key__in=keys).annotate(listing=listing)
    rows = rows.filter(listing__in=listings).exclude(Exists(Listing.objects.filter(listing=OuterRef("listing"))))
    return list(rows.exclude(but).values_list("site", "scheme", "key"))
