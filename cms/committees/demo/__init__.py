"""Made-up meetings of a made-up city, which speak of its made-up documents."""

from typing import Any

from django.dispatch import receiver

from cms.releases.demo import documents_made
from cms.subsites.models import CityPage


@receiver(documents_made)
def make_meetings(city: CityPage, **kwargs: Any) -> str:
    """Make the meetings that are missing; returns how many that were, in words."""
    from cms.committees.demo.content import load_meetings

    return f"{load_meetings(city)} meetings"
