"""The composition root: which address belongs to which output. Order matters, the public pages come last."""

from django.urls import include, path
from wagtail.admin import urls as admin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.core.transactions import atomic_writes

decorate_urlpatterns(admin_urls.urlpatterns, atomic_writes)

urlpatterns = [
    path("admin/", include("cms.core.admin_urls")),
    # Not within atomic_writes: a decision is a transaction of its own, and a proof is asked for after it.
    path("admin/disclosure/", include("cms.releases.desk.urls")),
    path("admin/", include(admin_urls)),
    path("", include("cms.releases.intake.urls")),
    path("", include("api.urls")),
    path("", include("syndication.urls")),
    path("", include("frontend.urls")),
]

handler400 = "frontend.errors.bad_request"
handler404 = "frontend.errors.not_found"
handler500 = "frontend.errors.server_error"
