"""The pictures and files of the library: read by everyone while something public shows them, and no longer.

The address is the permission, as it is for the files of documents: a draft's picture, a thumbnail of the editor and a
file that no public record lists are not found. Who is signed in to the editor sees what the library shows them there,
and who holds a preview what it has put on loan.
"""

import logging
import mimetypes
from pathlib import PurePosixPath
from typing import Final
from unicodedata import normalize
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from api.http import problem, public
from api.stored import Stored, answer
from cms.core import library, showing
from cms.core.errors import NotFound, Unavailable
from cms.core.generics import AnyFile
from cms.ledger.standing import Asked, Standing, stands
from cms.ledger.store import store

# Every use asks again and is mostly told 304: what is withdrawn must not live on in a cache. What the hub keeps itself
# it compares with the ledger at each use.
PUBLIC: Final = "public, max-age=0, must-revalidate"
LENT: Final = "private, no-store"
OWN: Final = "private, no-cache"

logger = logging.getLogger(__name__)


def _ahead(asked: list[Asked]) -> None:
    known = {path for one in asked if (path := showing.path_of(one.path))}
    store.shown({*known, *library.paths_today(known).values()})


def _standing(host: str, path: str, query: str, *parts: str) -> Standing | None:
    """The standing of a file that something public shows, or whose follower is shown; None for any other."""
    known = showing.path_of(path)
    if known and (_is_shown(known) or ((today := library.path_today(known)) and _is_shown(today))):
        return Standing(is_page=False, for_good=False)
    return None


def _is_shown(path: str) -> bool:
    return path in store.shown([path])


@stands(_standing, ahead=_ahead)
@public("GET", "HEAD")
def media(request: HttpRequest, *parts: str, **named: str) -> HttpResponseBase:
    """A rendition or a file of the library, or 404; also for a path that no file can have."""
    path = showing.path_of(request.path)
    cache_control = _permission(request, path) if path else None
    if path is None or cache_control is None:
        return _led_on(path) if path else _not_found()
    try:
        return answer(request, _stored(path), cache_control=cache_control)
    except NotFound:
        return _not_found()


def _permission(request: HttpRequest, path: str) -> str | None:
    """The rule for keeping an answer; None where there is none for whoever asks."""
    if _is_shown(path):
        return PUBLIC
    if showing.is_lent(path, request.GET.get(showing.LOAN, "")):
        return LENT
    if request.user.is_authenticated and library.seen_by(request.user, path):
        return OWN
    return None


def _led_on(path: str) -> HttpResponseBase:
    """From a name that a public file had before it was replaced to the one that it has; it may be replaced again."""
    today = library.path_today(path)
    if today is None or today == path or not _is_shown(today):
        return _not_found()
    response = HttpResponseRedirect(quote(today))
    response["Cache-Control"] = PUBLIC
    return response


def _not_found() -> HttpResponseBase:
    """The same for what is hidden and for what there never was; it may be public in the next moment."""
    response = problem(NotFound("no public picture or file has this address"))
    response["Cache-Control"] = PUBLIC
    return response


def _stored(path: str) -> Stored:
    """The file in the store; NotFound where it is lost."""
    name, saved_as, tag = _place(path)
    try:
        size = default_storage.size(name)
    except FileNotFoundError as error:
        logger.error("a file of the library is not in the store: %s", path)
        raise NotFound("lost") from error
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Stored(f"{tag}-{size:x}", saved_as, kind, size, lambda: _opened(name))


def _place(path: str) -> tuple[str, str, str]:
    """The name in the store, the name that a reader saves it under, and what tells one version from another."""
    name = path.removeprefix(settings.MEDIA_URL)
    if name != path:
        return name, PurePosixPath(name).name, PurePosixPath(name).stem
    item = library.item_at(path)
    if item is None:
        raise NotFound("no such file")
    return item.file.name, normalize("NFC", item.filename), item.file_hash or "0"


def _opened(name: str) -> AnyFile:
    try:
        return default_storage.open(name)
    except FileNotFoundError as error:
        raise Unavailable("this file cannot be read at the moment") from error
