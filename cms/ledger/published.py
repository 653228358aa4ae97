"""The entries of pages: what the publication, which alone knows pages, asks of the ledger beside its calls."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cms.core.channels import Change
from cms.ledger.deliveries import change_of
from cms.ledger.hosts import former, hosts
from cms.ledger.models import Address, Entry, TermRow
from cms.ledger.moments import microseconds
from cms.ledger.writing import address_of


def public_entries(page_ids: Iterable[int]) -> list[tuple[int, int]]:
    """The ids of the public entries of these pages, each with that of its page; a queryset is not read before. One
    query."""
    found = Entry.objects.filter(page_id__in=page_ids, state=Entry.State.PUBLIC).values_list("pk", "page_id")
    return [(pk, page_id) for pk, page_id in found if page_id is not None]


def entries_of(page_ids: Iterable[int]) -> dict[int, int]:
    """The ids of the entries that these pages have or had, by page. One query."""
    found = Entry.objects.filter(page_id__in=page_ids).values_list("page_id", "pk")
    return {page_id: pk for page_id, pk in found if page_id is not None}


def pages_of(entry_ids: Iterable[int]) -> dict[int, int]:
    """The ids of the pages of these entries, by entry. One query."""
    found = Entry.objects.filter(pk__in=set(entry_ids)).values_list("pk", "page_id")
    return {pk: page_id for pk, page_id in found if page_id is not None}


def urls_of(page_ids: Iterable[int]) -> dict[int, str]:
    """The addresses that these pages have or had last, by page. One query."""
    found = Entry.objects.filter(page_id__in=page_ids).values_list("page_id", "record__url")
    return {page_id: str(url) for page_id, url in found if page_id is not None}


def change_of_page(page_id: int) -> Change | None:
    """The last change of the item of a page, as channels are told of it; None for one that was never public.

    One query.
    """
    entry = Entry.objects.filter(page_id=page_id).first()
    return change_of(entry) if entry else None


def changes_of_pages(page_ids: Collection[int]) -> dict[int, Change]:
    """The same of these pages, by page. One query, none where there are no pages."""
    found = Entry.objects.filter(page_id__in=page_ids) if page_ids else ()
    return {entry.page_id: change_of(entry) for entry in found if entry.page_id is not None}


def said(page_ids: Sequence[int], kind: str, fields: Sequence[str]) -> set[tuple[Any, ...]]:
    """The city, and these fields of the record, of what is public of these pages and of a kind. One query."""
    found = Entry.objects.filter(page_id__in=page_ids, kind=kind, state=Entry.State.PUBLIC)
    return set(found.values_list("site", *(f"record__{field}" for field in fields)))


def public_pages(*, after: int, most: int) -> list[int]:
    """The ids of pages that something public is of, in their order after one of them. One query.

    A page with two entries is told twice.
    """
    found = Entry.objects.filter(state=Entry.State.PUBLIC, page_id__gt=after).order_by("page_id")
    return [page_id for page_id in found.values_list("page_id", flat=True)[:most] if page_id is not None]


def expired(*, most: int) -> list[int]:
    """The ids of entries whose time is over and which nobody has withdrawn yet. One query."""
    found = Entry.objects.filter(expires_us__lte=microseconds(timezone.now()))
    return list(found.values_list("pk", flat=True)[:most])


def former_addresses(page_id: int, *, most: int) -> list[str]:
    """The addresses that the item of a page had; without their host where it is that of today. Two queries."""
    entry = Entry.objects.filter(page_id=page_id).first()
    return _former(Address.objects.filter(entry=entry), str(entry.record["url"]), most) if entry else []


def former_addresses_of_term(site: str, scheme: str, key: str, *, language: str, most: int) -> list[str]:
    """The same of the page of a term in a language."""
    term = TermRow.objects.filter(site=site, scheme=scheme, key=key).first()
    if term is None:
        return []
    today = (term.data.get("urls") or {}).get(language, "")
    return _former(Address.objects.filter(term=term, language=language), today, most)


def _former(rows: QuerySet[Address], today: str, most: int) -> list[str]:
    host, path = address_of(today)
    known = rows.filter(host__in=[*hosts(), *former()])
    pairs = known.order_by("pk").values_list("host", "path")[: most + 1]
    return [one[1] if one[0] == host else "".join(one) for one in pairs if one != (host, path)][:most]
