"""The addresses of former hosts, and where what was there is today."""

import re
from operator import itemgetter
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from cms.core.addresses import reserved
from cms.ledger.hosts import former, hosts, own_last
from cms.ledger.models import Address
from cms.ledger.stored_paths import stored_as
from cms.ledger.vocabulary import vocabulary
from cms.normal_form import IN_NO_PATH, LONGEST_PATH, kept_host, normal_path, origin_of, written_path

# An address with more steps than any page has is not looked for step by step.
_STEPS: Final = 16


def is_possible(path: str) -> bool:
    """Return whether a decoded path can be that of a page."""
    return len(path) <= LONGEST_PATH and not IN_NO_PATH.search(path)


def is_today(url: str) -> bool:
    """Return whether an address is one that no former host has; a record may still be to follow to it."""
    return kept_host(urlsplit(url).netloc) not in former()


def same_place(*, host: str, path: str) -> str:
    """Today's address of the same path of a former host: below the page that the nearest listing above it has now.

    What every host has at its root, such as media and IRIs, has it there. Two queries at most.
    """
    path = normal_path(path)
    if _is_at_root(path) or path.count("/") > _STEPS or not is_possible(path):
        return f"{origin_of(_home(host))}{written_path(path)}"
    steps = [path[: match.end()] for match in re.finditer("/", path)]
    known = _listings(host, steps)
    step = max(known, key=len, default="/")
    return f"{known.get(step) or _home(host)}{written_path(path[len(step) :])}"


def _is_at_root(path: str) -> bool:
    languages = {code for code, _ in settings.LANGUAGES}
    # Every host has these at its root; feeds are below each listing.
    at_root = reserved() - {"feed"}
    steps = [step.partition(".")[0] for step in path.split("/")[1:3]]
    return steps[0] in at_root or (steps[0] in languages and steps[-1] in at_root)


def _home(host: str) -> str:
    """Today's address of what the former host had as its home page, or else of that of its city."""
    if found := _listings(host, ["/"]).get("/"):
        return found
    city = vocabulary(former()[host]).city
    return city.url(city.default_language) or next(iter(city.urls.values()), f"{settings.MADANG_BASE_URL}/")


def _listings(host: str, paths: list[str]) -> dict[str, str]:
    """Today's addresses of the listings that had these paths. One query."""
    stored = stored_as(paths)
    rows = Address.objects.filter(host=host, path__in=[*stored], term__isnull=False)
    values = rows.values_list("path", "language", "term__data", "site")
    found: dict[str, Any] = {
        stored[path]: (data.get("urls") or {}).get(language)
        for path, language, data, _ in own_last(values, host=lambda _: host, site=itemgetter(3))
    }
    return {path: url for path, url in found.items() if url and kept_host(urlsplit(url).netloc) in hosts()}
