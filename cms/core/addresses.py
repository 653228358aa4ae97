"""The roots of the sites in each language, and the names that no page may take."""

import re
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from wagtail.models import Page, Site

from cms.core import outputs
from cms.core.reading import read_once

# What is at the root of a host and is no output: the editor, the intake, and what says how the server fares.
_RESERVED: Final = frozenset("admin healthz intake livez metrics readyz".split())
_YEAR: Final = re.compile(r"\d{4}")


def reserved() -> frozenset[str]:
    """The names that no page may have, because something else is at the root of every host."""
    return _RESERVED | outputs.reserved()


def is_reserved(slug: str) -> bool:
    """Return whether an output, an archive of a year or a language has this name at the root of every listing page."""
    return slug.casefold() in reserved() | {code for code, _ in settings.LANGUAGES} or bool(_YEAR.fullmatch(slug))


@dataclass(frozen=True, slots=True)
class Root:
    """The page, in one language, that a host name shows as its home page; ``prefix`` is empty or such as ``/en``."""

    site_id: int
    path: str
    base_url: str
    prefix: str


@read_once(lambda: None)
def roots() -> list[Root]:
    """The roots of all sites, the most specific first. Two queries, never cached: no address may be stale."""
    sites = list(Site.objects.select_related("root_page").order_by("-is_default_site", "hostname", "port"))
    pages = Page.objects.filter(translation_key__in=[site.root_page.translation_key for site in sites])
    translations: dict[object, list[tuple[str, int, str]]] = {}
    for row in pages.values_list("translation_key", "url_path", "pk", "locale__language_code"):
        translations.setdefault(row[0], []).append((row[1], row[2], row[3]))
    found = [
        Root(site.pk, path, site.root_url, "" if pk == site.root_page_id else f"/{language}")
        for site in sites
        for path, pk, language in translations[site.root_page.translation_key]
    ]
    return sorted(found, key=lambda root: len(root.path), reverse=True)
