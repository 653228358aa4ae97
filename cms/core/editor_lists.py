"""Lists of the editor that may grow without end: by keyset, with filters that an index serves."""

from datetime import MINYEAR, UTC, datetime, time, timedelta
from typing import Any

import django_filters
from django.utils import timezone
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.views.generic.base import BaseListingView

from cms.core.paging import Keyset, KeysetPage


class KeysetList(BaseListingView):
    """A list by keyset; ``keyset`` is its order, ``about`` what an empty one says of itself."""

    about: Any = None
    keyset: Keyset
    keyset_page: KeysetPage
    results_template_name = "core/keyset_results.html"

    def get_queryset(self) -> Any:
        self.keyset_page = self.keyset.page(self.filter_queryset(self.get_base_queryset()), self.request.GET)
        return self.keyset_page.rows

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"keyset_page": self.keyset_page}


class DaysFilter(django_filters.DateFromToRangeFilter):
    """Moments from the beginning of the first day to the end of the last, in the zone of the city."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=DateRangePickerWidget, **kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        if value and value.start:
            qs = qs.filter(**{f"{self.field_name}__gte": _midnight(value.start)})
        if value and value.stop:
            qs = qs.filter(**{f"{self.field_name}__lt": _midnight(value.stop, later=1)})
        return qs


def _midnight(day: datetime, *, later: int = 0) -> datetime:
    """The beginning of a day, or of one so many days later; the first or last moment there is where it is beyond."""
    try:
        return timezone.make_aware(datetime.combine(day.date() + timedelta(days=later), time.min)).astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if day.year == MINYEAR else datetime.max.replace(tzinfo=UTC)
