"""The addresses of the pages; the last one takes every path that nothing before it took, line breaks included."""

from django.urls import path, re_path

from frontend.preview import preview
from frontend.search.counting import count
from frontend.search.description import description
from frontend.search.suggesting import suggest
from frontend.views import page, style_sheet

urlpatterns = [
    path("preview/", preview),
    re_path(r"^accents/([0-9a-f-]+)\.css\Z", style_sheet),
    re_path(r"^(?P<base>(?:[\s\S]*/)?)search/suggest\Z", suggest),
    re_path(r"^(?P<base>(?:[\s\S]*/)?)search/count\Z", count),
    re_path(r"^(?P<base>(?:[\s\S]*/)?)opensearch\.xml\Z", description),
    re_path(r"^[\s\S]*\Z", page),
]
