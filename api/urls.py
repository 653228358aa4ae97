"""The addresses of the API."""

from django.urls import include, path, re_path

from api.attachments import attachment
from api.graphql.views import endpoint
from api.media import media
from api.metrics import metrics

urlpatterns = [
    path("metrics", metrics),
    path("graphql", endpoint, name="graphql"),
    path("attachments/<str:key>/<str:digest>/<path:name>", attachment, name="attachment"),
    # Wagtail makes the addresses of files by this name.
    re_path(r"^files/(\d+)/(.*)$", media, name="wagtaildocs_serve"),
    # What no file can have as its path is not found either. What there is below static/ has been answered before.
    re_path(r"^(?:media|files|static|attachments)/", media),
    path("", include("api.linkeddata.urls")),
    path("", include("api.opendata.urls")),
]
