"""``/open-data/documents/{period}.{csv,json,xlsx}`` and ``/statistics.csv``."""

from django.http import HttpRequest, HttpResponseBase

from api.http import public, request_place, stream
from api.opendata.columns import COLUMNS, cells
from api.opendata.formats import FORMATS
from cms.core.errors import NotFound
from cms.publication import lists
from cms.publication.vocabulary import vocabulary


@public("GET", "HEAD")
def documents(request: HttpRequest, period: str, format: str) -> HttpResponseBase:
    """One list. NotFound for a period that cannot exist and for an unknown format."""
    if format not in FORMATS:
        raise NotFound(f"offered are {', '.join(FORMATS)}", where="format")
    site = request_place(request).site
    wanted = lists.period(period)
    version = lists.version(site, wanted)
    chosen = FORMATS[format]
    return stream(
        request,
        chosen.write(COLUMNS, cells(lists.documents(site, wanted), vocabulary(site))),
        content_type=chosen.media_type,
        tag=f"{wanted.name}.{format}.{version.tag}",
        changed_at=version.changed_at,
        filename=f"documents-{wanted.name}.{format}",
    )
