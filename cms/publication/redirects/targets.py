"""The targets of redirects: a page, found by its address, or any web address; and the addresses of pages.

What is asked of one is answered by the same functions as what is asked of many, and within a reading
(:mod:`cms.core.reading`) each is asked for once: whoever has many asks for all of them first.
"""

from collections.abc import Callable, Collection, Container, Iterable
from contextlib import suppress
from typing import Any, Final
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.addresses import is_reserved, roots
from cms.core.errors import BadInput
from cms.core.hosts import is_own
from cms.core.iri import escape_iri
from cms.core.models import Redirect
from cms.core.reading import EachOnce, one_reading
from cms.core.redirects import Source
from cms.ledger import hosts, published, redirects, standing
from cms.ledger.store import store
from cms.normal_form import IN_NO_PATH, address, normal_host, normal_query, origin_of, page_path

LONGEST_URL: Final = 2_000
_is_web_address: Final = URLValidator(schemes=["http", "https"])
# Which of some pages may be told of to whoever asks.
Known = Callable[[list[int]], Collection[int]]
# A host of ours, and a decoded path.
OwnAddress = tuple[str, str]


def read_target(text: str, *, among: Container[str] = (), known: Known = set) -> tuple[int | None, str]:
    """The id of the page at an address, or the web address that it is; BadInput where it is neither.

    ``among`` are the digests of redirects that are wanted with it. A page that is not ``known`` is not there.
    """
    text = address_of(text)
    own, parts = own_address(text), urlsplit(text)
    if own is None:
        return None, text
    page_id = page_at(*own)
    is_told = page_id is None or page_id in known([page_id])
    if page_id and is_told and not (parts.query or parts.fragment):
        return page_id, ""
    source = Source(*own, normal_query(parts.query))
    if not is_told or not (any(key in among for key in redirects.asked(source)) or _is_something(source)):
        raise BadInput(_("There is nothing at “%(text)s”.") % {"text": unquote(text)})
    return None, text


def look_ahead(texts: Iterable[str], *, known: Known) -> None:
    """Ask for what :func:`read_target` will ask for of each of these, within a reading. A few queries."""
    sources: dict[Source, None] = {}
    for text in texts:
        # What is no address is told when it is read.
        with suppress(BadInput):
            url = address_of(text)
            if own := own_address(url):
                sources[Source(*own, normal_query(urlsplit(url).query))] = None
    addresses = dict.fromkeys((host, path) for host, path, _query in sources)
    found = pages_at(addresses)
    known([*found.values()])
    redirects.rows_of(stored(key for source in sources for key in redirects.asked(source)))
    others = [one for one in addresses if one not in found]
    standing.look_ahead((Source(host, page_path(path), ""), hosts.site_of(host) or "") for host, path in others)


def address_of(text: str) -> str:
    """The whole address that is written as a target; BadInput where it is none.

    One under a name of the city that only the settings know is under the name that all know.
    """
    text = text.strip()
    if not text:
        raise BadInput(_("The address that it leads to is missing."))
    if IN_NO_PATH.search(text):
        raise BadInput(_("“%(text)s” is neither a path nor a web address.") % {"text": text})
    text = escape_iri(normalize("NFC", text))
    if text.startswith("/") and not text.startswith("//"):
        text = f"{settings.MADANG_BASE_URL}{text}"
    try:
        _is_web_address(_ascii_host(text))
        host = address(text).host
    except (ValidationError, ValueError) as error:
        raise BadInput(_("“%(text)s” is neither a path nor a web address.") % {"text": text}) from error
    if len(text) > LONGEST_URL:
        raise BadInput(_("The address is too long."))
    if hosts.asked_host(host) is None and is_own(host):
        return f"{settings.MADANG_BASE_URL}{text.removeprefix(origin_of(text))}"
    return text


def _ascii_host(url: str) -> str:
    """The address with its host as servers know it: ValueError where it has none, or a name and password."""
    parts = urlsplit(url)
    return parts._replace(netloc=normal_host(parts.netloc)).geturl()


def own_address(url: str) -> OwnAddress | None:
    """The host, as the ledger knows it, and the path of an address of ours; None for any other address."""
    found = address(url)
    host = hosts.asked_host(found.host) or (found.host if is_own(found.host) else None)
    return (host, found.path) if host else None


def page_at(host: str, path: str) -> int | None:
    """The id of the page that is, was or will be at an address of ours: one that the public may not see too."""
    return pages_at([(host, path)]).get((host, path))


@EachOnce
def pages_at(addresses: list[OwnAddress]) -> dict[OwnAddress, int]:
    """The same for many. A few queries."""
    found = store.routes(addresses)
    beyond = {one: address(led.redirect)[1:] for one, led in found.items() if led.redirect}
    further = store.routes(beyond.values())
    ends = {one: further.get(beyond[one]) if one in beyond else led for one, led in found.items()}
    entries = {one: led.found.item.id for one, led in ends.items() if led and led.found}
    page_ids = published.pages_of(entries.values())
    of_entries = {one: page_id for one, pk in entries.items() if (page_id := page_ids.get(pk)) is not None}
    return of_entries | _in_the_tree(one for one in addresses if one not in entries)


def _in_the_tree(addresses: Iterable[OwnAddress]) -> dict[OwnAddress, int]:
    """The pages that have these addresses in the tree, whether anything is published there or not."""
    wanted = {one: url_paths for one in addresses if (url_paths := _url_paths(*one))}
    paths = {path for url_paths in wanted.values() for path in url_paths}
    rows = Page.objects.filter(url_path__in=paths).values_list("url_path", "alias_of_id", "pk") if paths else []
    pages = {url_path: alias_of or pk for url_path, alias_of, pk in rows}
    ends = {one: next((pages[path] for path in url_paths if path in pages), None) for one, url_paths in wanted.items()}
    return {one: page_id for one, page_id in ends.items() if page_id is not None}


def _url_paths(host: str, path: str) -> list[str]:
    path = page_path(path)
    return [
        f"{root.path}{path.removeprefix(root.prefix).lstrip('/')}"
        for root in roots()
        if address(root.base_url).host == host and path.startswith(f"{root.prefix}/")
    ]


def _is_something(source: Source) -> bool:
    """Return whether a term, an output, a redirect or a page with a query has an address of ours that no page has."""
    host, path, query = source
    if host in hosts.former() or store.route(host=host, path=path) or page_at(host, path):
        return True
    if stored(redirects.asked(source)) and redirects.route(host=host, path=path, query=query):
        return True
    if standing.standing(Source(host, page_path(path), ""), hosts.site_of(host) or "") or standing.leads_on(host, path):
        return True
    steps = [step for step in path.split("/") if step]
    languages = {root.prefix.strip("/") for root in roots()}
    head = steps[1:2] if steps[:1] and steps[0] in languages else steps[:1]
    return any(is_reserved(step.partition(".")[0]) for step in (*head, *steps[-1:]))


@EachOnce
def stored(digests: list[str]) -> dict[str, Redirect]:
    """The redirects that there are from the addresses of these digests. One query."""
    return {row.digest: row for row in Redirect.objects.filter(digest__in=digests)}


def page_address(page_id: int | None) -> str:
    """The address that a page has, or had last, whoever may see it; empty where nobody knows."""
    return page_addresses([page_id]).get(page_id, "") if page_id else ""


@EachOnce
def page_addresses(page_ids: list[int]) -> dict[int, str]:
    """The same for pages of these ids. A few queries."""
    found = published.urls_of(page_ids)
    with one_reading():
        for page in pages(page_ids).values():
            if url := page.full_url:
                found[page.pk] = str(url)
    return found


@EachOnce
def pages(page_ids: list[int]) -> dict[int, Any]:
    """The pages of these ids, each as what it is. A few queries."""
    return {page.pk: page for page in Page.objects.filter(pk__in=page_ids).specific()}
