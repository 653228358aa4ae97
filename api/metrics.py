"""``/metrics``: numbers for Prometheus, for whoever has the token of the settings; without one it is no address."""

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from prometheus_client import exposition
from prometheus_client.openmetrics import exposition as openmetrics
from prometheus_client.registry import Collector

from api.http import best_match
from cms.core.bearer import token_of
from cms.core.errors import MethodNotAllowed, Unauthorized
from cms.jobs.metrics import BackgroundWork

_PLAIN: Final = exposition.CONTENT_TYPE_PLAIN_0_0_4
_FORMATS: Final[Mapping[str, Callable[[Collector], bytes]]] = {
    _PLAIN: exposition.generate_latest,
    openmetrics.CONTENT_TYPE_LATEST: openmetrics.generate_latest,
}


@csrf_exempt
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers of this moment, in the format that is preferred; the plain one where none will do."""
    if not settings.MADANG_METRICS_TOKEN:
        raise Http404
    if request.method not in ("GET", "HEAD"):
        raise MethodNotAllowed("GET, HEAD")
    token = token_of(request.headers.get("Authorization", ""))
    if not constant_time_compare(token, settings.MADANG_METRICS_TOKEN):
        raise Unauthorized("send the token of the metrics: Authorization: Bearer …")
    chosen = best_match(request.headers.get("Accept", ""), tuple(_FORMATS)) or _PLAIN
    content = _FORMATS[chosen](BackgroundWork())
    return HttpResponse(content, content_type=chosen, headers={"Cache-Control": "no-store"})
