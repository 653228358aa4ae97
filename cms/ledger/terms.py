"""Writing terms: the vocabularies that records name by their keys, with the addresses of their pages."""

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from cms.core.records import Term, to_data
from cms.ledger import bounds, clocks, listing_changes, shown
from cms.ledger.iris import Name
from cms.ledger.models import Address, TermRow
from cms.ledger.writing import address_of


@transaction.atomic
def change(written: Sequence[Term], *, gone: Collection[Name] = (), everywhere: bool = True) -> int:
    """Write and delete terms, and say that the vocabularies of their cities have changed."""
    write(written)
    delete(_ids(gone), sites={site for site, _, _ in gone})
    names = {(term.site, term.scheme, term.key) for term in written} | set(gone)
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
    bounds.follow_terms([row.pk for row in rows.values()], now=timezone.now())
    return len(terms)


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
