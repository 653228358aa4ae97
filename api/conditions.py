"""The conditions of a request (RFC 9110, 13): judged here for kept answers before Django, and for its views.

What a view has as ``request.META`` is the ``environ`` of WSGI, so both are asked the same question.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags, parse_http_date_safe

# The conditions, by their names in ``environ``: of who has an answer already, and of who acts on a certain one.
OF_READERS: Final = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
OF_WRITERS: Final = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
# The method of the client, by its name in ``environ``, where a HEAD is asked as the GET whose answer may be kept.
ASKED_BY: Final = "madang.asked_by"

# A browser hands an answer to a script of another origin only with these.
_FOR_SCRIPTS: Final = frozenset({"access-control-allow-origin", "access-control-expose-headers"})
# Headers, in lower case, that a 304 has of the answer that it stands for (15.4.5).
IN_304: Final = _FOR_SCRIPTS | {"cache-control", "content-location", "etag", "expires", "last-modified", "vary"}


def not_modified(environ: Mapping[str, Any], etag: str, last_modified: str) -> bool:
    """Return whether a reader has the answer of these validators: its strong tag and its date; either may be empty.

    If-None-Match decides where it is given (13.2.2), weakly compared. A tag holds no quotes, so searching it is exact.
    """
    wanted = environ.get("HTTP_IF_NONE_MATCH")
    if wanted is not None:
        return bool(etag) and (etag in wanted or wanted.strip() == "*")
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if not since or not last_modified:
        return False
    return since == last_modified or _is_later(since, last_modified)


def judged(environ: Mapping[str, Any], *, etag: str, last_modified: str = "") -> HTTPStatus | None:
    """The status that the conditions ask for instead of the answer of these validators: 304, 412 or none (13.2.2)."""
    if _has_changed(environ, etag, last_modified):
        return HTTPStatus.PRECONDITION_FAILED
    if not not_modified(environ, etag, last_modified):
        return None
    if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
        return HTTPStatus.NOT_MODIFIED
    return HTTPStatus.PRECONDITION_FAILED if "HTTP_IF_NONE_MATCH" in environ else None


def _has_changed(environ: Mapping[str, Any], etag: str, last_modified: str) -> bool:
    """Return whether the answer is another than the one to be acted on; If-Match decides where it names any."""
    wanted = parse_etags(environ.get("HTTP_IF_MATCH", ""))
    if wanted:
        return not etag or (etag not in wanted and wanted != ["*"])
    since = environ.get("HTTP_IF_UNMODIFIED_SINCE", "")
    return (
        bool(since and last_modified)
        and parse_http_date_safe(since) is not None
        and not _is_later(since, last_modified)
    )


def _is_later(since: str, last_modified: str) -> bool:
    """Of two dates as 5.6.7 writes them, whether the first is not the earlier one; what is no date is not later."""
    one, other = parse_http_date_safe(since), parse_http_date_safe(last_modified)
    return one is not None and other is not None and one >= other


def may_be_parted(environ: Mapping[str, Any], *, etag: str) -> bool:
    """Return whether If-Range, where it is given, names the answer of this strong tag (13.1.5); a date never does."""
    return bool(environ.get("HTTP_IF_RANGE", etag) == etag)


def instead(status: HTTPStatus, headers: Mapping[str, str]) -> HttpResponse:
    """The 304 or 412 instead of an answer with these headers. A 412 is true of one request, so that nobody keeps it."""
    names = IN_304 if status is HTTPStatus.NOT_MODIFIED else _FOR_SCRIPTS
    kept = {name: value for name, value in headers.items() if name.lower() in names}
    if status is HTTPStatus.NOT_MODIFIED:
        return HttpResponseNotModified(headers=kept)
    return HttpResponse(status=status, headers=kept)
