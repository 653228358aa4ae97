"""The WSGI application: health, then kept answers, then Django. :mod:`cms.asgi` is the door that serves it."""

import os
from collections.abc import Iterable
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

from api.http import ResponseCache  # noqa: E402
from cms.core.health import Health  # noqa: E402
from cms.publication import generation, selectors  # noqa: E402

health = Health(generation.reachable)
cache = ResponseCache(
    django_application,
    generation=generation.current,
    next_expiry=selectors.next_expiry,
    lost_for=generation.lost_for,
    stale_seconds=settings.MADANG_STALE_SECONDS,
)


def at_once(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes] | None:
    """What can be answered without Django, or None."""
    answer = health.at_once(environ, start_response)
    return cache.at_once(environ, start_response) if answer is None else answer


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer whatever is asked."""
    answer = health.at_once(environ, start_response)
    return cache(environ, start_response) if answer is None else answer
