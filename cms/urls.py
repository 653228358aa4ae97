"""The composition root: which address belongs to which output. Order matters, the public pages come last."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as file_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.core.health import healthz
from cms.core.media import media
from cms.core.transactions import atomic_writes
from frontend.views import page

decorate_urlpatterns(admin_urls.urlpatterns, atomic_writes)

urlpatterns = [
    path("admin/", include("cms.core.admin_urls")),
    path("admin/", include(admin_urls)),
    path("files/", include(file_urls)),
    path("media/<path:path>", media),
    path("healthz", healthz),
    path("", include("api.urls")),
    path("", include("syndication.urls")),
    path("", include("frontend.urls")),
]

# Never matched, the catch-all of the pages comes before: Wagtail reverses this name to know a page's address.
urlpatterns += i18n_patterns(re_path(r"^((?:[\w\-]+/)*)$", page, name="wagtail_serve"), prefix_default_language=False)
