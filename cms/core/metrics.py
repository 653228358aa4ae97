"""``/metrics``: numbers for Prometheus, for whoever has the token of the settings; without one it is no address."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client.exposition import choose_encoder

from cms.core.bearer import token_of
from cms.core.errors import MethodNotAllowed, Unauthorized
from cms.jobs.metrics import BackgroundWork


def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers of this moment, in the text format that is asked for."""
    if not settings.MADANG_METRICS_TOKEN:
        raise Http404
    if request.method not in ("GET", "HEAD"):
        raise MethodNotAllowed("GET, HEAD")
    token = token_of(request.headers.get("Authorization", ""))
    if not constant_time_compare(token, settings.MADANG_METRICS_TOKEN):
        raise Unauthorized("send the token of the metrics: Authorization: Bearer …")
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    return HttpResponse(encode(BackgroundWork()), content_type=content_type, headers={"Cache-Control": "no-store"})
