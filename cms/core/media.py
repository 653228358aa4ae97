"""Serving pictures from the disk, where no object store or proxy does it.

Only what is meant for everyone: renditions. Originals may hold a camera's position, documents have their own address
with its own permission check, and anything that a browser could run as a page is sent as a download in a sandbox.
"""

import posixpath
from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

PUBLIC_FOLDERS: Final = ("images/",)
SHOWN_TYPES: Final = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the media folder; Http404 outside the public folders."""
    if not path.startswith(PUBLIC_FOLDERS) or posixpath.normpath(path) != path or "\0" in path:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # Names are never used again: a changed picture gets a new one.
    response["Cache-Control"] = "public, max-age=86400"
    if isinstance(response, FileResponse) and response["Content-Type"] not in SHOWN_TYPES:
        response["Content-Disposition"] = "attachment"
    return response
