"""The WSGI application: health, the normal form of the host, kept answers, then Django. :mod:`cms.asgi` serves it."""

import os
from collections.abc import Iterable
from typing import cast
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application

from cms.core.requests import Request
from cms.core.settings_checks import refuse_wrong_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
refuse_wrong_settings()
django_application = get_wsgi_application()
django_application.request_class = Request

# These read the settings and the models, which stand only now.
from django.conf import settings  # noqa: E402

from api.response_cache import ResponseCache  # noqa: E402
from cms.core.errors import MadangError  # noqa: E402
from cms.core.health import Health  # noqa: E402
from cms.core.hosts import Hosts  # noqa: E402
from cms.core.request_ids import RequestIds  # noqa: E402
from cms.ledger import generation  # noqa: E402
from cms.ledger.store import store  # noqa: E402
from frontend.errors import refusal  # noqa: E402


def refuse(environ: WSGIEnvironment, start_response: StartResponse, error: MadangError) -> Iterable[bytes]:
    """Answer with an error."""
    status, headers, body = refusal(environ, error)
    start_response(status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [cast(bytes, body)]


health = Health(generation.reachable)
hosts = Hosts(refuse)
cache = ResponseCache(
    django_application,
    generation=store.generation,
    next_expiry=store.next_expiry,
    lost_for=generation.lost_for,
    stale_seconds=settings.MADANG_STALE_SECONDS,
)
answers_with_id = RequestIds(cache)


def at_once(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes] | None:
    """The answer that can be given without Django, or None."""
    for answers in (health.at_once, hosts.at_once, cache.at_once):
        if (answer := answers(environ, start_response)) is not None:
            return answer
    return None


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer whatever is asked."""
    for answers in (health.at_once, hosts.at_once):
        if (answer := answers(environ, start_response)) is not None:
            return answer
    return answers_with_id(environ, start_response)
