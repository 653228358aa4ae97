"""The site's own page for a draft that the editor lends by a token."""

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api.http import public, request_city_host
from cms.core.errors import BadInput, MadangError, NotFound
from cms.publication import preview as drafts
from frontend import security
from frontend.errors import error_response
from frontend.kinds import ROWS
from frontend.machines import NOTHING
from frontend.operations import answer
from frontend.page import Data, base_page
from frontend.pages import site_of
from frontend.rendering import TYPE, write

# The editor's accessibility checker writes style elements into the page that it looks at.
_STYLES: Final = "'unsafe-inline'"


@public("GET", "HEAD")
def preview(request: HttpRequest) -> HttpResponse:
    """A draft as it would look if it were published now: never kept, never indexed, framed by the editor alone."""
    framed_by = security.editor()
    try:
        response = _draft(request, request.GET.get("token", ""), framed_by)
    except MadangError as error:
        response = error_response(request, error, framed_by=framed_by)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response.xframe_options_exempt = True
    return response


def _draft(request: HttpRequest, token: str, framed_by: str) -> HttpResponse:
    if not token:
        raise BadInput("say which draft is meant", where="token")
    city_host, (record, _) = request_city_host(request), drafts.load(token)
    draft = ROWS[record.kind].draft
    if draft is None:
        raise NotFound("drafts of this kind have no page", where="token")
    data = answer(draft.operation, {"token": token}, city_host=city_host, language=record.language)
    page = base_page(data, name=record.kind, language=record.language, host=city_host.host)
    page = replace(page, **draft.about(page, data), draft=True, indexed=False, today=timezone.localdate().isoformat())
    around: Data = {"recent": [], "site": site_of(data, record.kind)}
    body = write(record.kind, page, data | around | draft.shown(data), **NOTHING)
    headers = security.headers(styles=_STYLES, framed_by=framed_by, frames=page.framed)
    return HttpResponse(body, content_type=TYPE, headers=headers)
