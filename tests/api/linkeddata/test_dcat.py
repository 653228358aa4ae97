"""The catalogue."""

from api.linkeddata.dcat import catalogue
from tests.api.linkeddata.vocabulary import FixedVocabulary
from tests.factories import BASE_URL, make_city, make_terms


def test_every_feed_of_every_language_is_a_distribution():
    dataset = catalogue(FixedVocabulary())["dcat:dataset"]
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
    assert found["dcat:service"]["dcat:servesDataset"] == found["dcat:dataset"]["@id"]


def test_the_fields_are_the_themes_and_the_top_of_their_scheme():
    found = catalogue(FixedVocabulary())
    fields = [f"{BASE_URL}/id/field/traffic", f"{BASE_URL}/id/field/health"]
    assert found["dcat:dataset"]["dcat:theme"] == fields
    assert found["dcat:themeTaxonomy"][0]["skos:hasTopConcept"] == fields


def test_a_catalogue_without_a_licence_states_none():
    found = catalogue(FixedVocabulary([make_city(licence=""), *make_terms()[1:]]))
    assert not {"dct:license", "@included"} & found.keys()
