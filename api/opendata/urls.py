from django.urls import path

from api.opendata.views import documents, statistics_csv

urlpatterns = [
    path("open-data/documents/<slug:period>.<slug:format>", documents, name="open-data-documents"),
    path("statistics.csv", statistics_csv, name="statistics-csv"),
]
