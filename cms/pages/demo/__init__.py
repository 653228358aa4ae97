"""The required pages of the made-up city, public and with a text of their own."""

from pathlib import Path
from typing import Any, Final

from django.dispatch import receiver

from cms.releases.demo import documents_made
from cms.subsites.models import CityPage

_TEXTS: Final = Path(__file__).with_name("pages.toml")


@receiver(documents_made)
def make_pages(city: CityPage, **kwargs: Any) -> str:
    """Publish those that are still the drafts of the founding; returns how many, in words."""
    from cms.pages.demo.content import publish_pages

    return f"{publish_pages(city, _TEXTS)} pages"
