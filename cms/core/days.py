"""Days of the city, in its own time zone."""

from datetime import date, datetime, time

from django.utils import timezone


def beginning(day: date) -> datetime:
    """The first moment of a day, in the city's zone."""
    return timezone.make_aware(datetime.combine(day, time.min))
