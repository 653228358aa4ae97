"""The addresses of the pages; the last one takes every path that nothing before it took, line breaks included."""

from django.urls import path, re_path

from frontend.preview import preview
from frontend.views import page

urlpatterns = [
    path("preview/", preview),
    re_path(r"^[\s\S]*\Z", page),
]
