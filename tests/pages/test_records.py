"""From a page of a website to its record, and where it stands among others."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from cms.core.records import to_data
from cms.ledger.models import Entry
from cms.pages.models import StandardPage
from cms.publication import sync
from cms.subsites.models import CityPage, WebsitePage
from tests.content import BASE_URL, draft_page, make_unit, published_page, section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def record(page):
    return StandardPage.objects.get(pk=page.pk).build_record()


def website(code="bike", parent=None):
    parent = Page.objects.get(pk=(parent or section()).pk)
    site = WebsitePage(title="자전거 누리집", slug=code, code=code, locale=parent.locale, unit=make_unit())
    parent.add_child(instance=site)
    return site


def stored(page):
    return Entry.objects.get(key=page.key).record


def test_a_record_says_what_the_page_says_and_where_it_lies():
    site = website()
    above = published_page("이용 안내", parent=site)
    page = published_page(
        "요금", parent=above, lead="하루 천 원입니다.", reviewed_on=date(2026, 11, 1), review_by=date(2027, 5, 1)
    )
    found, body = record(page)
    assert (found.kind, found.site, found.language, found.title) == ("page", "saebyeol", "ko", "요금")
    assert found.iri == f"{BASE_URL}/id/page/{page.key}"
    assert found.url == f"{BASE_URL}/traffic/bike/%EC%9D%B4%EC%9A%A9-%EC%95%88%EB%82%B4/%EC%9A%94%EA%B8%88/"
    assert (found.topics, found.website, found.publisher) == (("traffic",), "bike", "bike-team")
    assert (found.parent, found.ancestors, found.order) == (str(above.key), (str(above.key),), 1)
    assert (found.summary, found.role) == ("하루 천 원입니다.", "")
    assert (found.reviewed_on, found.review_by) == (date(2026, 11, 1), date(2027, 5, 1))
    assert body.html == "<p>자전거를 빌리고 돌려주는 방법입니다.</p>"


def test_a_page_of_the_city_itself_has_neither_field_nor_website_nor_parent():
    found, _ = record(published_page("시청 안내", parent=CityPage.objects.get(locale__language_code="ko")))
    assert (found.topics, found.website, found.parent, found.ancestors) == ((), None, None, ())


def test_headings_have_names_made_of_their_words_and_one_of_the_same_words_has_a_number():
    page = draft_page()
    page.body = [
        ("heading", {"text": "빌리기", "level": "h2"}),
        ("heading", {"text": "빌리기", "level": "h3"}),
        ("heading", {"text": "<b>&?", "level": "h2"}),
    ]
    page.save_revision().publish()
    assert record(page)[1].html == (
        '<h2 id="s-빌리기">빌리기</h2>\n<h3 id="s-빌리기-2">빌리기</h3>\n<h2 id="s-b">&lt;b&gt;&amp;?</h2>'
    )


def test_ten_levels_down_each_page_names_all_that_are_above_it():
    pages = [published_page("1")]
    for number in range(2, 11):
        pages.append(published_page(str(number), parent=pages[-1]))
    assert stored(pages[-1])["ancestors"] == [str(page.key) for page in pages[:-1]]
    assert stored(pages[-1])["url"].endswith("/traffic/1/2/3/4/5/6/7/8/9/10/")


def test_a_page_that_moves_takes_those_below_it_along_and_old_addresses_lead_on(server):
    old, new = published_page("옛 자리", slug="old"), published_page("새 자리", slug="new")
    moving = published_page("옮길 것", parent=old, slug="moving")
    below = published_page("그 아래", parent=moving, slug="below")
    StandardPage.objects.get(pk=moving.pk).move(StandardPage.objects.get(pk=new.pk), pos="last-child")
    assert stored(below)["ancestors"] == [str(new.key), str(moving.key)]
    answer = server.get("/traffic/old/moving/below/")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{BASE_URL}/traffic/new/moving/below/")


def test_a_new_address_of_a_page_is_that_of_those_below_it_too():
    above = published_page("위", slug="above")
    below = published_page("아래", parent=above, slug="below")
    above = StandardPage.objects.get(pk=above.pk)
    above.slug = "other"
    above.save_revision().publish()
    assert stored(below)["url"] == f"{BASE_URL}/traffic/other/below/"


def test_putting_pages_in_another_order_changes_the_place_of_all_that_stand_there():
    first, second = published_page("하나"), published_page("둘")
    assert [stored(page)["order"] for page in (first, second)] == [1, 2]
    StandardPage.objects.get(pk=second.pk).move(StandardPage.objects.get(pk=first.pk), pos="left")
    while sync.touch_queued():
        pass
    assert stored(second)["order"] < stored(first)["order"]


def test_a_role_is_had_once_for_a_site_and_language():
    city = CityPage.objects.get(locale__language_code="ko")
    published_page("개인정보 처리방침", parent=city, role="privacy")
    with pytest.raises(ValidationError, match="개인정보 처리방침"):
        draft_page("다른 방침", parent=section(), role="privacy")
    site, english = website(), CityPage.objects.get(locale__language_code="en")
    own = published_page("누리집 방침", parent=site, role="privacy")
    draft_page("Privacy policy", parent=english, role="privacy")
    with pytest.raises(ValidationError, match="누리집 방침"):
        draft_page("또 하나", parent=own, role="privacy")
    draft_page("다른 누리집의 방침", parent=website("walk"), role="privacy")


def test_a_copy_has_no_role():
    page = published_page("찾아오시는 길", role="directions")
    copy = page.copy(update_attrs={"slug": "copy"}, copy_revisions=False)
    assert (copy.role, StandardPage.objects.get(pk=copy.pk).role) == ("", "")


def test_a_review_is_due_after_the_last_one():
    with pytest.raises(ValidationError, match="다음 확인 날짜가 마지막 확인보다 빠릅니다"):
        draft_page(reviewed_on=date(2026, 11, 2), review_by=date(2026, 11, 1))


def test_a_record_is_the_same_after_it_was_stored():
    page = published_page(reviewed_on=date(2026, 11, 1))
    assert stored(page) == to_data(record(page)[0]) | {"version": 1}
