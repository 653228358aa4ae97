"""The addresses of the other systems."""

from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from grapple import urls as grapple_urls
from wagtail import urls as wagtail_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.v3.api import api as api_v3

from bench.tuned import TunedView

router = WagtailAPIRouter("v2")
router.register_endpoint("pages", PagesAPIViewSet)

urlpatterns = [
    path("", include(grapple_urls)),
    path("tuned/", csrf_exempt(TunedView.as_view())),
    path("v2/", router.urls),
    path("v3/", api_v3.urls),
    # Where pages have their addresses from.
    path("", include(wagtail_urls)),
]
