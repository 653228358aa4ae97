"""The addresses of the API."""

from django.urls import include, path

from api.graphql.views import endpoint

urlpatterns = [
    path("graphql", endpoint, name="graphql"),
    path("", include("api.linkeddata.urls")),
]
