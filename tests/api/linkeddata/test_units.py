"""Units in W3C ORG: the posts in them, and the events that changed them."""

from datetime import date

from api.linkeddata.jsonld import term_node
from cms.core.records import UnitChange
from tests.api.linkeddata.vocabulary import FixedVocabulary
from tests.factories import BASE_URL, make_city, make_position, make_unit

TEAM, OLD = f"{BASE_URL}/id/unit/bike-team", f"{BASE_URL}/id/unit/old"
RENAMED = UnitChange(kind="renamed", changed_on=date(2024, 1, 1), names={"ko": "자전거계"})
MERGED = UnitChange(kind="merged", changed_on=date(2025, 7, 1), unit="old")
UNITS = (
    make_unit(changes=(MERGED, RENAMED), places={"ko": "별관"}, fax="02-121", email="bike@saebyeol.example"),
    make_unit("old", closed_on=date(2025, 7, 1), merged_into="bike-team", urls={}),
)
CITY = FixedVocabulary(
    [make_city(), make_unit("transport"), *UNITS], staff={"bike-team": (make_position(1, holder="김이름"),)}
)


def test_a_unit_has_its_posts_each_with_an_iri_below_its_own():
    assert term_node(UNITS[0], CITY)["org:hasPost"] == [
        {
            "@id": f"{TEAM}#post-1",
            "@type": "org:Post",
            "name": [{"@value": "주무관 1", "@language": "ko"}, {"@value": "Officer 1", "@language": "en"}],
            "description": [
                {"@value": "자전거 업무 1", "@language": "ko"},
                {"@value": "Bicycles 1", "@language": "en"},
            ],
            "telephone": "02-120-1",
            "org:heldBy": {"@id": f"{TEAM}#post-1-heldBy", "@type": "Person", "name": "김이름"},
        }
    ]


def test_a_unit_says_what_it_was_called_what_came_into_it_and_where_it_is():
    node = term_node(UNITS[0], CITY)
    assert node["alternateName"] == [{"@value": "자전거계", "@language": "ko"}]
    day = {"@type": "xsd:date"}
    assert node["org:changedBy"] == [
        {"@id": f"{TEAM}#change-1", "@type": "org:ChangeEvent", "dct:date": day | {"@value": "2024-01-01"}},
        {
            "@id": f"{TEAM}#change-2",
            "@type": "org:ChangeEvent",
            "dct:date": day | {"@value": "2025-07-01"},
            "org:originalOrganization": [OLD],
        },
    ]
    assert node["org:resultedFrom"] == [f"{OLD}#closing"]
    assert node["org:hasSite"]["@id"] == f"{TEAM}#site"
    assert (node["faxNumber"], node["email"]) == ("02-121", "bike@saebyeol.example")


def test_a_unit_that_was_merged_says_into_which_and_is_below_none():
    node = term_node(UNITS[1], CITY)
    assert node["org:changedBy"] == [
        {
            "@id": f"{OLD}#closing",
            "@type": "org:ChangeEvent",
            "dct:date": {"@value": "2025-07-01", "@type": "xsd:date"},
            "org:originalOrganization": [OLD],
            "org:resultingOrganization": [TEAM],
        }
    ]
    assert node["dissolutionDate"] == "2025-07-01"
    assert OLD not in term_node(make_city(), CITY)["org:hasSubOrganization"]
