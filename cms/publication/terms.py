"""Writing the vocabularies: a city's terms, its hosts, and the tags that its records use."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from taggit.models import Tag as TagModel
from wagtail.models import Site

from cms.core.records import Record, Tag, Term, to_data
from cms.publication import generation, ledger
from cms.publication.models import Address, Host, TermRow
from cms.subsites import terms as source


@transaction.atomic
def sync(site: str) -> int:
    """Bring the terms of a city, tags aside, to what ``cms.subsites`` says; returns how many rows changed."""
    wanted = {(term.scheme, term.key): term for term in source.city_terms(site)}
    stored = {(row.scheme, row.key): row for row in TermRow.objects.filter(site=site).exclude(scheme=Tag.scheme)}
    changed = _write([term for key, term in wanted.items() if not _is_current(stored.get(key), term)])
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    TermRow.objects.filter(pk__in=gone).delete()
    if changed or gone:
        _advance()
    return changed + len(gone)


@transaction.atomic
def sync_tags(records: Iterable[Record]) -> int:
    """Write the terms of the tags that these records carry and the ledger does not know yet."""
    used = {(record.site, tag) for record in records for tag in record.tags}
    known = set(TermRow.objects.filter(scheme=Tag.scheme, key__in={tag for _, tag in used}).values_list("site", "key"))
    return _write_tags(used - known)


@transaction.atomic
def rename_tag(slug: str) -> int:
    """Write a tag's term again in every city that has it."""
    return _write_tags(set(TermRow.objects.filter(scheme=Tag.scheme, key=slug).values_list("site", "key")))


@transaction.atomic
def sync_hosts() -> int:
    """Bring the table of hosts to Wagtail's sites; returns how many rows changed."""
    wanted = {name: (site, is_default) for name, site, is_default in source.hosts()}
    stored = {host.name: (host.site, host.is_default) for host in Host.objects.all()}
    if wanted == stored:
        return 0
    Host.objects.exclude(name__in=wanted).delete()
    for name, (site, is_default) in wanted.items():
        Host.objects.update_or_create(name=name, defaults={"site": site, "is_default": is_default})
    _advance()
    return len(wanted.items() ^ stored.items())


def sync_all() -> int:
    """Hosts and the terms of every city."""
    Site.clear_site_root_paths_cache()
    return sync_hosts() + sum(sync(city) for city in source.cities())


def _write_tags(pairs: set[tuple[str, str]]) -> int:
    if not pairs:
        return 0
    tags = {tag.slug: tag for tag in TagModel.objects.filter(slug__in={slug for _, slug in pairs})}
    written = _write([source.tag_term(tags[slug], site) for site, slug in sorted(pairs) if slug in tags])
    if written:
        _advance()
    return written


def _is_current(row: TermRow | None, term: Term) -> bool:
    return row is not None and row.data == to_data(term)


def _write(terms: list[Term]) -> int:
    if not terms:
        return 0
    sequence = ledger.lock_clock().sequence
    TermRow.objects.bulk_create(
        [TermRow(site=t.site, scheme=t.scheme, key=t.key, data=to_data(t), sequence=sequence) for t in terms],
        update_conflicts=True,
        unique_fields=["site", "scheme", "key"],
        update_fields=["data", "sequence"],
    )
    # bulk_create does not say the ids of updated rows on every database, so they are read.
    rows = {
        (row.site, row.scheme, row.key): row
        for row in TermRow.objects.filter(site__in={t.site for t in terms}, key__in=[t.key for t in terms])
    }
    Address.objects.bulk_create(
        [
            Address(host=host, path=path, term=rows[term.site, term.scheme, term.key], entry=None, language=language)
            for term in terms
            for language, url in term.urls.items()
            for host, path in [ledger.address_of(url)]
        ],
        update_conflicts=True,
        unique_fields=["host", "path"],
        update_fields=["term", "entry", "language"],
    )
    return len(terms)


def _advance() -> None:
    clock = ledger.lock_clock()
    clock.vocabulary += 1
    clock.changed_at = timezone.now()
    clock.save(update_fields=["vocabulary", "changed_at"])
    generation.replace_on_commit(vocabulary=True)
