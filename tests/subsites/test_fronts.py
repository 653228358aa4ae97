"""The front pages that web teams arrange, and what they pin: what the public gets of them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StructBlockValidationError

from cms.core.errors import Refused
from cms.core.records import FRONT_SECTIONS, FrontSection, Layout, Listing, MenuLink, Pin
from cms.ledger import generation
from cms.ledger.store import store
from cms.publication import sync
from cms.subsites import terms
from cms.subsites.fronts import CityFrontBlock, FrontBlock, PinBlock
from cms.subsites.models import CityPage, OrganisationUnit, WebsitePage
from tests.content import BASE_URL, make_unit, published_post, section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


@pytest.fixture
def website():
    values = {"title": "새별 자전거", "slug": "bike", "code": "bike", "unit": make_unit()}
    return section().add_child(instance=WebsitePage(locale=section().locale, **values))


def part(type_, **value):
    return {"type": type_, "value": value}


def link(title, **target):
    return {"title": title, "page": None, "listing": "", "url": "", **target}


def listing(**over):
    values = {"title": "새 소식", "kind": "post", "field": "", "website": None, "unit": None, "tag": "", "first": 3}
    return part("listing", **values | over)


def arrange(page, **arranged):
    for name, value in arranged.items():
        setattr(page, name, value)
    page.save_revision().publish()


def term(scheme="website", key="bike"):
    generation.replace()
    return store.vocabulary("saebyeol").term(scheme, key)


def test_the_parts_stand_in_the_order_of_the_web_team(website):
    unit = website.unit
    arrange(
        website,
        shortcuts=[part("shortcut", **link("대여", url="https://bike.example/"))],
        front=[
            part("events", title="나들이"),
            part("links", title="안내", links=[{"type": "item", "value": link("부서", listing="units")}]),
            listing(website=website.pk, unit=unit.pk, field="traffic", tag="자전거 길"),
            part("lead", title=""),
        ],
    )
    query = "kind=post&language=ko&field=traffic&website=bike&unit=" + unit.key
    assert term().layout("ko") == Layout(
        language="ko",
        shortcuts=(MenuLink(title="대여", url="https://bike.example/"),),
        sections=(
            FrontSection(type="events", title="나들이"),
            FrontSection(type="links", title="안내", links=(MenuLink(title="부서", url=f"{BASE_URL}/units/"),)),
            FrontSection(
                type="listing",
                title="새 소식",
                listing=Listing(
                    url=f"{BASE_URL}/search/?{query}&tag=%EC%9E%90%EC%A0%84%EA%B1%B0-%EA%B8%B8",
                    title="새 소식",
                    kind="post",
                    language="ko",
                    field="traffic",
                    website="bike",
                    unit=unit.key,
                    tag="자전거-길",
                    first=3,
                ),
            ),
            FrontSection(type="lead"),
        ),
    )


def test_a_list_of_what_is_there_no_more_and_links_to_nothing_public_are_left_out(website):
    unit = OrganisationUnit.objects.create(key="closing", name_ko="없어질 부서", name_en="Closing")
    draft = published_post()
    draft.unpublish()
    hidden = {"type": "item", "value": link("초안", page=draft.pk)}
    arrange(website, front=[listing(unit=unit.pk), part("links", title="안내", links=[hidden]), listing(kind="gone")])
    assert [one.listing.unit for one in term().layout("ko").sections] == ["closing"]
    unit.delete()
    website.refresh_from_db()
    website.save_revision().publish()
    assert term().layout("ko") is None


def test_what_is_pinned_is_named_by_its_key_in_each_language_while_it_is_public(website):
    post = published_post()
    korean = CityPage.objects.get(locale__language_code="ko")
    arrange(korean, pins=[part("pin", page=post.pk, until="2026-12-31")])
    arrange(section(), pins=[part("pin", page=post.pk, until=None)])
    pin = Pin(language="ko", key=str(post.key), until=date(2026, 12, 31))
    assert term("city", "saebyeol").pins == (pin,)
    assert term("field", "traffic").pins == (Pin(language="ko", key=str(post.key)),)
    assert term().pins == ()
    post.refresh_from_db()
    post.unpublish()
    assert term("city", "saebyeol").pins == ()
    post.refresh_from_db()
    post.save_revision().publish()
    assert term("city", "saebyeol").pins == (pin,)
    post.delete()
    sync.touch_queued()
    assert (term("city", "saebyeol").pins, term("field", "traffic").pins) == ((), ())


def test_a_listing_is_nothing_that_can_be_pinned(website):
    block = PinBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"page": section().pk, "until": None}))
    assert list(refused.value.block_errors) == ["page"]
    assert "목록은 고정할 수 없습니다" in str(refused.value.block_errors["page"])
    post = published_post()
    assert block.clean(block.to_python({"page": post.pk, "until": None}))["page"].pk == post.pk


def test_the_number_of_a_person_is_published_on_no_front_page(website):
    for front in ([part("lead", title="문의 900101-1234567")], [listing(title="900101-1234567")]):
        with pytest.raises(Refused, match="주민등록번호"):
            arrange(website, front=front)
        website.refresh_from_db()
    assert term().layout("ko") is None


def test_front_pages_are_made_of_what_the_api_has_words_for():
    assert set(CityFrontBlock().child_blocks) == set(FRONT_SECTIONS)
    assert set(CityFrontBlock().child_blocks) - set(FrontBlock().child_blocks) == {"fields", "documents", "websites"}


def test_the_front_pages_of_many_sites_cost_no_query_more_than_that_of_one(website):
    post = published_post()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            list(terms.city_terms(terms.Source("saebyeol")))
        return len(captured)

    told = {
        "pins": [part("pin", page=post.pk, until=None)],
        "front": [listing(website=website.pk, unit=website.unit.pk)],
    }
    arrange(website, **told)
    one = queries()
    for number in range(20):
        other = WebsitePage(locale=section().locale, title=f"누리집 {number}", slug=f"s{number}", code=f"s{number}")
        section().add_child(instance=other)
        arrange(other, **told, shortcuts=[part("shortcut", **link("안내", page=post.pk))])
    assert queries() == one
