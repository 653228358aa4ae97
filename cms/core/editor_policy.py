"""The policy for browsers in the editor: they run scripts that we serve, and none that stands in a page.

Wagtail starts some widgets by a script beside them. Each of these names a function and gives it arguments in JSON, so
that it can be turned into data, which ``core/inits.js`` reads. A script of any other form stays as it is, and browsers
refuse it.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cms.core.addresses import roots

_SCRIPT: Final = re.compile(r"<script>\s*(.*?)\s*</script>", re.DOTALL)
# initDateChooser("id", {…}); · new PageChooser("id", {…}); · a panel of forms, whose options are JSON in a string.
_CALL: Final = re.compile(r"(?:new )?(\w+)\((.*)\);", re.DOTALL)
_PANEL: Final = re.compile(
    r'\(function\(\) \{\s*var panel = new (\w+)\(JSON\.parse\("([^"]*)"\)\);\s*\}\)\(\);', re.DOTALL
)


class EditorPolicy:
    """Middleware: the Content-Security-Policy (level 3) of every answer of the editor that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._prefix = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if request.path.startswith(self._prefix) and not response.has_header("Content-Security-Policy"):
            response["Content-Security-Policy"] = policy(shows_previews=_shows_previews(request))
            if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
                response.content = _SCRIPT.sub(_as_data, response.content.decode()).encode()
        return response


def policy(*, shows_previews: bool = False) -> str:
    """The policy of the editor. Styles may stand in a page: Wagtail's editors of text and its icons need it."""
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *_origins([settings.MEDIA_URL, default_storage.url("picture")])],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'", *_origins(_previews() if shows_previews else ())],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def _shows_previews(request: HttpRequest) -> bool:
    """Return whether the answer is the form of a page, which alone has previews beside it."""
    return request.resolver_match is not None and "wagtailadmin_pages" in request.resolver_match.namespaces


def _previews() -> Iterator[str]:
    """The addresses where previews are shown: the front ends of the settings, and each site's own pages."""
    clients: dict[str, str] = settings.WAGTAIL_HEADLESS_PREVIEW["CLIENT_URLS"]  # type: ignore[assignment]
    yield from clients.values()
    yield from (root.base_url for root in roots())


def _origins(addresses: Iterable[str]) -> list[str]:
    parts = (urlsplit(address) for address in addresses)
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts if part.scheme in ("http", "https")})


def _as_data(script: re.Match[str]) -> str:
    """The script as an element that only says what to start, or unchanged where it does anything else."""
    try:
        if panel := _PANEL.fullmatch(script[1]):
            return _element(panel[1], [json.loads(json.loads(f'"{panel[2]}"'))])
        if call := _CALL.fullmatch(script[1]):
            return _element(call[1], json.loads(f"[{call[2]}]"))
    except ValueError:
        pass
    return script[0]


def _element(name: str, values: list[Any]) -> str:
    data = json.dumps(values, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" data-init="{name}">{data}</script>'
