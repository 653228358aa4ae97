"""Addresses of things and of their descriptions."""

from django.urls import path, re_path

from api.linkeddata import views

_SUFFIX = r"\.(?P<suffix>jsonld|ttl|nt|rdf)\Z"

urlpatterns = [
    path("id/<str:kind>/<str:key>", views.thing, name="thing"),
    re_path(r"^id/(?P<kind>function)/(?P<key>.+)\Z", views.thing),
    re_path(r"^data/(?P<kind>function)/(?P<key>.+)" + _SUFFIX, views.data),
    path("data/catalogue", views.catalogue_thing, name="catalogue"),
    re_path(r"^data/catalogue" + _SUFFIX, views.catalogue_data, name="catalogue_data"),
    re_path(r"^data/(?P<kind>[a-z-]+)/(?P<key>[^/]+)" + _SUFFIX, views.data, name="data"),
]
