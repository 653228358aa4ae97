from django.urls import path

from api.opendata.views import documents

urlpatterns = [path("open-data/documents/<slug:period>.<slug:format>", documents, name="open-data-documents")]
