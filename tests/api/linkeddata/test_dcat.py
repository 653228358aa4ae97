"""The catalogue."""

from api.linkeddata.dcat import catalogue
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
    _, documents, meetings = catalogue(FixedVocabulary(make_released_terms()))["dcat:dataset"]
    assert [part["dcat:accessURL"] for part in documents["dcat:distribution"]] == [
        f"{BASE_URL}/documents/feed.rss",
        f"{BASE_URL}/documents/feed.atom",
        f"{BASE_URL}/documents/feed.json",
        *[f"{BASE_URL}/open-data/"] * 3,
    ]
    assert [part["encodingFormat"] for part in documents["dcat:distribution"][3:]] == [
        "text/csv",
        "application/json",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
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
