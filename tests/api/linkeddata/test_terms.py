"""Terms as organisations, concepts and websites."""

from api.linkeddata.jsonld import term_node
from tests.api.linkeddata.documents import VOCABULARY
from tests.api.linkeddata.vocabulary import FixedVocabulary
from tests.factories import BASE_URL, make_city, make_field, make_tag, make_unit, make_website

CITY = f"{BASE_URL}/id/city/saebyeol"


def test_units_make_a_tree_that_can_be_walked_both_ways_from_the_city():
    city, transport, team = (
        term_node(term, VOCABULARY) for term in (make_city(), make_unit("transport"), make_unit("bike-team"))
    )
    assert city["org:hasSubOrganization"] == [transport["@id"]]
    assert transport["org:hasSubOrganization"] == [team["@id"]]
    assert "org:hasSubOrganization" not in team
    assert team["org:subOrganizationOf"] == team["parentOrganization"] == {"@id": transport["@id"]}
    assert transport["org:subOrganizationOf"] == {"@id": CITY}
    assert team["org:unitOf"] == transport["org:unitOf"] == CITY


def test_a_unit_whose_parent_is_gone_belongs_to_the_city():
    assert term_node(make_unit(parent="gone"), VOCABULARY)["org:subOrganizationOf"] == {"@id": CITY}


def test_names_are_said_in_every_language_there_is():
    found = term_node(make_field(), VOCABULARY)
    assert found["skos:prefLabel"] == [
        {"@value": "교통", "@language": "ko"},
        {"@value": "Traffic", "@language": "en"},
    ]


def test_a_term_without_a_name_is_called_by_its_key():
    assert term_node(make_tag(names={}), VOCABULARY)["skos:prefLabel"] == "자전거"
    assert term_node(make_unit(names={}), VOCABULARY)["name"] == "bike-team"


def test_a_term_without_a_page_has_no_address():
    found = term_node(make_unit(urls={}), VOCABULARY)
    assert not {"url", "mainEntityOfPage"} & found.keys()


def test_a_website_belongs_to_its_field_and_its_unit():
    found = term_node(make_website(), VOCABULARY)
    assert found["dct:subject"] == [{"@id": f"{BASE_URL}/id/field/traffic"}]
    assert found["publisher"] == {"@id": f"{BASE_URL}/id/unit/bike-team"}
    assert term_node(make_field(), VOCABULARY)["subjectOf"] == [{"@id": found["@id"]}]
    alone = FixedVocabulary([make_city()])
    orphan = term_node(make_website(unit=None), alone)
    assert orphan["publisher"] == {"@id": CITY}
    assert "dct:subject" not in orphan


def test_the_city_is_an_organisation_that_serves_a_place():
    found = term_node(make_city(), VOCABULARY)
    assert found["@type"] == ["GovernmentOrganization", "org:FormalOrganization"]
    assert (found["areaServed"]["@id"], found["areaServed"]["@type"]) == (f"{CITY}#area", "City")
