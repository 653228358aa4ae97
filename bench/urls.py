"""The addresses of the other systems."""

from django.urls import include, path
from grapple import urls as grapple_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.v3.api import api as api_v3

router = WagtailAPIRouter("v2")
router.register_endpoint("pages", PagesAPIViewSet)

urlpatterns = [
    path("", include(grapple_urls)),
    path("v2/", router.urls),
    path("v3/", api_v3.urls),
]
