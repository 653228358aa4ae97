"""Made-up notices of a made-up city."""

from typing import Any

from django.dispatch import receiver

from cms.releases.demo import documents_made
from cms.subsites.models import CityPage


@receiver(documents_made)
def make_notices(city: CityPage, **kwargs: Any) -> str:
    """Make the notices that are missing; returns how many that were, in words."""
    from cms.boards.demo.content import load_notices

    return f"{load_notices(city)} notices"
