"""The files of public documents: streamed out of the private store, while the ledger lists them and no longer.

The address is the permission. A request is answered only where the entry's public record has exactly this address
among its files: what is held, masked (the original), closed, withdrawn or expired is in no record, and so nowhere here.
"""

import logging
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponseBase

from api.http import public, request_city_host
from api.stored import Stored, answer
from cms.core import storage
from cms.core.errors import Gone, NotFound, Unavailable
from cms.core.records import File
from cms.ledger.hosts import site_of
from cms.ledger.standing import Asked, Standing, stands
from cms.ledger.store import store

# Each use asks again, and is told 304 while nothing has changed: a file that is taken down must not live on in a cache.
CACHE_CONTROL: Final = "public, no-cache"

logger = logging.getLogger(__name__)


def _ahead(asked: list[Asked]) -> None:
    store.entries_named((site_of(one.host) or "", one.found["key"]) for one in asked)


def _standing(host: str, path: str, query: str, key: str, digest: str, name: str) -> Standing | None:
    """The standing of a file: something where its document is public, else None."""
    document = (site_of(host) or "", key)
    found = store.entries_named([document]).get(document)
    return Standing(is_page=False, for_good=False) if found and not found.gone else None


@stands(_standing, ahead=_ahead)
@public("GET", "HEAD")
def attachment(request: HttpRequest, key: str, digest: str, name: str) -> HttpResponseBase:
    """The file, a part of it, or 304; Gone where its entry has left, NotFound where it lists no such file."""
    file = _listed(request, key)
    size = _stored(lambda: storage.size(digest), request)
    stored = Stored(digest, file.title, file.type, size, lambda: _stored(lambda: storage.opened(digest), request))
    return answer(request, stored, cache_control=CACHE_CONTROL)


def _listed(request: HttpRequest, key: str) -> File:
    """The file of the public record whose address is the one asked for."""
    found = store.entry(site=request_city_host(request).site, key=key)
    if found is None:
        raise NotFound("no entry of this key was ever published")
    if found.gone:
        raise Gone("the document of this file has been withdrawn")
    files: tuple[File, ...] = getattr(found.item.record, "files", ())
    for file in files:
        if unquote(urlsplit(file.url).path) == request.path:
            return file
    raise NotFound("this document has no such file")


def _stored(read: Any, request: HttpRequest) -> Any:
    """The value of ``read``; a listed file that the store does not have is our fault, and not the reader's."""
    try:
        return read()
    except NotFound as error:
        logger.error("a listed file is not in the store: %s", request.path)
        raise Unavailable("this file cannot be read at the moment") from error
