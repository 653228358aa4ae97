"""The addresses of the API."""

from django.urls import include, path

from api.attachments import attachment
from api.graphql.views import endpoint

urlpatterns = [
    path("graphql", endpoint, name="graphql"),
    path("attachments/<str:key>/<str:digest>/<path:name>", attachment, name="attachment"),
    path("", include("api.linkeddata.urls")),
    path("", include("api.opendata.urls")),
]
