"""The lists of the desk: what is held, documents whose ground has lapsed, decisions. Each is a scan of one index."""

from datetime import timedelta
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, When
from django.db.models.functions import Cast
from django.utils import timezone

from cms.releases.models.decisions import Decision
from cms.releases.models.documents import DocumentPage, Openness, State
from cms.releases.models.missed_schedules import MissedSchedule
from cms.releases.models.page_screenings import PageScreening
from cms.releases.models.rescreenings import Rescreening
from cms.subsites.models import CityPage

# What a row of a list shows: neither texts nor files, which can be megabytes.
_ROW: Final = (
    "title",
    "management_number",
    "number",
    "city",
    "unit",
    "openness",
    "state",
    "produced_on",
    "review_on",
    "review_stage",
    "grounds",
    "reason",
    "unscreened",
    "held",
    "held_since",
    "verdict",
)
# Those whom the queue is for: what was sent back waits for its department, what was taken down for nobody.
IN_QUEUE: Final = (State.WAITING, State.RELEASED)


def cities() -> list[str]:
    """The keys of the cities, in the order of their pages."""
    codes = CityPage.objects.order_by("path").values_list("code", flat=True)
    return list(dict.fromkeys(codes))


def waiting(most: int) -> list[str]:
    """The keys of the cities of the documents that wait for a person, a document a key, ``most`` of them at most."""
    found = _waiting().order_by("city", "held_since", "pk").values_list("city", flat=True)
    return list(found[:most])


def held(city: str) -> QuerySet[DocumentPage]:
    """The documents of a city that wait for a person, the longest held first by :data:`paging` on (held_since, pk)."""
    return _rows(_waiting().filter(city=city))


def held_pages() -> QuerySet[PageScreening]:
    """The rows beside pages of screened types that are held from the public, for a person to decide."""
    return PageScreening.objects.filter(held=True, held_since__isnull=False, unscreened=False, page__live=True)


def missed_schedules() -> QuerySet[MissedSchedule]:
    """The pages that screening kept from being published at their time, for a person to decide."""
    return MissedSchedule.objects.filter(is_personal=True)


def returned(city: str) -> QuerySet[DocumentPage]:
    """The documents that wait for their department."""
    return _rows(DocumentPage.objects.filter(city=city, held=True, held_since__isnull=False, state=State.RETURNED))


def lapsed(city: str) -> QuerySet[DocumentPage]:
    """The closed and partial documents of a city whose ground was to be looked at again by today."""
    rows = DocumentPage.objects.filter(review_on__isnull=False, review_on__lte=timezone.localdate(), city=city)
    return _rows(rows.exclude(openness=Openness.OPEN).filter(state__in=IN_QUEUE))


def with_reason(rows: QuerySet[DocumentPage], code: str) -> QuerySet[DocumentPage]:
    """Those that are held for a reason of this code; on SQLite, which knows no containment, by the text."""
    if connection.features.supports_json_field_contains:
        return rows.filter(verdict__reasons__contains=[{"code": code}])
    said = Cast("verdict", TextField())
    return rows.alias(said=said).filter(said__contains=f'"code": "{code}"')


def held_for(rows: QuerySet[DocumentPage], *, days: int) -> QuerySet[DocumentPage]:
    """Those that have waited for at least so many days."""
    return rows.filter(held_since__lte=timezone.now() - timedelta(days=days))


def decisions() -> QuerySet[Decision]:
    """All decisions, with what a row of the log shows."""
    return with_cleared(Decision.objects.select_related("actor", "unit", "document").defer("before", "proof"))


def with_cleared(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """With ``cleared``: how many documents a value declared public has cleared until now; None for other decisions."""
    run = Rescreening.objects.filter(batch=OuterRef("batch")).values("cleared")
    is_value = When(action=Decision.Action.ALLOW, then=Subquery(run))
    return rows.annotate(cleared=Case(is_value, default=None, output_field=IntegerField()))


def officers() -> QuerySet[Any]:
    """Those who may decide now."""
    right = Q(groups__permissions__content_type__app_label="releases", groups__permissions__codename="disclose")
    return get_user_model().objects.filter(right | Q(is_superuser=True)).distinct().order_by("username")


def find(text: str) -> DocumentPage | None:
    """The document of a management number, as somebody has typed or pasted it."""
    number = text.strip()
    return DocumentPage.objects.filter(management_number=number).order_by("pk").first() if number else None


def _waiting() -> QuerySet[DocumentPage]:
    return DocumentPage.objects.filter(held=True, held_since__isnull=False, state__in=IN_QUEUE)


def _rows(documents: QuerySet[DocumentPage]) -> QuerySet[DocumentPage]:
    """The departments are read by themselves: PostgreSQL, which expects a few held documents however many there are,
    would join all of these and sort them, where a page in the order of the index is read up to its end."""
    return documents.prefetch_related("unit").only(*_ROW)
