"""The addresses that lead to a page: those that it had, and redirects that somebody has made."""

from urllib.parse import unquote

from wagtail.models import Page

from cms.core.leading import Leading
from cms.core.models import Redirect
from cms.core.redirects import place_of
from cms.ledger import published, standing


def addresses(page: Page, most: int) -> list[Leading]:
    """At most so many: former addresses first. A few queries."""
    found = [Leading(address=address) for address in _former(page, most)]
    rows = Redirect.objects.filter(page_id=page.pk).order_by("pk")[: max(0, most - len(found))]
    begins = standing.before(rows)
    return found + [
        Leading(address=unquote(str(row)), redirect_id=row.pk, permanent=row.permanent, begins=begins.get(row.pk, ""))
        for row in rows
    ]


def _former(page: Page, most: int) -> list[str]:
    """The addresses of before of what the page published; without their host where it is that of today."""
    if not (place := place_of(page)):
        return published.former_addresses(page.pk, most=most)
    site, scheme, key, language = place.split(":")
    return published.former_addresses_of_term(site, scheme, key, language=language, most=most)
