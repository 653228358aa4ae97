"""The composition root: which address belongs to which output. Order matters, the public pages come last."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as admin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.access import admin_urls as access_urls
from cms.core import admin_urls as first_urls
from cms.core.doors.addresses import known_pages_only
from cms.core.editor_language import missing_in_editor
from cms.core.transactions import atomic_writes
from cms.releases.desk import urls as desk_urls

# The last one is asked first.
decorate_urlpatterns(access_urls.urlpatterns, atomic_writes)
decorate_urlpatterns(admin_urls.urlpatterns, atomic_writes)
for patterns in (access_urls.urlpatterns, first_urls.urlpatterns, desk_urls.urlpatterns, admin_urls.urlpatterns):
    decorate_urlpatterns(patterns, known_pages_only)
    decorate_urlpatterns(patterns, missing_in_editor)

urlpatterns = [
    path("admin", RedirectView.as_view(url="/admin/", permanent=True)),
    path("admin/", include(access_urls)),
    path("admin/", include(first_urls)),
    # Not within atomic_writes: a decision is a transaction of its own, and a proof is asked for after it.
    path("admin/disclosure/", include(desk_urls)),
    path("admin/", include(admin_urls)),
    path("", include("cms.releases.intake.urls")),
    path("", include("api.urls")),
    path("", include("syndication.urls")),
    path("", include("frontend.urls")),
]

handler400 = "frontend.errors.bad_request"
handler404 = "frontend.errors.not_found"
handler500 = "frontend.errors.server_error"
