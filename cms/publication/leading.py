"""The addresses that lead to a page: those that it had, and redirects that somebody has made."""

from typing import Any
from urllib.parse import unquote

from wagtail.models import Page

from cms.core.leading import Leading
from cms.core.models import Redirect
from cms.core.redirects import place_of
from cms.ledger import hosts, standing
from cms.ledger.models import Address, Entry, TermRow
from cms.ledger.writing import address_of


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
    if place := place_of(page):
        site, scheme, key, language = place.split(":")
        term = TermRow.objects.filter(site=site, scheme=scheme, key=key).first()
        today = (term.data.get("urls") or {}).get(language, "") if term else ""
        rows: Any = Address.objects.filter(term=term, language=language) if term else Address.objects.none()
    else:
        entry = Entry.objects.filter(page_id=page.pk).first()
        today = str(entry.record["url"]) if entry else ""
        rows = Address.objects.filter(entry=entry) if entry else Address.objects.none()
    host, path = address_of(today)
    known = rows.filter(host__in=[*hosts.hosts(), *hosts.former()])
    pairs = known.order_by("pk").values_list("host", "path")[: most + 1]
    return [one[1] if one[0] == host else "".join(one) for one in pairs if one != (host, path)][:most]
