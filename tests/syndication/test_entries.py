from dataclasses import asdict, fields, replace
from datetime import timedelta

import pytest

from cms.core.licences import licence
from cms.core.records import RECORDS, Body
from syndication.entries import BODY_LEFT_OUT, BODY_MAPPING, LEFT_OUT, MAPPING, Category, Person, entry, rights_notice
from tests.factories import NOON, make_body, make_city, make_file, make_image, make_post, make_terms, make_translation


class Terms:
    """A vocabulary in memory."""

    def __init__(self, terms):
        self.terms = {(term.scheme, term.key): term for term in terms}
        self.city = next(term for term in terms if term.scheme == "city")

    def term(self, scheme, key):
        return self.terms.get((scheme, key))

    def tags(self, keys):
        return {key: self.terms["tag", key] for key in keys if ("tag", key) in self.terms}


TERMS = Terms(make_terms())
OTHER = {
    "key": "00000000-0000-4000-8000-00000000ffff",
    "iri": "https://saebyeol.example/id/post/other",
    "url": "https://saebyeol.example/traffic/other/",
    "site": "other",
    "language": "en",
    "title": "다른 제목",
    "summary": "다른 요약",
    "published_at": NOON - timedelta(days=1),
    "modified_at": NOON + timedelta(days=1),
    "publisher": "transport",
    "topics": ("health", "traffic"),
    "tags": (),
    "image": None,
    "licence": "cc-by-nc-nd-4.0",
    "translations": (make_translation(),),
    "version": 9,
    "website": "bike",
    "byline": "",
    "images": (make_image(3),),
    "files": (make_file(2, credit="다른 곳"),),
}


def mapped(post, body=None, terms=TERMS):
    return entry(post, body or make_body(), vocabulary=terms, tags=terms.tags(post.tags))


def changed_by(before, after):
    was, now = asdict(mapped(*before)), asdict(mapped(*after))
    return {name for name in was if was[name] != now[name]}


def test_every_field_of_every_record_is_mapped_or_left_out_with_a_reason():
    for cls in RECORDS.values():
        names = {spec.name for spec in fields(cls)}
        assert names == MAPPING.keys() | LEFT_OUT.keys()
    assert not MAPPING.keys() & LEFT_OUT.keys()
    assert {spec.name for spec in fields(Body)} == BODY_MAPPING.keys() | BODY_LEFT_OUT.keys()
    assert all(LEFT_OUT.values()) and all(BODY_LEFT_OUT.values())


@pytest.mark.parametrize("name", sorted(OTHER))
def test_a_field_changes_what_the_mapping_says_and_nothing_else(name):
    signed = make_post(1)
    unsigned = make_post(1, byline="")
    found = set()
    for post in (signed, unsigned):
        found |= changed_by((post,), (replace(post, **{name: OTHER[name]}),))
    assert found == set(MAPPING.get(name, ()))


@pytest.mark.parametrize("name", ["html", "text"])
def test_a_field_of_the_body_changes_what_the_mapping_says(name):
    post = make_post(1)
    assert changed_by((post,), (post, replace(make_body(), **{name: "다른"}))) == set(BODY_MAPPING.get(name, ()))


def test_the_author_is_the_byline_else_the_unit_else_the_city():
    unit = Person("자전거팀", "https://saebyeol.example/units/bike-team/")
    city = Person("새별시", "https://saebyeol.example/")
    assert mapped(make_post(1)).authors == (Person("기자단"),)
    assert mapped(make_post(1)).publisher == unit
    assert mapped(make_post(1, byline="")).authors == (unit,)
    assert mapped(make_post(1, byline="", publisher=None)).authors == (city,)
    assert mapped(make_post(1, byline="", publisher="abolished")).authors == (city,)
    assert mapped(make_post(1, publisher=None)).publisher is None


def test_categories_name_their_vocabulary_and_are_in_the_language_of_the_item():
    post = make_post(1, language="en", website="bike", topics=("traffic", "abolished"), tags=("자전거", "unknown"))
    base = "https://saebyeol.example/id"
    assert mapped(post).categories == (
        Category(f"{base}/field", "traffic", "Traffic"),
        Category(f"{base}/website", "bike", "Saebyeol Bike"),
        Category(f"{base}/tag", "자전거", "자전거"),
    )


def test_a_kogl_licence_names_the_near_creative_commons_licence_without_claiming_it():
    found = mapped(make_post(1, image=None))
    assert found.licence is licence("kogl-1")
    assert found.rights == (
        "공공누리 제1유형: 출처표시. 가장 가까운 크리에이티브 커먼즈 이용허락: https://creativecommons.org/licenses/by/4.0/"
    )
    english = rights_notice(licence("kogl-1"), "ja")
    assert english == (
        "KOGL Type 1: Attribution. Nearest Creative Commons licence: https://creativecommons.org/licenses/by/4.0/"
    )


def test_material_with_another_licence_or_a_credit_is_named_in_the_rights():
    post = make_post(
        1,
        licence="cc-by-4.0",
        language="en",
        image=make_image(licence="all-rights-reserved", credit=""),
        files=(make_file(1, licence="cc-by-4.0"), make_file(2, licence="cc-by-nc-4.0", credit="Archive")),
    )
    assert mapped(post).rights == (
        "Creative Commons Attribution 4.0 International. Cover image: ©. 계획 2: Archive, CC BY-NC 4.0."
    )


def test_an_item_without_a_known_licence_states_none():
    for key in ("", "licence-of-2031"):
        found = mapped(make_post(1, licence=key, image=None))
        assert (found.licence, found.rights) == (None, "")


def test_a_term_without_a_page_in_the_language_has_a_name_and_no_address():
    terms = Terms([make_city(urls={}), *make_terms()[1:]])
    assert mapped(make_post(1, byline="", publisher=None), terms=terms).authors == (Person("새별시"),)
