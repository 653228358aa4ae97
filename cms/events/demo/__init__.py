"""Made-up events of a made-up city, so that something is always tomorrow."""

from typing import Any

from django.dispatch import receiver

from cms.releases.demo import documents_made
from cms.subsites.models import CityPage


@receiver(documents_made)
def make_events(city: CityPage, **kwargs: Any) -> str:
    """Make the events that are missing; returns how many that were, in words."""
    from cms.events.demo.content import load_events

    return f"{load_events(city)} events"
