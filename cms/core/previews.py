"""Looking at a draft in a front end: a token that names one state of one page, and expires."""

from datetime import timedelta
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone
from wagtail.admin.userbar import Userbar
from wagtail.models import Page
from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview

from cms.core import showing
from cms.core.errors import Gone, NotFound
from cms.core.records import Body, Record

OWN_PAGE: Final = "/preview/"


class PreviewMixin(HeadlessPreviewMixin):
    """A page type whose drafts are shown by the front end at the address that the settings name for its host."""

    def create_page_preview(self) -> PagePreview:
        """Keep the page as it is in the form now. Two states never share a token; one state within a second does."""
        content = sha256(self.to_json().encode()).hexdigest()
        token = self.get_preview_signer().sign(f"{self.pk or 'new'};{content}")
        preview: PagePreview = self.update_page_preview(token)[0]
        return preview

    def serve_preview(self, request: HttpRequest, preview_mode: str) -> HttpResponse:
        """To the front end; in the editor's own panel, the site's page with what the accessibility checker needs."""
        PagePreview.garbage_collect()
        address = self.get_preview_url(request, self.create_page_preview().token)
        if getattr(request, "in_preview_panel", False) and self._is_own_page(address):
            return self._checkable(request, urlsplit(address).query)
        return redirect(address)

    def _is_own_page(self, address: str) -> bool:
        parts = self.get_url_parts()
        return parts is not None and address.startswith(f"{parts[1]}{OWN_PAGE}?")

    def _checkable(self, request: HttpRequest, query: str) -> HttpResponse:
        """The checker of the editor reaches into one frame of its own origin, and only where its script runs there."""
        view = resolve(OWN_PAGE)
        request.GET, request.path, request.path_info = QueryDict(query), OWN_PAGE, OWN_PAGE
        response: HttpResponse = view.func(request, *view.args, **view.kwargs)
        if response.status_code == 200:
            editor = urlsplit(settings.WAGTAILADMIN_BASE_URL)
            request.META["HTTP_HOST"] = editor.netloc
            userbar = Userbar(object=self).render_html({"request": request})
            response.content = response.content.replace(b"</body>", f"{userbar}</body>".encode(), 1)
        return response

    def get_client_root_url(self, request: HttpRequest) -> str:
        """The front end for the host of the page itself, which is not the host that the editor is used on."""
        parts = self.get_url_parts(request)
        base = parts[1] if parts else str(settings.MADANG_BASE_URL)
        urls: Any = settings.WAGTAIL_HEADLESS_PREVIEW["CLIENT_URLS"]
        address: str = urls.get(base.partition("://")[2]) or urls["default"].format(SITE_ROOT_URL=base)
        return address

    def get_preview_url(self, request: HttpRequest, token: str) -> str:
        address = self.get_client_root_url(request)
        parameters = urlencode({"content_type": self.get_content_type_str(), "token": token})
        return f"{address}{'&' if '?' in address else '?'}{parameters}"


def draft(model: type[PreviewMixin], token: str) -> tuple[Record, Body]:
    """The record and body of the state of a page that ``token`` names, as if it were published now, with its pictures.

    NotFound for a token that this server did not make for that type of page, Gone for one that has expired.
    """
    page: Any = draft_page(model, token)
    page.state_licence()
    page.first_published_at = page.first_published_at or page.go_live_at or timezone.now()
    page.last_published_at = max(page.first_published_at, timezone.now() - timedelta(seconds=1))
    return showing.lend(*page.build_record())


def draft_page(model: type[PreviewMixin], token: str) -> Page:
    """The page that a token names; NotFound where this server did not make it, Gone where it has expired."""
    try:
        model.get_preview_signer().unsign(token, max_age=settings.MADANG_PREVIEW_SECONDS)
    except SignatureExpired as error:
        raise Gone("this preview has expired; open a new one in the editor", where="token") from error
    except BadSignature as error:
        raise NotFound("no draft has this preview token", where="token") from error
    preview: Any = PagePreview.objects.filter(token=token).select_related("content_type").first()
    if preview is None:
        raise Gone("this preview has been removed; open a new one in the editor", where="token")
    if preview.content_type.model_class() is not model:
        raise NotFound("no draft has this preview token", where="token")
    page: Page = preview.as_page()
    return page
