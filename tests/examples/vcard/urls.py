"""The addresses of the hub with those of the example before them: one line of ``cms/urls.py``."""

from django.urls import include, path

from cms import urls

urlpatterns = [path("", include("tests.examples.vcard.views")), *urls.urlpatterns]
handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500
