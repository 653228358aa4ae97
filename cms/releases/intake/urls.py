"""The addresses of the intake of documents."""

from django.urls import path

from cms.releases.intake.http import documents, openapi

urlpatterns = [
    path("intake/documents", documents, name="intake"),
    path("intake/openapi.json", openapi, name="intake-openapi"),
]
