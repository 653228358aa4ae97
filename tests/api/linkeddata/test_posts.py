"""Posts as schema.org, Dublin Core and Creative Commons."""

import pytest

from api.linkeddata.jsonld import record_node, term_node
from cms.core.licences import LICENCES
from tests.api.linkeddata.documents import VOCABULARY, english_post, full_post
from tests.api.linkeddata.vocabulary import FixedVocabulary
from tests.factories import BASE_URL, make_city, make_image, make_post, make_tag, make_terms, make_unit, post_key

CITY = f"{BASE_URL}/id/city/saebyeol"
UNIT = f"{BASE_URL}/id/unit/bike-team"
POST = f"{BASE_URL}/id/post"


def node(post, vocabulary=VOCABULARY):
    return record_node(post, vocabulary)


def test_search_engines_find_what_they_ask_of_an_article():
    """developers.google.com/search/docs/appearance/structured-data/article, and image-license-metadata."""
    found = node(full_post())
    assert found["@type"] == "NewsArticle"
    assert isinstance(found["headline"], str)
    assert [image["url"] for image in found["image"]] == [f"{BASE_URL}/media/images/{n}.jpg" for n in (1, 2, 3)]
    assert all(image["@type"] == "ImageObject" and image["contentUrl"] == image["url"] for image in found["image"])
    assert (found["image"][0]["creditText"], found["image"][0]["license"]) == (
        "새별시",
        "https://creativecommons.org/licenses/by/4.0/",
    )
    assert found["datePublished"] == found["dateModified"] == "2026-11-05T12:01:00+09:00"
    assert found["author"] == {"@id": f"{POST}/{post_key(1)}#author", "@type": "Organization", "name": "기자단"}
    assert (found["publisher"]["name"], found["publisher"]["url"]) == ("자전거팀", f"{BASE_URL}/units/bike-team/")


def test_a_list_leaves_the_body_out():
    assert "articleBody" not in node(full_post())


def test_an_unsigned_post_is_by_its_unit():
    assert node(make_post(byline=""))["author"] == node(make_post())["publisher"]
    assert node(make_post())["publisher"]["@id"] == UNIT


@pytest.mark.parametrize("byline", ["자전거팀", " 자전거 팀 ", "Bicycle Team", "BICYCLE TEAM"])
def test_a_post_signed_by_a_unit_is_by_that_unit(byline):
    found = node(make_post(byline=byline, publisher="transport"))
    assert (found["author"]["@id"], found["author"]["name"]) == (UNIT, "자전거팀")


def test_a_post_signed_by_the_city_is_by_the_city():
    assert node(make_post(byline="새별시"))["author"]["@id"] == CITY


@pytest.mark.parametrize(
    "byline",
    [
        "홍보팀",
        "교통정책과",
        "시민소통담당관",
        "새별연구원",
        "새별시립도서관",
        "한강 사업소",
        "The Newsroom",
        "Press Office",
        "온라인 기자단",
    ],
)
def test_a_team_that_signs_is_an_organisation(byline):
    assert node(make_post(byline=byline))["author"] == {
        "@id": f"{POST}/{post_key(1)}#author",
        "@type": "Organization",
        "name": byline,
    }


@pytest.mark.parametrize(
    "byline",
    [
        "홍길동",
        "김영국",
        "남궁성국",
        "박성실",
        "이은과",
        "홍보팀 홍길동",
        "홍길동 기자",
        "홍길동 연구원",
        "홍길동 담당관",
        "Jane Office-Smith",
        "John Teamer",
        "새벽",
    ],
)
def test_a_person_who_signs_is_a_person(byline):
    assert node(make_post(byline=byline))["author"]["@type"] == "Person"


def test_a_name_that_two_units_have_is_neither():
    twin = make_unit("bike-team-2", names={"ko": "자전거팀"})
    author = node(make_post(byline="자전거팀"), FixedVocabulary([*make_terms(), twin]))["author"]
    assert author == {"@id": f"{POST}/{post_key(1)}#author", "@type": "Organization", "name": "자전거팀"}


@pytest.mark.parametrize(
    ("name", "language"),
    [("bike lanes", "en"), ("KTX", "en"), ("자전거", "ko"), ("서울 BTS", "ko"), ("2026", "ko"), ("café", "ko")],
)
def test_a_tag_is_in_the_language_that_it_is_written_in(name, language):
    """Whoever writes a tag says no language, and the store keeps it under that of the city."""
    vocabulary = FixedVocabulary([*make_terms(), make_tag("a-tag", names={"ko": name})])
    said = {"@value": name, "@language": language}
    found = node(make_post(tags=("a-tag",)), vocabulary)
    assert found["keywords"] == ([said] if language == "en" else [name])
    (subject,) = [one for one in found["dct:subject"] if one["@id"].endswith("/tag/a-tag")]
    assert subject["skos:prefLabel"] == (said if language == "en" else name)
    assert term_node(vocabulary.term("tag", "a-tag"), vocabulary)["skos:prefLabel"] == [said]


def test_a_post_without_a_unit_is_by_the_city():
    found = node(make_post(byline="", publisher=None))
    assert found["dct:publisher"] == found["publisher"]["@id"] == found["author"]["@id"] == CITY
    assert found["cc:attributionName"] == "새별시"


def test_credit_goes_to_the_city_and_the_unit_in_the_language_of_the_post():
    assert node(make_post())["cc:attributionName"] == "새별시 자전거팀"
    assert node(english_post(publisher="bike-team"))["cc:attributionName"] == "Saebyeol Bicycle Team"
    named = FixedVocabulary([make_city(), make_unit("bike-team", names={"ko": "새별시 자전거과"})])
    assert node(make_post(), named)["cc:attributionName"] == "새별시 자전거과"


def test_a_unit_a_field_and_a_tag_that_are_gone_are_not_named():
    found = node(make_post(publisher="gone", topics=("gone", "traffic"), tags=("없음",), website="gone"))
    assert found["dct:publisher"] == CITY
    assert found["articleSection"] == ["교통"]
    assert [subject["@id"] for subject in found["dct:subject"]] == [f"{BASE_URL}/id/field/traffic"]
    assert not {"keywords", "isPartOf"} & found.keys()


def test_a_name_in_another_language_says_so():
    assert node(english_post(tags=("자전거",)))["keywords"] == [{"@value": "자전거", "@language": "ko"}]


def test_the_publisher_shows_the_logo_of_the_city():
    terms = [make_city(logo=make_image(9)), *make_terms()[1:]]
    found = node(make_post(publisher=None), FixedVocabulary(terms))
    assert found["publisher"]["logo"]["contentUrl"] == f"{BASE_URL}/media/images/9.jpg"


@pytest.mark.parametrize("key", [key for key in LICENCES if key.startswith("c")])
def test_a_creative_commons_licence_is_its_address_and_nothing_more(key):
    found = node(make_post(licence=key, image=None))
    assert found["license"] == found["dct:license"] == found["cc:license"] == LICENCES[key].url
    assert not {"@included", "copyrightNotice"} & found.keys()


@pytest.mark.parametrize("number", range(5))
def test_a_kogl_type_is_near_a_creative_commons_licence_and_never_one(number):
    licence = LICENCES[f"kogl-{number}"]
    found = node(make_post(licence=licence.key, image=None))
    assert found["license"] == found["dct:license"] == found["cc:license"] == licence.url
    (described,) = found["@included"]
    assert described["@id"] == licence.url
    assert described["skos:closeMatch"] == licence.near
    assert ("cc:DerivativeWorks" in described["cc:permits"]) is licence.derivatives
    assert described.get("cc:prohibits", []) == ([] if licence.commercial else ["cc:CommercialUse"])
    assert described.get("cc:requires", []) == (["cc:Attribution"] if licence.attribution else [])
    assert str(found).count(licence.near) == 1


def test_where_all_rights_are_reserved_words_stand_instead_of_a_licence():
    found = node(make_post(licence="all-rights-reserved"))
    assert found["copyrightNotice"] == "모든 권리 보유"
    assert not {"license", "dct:license", "cc:license"} & found.keys()
    japanese = node(make_post(licence="all-rights-reserved", language="ja"))
    assert japanese["copyrightNotice"] == {"@value": "All rights reserved", "@language": "en"}


@pytest.mark.parametrize("key", ["", "unheard-of"])
def test_a_licence_that_is_missing_or_unknown_is_not_stated(key):
    found = node(make_post(licence=key, image=make_image(licence=key)))
    assert not {"license", "dct:license", "cc:license", "copyrightNotice", "@included"} & found.keys()
    assert "license" not in found["image"][0]


def test_the_licences_of_images_and_files_are_described_once_each():
    found = node(full_post())
    assert [licence["@id"] for licence in found["@included"]] == [LICENCES["kogl-1"].url, LICENCES["kogl-4"].url]
    assert [image.get("license") for image in found["image"]] == [
        LICENCES["cc-by-4.0"].url,
        LICENCES["kogl-4"].url,
        None,
    ]
    assert found["image"][2]["copyrightNotice"] == "모든 권리 보유"


def test_a_decorative_image_has_no_description():
    assert ["description" in image for image in node(full_post())["image"]] == [True, False, True]


def test_the_original_names_its_translations_and_a_translation_its_original():
    original, translation = node(full_post()), node(english_post())
    assert [other["@id"] for other in original["workTranslation"]] == [f"{POST}/{post_key(2)}"]
    assert not {"translationOfWork", "dct:relation"} & original.keys()
    assert [other["@id"] for other in translation["translationOfWork"]] == [f"{POST}/{post_key(1)}"]
    assert [other["@id"] for other in translation["dct:relation"]] == [f"{POST}/{post_key(3)}"]
    assert "workTranslation" not in translation


def test_what_a_post_does_not_have_it_does_not_say():
    found = node(english_post())
    absent = {"description", "keywords", "articleSection", "dct:subject", "image", "associatedMedia", "isPartOf"}
    assert not absent & found.keys()
    assert all(found.values())
