"""Conditions on what the ledger names, for queries of others: pages, and terms such as departments and task cards."""

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Concat
from django.utils import timezone

from cms.ledger.facets import listing_name
from cms.ledger.models import Entry, Listing, TermRow
from cms.ledger.moments import microseconds


def published(pk: OuterRef, title: OuterRef) -> Exists:
    """The condition, on pages, that one is public under this title. One probe of an index."""
    unexpired = Q(expires_us=None) | Q(expires_us__gt=microseconds(timezone.now()))
    entries = Entry.objects.filter(unexpired, page_id=pk, state=Entry.State.PUBLIC)
    return Exists(entries.alias(said=KT("record__title")).filter(said=title))


def named(scheme: str, key: OuterRef) -> Exists:
    """The condition, on what a term is made of, that the term is public in any city."""
    return Exists(TermRow.objects.filter(scheme=scheme, key=key))


def used(site: str, scheme: str, key: OuterRef) -> Exists:
    """The condition, on what a term is made of, that something public of a city is in its listing."""
    return Exists(Listing.objects.filter(listing=Concat(Value(listing_name(site, scheme, "")), key)))
