"""The catalogue."""

from datetime import datetime

from api.linkeddata.dcat import catalogue
from cms.derived.lists import period
from tests.api.linkeddata.vocabulary import FixedVocabulary
from tests.factories import BASE_URL, make_city, make_released_terms, make_terms


def test_every_feed_of_every_language_is_a_distribution():
    (dataset,) = catalogue(FixedVocabulary())["dcat:dataset"]
    assert [part["dcat:accessURL"] for part in dataset["dcat:distribution"]] == [
        f"{BASE_URL}/feed.rss",
        f"{BASE_URL}/feed.atom",
        f"{BASE_URL}/feed.json",
        f"{BASE_URL}/en/feed.rss",
        f"{BASE_URL}/en/feed.atom",
        f"{BASE_URL}/en/feed.json",
        f"{BASE_URL}/sitemap.xml",
    ]


def test_the_api_serves_the_news():
    found = catalogue(FixedVocabulary())
    assert found["dcat:service"]["dcat:endpointURL"] == f"{BASE_URL}/graphql"
    assert found["dcat:service"]["dcat:servesDataset"] == [dataset["@id"] for dataset in found["dcat:dataset"]]


def test_the_fields_are_the_themes_and_the_top_of_their_scheme():
    found = catalogue(FixedVocabulary())
    fields = [f"{BASE_URL}/id/field/traffic", f"{BASE_URL}/id/field/health"]
    assert found["dcat:dataset"][0]["dcat:theme"] == fields
    assert found["dcat:themeTaxonomy"][0]["skos:hasTopConcept"] == fields


def test_released_documents_and_meetings_are_datasets_where_the_city_has_such_sections():
    _, documents, statistics, meetings = catalogue(FixedVocabulary(make_released_terms()))["dcat:dataset"]
    assert [part["dcat:accessURL"] for part in documents["dcat:distribution"]] == [
        f"{BASE_URL}/documents/feed.rss",
        f"{BASE_URL}/documents/feed.atom",
        f"{BASE_URL}/documents/feed.json",
    ]
    (table,) = statistics["dcat:distribution"]
    assert (table["dcat:downloadURL"], table["encodingFormat"]) == (f"{BASE_URL}/statistics.csv", "text/csv")
    assert statistics["dcat:landingPage"] == f"{BASE_URL}/statistics/"
    assert [part["dcat:accessURL"] for part in meetings["dcat:distribution"]][:2] == [
        f"{BASE_URL}/committees/feed.rss",
        f"{BASE_URL}/committees/feed.atom",
    ]


def test_every_concept_of_a_closed_scheme_stands_in_the_catalogue():
    schemes = catalogue(FixedVocabulary(make_released_terms()))["dcat:themeTaxonomy"]
    assert [scheme["@id"].rpartition("#")[2] for scheme in schemes] == [
        "fields", "tags", "tasks", "functions", "openness", "grounds", "genres",
    ]  # fmt: skip
    openness = schemes[4]["skos:hasTopConcept"]
    assert [concept["skos:closeMatch"].rpartition("/")[2] for concept in openness] == [
        "PUBLIC",
        "RESTRICTED",
        "NON_PUBLIC",
    ]
    assert len(schemes[5]["skos:hasTopConcept"]) == 8


def test_a_catalogue_without_a_licence_states_none():
    found = catalogue(FixedVocabulary([make_city(licence=""), *make_terms()[1:]]))
    assert "dct:license" not in found
    assert not [one for one in found["@included"] if "dct:LicenseDocument" in one["@type"]]


def test_each_month_of_lists_is_a_dataset_of_files_in_a_series():
    months = [period(name) for name in ("2026-11", "2026-10", "2025-12")]
    found = catalogue(FixedVocabulary(make_released_terms()), {}, months)
    (series,) = (node for node in found["@included"] if node["@type"] == "dcat:DatasetSeries")
    lists = [dataset for dataset in found["dcat:dataset"] if "dcat:inSeries" in dataset]
    assert [dataset["dct:identifier"].rpartition("/")[2] for dataset in lists] == ["2026-11", "2026-10", "2025-12"]
    assert {dataset["dcat:inSeries"] for dataset in lists} == {series["@id"]}
    assert (series["dcat:landingPage"], "dcat:distribution" in series) == (f"{BASE_URL}/open-data/", False)
    assert [file["dcat:downloadURL"] for file in lists[2]["dcat:distribution"]] == [
        f"{BASE_URL}/open-data/documents/2025-12.{suffix}" for suffix in ("csv", "json", "xlsx")
    ]
    covered = lists[2]["dct:temporal"]
    assert [datetime.fromisoformat(covered[name]) for name in ("dcat:startDate", "dcat:endDate")] == [
        datetime.fromisoformat("2025-12-01T00:00:00+09:00"),
        datetime.fromisoformat("2026-01-01T00:00:00+09:00"),
    ]


def test_a_year_of_lists_is_told_however_many_there_are():
    months = [period(f"{year}-{month:02d}") for year in (2025, 2024) for month in range(12, 0, -1)]
    found = catalogue(FixedVocabulary(make_released_terms()), {}, months)
    assert len([one for one in found["dcat:dataset"] if "dcat:inSeries" in one]) == 12


def test_every_distribution_is_a_file_with_a_format_a_licence_and_an_availability():
    found = catalogue(FixedVocabulary(make_released_terms()), {}, [period("2026-11")])
    for dataset in found["dcat:dataset"]:
        for file in dataset["dcat:distribution"]:
            needed = {"dcat:downloadURL", "dct:format", "dct:license", "dcatap:availability", "dct:title"}
            assert needed <= file.keys(), file["@id"]
