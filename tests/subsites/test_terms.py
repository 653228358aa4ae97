"""The vocabulary of a city, from its pages and snippets."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag
from wagtail.models import Locale, PageViewRestriction, Site

from cms.core import records
from cms.subsites import terms
from cms.subsites.models import CityPage, Field, FieldPage, OrganisationUnit, WebsitePage
from tests.content import BASE_URL, make_unit, new_city, section
from tests.core.media import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def found(scheme):
    return {term.key: term for term in terms.city_terms(terms.Source("saebyeol")) if term.scheme == scheme}


def make_website(**over):
    values = {"title": "새별 자전거", "slug": "bike", "code": "bike", "unit": make_unit(), "colour": "#0b6e4f"}
    return section().add_child(instance=WebsitePage(locale=section().locale, **(values | over)))


def test_a_city_has_its_name_and_address_in_each_language(prepared_city):
    prepared_city.description, prepared_city.licence, prepared_city.colour = "별이 뜨는 도시", "cc-by-4.0", "#1d56bc"
    prepared_city.save()
    assert found("city") == {
        "saebyeol": records.City(
            site="saebyeol",
            key="saebyeol",
            iri=f"{BASE_URL}/id/city/saebyeol",
            names={"ko": "saebyeol ko", "en": "saebyeol en"},
            descriptions={"ko": "별이 뜨는 도시"},
            urls={"ko": f"{BASE_URL}/", "en": f"{BASE_URL}/en/"},
            default_language="ko",
            licence="cc-by-4.0",
            colour="#1d56bc",
        )
    }


def test_a_field_has_the_names_of_the_vocabulary_and_the_addresses_of_its_pages():
    Field.objects.filter(key="traffic").update(other_names={"ja": "交通"}, description_en="Buses", colour="#0b57a4")
    assert found("field")["traffic"] == records.Field(
        site="saebyeol",
        key="traffic",
        iri=f"{BASE_URL}/id/field/traffic",
        names={"ko": "교통", "en": "Traffic", "ja": "交通"},
        descriptions={"en": "Buses"},
        urls={"ko": f"{BASE_URL}/traffic/", "en": f"{BASE_URL}/en/traffic/"},
        order=0,
        colour="#0b57a4",
    )


def test_a_website_knows_its_field_its_language_and_its_department():
    make_website(logo=make_image("로고", size=(960, 480)))
    website = found("website")["bike"]
    assert (website.field, website.language, website.unit, website.colour) == ("traffic", "ko", "bike-team", "#0b6e4f")
    assert (website.names, website.urls) == ({"ko": "새별 자전거"}, {"ko": f"{BASE_URL}/traffic/bike/"})
    assert (website.logo.width, website.logo.height, website.logo.alt) == (480, 240, "새별 자전거")


def test_units_come_parents_first_with_a_page_in_each_language():
    bikes = make_unit()
    hall = OrganisationUnit.objects.create(key="hall", name_ko="시청", name_en="City Hall", duties_ko="전반", order=9)
    bikes.parent = hall
    bikes.save()
    assert list(found("unit")) == ["hall", "bike-team"]
    unit = found("unit")["bike-team"]
    assert (unit.parent, unit.telephone, unit.iri) == ("hall", "02-120", f"{BASE_URL}/id/unit/bike-team")
    assert unit.urls == {"ko": f"{BASE_URL}/units/bike-team/", "en": f"{BASE_URL}/en/units/bike-team/"}
    assert found("unit")["hall"].descriptions == {"ko": "전반"}


def test_a_tag_has_one_name_and_a_page_in_each_language():
    tag = Tag.objects.create(name=" 따릉이\u0001 길 ")
    (term,) = terms.tag_terms([tag], terms.Source("saebyeol"))
    assert term == records.Tag(
        site="saebyeol",
        key=tag.slug,
        iri=f"{BASE_URL}/id/tag/%EB%94%B0%EB%A6%89%EC%9D%B4-%EA%B8%B8",
        names={"ko": "따릉이 길"},
        urls={
            "ko": f"{BASE_URL}/tags/%EB%94%B0%EB%A6%89%EC%9D%B4-%EA%B8%B8/",
            "en": f"{BASE_URL}/en/tags/%EB%94%B0%EB%A6%89%EC%9D%B4-%EA%B8%B8/",
        },
    )


def test_a_hidden_page_has_no_address_and_its_term_the_key_for_a_name():
    make_website().unpublish()
    english = section(language="en")
    PageViewRestriction.objects.create(page=english, restriction_type="login")
    assert found("field")["traffic"].urls == {"ko": f"{BASE_URL}/traffic/"}
    website = found("website")["bike"]
    assert (website.names, website.urls) == ({"ko": "bike"}, {})
    assert (website.unit, website.colour, website.logo) == (None, "", None)


def test_a_city_that_is_closed_has_no_pages_of_units_and_tags(prepared_city):
    make_unit()
    PageViewRestriction.objects.create(page=prepared_city, restriction_type="login")
    assert found("unit")["bike-team"].urls == {"en": f"{BASE_URL}/en/units/bike-team/"}


def test_a_field_on_its_own_host_has_its_addresses_there_and_its_iri_at_the_citys():
    Site.objects.create(hostname="traffic.example", port=8000, root_page=section())
    field = found("field")["traffic"]
    assert field.urls == {"ko": "http://traffic.example:8000/", "en": "http://traffic.example:8000/en/"}
    assert field.iri == f"{BASE_URL}/id/field/traffic"


def test_hosts_name_their_city_and_the_default_one_comes_first():
    Site.objects.create(hostname="a-traffic.example", port=8000, root_page=section())
    new_city("hill", "hill.example", default=False)
    assert list(terms.hosts()) == [
        ("saebyeol.example", "saebyeol", True),
        ("a-traffic.example:8000", "saebyeol", False),
        ("hill.example", "hill", False),
    ]
    assert terms.cities() == ["saebyeol", "hill"]


def test_a_city_does_not_show_the_fields_of_another_one():
    hill = new_city("hill", "hill.example", default=False, languages=("ko",))
    FieldPage.objects.filter(path__startswith=hill.path, field__key="health").get().delete()
    mine = {term.key: term.urls for term in terms.city_terms(terms.Source("hill")) if term.scheme == "field"}
    assert mine == {"traffic": {"ko": "http://hill.example/traffic/"}}
    assert len(found("field")) == 2


def test_an_unknown_city_has_no_terms():
    assert list(terms.city_terms(terms.Source("atlantis"))) == []


def test_the_terms_of_a_city_cost_the_same_queries_however_many_there_are():
    def cost():
        with CaptureQueriesContext(connection) as queries:
            list(terms.city_terms(terms.Source("saebyeol")))
        return len(queries)

    make_website()
    before = cost()
    for number in range(5):
        OrganisationUnit.objects.create(key=f"unit-{number}", name_ko="과", name_en="Division")
        make_website(slug=f"w-{number}", code=f"w-{number}")
    assert cost() == before


@pytest.mark.parametrize("parent", ["self", "child", "grandchild"])
def test_a_department_cannot_be_part_of_itself(parent):
    units = {}
    for name, above in (("self", None), ("child", "self"), ("grandchild", "child")):
        units[name] = OrganisationUnit.objects.create(
            key=name, name_ko=name, name_en=name, parent=units[above] if above else None
        )
    units["self"].parent = units[parent]
    with pytest.raises(ValidationError, match=r"itself|자신"):
        units["self"].save()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: Field.objects.get(key="traffic"), "key"),
        (make_unit, "key"),
        (CityPage.objects.first, "code"),
        (make_website, "code"),
    ],
)
def test_a_key_is_never_changed(make, name):
    item = make()
    setattr(item, name, "another")
    with pytest.raises(ValidationError) as caught:
        item.full_clean()
    assert list(caught.value.message_dict) == [name]


@pytest.mark.parametrize("key", ["Traffic", "교통", "a--b", "-a", "a b", "a:b", "a\n"])
def test_a_key_is_plain(key):
    with pytest.raises(ValidationError) as caught:
        Field(key=key, name_ko="x", name_en="x").full_clean()
    assert list(caught.value.message_dict) == ["key"]


def test_keys_are_unique_within_a_city_translations_aside():
    make_website()
    health = section("health")
    with pytest.raises(ValidationError, match=r"key|키"):
        health.add_child(instance=WebsitePage(title="x", slug="x", code="bike", locale=health.locale))
    with pytest.raises(ValidationError):
        health.get_parent().add_child(instance=FieldPage(title="x", slug="x", field=health.field, locale=health.locale))
    english = WebsitePage.objects.get().copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "Bicycles"
    english.save_revision().publish()
    assert found("website")["bike"].names == {"ko": "새별 자전거", "en": "Bicycles"}


@pytest.mark.parametrize("names", [["x"], {"ja": 1}, "x"])
def test_names_in_other_languages_are_texts(names):
    with pytest.raises(ValidationError) as caught:
        Field(key="x", name_ko="x", name_en="x", other_names=names).full_clean()
    assert list(caught.value.message_dict) == ["other_names"]
