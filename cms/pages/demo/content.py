"""The text of the demo's pages. Safe to repeat: what has been public is left alone."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.core.blocks.markup import blocks
from cms.pages.founding import of_city, texts
from cms.subsites.models import CityPage, OrganisationUnit

# How long after its last review a page is due.
_REVIEW_AFTER = timedelta(days=180)


@transaction.atomic
def publish_pages(city: CityPage, path: Path) -> int:
    """Give the required pages of a city their texts, in each language that has one, and publish them."""
    made, told = 0, texts(path)
    unit = OrganisationUnit.objects.filter(key="new-media").first()
    for home in CityPage.objects.filter(code=city.code):
        language = home.locale.language_code
        for draft in of_city(home):
            if draft.first_published_at is None and language in told[draft.role]:
                _publish(draft, told[draft.role][language], unit=unit)
                made += 1
    return made


def _publish(draft: Any, text: Any, *, unit: OrganisationUnit | None) -> None:
    page = draft.get_latest_revision_as_object()
    page.title, page.lead, page.unit = text["title"], text["lead"], unit
    page.body = blocks(text["body"])
    page.reviewed_on = timezone.localdate()
    page.review_by = page.reviewed_on + _REVIEW_AFTER
    page.save_revision().publish()
